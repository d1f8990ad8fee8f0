"""Hard links: a second name for the same bytes, made at once and without any of the disk."""

import errno
import os
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

from desktop_app.base.files import reading
from desktop_app.claude_code.vault.comparing import begins_with
from desktop_app.claude_code.vault.directories import Directories
from desktop_app.claude_code.vault.tree import PARTIAL_SUFFIX, FoundFile, older_name

# Another file system, too many links, a file of somebody else's, a system without links.
_IMPOSSIBLE = frozenset(
    {errno.EXDEV, errno.EMLINK, errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
_FOLLOWS_NOTHING = os.link in os.supports_follow_symlinks


class Linked(Enum):
    """How a file came out of `keep_linked`."""

    BEFORE = auto()  # it was linked already
    NOW = auto()
    GONE = auto()  # removed meanwhile
    IMPOSSIBLE = auto()  # it must be copied


def keep_linked(file: FoundFile, link: str, directories: Directories) -> Linked:
    """Let the path `link` be a name of `file`; the caller syncs `directories`.

    Where `link` names an older file, that stays as `….older-N`, unless the new one begins with
    all of it. A crash at any moment loses neither. Raises OSError.
    """
    parent = link.rpartition(os.sep)[0]
    # Of the many first files nothing can be there yet, and if another process was faster
    # making the link says so.
    before = None if directories.is_new(parent) else _status(link)
    if before is not None and os.path.samestat(before, file.status):
        return Linked.BEFORE
    directories.make(parent)
    directories.note_change(parent)
    if before is None:
        return _link(file.where, link)
    return _replace(file, Path(link), directories)


def _status(link: str) -> os.stat_result | None:
    try:
        return os.lstat(link)
    except FileNotFoundError:
        return None


def _replace(file: FoundFile, link: Path, directories: Directories) -> Linked:
    partial = link.with_name(f"{link.name}.{os.getpid()}{PARTIAL_SUFFIX}")
    partial.unlink(missing_ok=True)
    outcome = _link(file.where, partial)
    if outcome is Linked.IMPOSSIBLE:
        link.rename(older_name(link))  # the newest version will be the copy
    elif outcome is Linked.NOW:
        try:
            if not _is_contained(link, partial):
                os.link(link, older_name(link))
                directories.sync()  # its second name must outlive the loss of the first
            partial.replace(link)
        finally:
            partial.unlink(missing_ok=True)
    return outcome


def _link(source: str, link: str | Path) -> Linked:
    try:
        if _FOLLOWS_NOTHING:
            os.link(source, link, follow_symlinks=False)
        else:
            os.link(source, link)
    except FileExistsError:
        return Linked.BEFORE  # another process of ours was faster
    except FileNotFoundError:
        return Linked.GONE
    except OSError as error:
        if error.errno in _IMPOSSIBLE:
            return Linked.IMPOSSIBLE
        raise
    return Linked.NOW


def _is_contained(older: Path, newer: Path) -> bool:
    with suppress(OSError), reading(older) as old, reading(newer) as new:
        length = os.fstat(old).st_size
        return length <= os.fstat(new).st_size and begins_with(new, old, length)
    return False  # in doubt both are kept
