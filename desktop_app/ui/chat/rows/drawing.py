"""Small drawings that several parts share: icons and dividers."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from desktop_app.ui.chat.rows.part import Canvas
from desktop_app.ui.chat.style import Style
from desktop_app.ui.resources import pixmap

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
DIVIDER_ICON_PX = 14


def paint_icon(painter: QPainter, name: str, color: QColor, left: QPointF, size_px: int) -> None:
    """Draw an icon whose left edge is at `left.x()` and whose middle is at `left.y()`."""
    scale = painter.device().devicePixelRatioF()
    drawing = _drawing(name, color.rgba(), size_px, scale)
    painter.drawPixmap(QPointF(left.x(), left.y() - size_px / 2), drawing)


def paint_divider(canvas: Canvas, style: Style, height_px: int, words: str, icon: str = "") -> None:
    """Draw words in the middle of a hairline."""
    painter = canvas.painter
    metrics = QFontMetricsF(style.small.font)
    size = style.px(DIVIDER_ICON_PX) if icon else 0
    width = metrics.horizontalAdvance(words) + (size + style.px(6) if icon else 0)
    left = (canvas.width_px - width) / 2
    y = round(height_px / 2)
    line = max(1, style.px(1))
    gap = style.px(12)
    painter.fillRect(QRectF(0, y, left - gap, line), style.theme.border)
    painter.fillRect(
        QRectF(left + width + gap, y, canvas.width_px - left - width - gap, line),
        style.theme.border,
    )
    if icon:
        paint_icon(painter, icon, style.theme.text2, QPointF(left, height_px / 2), size)
        left += size + style.px(6)
    painter.setFont(style.small.font)
    painter.setPen(style.theme.text2)
    painter.drawText(QRectF(left, 0, width, height_px), LEFT, words)


@lru_cache(maxsize=256)
def _drawing(name: str, rgba: int, size_px: int, scale: float) -> QPixmap:
    return pixmap(name, QColor.fromRgba(rgba), size_px, scale)
