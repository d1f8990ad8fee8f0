r"""Reading the lines of a conversation file, forwards and backwards, in bounded memory.

Lines end at the byte `\n` and nowhere else: `str.splitlines()` would also split on U+2028, U+2029
and U+0085, which occur inside JSON strings. Nothing is memory-mapped, because another program may
truncate the file at any time and a mapping would then kill the process (SIGBUS).
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from desktop_app.base.files import reading
from desktop_app.sessions.records import (
    MAX_PARSED_LINE_BYTES,
    Damage,
    DamageReason,
    Record,
    parse_line,
)

CHUNK_BYTES = 1 << 20
# Backwards one screen is wanted, not the file: 64 KiB holds some 40 records of usual size.
BACKWARD_CHUNK_BYTES = 1 << 16


def read_lines(path: Path, start: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    r"""Yield `(offset, bytes without the newline)` of each line that begins in [start, end).

    `start` must be the beginning of a line. A last line without a newline is yielded too. Holds
    one line and one chunk in memory at a time.

    Raises:
        NotARegularFileError: `path` is a link, a pipe, a directory.
        OSError: it can't be read.
    """
    for offset, pieces, length in _scan(path, start, end, keep_bytes=None):
        yield offset, _joined(pieces, length)


class ParsedLine(NamedTuple):
    """One line and what stands on it; usually one record, nothing on a blank line."""

    offset: int
    length: int  # bytes, newline not counted
    items: tuple[Record | Damage, ...]
    raw: bytes = b""  # empty for a line that was passed over


def read_parsed(path: Path, start: int = 0, end: int | None = None) -> Iterator[ParsedLine]:
    """Yield the parsed lines that begin in [start, end), in file order.

    A line above `MAX_PARSED_LINE_BYTES` is passed over in bounded memory and told as damage
    `too-large`; its bytes stay where they are. Raises as `read_lines` does.
    """
    for offset, pieces, length in _scan(path, start, end, keep_bytes=MAX_PARSED_LINE_BYTES):
        yield _parsed(path, offset, pieces, length)


def read_parsed_backwards(path: Path, end: int | None = None) -> Iterator[ParsedLine]:
    """Yield the parsed lines before `end` (a line's beginning, or the end), last line first."""
    for offset, pieces, length in _scan_backwards(path, end, MAX_PARSED_LINE_BYTES):
        yield _parsed(path, offset, pieces, length)


def read_items(path: Path, start: int = 0, end: int | None = None) -> Iterator[Record | Damage]:
    """Yield what stands on the lines of [start, end): records and damage, in file order."""
    for line in read_parsed(path, start, end):
        yield from line.items


def read_items_backwards(path: Path, end: int | None = None) -> Iterator[Record | Damage]:
    """Yield what stands before `end`, the last item first."""
    for line in read_parsed_backwards(path, end):
        yield from reversed(line.items)


def read_lines_backwards(path: Path, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield `(offset, bytes)` of the lines before `end`, last line first; see `read_lines`."""
    for offset, pieces, length in _scan_backwards(path, end, None):
        yield offset, _joined(pieces, length)


def read_exactly(path: Path, offset: int, length: int) -> bytes:
    """Return up to `length` bytes from `offset`, fewer at the end of the file. Raises OSError."""
    with reading(path) as fd:
        return _pread_all(fd, length, offset)


def read_ranges(path: Path, ranges: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """Yield the bytes of each `(offset, length)`, fewer at the end of the file. Raises OSError."""
    with reading(path) as fd:
        for offset, length in ranges:
            yield _pread_all(fd, length, offset)


def line_start(path: Path, offset: int) -> int:
    """Return where the line begins that holds the byte `offset`. Raises as `read_lines` does."""
    with reading(path) as fd:
        while offset:
            size = min(BACKWARD_CHUNK_BYTES, offset)
            found = _pread_all(fd, size, offset - size).rfind(b"\n")
            offset -= size
            if found >= 0:
                return offset + found + 1
    return 0


def read_stretches(path: Path, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield `(offset, bytes)` of stretches of whole lines from `start`, about 1 MiB each.

    For looking into many lines at once. A line above `MAX_PARSED_LINE_BYTES` is left out; the last
    stretch may end without a newline. `start` and raises as in `read_lines`.
    """
    with reading(path) as fd:
        position = offset = start
        pieces: list[bytes] = []
        length = 0
        while chunk := os.pread(fd, CHUNK_BYTES, position):
            position += len(chunk)
            cut = chunk.rfind(b"\n") + 1
            if cut and length <= MAX_PARSED_LINE_BYTES:
                yield offset, b"".join((*pieces, chunk[:cut]))
            elif cut:
                # only the line that began before this chunk is too long
                first = chunk.find(b"\n") + 1
                yield position - len(chunk) + first, chunk[first:cut]
            if cut:
                offset, pieces, length = position - len(chunk) + cut, [], 0
            length += len(chunk) - cut
            pieces = [*pieces, chunk[cut:]] if length <= MAX_PARSED_LINE_BYTES else []
        if pieces and length:
            yield offset, b"".join(pieces)


_ScanItem = tuple[int, list[bytes], int]


def _scan(path: Path, start: int, end: int | None, keep_bytes: int | None) -> Iterator[_ScanItem]:
    with reading(path) as fd:
        offset = position = start
        pieces: list[bytes] = []
        length = 0
        while chunk := os.pread(fd, CHUNK_BYTES, position):
            *complete, rest = chunk.split(b"\n")
            for part in complete:
                if end is not None and offset >= end:
                    return
                pieces.append(part)
                length += len(part)
                yield offset, pieces, length
                offset += length + 1
                pieces, length = [], 0
            if end is not None and offset >= end:
                return
            length += len(rest)
            # beyond the limit only the length matters
            pieces = [*pieces, rest] if keep_bytes is None or length <= keep_bytes else []
            position += len(chunk)
        if length:
            yield offset, pieces, length


def _scan_backwards(path: Path, end: int | None, keep_bytes: int | None) -> Iterator[_ScanItem]:
    with reading(path) as fd:
        position = os.fstat(fd).st_size if end is None else end
        has_lines = position > 0
        # the newline that ends the last line separates nothing
        if position and os.pread(fd, 1, position - 1) == b"\n":
            position -= 1
        pieces: list[bytes] = []
        length = 0
        while position:
            size = min(BACKWARD_CHUNK_BYTES, position)
            position -= size
            first, *complete = _pread_all(fd, size, position).split(b"\n")
            offset = position + size
            for part in reversed(complete):
                offset -= len(part)
                yield offset, [part, *reversed(pieces)], length + len(part)
                pieces, length = [], 0
                offset -= 1
            length += len(first)
            pieces = [*pieces, first] if keep_bytes is None or length <= keep_bytes else []
        if has_lines:
            yield 0, list(reversed(pieces)), length


def _parsed(path: Path, offset: int, pieces: list[bytes], length: int) -> ParsedLine:
    if length > MAX_PARSED_LINE_BYTES:
        damage = Damage(offset, length, DamageReason.TOO_LARGE, _digest(path, offset, length))
        return ParsedLine(offset, length, (damage,))
    raw = _joined(pieces, length)
    return ParsedLine(offset, length, tuple(parse_line(raw, offset)), raw)


def _pread_all(fd: int, size: int, offset: int) -> bytes:
    parts: list[bytes] = []
    while size and (part := os.pread(fd, size, offset)):
        parts.append(part)
        size -= len(part)
        offset += len(part)
    return b"".join(parts)


def _joined(pieces: list[bytes], length: int) -> bytes:
    joined = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    return joined[:length]


def _digest(path: Path, offset: int, length: int) -> str:
    digest = sha256()
    with reading(path) as fd:
        while length and (part := os.pread(fd, min(CHUNK_BYTES, length), offset)):
            digest.update(part)
            offset += len(part)
            length -= len(part)
    return digest.hexdigest()
