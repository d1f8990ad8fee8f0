"""The bytes of a conversation's file as they are: one stretch at a time, read only.

What no rule understands can still be looked at, also records that show no row. Memory is bounded
whatever a line's length. Functions may be called from any thread.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.files import reading, write_all
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.sessions.errors import UnreadableSessionError
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

# More than this of one record is not held; it can be saved to a file.
SHOWN_BYTES = 128 * 1024
_CHUNK_BYTES = 1 << 16


class RecordCopyError(SempreError):
    """The bytes could not be written to the file that the user chose."""

    def __init__(self, target: Path, error: OSError) -> None:
        super().__init__(
            message(
                "Errors",
                "{path} can't be written: {reason}.",
                path=target,
                reason=reason_of(error),
            ),
            data=message("Errors", "The conversation was only read; nothing in it changed."),
            hint=message("Errors", "Choose another place for the copy."),
        )


@frozen
class RawRecord:
    """A stretch of the file: `length` bytes from `offset`, of which `content` is the beginning."""

    offset: int
    length: int
    content: bytes = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether `content` is all of it."""
        return len(self.content) >= self.length


def read_record(
    store: Store, ref: SessionRef, offset: int, length: int, limit: int = SHOWN_BYTES
) -> RawRecord:
    """Return the `length` bytes from `offset`, at most `limit` of them in memory.

    Raises:
        UnreadableSessionError: the file can't be read.
        SessionNotFoundError: there is none any more.
    """
    with _open(store, ref) as fd:
        return RawRecord(offset, length, os.pread(fd, min(length, limit), offset))


def read_neighbour(
    store: Store, ref: SessionRef, record: RawRecord, direction: int
) -> RawRecord | None:
    """Return the line above (-1) or below (1) a record, None at the end; raises as `read_record`.

    Blank lines are passed over. Lines that show no row are returned like all others.
    """
    with _open(store, ref) as fd:
        size = os.fstat(fd).st_size
        step = _line_below if direction > 0 else _line_above
        place = record.offset + record.length if direction > 0 else record.offset
        while (found := step(fd, place, size)) is not None:
            start, end = found
            content = os.pread(fd, min(end - start, SHOWN_BYTES), start)
            if content.strip():
                return RawRecord(start, end - start, content)
            place = end if direction > 0 else start
    return None


def save_record(store: Store, ref: SessionRef, record: RawRecord, target: Path) -> None:
    """Copy all bytes of a record to `target`, replacing what is there.

    Raises:
        RecordCopyError: `target` can't be written, or is the conversation itself.
        UnreadableSessionError, SessionNotFoundError: as `read_record`.
    """
    with _open(store, ref) as fd:
        try:
            _copy(fd, record, target)
        except OSError as error:
            raise RecordCopyError(target, error) from error


def _copy(source: int, record: RawRecord, target: Path) -> None:
    if target.exists() and os.path.samestat(os.fstat(source), target.stat()):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    with target.open("wb") as copy:
        for offset, piece in _pieces(source, record.offset, record.offset + record.length):
            if not piece:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(offset))
            write_all(copy.fileno(), piece)


@contextmanager
def _open(store: Store, ref: SessionRef) -> Iterator[int]:
    path = store.path(ref)
    try:
        with reading(path) as fd:
            yield fd
    except OSError as error:
        raise UnreadableSessionError.because(path, error) from error


def _line_below(fd: int, place: int, size: int) -> tuple[int, int] | None:
    """Return start and end of the line that begins behind the newline at or after `place`."""
    newline = _find(fd, place, size)
    if newline is None or newline + 1 >= size:
        return None
    end = _find(fd, newline + 1, size)
    return newline + 1, size if end is None else end


def _line_above(fd: int, place: int, _size: int) -> tuple[int, int] | None:
    """Return start and end of the line above the one in which `place` stands."""
    end = _find_backwards(fd, place)
    if end is None:
        return None
    start = _find_backwards(fd, end)
    return 0 if start is None else start + 1, end


def _find(fd: int, start: int, end: int) -> int | None:
    for offset, piece in _pieces(fd, start, end):
        if (found := piece.find(b"\n")) >= 0:
            return offset + found
    return None


def _find_backwards(fd: int, end: int) -> int | None:
    while end > 0:
        start = max(0, end - _CHUNK_BYTES)
        piece = os.pread(fd, end - start, start)
        if (found := piece.rfind(b"\n")) >= 0:
            return start + found
        end = start
    return None


def _pieces(fd: int, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    while start < end:
        piece = os.pread(fd, min(_CHUNK_BYTES, end - start), start)
        yield start, piece
        if not piece:
            return
        start += len(piece)
