"""One row of an outline: what is remembered of a record, some thirty bytes."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import EntryKind, entry_of
from desktop_app.sessions.records import Record

# How far `back` the parent stands where there is none, or none that is known.
ROOT = 0
UNKNOWN = -1

# The index keeps these numbers: only ever add to them, or raise its schema version.
KIND_CODES = {
    kind: code
    for code, kind in enumerate(
        (
            EntryKind.PROMPT,
            EntryKind.QUEUED_PROMPT,
            EntryKind.REPLY,
            EntryKind.TOOL_RESULT,
            EntryKind.META,
            EntryKind.NOTICE,
            EntryKind.COMPACTION,
            EntryKind.SUMMARY,
            EntryKind.ERROR,
            EntryKind.PERMISSION,
        ),
        1,
    )
}
LINK = 0  # a record of the chain that a person does not see

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@frozen
class OutlineRow:
    """Where a record stands, what it is, and how many rows before it its parent stands."""

    offset: int
    length: int
    code: int
    key: int  # `key_of` its uuid
    back: int
    time_us: int | None  # microseconds since 1970


class RowMaker:
    """Makes the rows of one file in their order, and finds each record's parent among them.

    `earlier` returns the keys of the rows before the first that is made here; it is called once,
    when a parent is not among the new ones.
    """

    def __init__(self, count: int = 0, earlier: Callable[[], Iterable[int]] = tuple) -> None:
        self._count = count
        self._places: dict[int, int] = {}
        self._earlier: Callable[[], Iterable[int]] | None = earlier if count else None

    def row(self, record: Record, code: int) -> OutlineRow:
        """Return the next row."""
        key = key_of(record.uuid or f"line-{record.offset}")
        row = OutlineRow(
            record.offset, record.length, code, key, self._back(record), _time_us(record.timestamp)
        )
        self._places[key] = self._count
        self._count += 1
        return row

    def _back(self, record: Record) -> int:
        # a compaction begins a new chain, and says what it continues
        parent = record.parent_uuid or record.text("logicalParentUuid")
        if parent is None:
            return ROOT
        key = key_of(parent)
        place = self._places.get(key)
        if place is None and self._earlier is not None:
            known = {k: p for p, k in enumerate(self._earlier())}
            self._places, self._earlier = known | self._places, None
            place = self._places.get(key)
        return UNKNOWN if place is None else self._count - place


def code_of(record: Record) -> int | None:
    """Return what a record is in an outline, None where it is not in it."""
    entry = None if record.is_sidechain else entry_of(record)
    if entry is not None:
        return KIND_CODES[entry.kind]
    return LINK if record.is_in_chain else None


def key_of(uuid: str) -> int:
    """Return 64 bits (signed) that stand for a uuid; two uuids may share them."""
    digest = blake2b(uuid.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def microseconds(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(time_us: int | None) -> datetime | None:
    """Return the moment that `microseconds` was given."""
    return None if time_us is None else _EPOCH + time_us * _MICROSECOND


def _time_us(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)
