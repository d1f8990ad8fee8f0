"""What was written by a program in the user's name, and what a sub-agent said: folded."""

from desktop_app.sessions.entries import Entry
from desktop_app.ui.chat.rows.folded import long_code_parts
from desktop_app.ui.chat.rows.head import parts_above
from desktop_app.ui.chat.rows.label_parts import FoldLabel, FoldPart
from desktop_app.ui.chat.rows.part import Part
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings, folded_space_above
from desktop_app.ui.chat.visible_text import terminal_output, without_marks
from desktop_app.ui.i18n import translate


def meta_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a record that nobody typed."""
    label = FoldLabel(
        "info", translate("Transcript", "Added by Claude Code"), without_marks(entry.text)
    )
    return _folded(entry, label, place, settings)


def sub_agent_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a record that belongs to a sub-agent."""
    label = FoldLabel("agent", translate("Transcript", "Sub-agent"), entry.text)
    return _folded(entry, label, place, settings)


def _folded(entry: Entry, label: FoldLabel, place: Place, settings: RowSettings) -> Row:
    style = settings.style
    key = f"{entry.uuid}:meta"
    is_open = settings.folds.is_open(key)
    parts = parts_above(entry, place, settings)
    parts[0] = folded_space_above(place, style)
    parts.append(FoldPart(key, label, style, is_open=is_open))
    if is_open:
        parts += _text_parts(entry, key, settings)
    return Row(parts)


def _text_parts(entry: Entry, key: str, settings: RowSettings) -> list[Part]:
    texts = [block.text for block in entry.blocks if block.text]
    shown = terminal_output("\n\n".join(texts))
    return long_code_parts(shown, "", "", f"{key}:text", settings)
