"""One line of a conversation file: reading it whatever it holds, and writing new ones.

The format is Claude Code's (CLI 2.1.330; it moves fast and makes no promise), so nothing is
assumed: unknown types and fields are carried along untouched, wrong types are tolerated, damage is
described and never repaired. The raw bytes of a line are the truth; `fields` is a reading of them.
"""

import json
import re
import uuid as uuid_module
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import orjson

from desktop_app.base.clock import parse_iso, to_iso
from desktop_app.base.values import frozen

# A single line above this is kept and listed, but not parsed into memory.
MAX_PARSED_LINE_BYTES = 64 * 1024 * 1024
# orjson gives up beyond 1024 levels; Python's own reader may exhaust the C stack far above that.
MAX_FALLBACK_DEPTH = 5_000
MAX_INT_DIGITS = 400

CHAIN_TYPES = frozenset({"user", "assistant", "system", "attachment"})


class DamageReason(StrEnum):
    """Why a stretch of bytes is not a record."""

    TORN = "torn"  # the beginning of a record, cut off
    NOT_JSON = "not-json"
    NOT_AN_OBJECT = "not-an-object"
    NUL_BYTES = "nul-bytes"
    INVALID_UTF8 = "invalid-utf8"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"


@frozen
class Damage:
    """Bytes that hold no record. They stay in the file; this only points at them."""

    offset: int
    length: int
    reason: DamageReason
    digest: str = ""  # SHA-256 of the bytes, hexadecimal


@frozen
class Record:
    """One record and where its line stands: `length` bytes from `offset`, newline not counted."""

    offset: int
    length: int
    fields: Mapping[str, Any] = field(repr=False)

    def text(self, name: str) -> str | None:
        """Return the field `name` where it is a non-empty string."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None

    @property
    def type(self) -> str:
        """The record's type, empty where there is none."""
        return self.text("type") or ""

    @property
    def uuid(self) -> str | None:
        """The record's own id."""
        return self.text("uuid")

    @property
    def parent_uuid(self) -> str | None:
        """The id of the record before this one in its chain."""
        return self.text("parentUuid")

    @property
    def timestamp(self) -> datetime | None:
        """When the record says it was written; not an order."""
        return parse_iso(self.fields.get("timestamp"))

    @property
    def is_sidechain(self) -> bool:
        """Whether it belongs to a sub-agent."""
        return self.fields.get("isSidechain") is True

    @property
    def is_meta(self) -> bool:
        """Whether Claude Code marks it as not typed by a person."""
        return self.fields.get("isMeta") is True

    @property
    def is_in_chain(self) -> bool:
        """Whether later records may name it as their parent."""
        return self.type in CHAIN_TYPES and self.uuid is not None and not self.is_sidechain

    @property
    def message(self) -> Mapping[str, Any]:
        """The Messages API object inside, empty where there is none."""
        value = self.fields.get("message")
        return value if isinstance(value, dict) else {}

    @property
    def content(self) -> Sequence[Any]:
        """The content blocks of the message; a plain string counts as one text block."""
        value = self.message.get("content")
        if isinstance(value, str):
            return [{"type": "text", "text": value}]
        return value if isinstance(value, list) else []


def parse_line(raw: bytes, offset: int) -> Iterator[Record | Damage]:
    """Read one line (without its newline) that begins at `offset`.

    Yields nothing for a blank line, usually one record, and several items for a line on which
    records were fused, or on which a record follows NULs or a torn one. Never raises.
    """
    body = raw.strip(b" \t\r")
    if not body:
        return
    if len(raw) > MAX_PARSED_LINE_BYTES:
        yield Damage(offset, len(raw), DamageReason.TOO_LARGE)
        return
    try:
        fields = orjson.loads(body)
    except (orjson.JSONDecodeError, RecursionError):
        yield from _parse_slowly(raw, offset)
        return
    if isinstance(fields, dict):
        yield Record(offset, len(raw), fields)
    else:
        yield _damage(raw, offset, DamageReason.NOT_AN_OBJECT)


def _parse_slowly(raw: bytes, offset: int) -> Iterator[Record | Damage]:
    """Read what orjson refuses: a BOM, lone surrogates, fused records, NULs, torn pieces."""
    start = 0
    lead = len(raw) - len(raw.lstrip(b"\x00 \t\r"))
    if b"\x00" in raw[:lead]:
        yield _damage(raw[:lead], offset, DamageReason.NUL_BYTES)
        start = lead
    if raw.startswith(_BOM, start):
        start += len(_BOM)
    while start < len(raw):
        items, start = _next_items(raw, start, offset)
        yield from items


def _next_items(raw: bytes, start: int, offset: int) -> tuple[list[Record | Damage], int]:
    """Return what stands at `start` and where the next thing begins."""
    rest = raw[start:]
    if not rest.strip(b" \t\r\x00"):
        nul = b"\x00" in rest
        return [_damage(rest, offset + start, DamageReason.NUL_BYTES)] if nul else [], len(raw)
    if _depth_exceeds(rest, MAX_FALLBACK_DEPTH):
        return [_damage(rest, offset + start, DamageReason.TOO_DEEP)], len(raw)
    try:
        # surrogateescape keeps one character per undecodable byte, so lengths can be converted back
        text = rest.decode("utf-8", "surrogateescape")
        blank = len(text) - len(text.lstrip(" \t\r"))
        value, end = _DECODER.raw_decode(text, blank)
    except RecursionError:
        return [_damage(rest, offset + start, DamageReason.TOO_DEEP)], len(raw)
    except ValueError:
        return _skip_to_next_record(raw, start, offset)
    if not isinstance(value, dict):
        return _skip_to_next_record(raw, start, offset)
    length = len(text[:end].encode("utf-8", "surrogateescape"))
    if not rest[length:].strip(b" \t\r"):
        length = len(rest)
    items: list[Record | Damage] = [Record(offset + start, length, value)]
    if _ESCAPED_BYTE.search(text, 0, end):
        items.append(_damage(rest[:length], offset + start, DamageReason.INVALID_UTF8))
    return items, start + length


