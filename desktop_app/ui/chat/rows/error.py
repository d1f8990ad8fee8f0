"""An error that the other side reported and Claude Code recorded."""

from desktop_app.sessions.entries import Entry
from desktop_app.ui.chat.rows.notice import icon_text_row
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.i18n import translate


def error_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a recorded error."""
    words = translate("Transcript", "The reply failed: {text}", text=entry.text)
    return icon_text_row(entry, ("warning", settings.style.theme.danger), place, settings, words)
