"""What the exports for people say beside the messages: authors, times, labels."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from desktop_app.base.messages import Message, message
from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind, name_of_author
from desktop_app.sessions.summary import Summary

Render = Callable[[Message], str]
_PROMPTS = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT})
_MAX_AUTHOR_CHARS = 60
_SIZE_STEP = 1000
_KNOWN_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@frozen
class Facts:
    """What stands above the messages."""

    title: str
    lines: tuple[str, ...]


@frozen
class Picture:
    """A picture inside a message: base64 of a kind that browsers show."""

    media_type: str
    data: str


class Words:
    """The words of one export, in one language."""

    def __init__(self, render: Render) -> None:
        self._render = render

    def facts(self, summary: Summary, now: datetime) -> Facts:
        """Return the head of an export made at `now`."""
        lines = [self.say(message("Export", "{n} messages", summary.messages))]
        if summary.created and summary.last_activity:
            first, last = moment_text(summary.created), moment_text(summary.last_activity)
            lines.append(f"{first} – {last}")
        if summary.cwd:
            lines.append(summary.cwd)
        lines.append(
            self.say(message("Export", "Exported by Sempre on {moment}", moment=moment_text(now)))
        )
        title = summary.title or self.say(message("Export", "Conversation"))
        return Facts(title, tuple(lines))

    def say(self, sentence: Message) -> str:
        """Return a sentence in the language of the export."""
        return self._render(sentence)

    def author(self, entry: Entry) -> str:
        """Return who says this."""
        match entry.kind:
            case EntryKind.PROMPT | EntryKind.QUEUED_PROMPT:
                return self.say(message("Export", "You"))
            case EntryKind.SUMMARY:
                return self.say(message("Export", "Summary"))
            case EntryKind.ERROR:
                return self.say(message("Export", "Error"))
            case EntryKind.REPLY | EntryKind.TOOL_RESULT:
                name = name_of_author(entry.author).strip()[:_MAX_AUTHOR_CHARS]
                return name or self.say(message("Export", "Reply"))
            case _:
                return self.say(message("Export", "Notice"))

    def remarks(self, entry: Entry) -> Iterator[str]:
        """Yield what is to be said of a message beside its author."""
        if entry.is_sidechain:
            yield self.say(message("Export", "sub-agent"))
        if entry.is_interrupted:
            yield self.say(message("Export", "interrupted"))

    def without_blocks(self, entry: Entry) -> str:
        """Return the line that stands for a compaction or for damage."""
        if entry.kind is EntryKind.COMPACTION:
            return self.say(message("Export", "Older messages were summarised here"))
        return self.say(
            message(
                "Export",
                "{n} bytes are damaged here; they are kept in the conversation's file.",
                entry.length,
            )
        )

    def label(self, block: Block) -> str:
        """Return what a part is called that is not plain text."""
        match block.kind:
            case BlockKind.THINKING:
                return self.say(message("Export", "Thinking"))
            case BlockKind.TOOL_USE:
                return block.name or self.say(message("Export", "Tool"))
            case BlockKind.TOOL_RESULT if block.is_error:
                return self.say(message("Export", "Failed"))
            case BlockKind.TOOL_RESULT:
                return self.say(message("Export", "Result"))
            case BlockKind.IMAGE:
                return self.say(message("Export", "Picture"))
            case _:
                return self.say(message("Export", "Part: {name}", name=block.name or "?"))


def speaker(entry: Entry) -> tuple[str, ...]:
    """Return what two entries have in common that stand under one heading."""
    if entry.kind in _PROMPTS:
        return (entry.uuid,)
    if entry.kind in {EntryKind.REPLY, EntryKind.TOOL_RESULT}:
        return ("reply", str(entry.is_sidechain))
    return (entry.kind.value, entry.uuid)


def tool_input(block: Block) -> str:
    """Return what a tool was given, as indented JSON; a lone text argument as it is."""
    given = (block.data or {}).get("input", {})
    if isinstance(given, dict) and len(given) == 1:
        (value,) = given.values()
        if isinstance(value, str):
            return value
    return json.dumps(given, ensure_ascii=False, indent=2)


def pictures(block: Block) -> Iterator[Picture]:
    """Yield the pictures in a picture block or in a tool's result."""
    data: Mapping[str, Any] = block.data or {}
    content = data.get("content")
    parts = content if block.kind is BlockKind.TOOL_RESULT and isinstance(content, list) else [data]
    for part in parts:
        source = part.get("source") if isinstance(part, dict) else None
        if not isinstance(source, dict) or source.get("type") != "base64":
            continue
        kind, text = source.get("media_type"), source.get("data")
        if not isinstance(kind, str) or not isinstance(text, str):
            continue
        if kind in _KNOWN_IMAGES and _is_base64(text):
            yield Picture(kind, text)


def moment_text(moment: datetime | None) -> str:
    """Return `2026-11-22 12:00` in the machine's own time zone; nothing where it is unknown."""
    if moment is None:
        return ""
    try:
        local = moment.astimezone()
    except (OverflowError, OSError, ValueError):  # year 1 or 9999 near a zone's border
        local = moment
    return f"{local:%Y-%m-%d %H:%M}"


def size_text(size_bytes: int) -> str:
    """Return a size in decimal units: `512 B`, `13.3 KB`."""
    if size_bytes < _SIZE_STEP:
        return f"{size_bytes} B"
    if size_bytes < _SIZE_STEP**2:
        return f"{size_bytes / _SIZE_STEP:.1f} KB"
    return f"{size_bytes / _SIZE_STEP**2:.1f} MB"


def _is_base64(text: str) -> bool:
    return text.isascii() and not set("<>\"&'") & set(text)