def _skip_to_next_record(raw: bytes, start: int, offset: int) -> tuple[list[Record | Damage], int]:
    """Call everything damaged up to the next place where a record of this format may begin."""
    candidates = [raw.find(mark, start + 1) for mark in _RECORD_STARTS]
    end = min((c for c in candidates if c > start), default=len(raw))
    piece = raw[start:end]
    try:
        piece.decode("utf-8")
        looks_torn = piece.lstrip(b"\x00 \t\r").startswith(b"{")
        reason = DamageReason.TORN if looks_torn else DamageReason.NOT_JSON
    except UnicodeDecodeError:
        reason = DamageReason.INVALID_UTF8
    return [_damage(piece, offset + start, reason)], end


def _parse_int(digits: str) -> int | str:
    # int() refuses more than 4300 digits and is quadratic below that; nothing here calculates
    return int(digits) if len(digits) < MAX_INT_DIGITS else digits


_DECODER = json.JSONDecoder(parse_int=_parse_int, strict=False)
_RECORD_STARTS = (b'{"parentUuid"', b'{"type"', b'{"uuid"')
_BOM = b"\xef\xbb\xbf"
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def _damage(raw: bytes, offset: int, reason: DamageReason) -> Damage:
    return Damage(offset, len(raw), reason, sha256(raw).hexdigest())


def _depth_exceeds(raw: bytes, limit: int) -> bool:
    # Counting all opening brackets bounds the depth from above; only then look closer.
    if raw.count(b"{") + raw.count(b"[") <= limit:
        return False
    depth = deepest = 0
    for byte in raw:
        if byte in b"{[":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"}]":
            depth -= 1
    return deepest > limit


def encode_line(fields: Mapping[str, Any]) -> bytes:
    """Return one line, newline included, as UTF-8 JSON.

    Lone surrogates and integers beyond 64 bits are written as escapes and digits: readers other
    than orjson understand them.
    """
    try:
        return orjson.dumps(fields) + b"\n"
    except (TypeError, orjson.JSONEncodeError):
        return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def new_uuid() -> str:
    """Return a fresh random id for a record or a conversation."""
    return str(uuid_module.uuid4())


@frozen
class RecordContext:
    """What every record of one conversation repeats, so that Claude Code can list and resume it."""

    session_id: str
    cwd: str

    def user(
        self, text: str, *, uuid: str, parent_uuid: str | None, now: datetime
    ) -> dict[str, Any]:
        """Return the record of a prompt typed by the user."""
        return self._chain("user", uuid, parent_uuid, now) | {
            "message": {"role": "user", "content": text}
        }

    def assistant(  # noqa: PLR0913 - the parts of a Messages API object
        self,
        blocks: Sequence[Mapping[str, Any]],
        *,
        uuid: str,
        parent_uuid: str | None,
        now: datetime,
        engine: str,
        message_id: str,
        stop_reason: str | None = "end_turn",
        model: str | None = None,
        usage: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the record of a reply.

        Without `model` it says `<synthetic>`, the one foreign value that Claude Code resumes from.
        An interrupted reply has `stop_reason` None and the extra field `interrupted`.
        """
        record = self._chain("assistant", uuid, parent_uuid, now) | {
            "message": {
                "id": message_id,
                "type": "message",
                "role": "assistant",
                "model": model or "<synthetic>",
                "content": [dict(block) for block in blocks],
                "stop_reason": stop_reason,
                "stop_sequence": None,
                "usage": dict(usage or {"input_tokens": 0, "output_tokens": 0}),
            },
            "engine": engine,
        }
        return record if stop_reason else record | {"interrupted": True}

    def notice(
        self, subtype: str, content: str, *, uuid: str, parent_uuid: str | None, now: datetime
    ) -> dict[str, Any]:
        """Return a system record: a fact about the conversation, shown between its messages."""
        return self._chain("system", uuid, parent_uuid, now) | {
            "subtype": subtype,
            "content": content,
            "level": "info",
            "isMeta": False,
        }

    def last_prompt(self, text: str, leaf_uuid: str) -> dict[str, Any]:
        """Return the pointer from which Claude Code resumes; never part of the chain."""
        return {
            "type": "last-prompt",
            "lastPrompt": text[:200],
            "leafUuid": leaf_uuid,
            "sessionId": self.session_id,
        }

    def title(self, text: str) -> dict[str, Any]:
        """Return the user's own title for the conversation."""
        return {"type": "custom-title", "customTitle": text, "sessionId": self.session_id}

    def _chain(
        self, kind: str, uuid: str, parent_uuid: str | None, now: datetime
    ) -> dict[str, Any]:
        return {
            "parentUuid": parent_uuid,
            "isSidechain": False,
            "type": kind,
            "uuid": uuid,
            "timestamp": to_iso(now),
            "userType": "external",
            "entrypoint": "sempre",
            "cwd": self.cwd,
            "sessionId": self.session_id,
        }
