"""The transcript's scroll bar: stands for the whole conversation, and shows where hits are."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

_TICK_PX = 2
_TICK_MARGIN_PX = 2


class TranscriptBar(QScrollBar):
    """Leaves the wheel to the view, which knows pixels where the bar counts bytes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._shares: Callable[[], Iterable[float]] | None = None
        self._color = QColor()

    @property
    def ticks(self) -> list[float]:
        """The places that are marked now, from top to bottom."""
        return sorted(self._shares()) if self._shares is not None else []

    def set_ticks(self, shares: Callable[[], Iterable[float]] | None, color: QColor) -> None:
        """Mark the places that `shares` tells whenever the bar is drawn: 0 the top, 1 the end."""
        self._shares = shares
        self._color = color
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the view scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ticks over the bar, one per pixel at most."""
        super().paintEvent(event)
        if self._shares is None:
            return
        painter = QPainter(self)
        width = self.width() - 2 * _TICK_MARGIN_PX
        room = self.height() - _TICK_PX
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        places = {round(share * room) for share in self._shares()}
        # one call: while a search runs, each call may wait for its thread
        painter.drawRects([QRectF(_TICK_MARGIN_PX, y, width, _TICK_PX) for y in places])
        painter.end()
