"""Whether one file begins with all of another: grown, or rewritten?"""

import os
from collections.abc import Iterator

_CHUNK_BYTES = 1 << 20
# Up to here every byte is compared. Beyond it the ends are, and pieces at even distances: who
# rewrites a line of another length shifts everything behind it, up to the end.
EXACT_BYTES = 64 << 20
_END_BYTES = 4 << 20
_PIECES = 256
_PIECE_BYTES = 16 << 10


def begins_with(longer: int, shorter: int, length_bytes: int) -> bool:
    """Tell whether both open files have the same first `length_bytes`. Raises OSError.

    Beyond EXACT_BYTES a change of equal length in the middle may go unnoticed.
    """
    return all(
        _piece(longer, offset, length) == _piece(shorter, offset, length)
        for offset, length in _ranges(length_bytes)
    )


def _ranges(length_bytes: int) -> Iterator[tuple[int, int]]:
    if length_bytes <= EXACT_BYTES:
        yield from _chunks(0, length_bytes)
        return
    yield from _chunks(length_bytes - _END_BYTES, length_bytes)  # where growth tells itself first
    yield from _chunks(0, _END_BYTES)
    step = (length_bytes - 2 * _END_BYTES) // _PIECES
    for number in range(_PIECES):
        yield _END_BYTES + number * step, min(_PIECE_BYTES, step)


def _chunks(start: int, end: int) -> Iterator[tuple[int, int]]:
    for offset in range(start, end, _CHUNK_BYTES):
        yield offset, min(_CHUNK_BYTES, end - offset)


def _piece(fd: int, offset: int, length: int) -> bytes:
    os.lseek(fd, offset, os.SEEK_SET)
    parts = []
    while length and (part := os.read(fd, length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
