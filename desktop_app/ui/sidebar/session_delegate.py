"""Paints one row of the list of conversations: two lines, a time, a badge."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui.models.session_list_model import SessionListRole
from desktop_app.ui.models.session_rows import Badge, HeadingRow, SessionRow
from desktop_app.ui.resources import pixmap
from desktop_app.ui.theme import CONTROL_RADIUS_PX, GRID_PX, LIGHT, SECONDARY_SCALE, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

_BADGE_ICONS = {
    Badge.IMPORTED: "import",
    Badge.FROM_EXPORT: "import",
    Badge.RESCUED: "shield",
    Badge.DAMAGED: "damage",
    Badge.UNREADABLE: "warning",
}
_BADGE_PX = 12
_EDGE_PX = 3


class SessionDelegate(QStyledItemDelegate):
    """Draws what the model has ready; measures only when the font changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._badges: dict[tuple[Badge, float], QPixmap] = {}
        self.set_font(parent.font())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._badges.clear()

    def set_font(self, font: QFont) -> None:
        """Take the sizes of `font`."""
        self._title_font = QFont(font)
        self._title_font.setWeight(QFont.Weight.Medium)
        self._detail_font = _scaled(font, SECONDARY_SCALE)
        self._heading_font = _scaled(font, SECONDARY_SCALE)
        self._heading_font.setWeight(QFont.Weight.DemiBold)
        self._title = QFontMetrics(self._title_font)
        self._detail = QFontMetrics(self._detail_font)
        lines_px = self._title.height() + GRID_PX // 2 + self._detail.height()
        self._session_size = QSize(0, lines_px + 4 * GRID_PX)
        self._heading_size = QSize(0, self._detail.height() + 5 * GRID_PX)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return one height for headings and one for conversations."""
        is_heading = index.data(SessionListRole.IS_HEADING)
        return self._heading_size if is_heading else self._session_size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        row = index.data(SessionListRole.ROW)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, rect, row)
        elif isinstance(row, SessionRow):
            self._paint_ground(painter, rect, option)
            self._paint_session(painter, rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: HeadingRow) -> None:
        painter.setFont(self._heading_font)
        painter.setPen(self._theme.text2)
        place = rect.adjusted(4 * GRID_PX, 0, -4 * GRID_PX, -GRID_PX)
        text = self._detail.elidedText(
            row.title.upper(), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        flags = type(state)
        is_selected = bool(state & flags.State_Selected)
        is_hovered = bool(state & flags.State_MouseOver)
        if not is_selected and not is_hovered:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(rect).adjusted(2 * GRID_PX, 1, -2 * GRID_PX, -1)
        has_ring = is_selected and bool(state & flags.State_HasFocus)
        painter.setPen(QPen(self._theme.accent, 1.5) if has_ring else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.user if is_selected else self._theme.border)
        if not is_selected:
            painter.setOpacity(0.45)
        painter.drawRoundedRect(ground, CONTROL_RADIUS_PX, CONTROL_RADIUS_PX)
        painter.setOpacity(1)
        if is_selected:
            edge = QRectF(
                ground.left(), ground.top() + 2 * GRID_PX, _EDGE_PX, ground.height() - 4 * GRID_PX
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent)
            painter.drawRoundedRect(edge, _EDGE_PX / 2, _EDGE_PX / 2)

    def _paint_session(self, painter: QPainter, rect: QRect, row: SessionRow) -> None:
        inner = rect.adjusted(4 * GRID_PX, 2 * GRID_PX, -4 * GRID_PX, -2 * GRID_PX)
        first = QRect(inner.topLeft(), QSize(inner.width(), self._title.height()))
        second = QRect(inner.left(), 0, inner.width(), self._detail.height())
        second.moveBottom(inner.bottom())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        time_px = self._detail.horizontalAdvance(row.time)
        title_place = first.adjusted(0, 0, -(time_px + 2 * GRID_PX), 0)
        painter.setFont(self._title_font)
        painter.setPen(self._theme.text)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            title_place, left, self._title.elidedText(row.title, elide, title_place.width())
        )
        painter.setFont(self._detail_font)
        painter.setPen(self._theme.text2)
        painter.drawText(first, right, row.time)
        free_px = second.width() - self._paint_badge(painter, second, row)
        painter.setPen(self._theme.text2)
        painter.drawText(second, left, self._detail.elidedText(row.detail, elide, free_px))

    def _paint_badge(self, painter: QPainter, line: QRect, row: SessionRow) -> int:
        """Paint icon and word at the right end of `line`; return the width taken."""
        if row.badge is Badge.NONE:
            return 0
        text_px = self._detail.horizontalAdvance(row.badge_text)
        taken_px = text_px + GRID_PX + _BADGE_PX
        drawing = self._badge_drawing(row.badge, painter.device().devicePixelRatioF())
        top = line.top() + (line.height() - _BADGE_PX) / 2
        painter.drawPixmap(QPointF(line.right() + 1 - taken_px, top), drawing)
        painter.setPen(self._badge_color(row.badge))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.badge_text
        )
        return taken_px + 2 * GRID_PX

    def _badge_drawing(self, badge: Badge, scale: float) -> QPixmap:
        key = badge, scale
        if key not in self._badges:
            color = self._badge_color(badge)
            self._badges[key] = pixmap(_BADGE_ICONS[badge], color, _BADGE_PX, scale)
        return self._badges[key]

    def _badge_color(self, badge: Badge) -> QColor:
        colors = {
            Badge.RESCUED: self._theme.ok,
            Badge.DAMAGED: self._theme.warn,
            Badge.UNREADABLE: self._theme.danger,
        }
        return colors.get(badge, self._theme.text2)


def _scaled(font: QFont, factor: float) -> QFont:
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    return result
