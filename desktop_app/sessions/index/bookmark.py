"""How far a file was read, and what proves later that it is still the same file."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from desktop_app.base.files import reading
from desktop_app.base.values import frozen
from desktop_app.sessions.lines import ParsedLine, read_parsed
from desktop_app.sessions.records import Record

HEAD_BYTES = 4096
TAIL_BYTES = 256


@frozen
class Bookmark:
    """A reader's place in one file.

    `read_bytes` were taken in; `digest` covers the first `HEAD_BYTES` and the last `TAIL_BYTES`
    of them. `is_finished` says that nothing more could be taken in when the file had `size_bytes`.
    """

    device: str  # device and inode as text: they may exceed SQLite's 63 bits
    inode: str
    size_bytes: int
    mtime_ns: int
    read_bytes: int
    digest: bytes
    is_finished: bool

    def is_fresh(self, status: os.stat_result) -> bool:
        """Tell whether the file is as it was when it was read to its end."""
        return self.is_finished and self._is_unchanged(status)

    def can_continue(self, path: Path, status: os.stat_result) -> bool:
        """Tell whether reading may go on at `read_bytes`: the file only grew. Raises OSError."""
        has_grown = self._is_same_file(status) and status.st_size > self.size_bytes
        if not has_grown and (self.is_finished or not self._is_unchanged(status)):
            return False
        return digest_of(path, self.read_bytes) == self.digest

    def covers(self, path: Path, status: os.stat_result) -> bool:
        """Tell whether what was read still stands in the file. Raises OSError."""
        return self.is_fresh(status) or self.can_continue(path, status)

    def _is_same_file(self, status: os.stat_result) -> bool:
        return (self.device, self.inode) == (str(status.st_dev), str(status.st_ino))

    def _is_unchanged(self, status: os.stat_result) -> bool:
        return self._is_same_file(status) and (self.size_bytes, self.mtime_ns) == (
            status.st_size,
            status.st_mtime_ns,
        )


def bookmark_at(
    path: Path, status: os.stat_result, read_bytes: int, *, is_finished: bool
) -> Bookmark:
    """Return the bookmark for a reader that took in `read_bytes` of the file. Raises OSError."""
    return Bookmark(
        str(status.st_dev),
        str(status.st_ino),
        status.st_size,
        status.st_mtime_ns,
        read_bytes,
        digest_of(path, read_bytes),
        is_finished,
    )


def digest_of(path: Path, read_bytes: int) -> bytes:
    """Return the digest of the two ends of the first `read_bytes`. Raises OSError."""
    with reading(path) as fd:
        head = os.pread(fd, min(HEAD_BYTES, read_bytes), 0)
        tail_start = max(0, read_bytes - TAIL_BYTES)
        tail = os.pread(fd, read_bytes - tail_start, tail_start)
    return blake2b(head + tail, digest_size=16).digest()


class ReadLine(NamedTuple):
    """A line and whether it may be taken in for good.

    A last line without its newline is settled only if it holds whole records: a torn one may still
    be completed by its writer.
    """

    line: ParsedLine
    end: int  # offset behind the line and its newline
    is_settled: bool


def read_settled(path: Path, start: int, size_bytes: int) -> Iterator[ReadLine]:
    """Yield the lines of [start, size_bytes), each with whether it is settled. Raises OSError."""
    for line in read_parsed(path, start, size_bytes):
        end = line.offset + line.length
        if end > size_bytes:
            return  # it grew while it was read; the next reading takes it
        has_newline = end < size_bytes
        is_whole = all(isinstance(item, Record) for item in line.items)
        yield ReadLine(line, end + has_newline, has_newline or is_whole)
