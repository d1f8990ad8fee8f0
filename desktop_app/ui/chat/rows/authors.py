"""What the author of a message is called."""

from collections.abc import Mapping

from desktop_app.sessions.entries import Entry, EntryKind, name_of_author
from desktop_app.ui.i18n import translate

_SYNTHETIC = "<synthetic>"


def author_of(entry: Entry, engine_labels: Mapping[str, str]) -> str:
    """Return "You" for the user, else the label of the engine or model that wrote it."""
    if entry.kind in {EntryKind.PROMPT, EntryKind.QUEUED_PROMPT}:
        return translate("Transcript", "You")
    if label := engine_labels.get(entry.author):
        return label
    if not entry.author or entry.author == _SYNTHETIC:
        return translate("Transcript", "Assistant")
    return name_of_author(entry.author)
