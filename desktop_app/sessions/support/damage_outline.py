"""The structure of a damaged transcript: types, ids, sizes, kinds of bytes. No text."""

import re
from collections import Counter, deque
from typing import Any

from desktop_app.sessions.lines import read_exactly, read_items
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.summary import Summary

# Others are told as "other": a type is a text that anybody may have written.
_TYPES = frozenset(
    {
        "agent-name",
        "ai-title",
        "api-request",
        "assistant",
        "attachment",
        "cost-state",
        "custom-title",
        "file-history-delta",
        "file-history-snapshot",
        "last-prompt",
        "mode",
        "permission-mode",
        "progress",
        "queue-operation",
        "summary",
        "system",
        "tag",
        "user",
    }
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NEIGHBOURS = 3
_MAX_DAMAGES = 100
_LOOKED_AT_BYTES = 1 << 20


def damage_outline(summary: Summary) -> dict[str, Any]:
    """Return the records around each damage, and what kind of bytes the damage is made of.

    Reads the file through once, in bounded memory.
    """
    types: Counter[str] = Counter()
    before: deque[dict[str, Any]] = deque(maxlen=_NEIGHBOURS)
    told: list[dict[str, Any]] = []
    damages = after = 0
    try:
        for item in read_items(summary.path):
            if isinstance(item, Damage):
                damages += 1
                if damages <= _MAX_DAMAGES:
                    told += [*before, _damage(summary, item)]
                    after = _NEIGHBOURS
                before.clear()
                continue
            types[_type(item)] += 1
            if after:
                told.append(_record(item))
                after -= 1
            else:
                before.append(_record(item))
    except OSError as error:
        return {"session_id": summary.ref.session_id, "error": type(error).__name__}
    return {
        "session_id": summary.ref.session_id,
        "is_ours": summary.is_ours,
        "size_bytes": summary.size_bytes,
        "damaged": damages,
        "records": dict(types),
        "around": told,
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "offset": record.offset,
        "length": record.length,
        "type": _type(record),
        "uuid": _id(record.uuid),
        "parent": _id(record.parent_uuid),
    }


def _damage(summary: Summary, damage: Damage) -> dict[str, Any]:
    raw = read_exactly(summary.path, damage.offset, min(damage.length, _LOOKED_AT_BYTES))
    return {
        "offset": damage.offset,
        "length": damage.length,
        "damage": damage.reason.value,
        "bytes": {
            "nul": raw.count(0),
            "printable": sum(0x20 <= byte < 0x7F for byte in raw),
            "above_ascii": sum(byte > 0x7F for byte in raw),
        },
    }


def _type(record: Record) -> str:
    return record.type if record.type in _TYPES else "other"


def _id(uuid: str | None) -> str | None:
    """Return a UUID; of what is none only that there is something."""
    if uuid is None:
        return None
    return uuid if _UUID.fullmatch(uuid) else "‹no UUID›"
