"""A repaired copy of a damaged conversation: a new file beside it, and what it lacks in words.

The damaged file is only read. Every record goes over with the bytes it has, in file order, each on
a line of its own. What holds no record is left out and described in `<target>.diff.txt`.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    name_without_replacing,
    reading,
    sync_data,
)
from desktop_app.base.values import frozen
from desktop_app.sessions.lines import CHUNK_BYTES, ParsedLine, read_parsed
from desktop_app.sessions.records import Damage, DamageReason, Record

DIFFERENCE_SUFFIX = ".diff.txt"
PARTIAL_SUFFIX = ".partial"
SHOWN_CHARACTERS = 80

# Nobody can tell whether these are sound, so they go over as they are, and that is told.
_NOT_JUDGED = frozenset({DamageReason.TOO_LARGE, DamageReason.TOO_DEEP})
_BYTE_ORDER_MARK = "byte-order-mark"
_BLANK = b" \t\r"


@frozen
class RepairReport:
    """What a repair wrote; all of it is on the disk."""

    target: Path
    difference: Path
    records: int
    left_out: int
    left_out_bytes: int


@frozen
class Piece:
    """A stretch of the damaged file. `remark` is a reason; empty where nothing is to be said."""

    offset: int
    length: int
    is_kept: bool
    remark: str = ""


def repair_to(source: Path, target: Path) -> RepairReport:
    """Write a repaired copy of `source` to `target`, and the difference beside it. Blocks.

    Both are new, private files and on the disk on return; a crash leaves no `target`. Memory is
    bounded by the longest line that is parsed, 64 MiB.

    Raises:
        FileExistsError: one of the two names is taken; nothing was written.
        OSError: `source` can't be read or the disk refused; nothing of ours is left.
    """
    difference = target.with_name(target.name + DIFFERENCE_SUFFIX)
    records = left_out = left_out_bytes = 0
    with ExitStack() as stack:
        # left in reverse: where the copy has its name, the difference has its own
        repaired = stack.enter_context(_new_file(target))
        told = stack.enter_context(_new_file(difference))
        fd = stack.enter_context(reading(source))
        told.write(f"{source}\n{target}\n\n".encode("utf-8", "backslashreplace"))
        for piece in _pieces(source, fd):
            if piece.is_kept:
                _copy(fd, piece, repaired)
                records += 1
            else:
                left_out += 1
                left_out_bytes += piece.length
            if piece.remark:
                told.write(_described(piece, fd))
        told.write(f"\nkept: {records} records\n".encode())
        told.write(f"left out: {left_out} pieces, {left_out_bytes} bytes\n".encode())
    return RepairReport(target, difference, records, left_out, left_out_bytes)


def _pieces(source: Path, fd: int) -> Iterator[Piece]:
    """Yield what `source`, also open as `fd`, is made of; blanks between records are left out."""
    for line in read_parsed(source):
        yield from _pieces_of(line, fd)


def _pieces_of(line: ParsedLine, fd: int) -> Iterator[Piece]:
    position = line.offset
    for item in line.items:
        if item.offset < position:
            continue  # said with the record that it is about
        gap = os.pread(fd, item.offset - position, position)
        if gap.strip(_BLANK):
            yield Piece(position, len(gap), is_kept=False, remark=_BYTE_ORDER_MARK)
        if isinstance(item, Damage):
            is_kept = item.reason in _NOT_JUDGED
            yield Piece(item.offset, item.length, is_kept, item.reason.value)
        else:
            yield Piece(item.offset, item.length, is_kept=True, remark=_remark(item, line))
        position = item.offset + item.length


def _remark(record: Record, line: ParsedLine) -> str:
    """Return what is wrong with the bytes of a record that can be read all the same."""
    reasons = (
        item.reason.value
        for item in line.items
        if isinstance(item, Damage) and item.offset == record.offset
    )
    return next(reasons, "")


def _copy(source: int, piece: Piece, target: BinaryIO) -> None:
    position, end = piece.offset, piece.offset + piece.length
    while position < end:
        chunk = os.pread(source, min(CHUNK_BYTES, end - position), position)
        if not chunk:
            raise OSError(errno.EIO, "it became shorter while it was read")
        target.write(chunk)
        position += len(chunk)
    target.write(b"\n")


def _described(piece: Piece, fd: int) -> bytes:
    verb = "kept as it is" if piece.is_kept else "left out"
    raw = os.pread(fd, min(piece.length, SHOWN_CHARACTERS * 4), piece.offset)
    text = raw.decode("utf-8", "replace")[:SHOWN_CHARACTERS]
    shown = "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in text)
    return f"{verb}: {piece.length} bytes at {piece.offset}: {piece.remark}\n    {shown}\n".encode()


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new, private file to write; it has its name, durably, only after a good end."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE_OPEN_FLAGS
    fd = os.open(partial, flags, PRIVATE_FILE)
    try:
        with os.fdopen(fd, "wb", CHUNK_BYTES) as file:
            yield file
            file.flush()
            sync_data(file.fileno())
        name_without_replacing(partial, path)
    finally:
        partial.unlink(missing_ok=True)
