"""What a person sees of a record: at most one entry, made of blocks.

Entries are what the transcript view, `sempre show` and search work with. They are plain data and
know nothing of rows, fonts or scrolling.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.base.values import frozen
from desktop_app.sessions.records import Damage, Record


class EntryKind(StrEnum):
    """What an entry is."""

    PROMPT = "prompt"  # typed by the user
    QUEUED_PROMPT = "queued-prompt"  # typed while a turn was running
    REPLY = "reply"
    TOOL_RESULT = "tool-result"
    META = "meta"  # a user record that Claude Code made itself; folded
    NOTICE = "notice"  # system records
    COMPACTION = "compaction"  # the divider; `text` is empty
    SUMMARY = "summary"  # what a compaction kept
    ERROR = "error"  # an API error that Claude Code recorded
    DAMAGE = "damage"
    PERMISSION = "permission"  # a request (`permission_request`) or its answer, by `name`


class BlockKind(StrEnum):
    """What a part of an entry is."""

    TEXT = "text"  # Markdown in replies, plain text in prompts
    THINKING = "thinking"
    TOOL_USE = "tool-use"
    TOOL_RESULT = "tool-result"
    IMAGE = "image"
    OTHER = "other"  # a block of an unknown type, as JSON


class EntryState(StrEnum):
    """How far an entry is on its way to the disk."""

    SAVED = "saved"
    UNSAVED = "unsaved"
    STREAMING = "streaming"


@frozen
class Block:
    """One part of an entry.

    `name` is the tool's name or the block's type, `id` joins a tool use with its result (for both
    it is the tool use's id), `data` holds the raw block where more than the text matters.
    """

    kind: BlockKind
    text: str
    name: str = ""
    id: str = ""
    is_error: bool = False
    data: Mapping[str, Any] | None = None


@frozen
class Entry:
    """One row of a conversation.

    `offset` and `length` locate its line in the file (-1 while it is only in memory). `author` is
    empty for the user and the engine's or model's name for a reply. `message_id` groups the
    records of one reply.
    """

    kind: EntryKind
    uuid: str
    blocks: tuple[Block, ...]
    offset: int = -1
    length: int = 0
    parent_uuid: str | None = None
    timestamp: datetime | None = None
    author: str = ""
    message_id: str = ""
    state: EntryState = EntryState.SAVED
    is_interrupted: bool = False
    is_sidechain: bool = False
    name: str = ""  # subtype of a notice, reason of a damage
    usage: Mapping[str, Any] | None = None  # tokens, as a reply's record has them
    cost_usd: float | None = None

    @property
    def text(self) -> str:
        """What the person reads: all text blocks, joined by blank lines."""
        return "\n\n".join(b.text for b in self.blocks if b.kind is BlockKind.TEXT)

    @property
    def is_message(self) -> bool:
        """Whether it counts as a message of the conversation."""
        return self.kind in MESSAGE_KINDS and not self.is_sidechain


# The author of a prompt that an assistant wrote for a sub-agent.
TASK_AUTHOR = "task"
MESSAGE_KINDS = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT, EntryKind.REPLY})

# System records of ours: an engine asked before it used a tool, and what the person said.
PERMISSION_REQUEST, PERMISSION_ANSWER = "permission_request", "permission_answer"
PERMISSION_SUBTYPES = frozenset({PERMISSION_REQUEST, PERMISSION_ANSWER})
# Notices that tell a person nothing; they stay in the file and in `show --json`.
_SILENT_SUBTYPES = frozenset({"turn_duration", "stop_hook_summary", "api_metrics"})
_FAMILIES = {"claude": "Claude", "gpt": "GPT", "gemini": "Gemini", "llama": "Llama"}
# What Claude Code writes as a user record without anybody having typed it.
_INTERRUPTION = "[Request interrupted by user"  # then "]" or " for tool use]"
_MACHINE_TEXT = ("<command-name>", "<local-command-", "<task-notification>", "<system-reminder>")
# Claude Code wraps what a command of its own printed.
_TAG = re.compile(r"</?local-command-(?:stdout|stderr|caveat)>")


def entry_of(item: Record | Damage) -> Entry | None:
    """Return what a person sees of `item`, or None where that is nothing. Never raises."""
    if isinstance(item, Damage):
        return Entry(
            EntryKind.DAMAGE,
            uuid=f"damage-{item.offset}",
            blocks=(),
            offset=item.offset,
            length=item.length,
            name=item.reason.value,
        )
    match item.type:
        case "user":
            return _user(item)
        case "assistant":
            return _assistant(item)
        case "system":
            return _system(item)
        case "attachment":
            return _queued_prompt(item)
        case _:
            return None


def name_of_author(author: str) -> str:
    """Return what an engine's or a model's name is called where people read it."""
    family = author.split("-", maxsplit=1)[0].lower()
    return _FAMILIES.get(family) or author[:1].upper() + author[1:]


def entries_of(items: Iterable[Record | Damage]) -> list[Entry]:
    """Return the entries of `items` in their order."""
    return [entry for item in items if (entry := entry_of(item)) is not None]


def _user(record: Record) -> Entry | None:
    blocks = tuple(_block(part) for part in record.content)
    if record.fields.get("isCompactSummary") is True:
        return _entry(record, EntryKind.SUMMARY, blocks)
    if blocks and all(b.kind is BlockKind.TOOL_RESULT for b in blocks):
        return _entry(record, EntryKind.TOOL_RESULT, blocks)
    text = "".join(b.text for b in blocks if b.kind is BlockKind.TEXT).lstrip()
    if record.is_meta or text.startswith(_MACHINE_TEXT):
        return _entry(record, EntryKind.META, blocks)
    if text.startswith(_INTERRUPTION):
        return _entry(record, EntryKind.NOTICE, blocks, "interrupted")
    return _entry(record, EntryKind.PROMPT, blocks) if blocks else None


def _assistant(record: Record) -> Entry | None:
    blocks = tuple(_block(part) for part in record.content)
    if not blocks:
        return None
    kind = EntryKind.ERROR if record.fields.get("isApiErrorMessage") is True else EntryKind.REPLY
    return _entry(record, kind, blocks)


def _system(record: Record) -> Entry | None:
    subtype = record.text("subtype") or ""
    if subtype == "compact_boundary":
        return _entry(record, EntryKind.COMPACTION, _compaction(record), subtype)
    content = record.text("content")
    if subtype in _SILENT_SUBTYPES or content is None:
        return None
    content = _TAG.sub("", content).strip()
    if not content:
        return None
    if subtype in PERMISSION_SUBTYPES:
        return _permission(record, subtype, content)
    kind = EntryKind.ERROR if subtype == "api_error" else EntryKind.NOTICE
    return _entry(record, kind, (Block(BlockKind.TEXT, content),), subtype)


def _permission(record: Record, subtype: str, content: str) -> Entry:
    """Return the sentence and, as data, what was asked or answered; see `sessions.permissions`."""
    data = record.fields.get("permission")
    data = data if isinstance(data, dict) else {}
    name, use_id = _string(data.get("toolName")), _string(data.get("id"))
    asked = Block(BlockKind.TOOL_USE, "", name=name, id=use_id, data=data)
    return _entry(record, EntryKind.PERMISSION, (Block(BlockKind.TEXT, content), asked), subtype)


def _compaction(record: Record) -> tuple[Block, ...]:
    """Return what the record tells of a compaction, in a block without text."""
    told = record.fields.get("compactMetadata")
    data = told if isinstance(told, dict) else None
    return (Block(BlockKind.OTHER, "", name="compaction", data=data),) if data else ()


def _queued_prompt(record: Record) -> Entry | None:
    attachment = record.fields.get("attachment")
    if not isinstance(attachment, dict) or attachment.get("type") != "queued_command":
        return None
    prompt = attachment.get("prompt")
    if isinstance(prompt, list):
        blocks = tuple(_block(part) for part in prompt)
    elif isinstance(prompt, str):
        blocks = (Block(BlockKind.TEXT, prompt),)
    else:
        return None
    return _entry(record, EntryKind.QUEUED_PROMPT, blocks)


def _entry(record: Record, kind: EntryKind, blocks: tuple[Block, ...], name: str = "") -> Entry:
    message_id, usage = record.message.get("id"), record.message.get("usage")
    cost_usd = record.fields.get("costUsd") if usage else None
    return Entry(
        kind,
        uuid=record.uuid or f"line-{record.offset}",
        blocks=blocks,
        offset=record.offset,
        length=record.length,
        parent_uuid=record.parent_uuid,
        timestamp=record.timestamp,
        author=_author(record),
        message_id=message_id if isinstance(message_id, str) else "",
        is_interrupted=record.fields.get("interrupted") is True,
        is_sidechain=record.is_sidechain,
        name=name,
        usage=usage if isinstance(usage, dict) else None,
        cost_usd=float(cost_usd) if isinstance(cost_usd, int | float) else None,
    )


def _author(record: Record) -> str:
    engine = record.text("engine")
    model = record.message.get("model")
    if engine:
        return engine
    return model if isinstance(model, str) and record.type == "assistant" else ""


def _block(part: object) -> Block:
    if isinstance(part, str):
        return Block(BlockKind.TEXT, part)
    if not isinstance(part, dict):
        return Block(BlockKind.OTHER, repr(part))
    kind = part.get("type")
    read = _BLOCK_READERS.get(kind) if isinstance(kind, str) else None
    return read(part) if read else Block(BlockKind.OTHER, "", name=_string(kind), data=part)


def _text(part: Mapping[str, Any]) -> Block:
    return Block(BlockKind.TEXT, _string(part.get("text")))


def _thinking(part: Mapping[str, Any]) -> Block:
    return Block(BlockKind.THINKING, _string(part.get("thinking")))


def _tool_use(part: Mapping[str, Any]) -> Block:
    name, use_id = _string(part.get("name")), _string(part.get("id"))
    return Block(BlockKind.TOOL_USE, "", name=name, id=use_id, data=part)


def _tool_result(part: Mapping[str, Any]) -> Block:
    return Block(
        BlockKind.TOOL_RESULT,
        _result_text(part.get("content")),
        id=_string(part.get("tool_use_id")),
        is_error=part.get("is_error") is True,
        data=part,
    )


def _image(part: Mapping[str, Any]) -> Block:
    return Block(BlockKind.IMAGE, "", data=part)


_BLOCK_READERS: Mapping[str, Callable[[Mapping[str, Any]], Block]] = {
    "text": _text,
    "thinking": _thinking,
    "redacted_thinking": _thinking,
    "tool_use": _tool_use,
    "server_tool_use": _tool_use,
    "tool_result": _tool_result,
    "image": _image,
}


def _result_text(content: object) -> str:
    if isinstance(content, list):
        texts = (p.get("text") if isinstance(p, dict) else p for p in content)
        return "\n".join(t for t in texts if isinstance(t, str))
    return _string(content)


def _string(value: object) -> str:
    """Return text that any widget and any codec can take: lone surrogates become U+FFFD."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if value.isascii():
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
