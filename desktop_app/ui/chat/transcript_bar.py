"""The transcript's scroll bar: stands for the whole conversation, and shows where hits are."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

_TICK_PX = 2
_TICK_MARGIN_PX = 2


class TranscriptBar(QScrollBar):
    """Leaves the wheel to the view, which knows pixels where the bar counts bytes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._shares: Sequence[float] = ()
        self._color = QColor()

    @property
    def tick_count(self) -> int:
        """How many places are marked."""
        return len(self._shares)

    def set_ticks(self, shares: Sequence[float], color: QColor) -> None:
        """Mark places of the conversation, each from 0 (its beginning) to 1 (its end)."""
        self._shares = shares
        self._color = color
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the view scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ticks over the bar, one per pixel at most."""
        super().paintEvent(event)
        if not self._shares:
            return
        painter = QPainter(self)
        width = self.width() - 2 * _TICK_MARGIN_PX
        room = self.height() - _TICK_PX
        for y in {round(share * room) for share in self._shares}:
            painter.fillRect(QRectF(_TICK_MARGIN_PX, y, width, _TICK_PX), self._color)
        painter.end()
