"""Paints one row of the palette: a text with its marks, and what stands at its right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui.palette.rows import Kind, PaletteRow
from desktop_app.ui.theme import CONTROL_RADIUS_PX, GRID_PX, LIGHT, SECONDARY_SCALE, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HIT_INDENT_PX = 3 * GRID_PX
# What stands at the right takes at most this share of a row.
_MAX_SIDE_SHARE = 0.4


class RowDelegate(QStyledItemDelegate):
    """Draws plain text, whatever it looks like."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return one height for headings and one for everything else."""
        font: QFont = option.font
        row: PaletteRow = index.data(ROW_ROLE)
        gaps = 4 if row.kind is Kind.HEADING else 3
        return QSize(0, QFontMetrics(font).height() + gaps * GRID_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        row: PaletteRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        self._paint_ground(painter, option, row)
        inner = rect.adjusted(4 * GRID_PX, 0, -4 * GRID_PX, 0)
        if row.kind is Kind.HEADING:
            self._paint_heading(painter, option.font, inner, row)
        else:
            self._paint_row(painter, option.font, inner, row)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PaletteRow
    ) -> None:
        state: QStyle.StateFlag = option.state
        flags = type(state)
        is_current = bool(state & flags.State_Selected)
        if not row.is_choosable or not (is_current or state & flags.State_MouseOver):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(2 * GRID_PX, 1, -2 * GRID_PX, -1)
        painter.setPen(self._theme.accent if is_current else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.user if is_current else self._theme.code)
        painter.drawRoundedRect(ground, CONTROL_RADIUS_PX, CONTROL_RADIUS_PX)

    def _paint_heading(self, painter: QPainter, font: QFont, inner: QRect, row: PaletteRow) -> None:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * SECONDARY_SCALE)
        small.setWeight(QFont.Weight.DemiBold)
        painter.setFont(small)
        painter.setPen(self._theme.text2)
        place = inner.adjusted(0, 0, 0, -GRID_PX)
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(place, bottom, row.text.upper())

    def _paint_row(self, painter: QPainter, font: QFont, inner: QRect, row: PaletteRow) -> None:
        elide = Qt.TextElideMode.ElideRight
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * SECONDARY_SCALE)
        measure = QFontMetrics(small)
        side = measure.elidedText(row.side, elide, int(inner.width() * _MAX_SIDE_SHARE))
        painter.setFont(small)
        painter.setPen(self._theme.text2)
        painter.drawText(inner, _RIGHT, side)
        indent_px = _HIT_INDENT_PX if row.kind is Kind.HIT else 0
        side_px = measure.horizontalAdvance(side) + 3 * GRID_PX if side else 0
        place = inner.adjusted(indent_px, 0, -side_px, 0)
        bold = QFont(font)
        if row.kind is Kind.GROUP:
            bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        letters = QFontMetrics(bold)
        text = letters.elidedText(row.text, elide, place.width())
        self._paint_marks(painter, letters, place, (text, row.marks))
        painter.setPen(self._theme.text)
        painter.drawText(place, _LEFT, text)

    def _paint_marks(
        self,
        painter: QPainter,
        letters: QFontMetrics,
        place: QRect,
        marked: tuple[str, tuple[tuple[int, int], ...]],
    ) -> None:
        text, marks = marked
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.hit)
        top = place.center().y() - letters.height() / 2
        for start, end in marks:
            left = place.left() + letters.horizontalAdvance(text[:start])
            width_px = letters.horizontalAdvance(text[start:end])
            painter.drawRoundedRect(QRectF(left, top, width_px, letters.height()), 2, 2)
