"""What Claude Code lacks of a conversation, in a form that it can resume from.

It reads its own records as it wrote them. Of replies of other engines it understands the words
only: a foreign model's name, thinking without a signature or the use of a tool that has no result
make it refuse the whole conversation (measured on CLI 2.1.330).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop_app.sessions import union
from desktop_app.sessions.lines import read_lines
from desktop_app.sessions.records import Record, RecordContext, encode_line, parse_line
from desktop_app.sessions.transcript import read_leaf

CLAUDE = "claude"  # the engine whose replies Claude Code wrote itself
OURS = "sempre"  # the `entrypoint` of our records
_SYNTHETIC = "<synthetic>"
_UNDERSTOOD = frozenset({"image", "document"})

Fields = dict[str, Any]


def missing_for_claude(ours: Path, theirs: Path | None, prompt_uuid: str, session_id: str) -> bytes:
    """Return what to append to Claude Code's file; empty where it has everything.

    The prompt `prompt_uuid` is left out: it is about to be sent. Reads both files whole; raises
    OSError.
    """
    own_lines = _resumable_lines(ours, prompt_uuid)
    their_lines = (line for _, line in read_lines(theirs)) if theirs is not None else iter(())
    missing = list(union.missing_lines(own_lines, their_lines))
    if not any(_holds_message(line) for line in missing):
        return b""
    leaf = _leaf_before(ours, prompt_uuid)
    pointer = [encode_line(RecordContext(session_id, "").last_prompt("", leaf))] if leaf else []
    return b"".join((*(line + b"\n" for line in missing), *pointer))


def _resumable_lines(path: Path, prompt_uuid: str) -> Iterator[bytes]:
    """Yield our lines as Claude Code may read them, without newlines."""
    answered = _answered_tools(path)
    dropped: dict[str, str | None] = {prompt_uuid: None}  # uuid -> what its children hang on now
    for _, line in read_lines(path):
        items = tuple(parse_line(line, 0))
        if len(items) != 1 or not isinstance(items[0], Record):
            continue
        record = items[0]
        if record.type == "last-prompt":
            continue
        fields = _resumable(record, answered)
        if record.uuid is not None and (fields is None or record.uuid == prompt_uuid):
            dropped[record.uuid] = record.parent_uuid
            continue
        if fields is None:
            continue
        parent = _kept_parent(record.parent_uuid, dropped)
        is_same = fields is record.fields and parent == record.parent_uuid
        yield line if is_same else encode_line({**fields, "parentUuid": parent})[:-1]


def _resumable(record: Record, answered: frozenset[str]) -> Mapping[str, Any] | None:
    """Return the fields to write, the same object where nothing changes, None for nothing."""
    is_ours = record.fields.get("entrypoint") == OURS
    if record.uuid is None or record.is_sidechain:
        return record.fields
    if record.type not in {"user", "assistant"}:
        is_marker = record.text("subtype") == "compact_boundary"
        return record.fields if is_marker or not is_ours else None
    engine = record.text("engine")
    is_foreign = engine is not None and engine != CLAUDE
    blocks = [block for block in record.content if _is_kept(block, answered, is_foreign=is_foreign)]
    if len(blocks) == len(record.content) and not is_foreign:
        return record.fields
    if not blocks:
        return None
    message: Fields = {**record.message, "content": blocks}
    if is_foreign:
        message["model"] = _SYNTHETIC
    return {**record.fields, "message": message}


def _is_kept(block: object, answered: frozenset[str], *, is_foreign: bool) -> bool:
    if not isinstance(block, Mapping):
        return False
    match block.get("type"):
        case "text":
            return bool(str(block.get("text", "")).strip())
        case "thinking":
            return bool(block.get("signature")) and not is_foreign
        case "tool_use":
            return block.get("id") in answered
        case "tool_result":
            return block.get("tool_use_id") in answered
        case kind:
            return kind in _UNDERSTOOD or not is_foreign


def _answered_tools(path: Path) -> frozenset[str]:
    """Return the ids of tool uses of Claude's that have both a use and a result."""
    used: set[str] = set()
    results: set[str] = set()
    for _, line in read_lines(path):
        if b'"tool_' not in line:
            continue
        for item in parse_line(line, 0):
            if isinstance(item, Record):
                _note_tools(item, used, results)
    return frozenset(used & results)


def _note_tools(record: Record, used: set[str], results: set[str]) -> None:
    is_claudes = record.text("engine") in (None, CLAUDE)
    for block in record.content:
        if not isinstance(block, Mapping):
            continue
        use_id, result_id = block.get("id"), block.get("tool_use_id")
        if block.get("type") == "tool_use" and isinstance(use_id, str) and is_claudes:
            used.add(use_id)
        elif block.get("type") == "tool_result" and isinstance(result_id, str):
            results.add(result_id)


def _kept_parent(uuid: str | None, dropped: Mapping[str, str | None]) -> str | None:
    seen: set[str] = set()
    while uuid is not None and uuid in dropped and uuid not in seen:
        seen.add(uuid)
        uuid = dropped[uuid]
    return uuid


def _leaf_before(path: Path, prompt_uuid: str) -> str | None:
    """Return what the prompt continues, as far as Claude Code knows it."""
    dropped: dict[str, str | None] = {}
    parent = read_leaf(path)
    for _, line in read_lines(path):
        for item in parse_line(line, 0):
            if not isinstance(item, Record) or item.uuid is None:
                continue
            if item.uuid == prompt_uuid:
                parent = item.parent_uuid
            elif item.is_in_chain and _resumable(item, frozenset()) is None:
                dropped[item.uuid] = item.parent_uuid
    return _kept_parent(parent, dropped)


def _holds_message(line: bytes) -> bool:
    return any(
        isinstance(item, Record) and item.type in {"user", "assistant"}
        for item in parse_line(line, 0)
    )
