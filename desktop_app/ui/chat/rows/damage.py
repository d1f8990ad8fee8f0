"""Bytes of the file that hold no record: said, not hidden, and kept."""

from desktop_app.sessions.entries import Entry
from desktop_app.ui.chat.rows.notice import icon_text_row
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.i18n import translate


def damage_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row that stands for damaged bytes."""
    icon = ("damage", settings.style.theme.warn)
    return icon_text_row(entry, icon, place, settings, damage_words(entry))


def damage_words(entry: Entry) -> str:
    """Return the sentence about damaged bytes."""
    return translate(
        "Transcript",
        "{n} bytes here are damaged ({reason}). They are kept in the file.",
        entry.length,
        reason=_reason_words(entry.name),
    )


def _reason_words(reason: str) -> str:
    words = {
        "torn": translate("Damage", "torn"),
        "nul-bytes": translate("Damage", "empty bytes"),
        "invalid-utf8": translate("Damage", "not valid text"),
        "too-deep": translate("Damage", "nested too deep"),
        "too-large": translate("Damage", "too large to show"),
        "not-json": translate("Damage", "not a record"),
        "not-an-object": translate("Damage", "not a record"),
    }
    return words.get(reason, reason)
