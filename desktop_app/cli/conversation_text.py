"""A conversation as readable text, entry by entry."""

import json
from collections.abc import Iterator

from desktop_app.base.messages import Message, message
from desktop_app.base.translation import Catalog
from desktop_app.cli.plain_text import day_text, inert, one_line, time_text
from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind, name_of_author
from desktop_app.sessions.records import DamageReason

_SHORT_CHARACTERS = 160
_SAID_IN_FULL = frozenset(
    {
        EntryKind.PROMPT,
        EntryKind.QUEUED_PROMPT,
        EntryKind.REPLY,
        EntryKind.NOTICE,
        EntryKind.ERROR,
        EntryKind.SUMMARY,
    }
)
_DAMAGE_REASONS = {
    DamageReason.TORN: message("Cli", "a record that was cut off"),
    DamageReason.NOT_JSON: message("Cli", "not a record"),
    DamageReason.NOT_AN_OBJECT: message("Cli", "not a record"),
    DamageReason.NUL_BYTES: message("Cli", "zero bytes"),
    DamageReason.INVALID_UTF8: message("Cli", "letters that no encoding explains"),
    DamageReason.TOO_DEEP: message("Cli", "nested too deeply to be read"),
    DamageReason.TOO_LARGE: message("Cli", "too large to be shown"),
}


def damage_words(reason: DamageReason) -> Message:
    """Return what is wrong with a stretch of a file."""
    return _DAMAGE_REASONS[reason]


class ConversationText:
    """Turns entries into lines, in one language; remembers the day for the separators."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._day = ""
        self.is_empty = True

    def lines(self, entry: Entry) -> Iterator[str]:
        """Yield the lines of one entry; a line may itself hold newlines."""
        self.is_empty = False
        if entry.timestamp and (day := day_text(entry.timestamp)) != self._day:
            self._day = day
            yield f"── {day} " + "─" * 40
            yield ""
        if entry.kind is EntryKind.DAMAGE:
            yield self._damage(entry)
        elif entry.kind is EntryKind.COMPACTION:
            yield self._render(message("Cli", "── older messages were summarised here ──"))
        elif entry.kind in _SAID_IN_FULL:
            yield self._heading(entry)
            yield from self._blocks(entry)
        else:
            yield from self._folded(entry)
        yield ""

    def _heading(self, entry: Entry) -> str:
        parts = [time_text(entry.timestamp), self._author(entry)]
        if entry.is_sidechain:
            parts.append(self._render(message("Cli", "(sub-agent)")))
        if entry.is_interrupted:
            parts.append(self._render(message("Cli", "(interrupted)")))
        return "  ".join(part for part in parts if part)

    def _author(self, entry: Entry) -> str:
        match entry.kind:
            case EntryKind.PROMPT | EntryKind.QUEUED_PROMPT:
                return self._render(message("Cli", "You"))
            case EntryKind.REPLY:
                return one_line(name_of_author(entry.author), 60) or self._render(
                    message("Cli", "Reply")
                )
            case EntryKind.SUMMARY:
                return self._render(message("Cli", "Summary"))
            case EntryKind.ERROR:
                return self._render(message("Cli", "Error"))
            case _:
                return self._render(message("Cli", "Notice"))

    def _blocks(self, entry: Entry) -> Iterator[str]:
        for block in entry.blocks:
            yield inert(block.text) if block.kind is BlockKind.TEXT else self._short(block)

    def _folded(self, entry: Entry) -> Iterator[str]:
        for block in entry.blocks:
            yield self._short(block)

    def _short(self, block: Block) -> str:
        match block.kind:
            case BlockKind.THINKING:
                return self._labelled(message("Cli", "thinking"), block.text)
            case BlockKind.TOOL_USE:
                given = (block.data or {}).get("input", {})
                text = json.dumps(given, ensure_ascii=False)
                return "  ⚙ " + one_line(f"{block.name}: {text}", _SHORT_CHARACTERS)
            case BlockKind.TOOL_RESULT:
                label = message("Cli", "failed") if block.is_error else message("Cli", "result")
                return self._labelled(label, block.text)
            case BlockKind.IMAGE:
                return self._labelled(message("Cli", "image"), "")
            case BlockKind.TEXT:
                return self._labelled(message("Cli", "note"), block.text)
            case _:
                return self._labelled(message("Cli", "part"), block.name or block.text)

    def _labelled(self, label: Message, text: str) -> str:
        short = one_line(text, _SHORT_CHARACTERS)
        return f"  · {self._render(label)}: {short}" if short else f"  · {self._render(label)}"

    def _damage(self, entry: Entry) -> str:
        return "⚠ " + self._render(
            message(
                "Cli",
                "{n} bytes at {offset} are damaged ({reason}); they are kept in the file.",
                entry.length,
                offset=entry.offset,
                reason=damage_words(DamageReason(entry.name)),
            )
        )

    def _render(self, sentence: Message) -> str:
        return self._catalog.render(sentence)
