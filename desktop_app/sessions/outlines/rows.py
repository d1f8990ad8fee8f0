"""One row of an outline: what is remembered of a record."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.sessions.records import Record

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

# Instead of the key of a parent, where a record continues nothing.
ROOT_KEY = 0
# Instead of a time, where a record has none.
NO_TIME = -(2**63)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def code_of(record: Record, entry: Entry | None) -> int | None:
    """Return what a record is in an outline, None where it is not in it; `entry` is its entry."""
    if entry is not None and not record.is_sidechain:
        return KIND_CODES[entry.kind]
    return LINK if record.is_in_chain else None


def moment_of(time_us: int | None) -> datetime | None:
    """Return the moment that `microseconds` was given."""
    return None if time_us is None else _EPOCH + time_us * _MICROSECOND


def key_of(uuid: str) -> int:
    """Return 64 bits (signed, not `ROOT_KEY`) that stand for a uuid; two uuids may share them."""
    digest = blake2b(uuid.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) or 1


def microseconds(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND
