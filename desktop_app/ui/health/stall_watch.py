"""For how long the window answered nobody, at worst: measured in passing, without any timer.

The dispatcher tells when it is about to sleep and when it woke up; what lies between is work that
kept everything else waiting. While nothing happens it tells nothing, so that nothing is measured.
"""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QObject

from desktop_app.base.clock import Clock

if TYPE_CHECKING:
    from datetime import datetime


class StallWatch(QObject):
    """Watches the event loop of the thread that makes it, until `stop`.

    GLib's dispatcher tells that it woke up only after the work was done, so that its sleep can't
    be told from its work by the wall clock; there the time counts that this thread computed.
    """

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.longest_ms = 0.0
        self.happened_at: datetime | None = None
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._is_by_computing = "Glib" in self._dispatcher.metaObject().className()
        self._read = time.thread_time if self._is_by_computing else time.monotonic
        self._began_s = self._read()
        self._dispatcher.aboutToBlock.connect(self._on_about_to_block)
        if not self._is_by_computing:
            self._dispatcher.awake.connect(self._on_awake)

    def stop(self) -> None:
        """Watch no more; what was measured stays."""
        self._dispatcher.aboutToBlock.disconnect(self._on_about_to_block)
        if not self._is_by_computing:
            self._dispatcher.awake.disconnect(self._on_awake)

    def _on_awake(self) -> None:
        self._began_s = self._read()

    def _on_about_to_block(self) -> None:
        now_s = self._read()
        stall_ms = (now_s - self._began_s) * 1000
        self._began_s = now_s
        if stall_ms > self.longest_ms:
            self.longest_ms = stall_ms
            self.happened_at = self._clock.now()
