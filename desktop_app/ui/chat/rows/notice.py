"""One-paragraph rows with an icon: notices, errors and damage."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from desktop_app.sessions.entries import Entry
from desktop_app.ui.chat.rows.drawing import paint_icon
from desktop_app.ui.chat.rows.head import parts_above
from desktop_app.ui.chat.rows.part import Canvas, Gap
from desktop_app.ui.chat.rows.row import NEAR_GAP_PX, Place, Row, RowSettings
from desktop_app.ui.chat.rows.text_part import PlainPart
from desktop_app.ui.chat.segments import split_plain
from desktop_app.ui.chat.style import Style
from desktop_app.ui.chat.visible_text import terminal_output, without_marks
from desktop_app.ui.i18n import translate

_ICON_PX = 14
_INDENT_PX = 24
_MAX_NOTICE_CHARS = 4_000
_INTERRUPTED = "interrupted"  # Claude Code's "[Request interrupted by user]"


class IconTextPart(PlainPart):
    """A paragraph with an icon beside its first line."""

    def __init__(self, source: str, icon: str, color: QColor, style: Style) -> None:
        super().__init__(source, style, style.small, color)
        self._icon = icon
        self._icon_color = color
        self.left_px = style.px(_INDENT_PX)
        self.top_px = self.bottom_px = style.px(2)

    def paint(self, canvas: Canvas) -> None:
        """Draw icon and text."""
        size = self.style.px(_ICON_PX)
        spot = QPointF(self.style.px(4), self.top_px + self.face.glyph_px / 2 + 1)
        paint_icon(canvas.painter, self._icon, self._icon_color, spot, size)
        super().paint(canvas)


def notice_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a system record that has words."""
    color = settings.style.theme.text2
    if entry.name == _INTERRUPTED:
        words = translate("Transcript", "You stopped the reply here.")
        return icon_text_row(entry, ("stop", color), place, settings, words)
    return icon_text_row(entry, ("info", color), place, settings, without_marks(entry.text))


def icon_text_row(
    entry: Entry,
    icon: tuple[str, QColor],
    place: Place,
    settings: RowSettings,
    words: str | None = None,
) -> Row:
    """Return a row of one paragraph beside an icon; `words` replace the entry's own text."""
    style = settings.style
    parts = parts_above(entry, place, settings)
    parts[0] = Gap(style.px(NEAR_GAP_PX))
    text = terminal_output(words if words is not None else entry.text)
    for number, piece in enumerate(split_plain(text[:_MAX_NOTICE_CHARS])):
        name, color = icon
        part: PlainPart = PlainPart(piece.text, style, style.small, color, piece.joint)
        if number == 0:
            part = IconTextPart(piece.text, name, color, style)
        part.left_px = style.px(_INDENT_PX)
        parts.append(part)
    return Row(parts)
