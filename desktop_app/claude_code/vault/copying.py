"""Independent copies: what a rewrite of the linked file in place can't reach."""

import errno
import os
import sys
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    check_regular,
    free_bytes,
    open_regular,
    reading,
    sync_data,
    write_all,
)
from desktop_app.base.values import frozen
from desktop_app.claude_code.vault.comparing import begins_with
from desktop_app.claude_code.vault.directories import Directories
from desktop_app.claude_code.vault.tree import PARTIAL_SUFFIX, older_name

_CHUNK_BYTES = 1 << 20
_FICLONE = 0x40049409  # linux/fs.h
_WITHOUT_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


class CopyStoppedError(Exception):
    """Somebody wanted the copying to end; what there is of it is a beginning, as after a crash."""


@frozen
class Limits:
    """What copying must respect: room to leave on the disk, and a wish to end at once."""

    reserve_bytes: int = 0
    should_stop: Callable[[], bool] = lambda: False


class Copied(Enum):
    """How a file came out of `keep_copied`."""

    BEFORE = auto()  # it was up to date
    NOW = auto()
    NO_ROOM = auto()


def is_up_to_date(source: os.stat_result, copy: Path) -> bool:
    """Tell whether `copy` was taken from this very state of its source."""
    try:
        return is_same_state(source, os.lstat(copy))
    except OSError:
        return False


def is_same_state(source: os.stat_result, copy: os.stat_result) -> bool:
    """Tell the same of what is known of both: a copy has the time of what it was taken from."""
    return (copy.st_size, copy.st_mtime_ns) == (source.st_size, source.st_mtime_ns)


def keep_copied(source: Path, copy: Path, directories: Directories, limits: Limits) -> Copied:
    """Bring `copy` up to date with `source`; its content is durable, its name once synced.

    A source that grew costs its new bytes only. Of one that was rewritten or shortened the former
    copy stays as `….older-N`. Where the reserve would not be left nothing is written.
    A crash at any moment leaves a beginning of the source, which the next call completes.

    Raises:
        NotARegularFileError: `source` is something else.
        OSError: it can't be read, or the disk refused.
        CopyStoppedError: `limits` said so.
    """
    with reading(source) as fd:
        status = os.fstat(fd)
        if is_up_to_date(status, copy):
            return Copied.BEFORE
        length = _known_length(fd, copy, status.st_size)
        directories.make(copy.parent)
        if length is None:
            outcome = _copy_new(fd, copy, directories, limits)
        else:
            outcome = _append(fd, copy, range(length, status.st_size), limits)
    if outcome is Copied.NOW:
        os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
    return outcome


def copy_new(source: Path, target: Path) -> bool:
    """Copy a regular file to a free name with a new modification time, mode 0600.

    Returns False, and changes nothing, where the name is taken. The caller syncs the directory.
    Raises as `keep_copied`.
    """
    with reading(source) as fd:
        partial = _partial_of(target)
        _write_partial(fd, partial, Limits())
        return _give_name(partial, target)


def _known_length(source: int, copy: Path, size: int) -> int | None:
    """Return how much of the source the copy holds; None where there is none to go on with."""
    try:
        held = check_regular(copy).st_size
        with reading(copy) as fd:
            if held <= size and begins_with(source, fd, held):
                return held
    except FileNotFoundError:
        return None
    copy.rename(older_name(copy))
    return None


def _append(source: int, copy: Path, missing: range, limits: Limits) -> Copied:
    if not _has_room(copy, len(missing), limits):
        return Copied.NO_ROOM
    fd = open_regular(copy, os.O_WRONLY)
    try:
        # at their places and not at the end: two processes doing this write the same file
        os.lseek(fd, missing.start, os.SEEK_SET)
        os.lseek(source, missing.start, os.SEEK_SET)
        _transfer(source, fd, len(missing), limits)
        sync_data(fd)
    finally:
        os.close(fd)
    return Copied.NOW


def _copy_new(source: int, copy: Path, directories: Directories, limits: Limits) -> Copied:
    partial = _partial_of(copy)
    if not _clone_partial(source, partial):
        if not _has_room(copy, os.fstat(source).st_size, limits):
            return Copied.NO_ROOM
        _write_partial(source, partial, limits)
    _give_name(partial, copy)
    directories.note_change(copy.parent)
    return Copied.NOW


def _clone_partial(source: int, partial: Path) -> bool:
    """Let `partial` share the blocks of `source`, for no room; False where nothing can."""
    if sys.platform != "linux":
        return False
    import fcntl

    fd = _open_partial(partial)
    try:
        fcntl.ioctl(fd, _FICLONE, source)
        sync_data(fd)
    except OSError:
        partial.unlink(missing_ok=True)
        return False
    finally:
        os.close(fd)
    return True


def _write_partial(source: int, partial: Path, limits: Limits) -> None:
    fd = _open_partial(partial)
    try:
        os.lseek(source, 0, os.SEEK_SET)
        _transfer(source, fd, os.fstat(source).st_size, limits)
        sync_data(fd)
    except (OSError, CopyStoppedError):
        partial.unlink(missing_ok=True)
        raise
    finally:
        os.close(fd)


def _give_name(partial: Path, target: Path) -> bool:
    try:
        # unlike a rename, a link never replaces what another process has put there meanwhile
        os.link(partial, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _WITHOUT_LINKS or os.path.lexists(target):
            raise
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    return True


def _transfer(source: int, target: int, length: int, limits: Limits) -> None:
    while length and (chunk := os.read(source, min(_CHUNK_BYTES, length))):
        if limits.should_stop():
            raise CopyStoppedError
        write_all(target, chunk)
        length -= len(chunk)


def _open_partial(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | SAFE_OPEN_FLAGS
    return os.open(path, flags, PRIVATE_FILE)


def _partial_of(path: Path) -> Path:
    # named after the process: the window and the command line may copy at the same time
    return path.with_name(f"{path.name}.{os.getpid()}{PARTIAL_SUFFIX}")


def _has_room(path: Path, needed_bytes: int, limits: Limits) -> bool:
    return free_bytes(path.parent) - needed_bytes >= limits.reserve_bytes
