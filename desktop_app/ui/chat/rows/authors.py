"""What the author of a message is called."""

from collections.abc import Mapping

from desktop_app.sessions.entries import TASK_AUTHOR, Entry, EntryKind, name_of_author
from desktop_app.ui.i18n import translate

_SYNTHETIC = "<synthetic>"


def author_of(entry: Entry, engine_labels: Mapping[str, str]) -> str:
    """Return "You", "Task" for what a sub-agent was told, else the engine's or model's label."""
    if entry.kind in {EntryKind.PROMPT, EntryKind.QUEUED_PROMPT}:
        is_task = entry.author == TASK_AUTHOR
        return translate("Transcript", "Task") if is_task else translate("Transcript", "You")
    if label := engine_labels.get(entry.author):
        return label
    if not entry.author or entry.author == _SYNTHETIC:
        return translate("Transcript", "Assistant")
    return name_of_author(entry.author)
