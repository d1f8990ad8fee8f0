"""Draws what a flow has placed: grounds, parts, selection, focus ring."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from desktop_app.base.values import frozen
from desktop_app.ui.chat.row_flow import PlacedPart, RowFlow
from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.chat.rows.part import Canvas
from desktop_app.ui.chat.text_selection import TextSelection
from desktop_app.ui.theme import SURFACE_RADIUS_PX

if TYPE_CHECKING:
    from desktop_app.ui.chat.hit_marks import HitMarks

_RING_PX = 1.5


@frozen
class Column:
    """Where text stands in the viewport: the column's edges, and the text's inside it."""

    left_px: int
    width_px: int
    padding_px: int

    @property
    def text_left_px(self) -> int:
        """The left edge of text."""
        return self.left_px + self.padding_px

    @property
    def text_width_px(self) -> int:
        """The width of text."""
        return self.width_px - 2 * self.padding_px


@frozen
class PaintState:
    """What changes from one painting to the next."""

    column: Column
    selection: TextSelection | None = None
    hover: QPointF | None = None  # in the viewport
    ring_row: int | None = None
    hits: "HitMarks | None" = None


def paint_rows(
    painter: QPainter, area: QRect, flow: RowFlow, shelf: RowShelf, state: PaintState
) -> None:
    """Draw everything placed that touches `area`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn: set[int] = set()
    for placed in flow.placed:
        if placed.row not in drawn:
            drawn.add(placed.row)
            _paint_ground(painter, area, placed, shelf, state)
    for placed in flow.placed:
        if placed.top <= area.bottom() and placed.top + placed.part.height_px >= area.top():
            _paint_part(painter, area, placed, state)


def _paint_ground(
    painter: QPainter, area: QRect, first: PlacedPart, shelf: RowShelf, state: PaintState
) -> None:
    row = shelf.row(first.row)
    if row.bubble is None and first.row != state.ring_row:
        return
    top = first.top - row.top_of(first.number) + row.top_of(row.bubble_from)
    height = row.height_px - row.top_of(row.bubble_from)
    box = QRectF(state.column.left_px, top, state.column.width_px, height)
    if not box.adjusted(-_RING_PX, -_RING_PX, _RING_PX, 2 * SURFACE_RADIUS_PX).intersects(area):
        return
    radius = shelf.settings.style.px(SURFACE_RADIUS_PX)
    path = QPainterPath()
    if row.bubble is not None:
        path.addRoundedRect(box, radius, radius)
        painter.fillPath(path, row.bubble)
    if first.row == state.ring_row:
        inner = box if row.bubble is not None else box.adjusted(0, radius / 2, 0, radius / 2)
        ring = QPainterPath()
        ring.addRoundedRect(inner.adjusted(1, 1, -1, -1), radius, radius)
        painter.strokePath(ring, QPen(shelf.settings.style.theme.accent, _RING_PX))


def _paint_part(painter: QPainter, area: QRect, placed: PlacedPart, state: PaintState) -> None:
    left, width = state.column.text_left_px, state.column.text_width_px
    box = QRectF(0, 0, width, placed.part.height_px)
    hover = None
    if state.hover is not None:
        point = state.hover - QPointF(left, placed.top)
        hover = point if box.contains(point) else None
    selection = state.selection.range_in(placed.row, placed.number) if state.selection else None
    painter.save()
    painter.translate(left, placed.top)
    # Stacks of combining marks reach far beyond their line; they end at the part's edge.
    painter.setClipRect(box.adjusted(-state.column.padding_px, 0, 0, 0), _INTERSECT)
    clip = QRectF(area).translated(-left, -placed.top).intersected(box)
    hits = state.hits.ranges_in(placed) if state.hits else ()
    current = state.hits.current_in(placed) if state.hits else None
    placed.part.paint(Canvas(painter, width, clip, selection, hover, hits, current))
    painter.restore()


_INTERSECT = Qt.ClipOperation.IntersectClip
