"""A permission that was asked for, with all that it is about, and what the person said to it."""

from PySide6.QtGui import QColor

from desktop_app.sessions.answers import Verdict
from desktop_app.sessions.entries import PERMISSION_REQUEST, Entry
from desktop_app.ui.chat.rows.folded import long_code_parts, markdown_parts, plain_parts
from desktop_app.ui.chat.rows.notice import icon_text_row
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.chat.style import Style
from desktop_app.ui.chat.tool_input import shown_input
from desktop_app.ui.permission_words import QUESTION_TOOL, permission_data, permission_words

_GAP_PX = 4
_ALLOWED = {Verdict.ALLOW_ONCE.value, Verdict.ALLOW_CONVERSATION.value}


def permission_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a request or of an answer; the buttons stand in the card below."""
    row = icon_text_row(
        entry, _icon(entry, settings.style), place, settings, permission_words(entry)
    )
    if entry.name == PERMISSION_REQUEST:
        row.parts.append(Gap(settings.style.px(_GAP_PX)))
        row.parts += _input_parts(entry, settings)
    return row


def _input_parts(entry: Entry, settings: RowSettings) -> list[Part]:
    data = permission_data(entry)
    tool, given = data.get("toolName"), data.get("input")
    if not isinstance(tool, str) or not isinstance(given, dict) or not given:
        return []
    shown = shown_input(tool, given)
    key = f"{entry.uuid}:asked"
    if tool == QUESTION_TOOL:
        return plain_parts(shown.text, key, settings)
    if shown.language == "markdown":
        return markdown_parts(shown.text, key, settings)
    return long_code_parts(shown.text, shown.label, shown.language, key, settings)


def _icon(entry: Entry, style: Style) -> tuple[str, QColor]:
    theme = style.theme
    if entry.name == PERMISSION_REQUEST:
        return "lock", theme.warn
    if permission_data(entry).get("verdict") in _ALLOWED:
        return "check", theme.ok
    return "stop", theme.text2
