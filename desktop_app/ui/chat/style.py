"""Sizes, fonts and colours of the transcript at one zoom level, shared by all rows."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

from desktop_app.base.values import frozen
from desktop_app.ui.theme import HEADING_SCALE, SECONDARY_SCALE, SUBHEADING_SCALE, Theme

READING_COLUMN_PX = 760
LINE_HEIGHT = 1.5  # of the font's size, as in CSS
CODE_LINE_HEIGHT = 1.45
MIN_ZOOM = 0.75
MAX_ZOOM = 3.0
ZOOM_STEPS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


@frozen
class TextFace:
    """One font with the figures that laying out needs again and again, in logical pixels."""

    font: QFont
    line_px: float  # from one base line to the next
    line_percent: float  # the same in terms of the font's own spacing, for QTextBlockFormat
    glyph_px: float  # height of the font itself
    character_px: float  # mean width, for estimates

    def estimate_height(self, text: str, width_px: int) -> int:
        """Return roughly how high `text` will be when wrapped at `width_px`."""
        per_line = max(8.0, width_px / self.character_px)
        lines = text.count("\n") + 1 + len(text) / per_line
        return max(1, round(lines * self.line_px))


@frozen
class Style:
    """How rows look. Immutable: another theme, font or zoom is another style."""

    theme: Theme
    zoom: float
    body: TextFace
    small: TextFace
    code: TextFace
    heading: QFont
    subheading: QFont
    strong: QFont
    small_strong: QFont

    def px(self, length: float) -> int:
        """Return a length of the 4 px grid at this zoom."""
        return round(length * self.zoom)

    def column(self, available_px: int) -> tuple[int, int]:
        """Return left edge and width of the reading column in a view of `available_px`."""
        margin = min(self.px(24), max(8, available_px // 24))
        width = max(80, min(available_px - 2 * margin, self.px(READING_COLUMN_PX)))
        return (available_px - width) // 2, width


def make_style(theme: Theme, font: QFont, zoom: float) -> Style:
    """Return the style for the system's `font` at `zoom` (1.0 is 100 %)."""
    size_px = QFontInfo(font).pixelSize() * zoom
    body = _of_size(font, size_px)
    small = _of_size(font, size_px * SECONDARY_SCALE)
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPixelSize(max(1, round(QFontInfo(body).pixelSize() * 0.95)))
    fixed.setStyleHint(QFont.StyleHint.Monospace)
    return Style(
        theme=theme,
        zoom=zoom,
        body=_face(body, LINE_HEIGHT),
        small=_face(small, LINE_HEIGHT),
        code=_face(fixed, CODE_LINE_HEIGHT),
        heading=_bold(_of_size(font, size_px * HEADING_SCALE)),
        subheading=_bold(_of_size(font, size_px * SUBHEADING_SCALE)),
        strong=_bold(body),
        small_strong=_bold(small),
    )


def _of_size(font: QFont, size_px: float) -> QFont:
    result = QFont(font)
    result.setPixelSize(max(1, round(size_px)))
    return result


def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def _face(font: QFont, line_height: float) -> TextFace:
    metrics = QFontMetricsF(font)
    line_px = QFontInfo(font).pixelSize() * line_height
    return TextFace(
        font=font,
        line_px=line_px,
        # A font with a tall line of its own keeps it: squeezing would cut accents off.
        line_percent=max(100.0, 100 * line_px / max(1.0, metrics.height())),
        glyph_px=metrics.height(),
        character_px=max(1.0, metrics.averageCharWidth()),
    )
