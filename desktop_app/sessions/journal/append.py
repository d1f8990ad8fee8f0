r"""The append protocol on one conversation file.

What it promises: when `Journal.append` returns, its lines are on the disk, whole, each on a line
of its own, and every byte that stood there before is unchanged. What no program can promise: that
lines whose append failed are *not* there; therefore a failed line is never shown as saved, and is
written again in full rather than completed.

Measured against an enumeration of every legal state after a power cut; see CONTRIBUTING, "How a
record is kept".
"""

import errno
import os
from pathlib import Path

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    make_private_directory,
    open_regular,
    sync_data,
    sync_directory,
)
from desktop_app.sessions.errors import FileChange, FileReplacedError

NEWLINE = b"\n"


class ShortWriteError(OSError):
    """The system took only a part of a group; the part stays in the file as a torn line."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EIO, "only a part was written", str(path))


def create_journal(path: Path) -> None:
    """Create an empty conversation file, mode 0600, its name durable.

    Raises:
        FileExistsError: something stands there already; it is left alone.
        OSError: the system refused.
    """
    make_private_directory(path.parent)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | SAFE_OPEN_FLAGS
    os.close(os.open(path, flags, PRIVATE_FILE))
    sync_directory(path.parent)


class Journal:
    """An open conversation file that is only ever appended to. Used by one thread.

    After any exception the handle is dead: close it, open a new one with `after_failure=True`.
    """

    def __init__(self, path: Path, *, after_failure: bool = False) -> None:
        r"""Open an existing file.

        With `after_failure` the next group begins with a newline whatever the last byte seems to
        be: after a failed write or sync the page cache and the disk may differ.

        Raises:
            FileReplacedError: it is not there any more.
            NotARegularFileError, OSError: it can't be opened.
        """
        self.path = path
        self._lead_newline = after_failure
        try:
            self._fd = open_regular(path, os.O_RDWR | os.O_APPEND)
        except FileNotFoundError as error:
            raise FileReplacedError(path, FileChange.REMOVED) from error
        status = os.fstat(self._fd)
        self._identity = (status.st_dev, status.st_ino)
        self._size = status.st_size

    def append(self, group: bytes) -> int:
        """Write `group` (whole lines with their newlines) in one write, sync it, return its offset.

        The offset is where the first line begins. If another program wrote a torn line between
        the guard and the write, the group is written once more behind a newline; the first copy
        then remains as a damaged or doubled line, which readers understand.

        Raises:
            FileReplacedError: the file was removed, replaced or shortened. Nothing was written.
            OSError: full disk, I/O error, limit; an unknown part may stand in the file.
        """
        size = self._check()
        needs_newline = self._lead_newline or not self._ends_with_newline(size)
        self._lead_newline = False
        offset = self._write(NEWLINE + group if needs_newline else group) + needs_newline
        if offset != size + needs_newline and not self._ends_with_newline(offset):
            offset = self._write(NEWLINE + group) + 1
        sync_data(self._fd)
        self._size = offset + len(group)
        return offset

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _check(self) -> int:
        """Return the file's size after making sure that the handle and the name still agree.

        Costs 3 µs; without it write and sync to an unlinked file succeed silently.
        """
        status = os.fstat(self._fd)
        try:
            named = os.lstat(self.path)
        except FileNotFoundError:
            raise FileReplacedError(self.path, FileChange.REMOVED) from None
        if (named.st_dev, named.st_ino) != self._identity or status.st_nlink == 0:
            raise FileReplacedError(self.path, FileChange.REPLACED)
        if status.st_size < self._size:
            raise FileReplacedError(self.path, FileChange.SHORTENED)
        return status.st_size

    def _ends_with_newline(self, size: int) -> bool:
        return size == 0 or os.pread(self._fd, 1, size - 1) == NEWLINE

    def _write(self, data: bytes) -> int:
        if os.write(self._fd, data) != len(data):
            raise ShortWriteError(self.path)
        # O_APPEND leaves the position behind what was just written, wherever that landed
        return os.lseek(self._fd, 0, os.SEEK_CUR) - len(data)
