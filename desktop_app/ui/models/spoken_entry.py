"""What a screen reader says about a row: role, author, time, text, position."""

from desktop_app.sessions.entries import BlockKind, Entry, EntryKind, EntryState
from desktop_app.ui.formats import format_exact
from desktop_app.ui.i18n import translate
from desktop_app.ui.permission_words import permission_words

_MAX_SPOKEN_CHARS = 4_000


def spoken_entry(entry: Entry, position: int, count: int) -> str:
    """Return one paragraph that stands for the whole row."""
    parts = [_role_words(entry)]
    if entry.author:
        parts.append(entry.author)
    if entry.timestamp is not None:
        parts.append(format_exact(entry.timestamp))
    if entry.state is not EntryState.SAVED:
        parts.append(translate("Transcript", "not saved yet"))
    if entry.is_interrupted:
        parts.append(translate("Transcript", "Interrupted"))
    parts.append(_content(entry))
    parts.append(translate("Transcript", "{position} of {count}", position=position, count=count))
    return ". ".join(part for part in parts if part)


def _role_words(entry: Entry) -> str:
    words = {
        EntryKind.PROMPT: translate("Transcript", "Your message"),
        EntryKind.QUEUED_PROMPT: translate("Transcript", "Your message"),
        EntryKind.REPLY: translate("Transcript", "Reply"),
        EntryKind.TOOL_RESULT: translate("Transcript", "Result of a tool"),
        EntryKind.META: translate("Transcript", "Added by Claude Code"),
        EntryKind.NOTICE: translate("Transcript", "Notice"),
        EntryKind.PERMISSION: translate("Transcript", "Permission"),
        EntryKind.COMPACTION: translate("Transcript", "Compacted here. Everything above is kept."),
        EntryKind.SUMMARY: translate("Transcript", "Summary"),
        EntryKind.ERROR: translate("Transcript", "Error"),
        EntryKind.DAMAGE: translate("Transcript", "Damaged bytes"),
    }
    return words[entry.kind]


def _content(entry: Entry) -> str:
    if entry.kind is EntryKind.DAMAGE:
        return ""
    if entry.kind is EntryKind.PERMISSION:
        return permission_words(entry)[:_MAX_SPOKEN_CHARS]
    texts = [
        block.name if block.kind is BlockKind.TOOL_USE else block.text
        for block in entry.blocks
        if block.kind is not BlockKind.THINKING
    ]
    return " ".join(text for text in texts if text)[:_MAX_SPOKEN_CHARS]
