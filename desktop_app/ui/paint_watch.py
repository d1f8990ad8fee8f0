"""Tells when something was really painted, not when it should have been."""

import asyncio

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


async def painted(widget: QWidget) -> None:
    """Return when `widget` has been painted after this call; it is asked to, if it is visible."""
    watch = _PaintWatch(widget)
    widget.update()
    try:
        await watch.painted
    finally:
        widget.removeEventFilter(watch)
        watch.deleteLater()


class _PaintWatch(QObject):
    """Resolves `painted` at the first loop step after the widget's next paint event."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._loop = asyncio.get_running_loop()
        self.painted = self._loop.create_future()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the paint event and let it pass."""
        if event.type() == QEvent.Type.Paint:
            # The filter runs before the widget paints; the loop's next step comes after it.
            self._loop.call_soon(self._resolve)
        return False

    def _resolve(self) -> None:
        if not self.painted.done():
            self.painted.set_result(None)
