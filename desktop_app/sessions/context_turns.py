"""The turns of a conversation as another model is told them, read backwards from its leaf.

Tools are folded to text: what Claude Code did with them is told, but no model is given a use
without its definition. Thinking is left out, no model takes another's. What a person does not see
as said (meta records, notices, other branches, sub-agents) is not told either.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.base.values import frozen
from desktop_app.sessions.context_tokens import blocks_tokens
from desktop_app.sessions.entries import EntryKind, entry_of
from desktop_app.sessions.lines import read_items_backwards
from desktop_app.sessions.records import Record

Block = Mapping[str, Any]

MAX_TOOL_INPUT_CHARS, MAX_TOOL_RESULT_CHARS = 400, 1_500
# A parent stands close before its child; a chain that is broken goes on with what stands before.
PARENT_SEARCH_BYTES = 16 * 1024 * 1024
IMAGE_PLACEHOLDER = "[An image was here; it is not shown again.]"
DOCUMENT_PLACEHOLDER = "[A document was here; it is not shown again.]"


@frozen
class Told:
    """One record as a model is told it; `is_boundary` marks where a summary stands for the rest.

    `summary` is the text of that summary, on the boundary only.
    """

    role: str
    blocks: tuple[Block, ...]
    uuid: str
    tokens: int
    timestamp: datetime | None = None
    is_boundary: bool = False
    summary: str = ""

    @property
    def text(self) -> str:
        """Its text blocks, joined."""
        return "\n\n".join(str(b["text"]) for b in self.blocks if b.get("type") == "text")

    def without_files(self) -> "Told":
        """Return it with a word in the place of each image and document."""
        blocks = tuple(_placeholder(block) for block in self.blocks)
        if blocks == self.blocks:
            return self
        return Told(self.role, blocks, self.uuid, blocks_tokens(blocks), self.timestamp)


def read_told(path: Path, leaf: str | None) -> Iterator[Told]:
    """Yield what was told from the record `leaf` back to the beginning, newest first.

    Raises:
        OSError: the file can't be read.
    """
    summary = ""
    for record in _chain(path, leaf):
        if record.fields.get("isCompactSummary") is True:
            summary = _text_of(record)
        elif record.text("subtype") == "compact_boundary":
            yield Told("", (), record.uuid or "", 0, record.timestamp, True, summary)
            summary = ""
        elif (told := _told(record)) is not None:
            yield told


def _chain(path: Path, leaf: str | None) -> Iterator[Record]:
    """Yield the records of the chain that ends at `leaf`, newest first."""
    wanted, end = leaf, None
    seen: set[str] = set()
    while wanted is not None:
        start, passed = end, None
        for record in _records(path, start):
            if record.uuid == wanted and record.uuid not in seen:
                seen.add(record.uuid or "")
                yield record
                wanted, end, passed = _parent(record), record.offset, None
                if wanted is None:
                    return
            elif record.is_in_chain and passed is None:
                passed = record
            if end is not None and end - record.offset > PARENT_SEARCH_BYTES:
                break
        # the parent is nowhere near: go on with what stands before
        wanted = passed.uuid if passed is not None else None
        if passed is not None:
            end = passed.offset + passed.length + 1


def _records(path: Path, end: int | None) -> Iterator[Record]:
    return (item for item in read_items_backwards(path, end) if isinstance(item, Record))


def _parent(record: Record) -> str | None:
    return record.parent_uuid or record.text("logicalParentUuid")


def _told(record: Record) -> Told | None:
    entry = entry_of(record)
    if entry is None or entry.is_sidechain:
        return None
    match entry.kind:
        case EntryKind.PROMPT:
            role, blocks = "user", [b for part in record.content if (b := _prompt_block(part))]
        case EntryKind.QUEUED_PROMPT:
            role, blocks = "user", [{"type": "text", "text": entry.text}]
        case EntryKind.REPLY | EntryKind.TOOL_RESULT:
            role, blocks = "assistant", [b for part in record.content if (b := _reply_block(part))]
        case _:
            return None
    told = tuple(block for block in blocks if block.get("type") != "text" or block["text"].strip())
    if not told:
        return None
    return Told(role, told, entry.uuid, blocks_tokens(told), entry.timestamp)


def _prompt_block(part: object) -> dict[str, Any] | None:
    if isinstance(part, str):
        return _text_block(part)
    if not isinstance(part, dict):
        return None
    if part.get("type") == "text":
        return _text_block(str(part.get("text") or ""))
    source = part.get("source")
    kind = source.get("type") if isinstance(source, dict) else None
    if part.get("type") not in {"image", "document"} or kind not in {"base64", "text"}:
        return None
    return {name: value for name, value in part.items() if name != "cache_control"}


def _reply_block(part: object) -> dict[str, Any] | None:
    if isinstance(part, str):
        return _text_block(part)
    if not isinstance(part, dict):
        return None
    text: str | None = None
    match part.get("type"):
        case "text":
            text = str(part.get("text") or "")
        case "tool_use":
            given = json.dumps(part.get("input"), ensure_ascii=False, default=str)
            text = f"[Used the tool {part.get('name')}: {_cut(given, MAX_TOOL_INPUT_CHARS)}]"
        case "tool_result":
            result = _result_text(part.get("content"))
            text = f"[It returned: {_cut(result, MAX_TOOL_RESULT_CHARS)}]"
    return _text_block(text) if text is not None else None


def _text_block(text: str) -> dict[str, Any]:
    # what no API takes: a lone surrogate
    return {"type": "text", "text": text.encode("utf-8", "replace").decode("utf-8")}


def _result_text(content: object) -> str:
    if isinstance(content, list):
        texts = (part.get("text") for part in content if isinstance(part, dict))
        return "\n".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else ""


def _text_of(record: Record) -> str:
    parts = (part.get("text") for part in record.content if isinstance(part, dict))
    return "\n\n".join(text for text in parts if isinstance(text, str))


def _placeholder(block: Block) -> Block:
    words = {"image": IMAGE_PLACEHOLDER, "document": DOCUMENT_PLACEHOLDER}
    kind = str(block.get("type"))
    return {"type": "text", "text": words[kind]} if kind in words else block


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"
