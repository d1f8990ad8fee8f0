"""Bringing back what a backup holds of the vault, as the vault keeps it: version beside version.

Everything goes to the vault's copies, whichever of its trees it came from: a link of the vault's
shares its bytes with Claude Code's own file, which no restore may write to.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from desktop_app.base.files import check_regular, open_regular, sync_data, write_all
from desktop_app.claude_code.vault import Vault
from desktop_app.claude_code.vault.tree import newest_name, older_name
from desktop_app.sessions.archive.manifest import Member
from desktop_app.sessions.archive.reader import Archive
from desktop_app.sessions.restored_file import (
    Outcome,
    begins_with,
    common_length,
    discard_partial,
    write_new,
)

_PREFIX_PARTS = 2  # the vault and one of its trees


def place_of(vault: Vault, member: Member) -> Path:
    """Return where a file of the vault comes back to, if nothing is there."""
    return vault.copies.joinpath(*member.path.split("/")[_PREFIX_PARTS:])


def restore_version(vault: Vault, archive: Archive, member: Member) -> Outcome:
    """Bring one file back to the vault, durably; no version that is there is changed.

    A copy that is only its beginning, as a crash leaves it, is completed.

    Raises:
        OSError: the disk refused, or something that is no file is in the way.
        BackupError: as `Archive.chunks`.
    """
    copy = place_of(vault, member)
    name = copy.relative_to(vault.copies)
    discard_partial(copy)
    for version in _versions(vault, name):
        is_candidate = check_regular(version).st_size >= member.size
        if is_candidate and begins_with(version, archive.chunks(member)):
            return Outcome.UNCHANGED
    is_elsewhere = any(
        os.path.lexists(root / name) for root in (vault.projects, vault.claude_projects)
    )
    if not os.path.lexists(copy) and not os.path.lexists(vault.projects / name):
        if write_new(copy, archive.chunks(member)):
            return Outcome.RESTORED
    elif not is_elsewhere and _complete(copy, archive, member):
        return Outcome.MERGED
    while not write_new(older_name(copy.with_name(newest_name(copy.name))), archive.chunks(member)):
        pass  # another program took that name; the next one is free
    return Outcome.MERGED


def _versions(vault: Vault, name: Path) -> Iterator[Path]:
    """Yield every version of the file `name` in both trees."""
    newest = newest_name(name.name)
    for root in (vault.copies, vault.projects):
        directory = root / name.parent
        if directory.is_dir():
            yield from (path for path in directory.iterdir() if newest_name(path.name) == newest)


def _complete(copy: Path, archive: Archive, member: Member) -> bool:
    """Append what `copy` lacks, if it is a beginning of the archived file and nobody else's."""
    status = check_regular(copy)
    if status.st_nlink > 1 or common_length(copy, archive.chunks(member)) < status.st_size:
        return False
    fd = open_regular(copy, os.O_WRONLY | os.O_APPEND)
    try:
        skip = status.st_size
        for chunk in archive.chunks(member):
            write_all(fd, chunk[skip:])
            skip = max(0, skip - len(chunk))
        sync_data(fd)
    finally:
        os.close(fd)
    return True
