"""Some rows of an outline as they are made and kept: columns, about 33 bytes for each record."""

import struct
from array import array

from desktop_app.sessions.outlines.rows import (
    NO_TIME,
    ROOT_KEY,
    key_of,
)
from desktop_app.sessions.records import Record

MAX_LENGTH = 2**32 - 1

_HEADER = struct.Struct("<II")


class OutlineChunk:
    """Consecutive rows in file order.

    `links` tells of the rows that do not continue the row right before them: `(row, key)`, where
    the key is that of the record that the row continues, `ROOT_KEY` where it continues nothing.
    """

    __slots__ = ("codes", "keys", "lengths", "link_keys", "link_rows", "offsets", "times")

    def __init__(self) -> None:
        self.offsets = array("Q")
        self.keys = array("q")
        self.times = array("q")
        self.link_keys = array("q")
        self.lengths = array("I")
        self.link_rows = array("I")
        self.codes = bytearray()

    def __len__(self) -> int:
        return len(self.codes)

    def extend(self, later: "OutlineChunk") -> None:
        """Take the rows that follow."""
        self.link_rows.extend(len(self) + row for row in later.link_rows)
        self.link_keys.extend(later.link_keys)
        self.offsets.extend(later.offsets)
        self.keys.extend(later.keys)
        self.times.extend(later.times)
        self.lengths.extend(later.lengths)
        self.codes += later.codes

    def dump(self) -> bytes:
        """Return the rows as bytes from which `load` makes them on this machine."""
        columns = (*self._columns(), self.codes)
        return _HEADER.pack(len(self), len(self.link_rows)) + b"".join(map(bytes, columns))

    @classmethod
    def load(cls, dumped: bytes) -> "OutlineChunk":
        """Return what `dump` stored.

        Raises:
            ValueError, struct.error: the bytes are something else.
        """
        rows, links = _HEADER.unpack_from(dumped)
        chunk, start = cls(), _HEADER.size
        counts = (rows, rows, rows, links, rows, links)
        for column, count in zip(chunk._columns(), counts, strict=True):
            end = start + count * column.itemsize
            column.frombytes(dumped[start:end])
            start = end
        chunk.codes += dumped[start:]
        if not len(chunk) == len(chunk.lengths) == rows or len(chunk.link_rows) != links:
            raise ValueError("not an outline")
        return chunk

    def _columns(self) -> "tuple[array[int], ...]":
        # the wide ones first, so that each begins where its items may begin
        return (
            self.offsets,
            self.keys,
            self.times,
            self.link_keys,
            self.lengths,
            self.link_rows,
        )


class ChunkMaker:
    """Makes the rows of one file in their order. What came before its first row need not be known.

    `chunk` holds the rows since it was taken last.
    """

    def __init__(self) -> None:
        self.chunk = OutlineChunk()
        self._last_uuid: str | None = None

    def add(self, record: Record, code: int, time_us: int | None) -> None:
        """Add the row of a record; `code` says what it is, `time_us` when it was written."""
        chunk = self.chunk
        # a compaction begins a new chain, and says what it continues
        parent = record.parent_uuid or record.text("logicalParentUuid")
        if parent is None or parent != self._last_uuid:
            chunk.link_rows.append(len(chunk.codes))
            chunk.link_keys.append(ROOT_KEY if parent is None else key_of(parent))
        self._last_uuid = uuid = record.uuid or f"line-{record.offset}"
        chunk.offsets.append(record.offset)
        chunk.lengths.append(min(record.length, MAX_LENGTH))
        chunk.codes.append(code)
        chunk.keys.append(key_of(uuid))
        chunk.times.append(NO_TIME if time_us is None else time_us)

    def take(self) -> OutlineChunk:
        """Return the rows that were added since the last time."""
        taken, self.chunk = self.chunk, OutlineChunk()
        return taken
