"""What the window notes of itself while it works: figures of the process, engines, growth.

Everything comes from events. Where nothing happens, nothing is measured and nothing is written.
"""

from PySide6.QtCore import QObject, Signal, qVersion

from desktop_app.base.process_figures import measure_process
from desktop_app.sessions import vitals
from desktop_app.sessions.events import EngineWaiting, ManagerEvent
from desktop_app.sessions.health import WindowFigures
from desktop_app.ui.context import WindowContext
from desktop_app.ui.health.stall_watch import StallWatch

# What a start still loads is no growth.
_WARM_UP_S = 60
# All files are looked at for it; turns may come every second.
_SIZE_INTERVAL_S = 600


class VitalSigns(QObject):
    """Listens to the manager until `stop`; on the window's thread, files are written off it."""

    noted = Signal()  # a turn ended, and what it tells is in the next report

    def __init__(self, context: WindowContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._manager = context.manager
        self._turns = vitals.TurnWatch(self._manager.engine_name)
        self._retries = 0
        self._sized_s: float | None = None
        self._began_s = context.clock.monotonic()
        self._first = measure_process()
        self._stalls = StallWatch(context.clock, self)
        self._unsubscribe = self._manager.subscribe(self._on_event)

    def figures(self) -> WindowFigures:
        """Return the figures as of now."""
        process = measure_process()
        observed_s = self._context.clock.monotonic() - self._began_s
        if observed_s < _WARM_UP_S:
            self._first = process
        return WindowFigures(
            process=process,
            first=self._first,
            observed_s=observed_s,
            longest_stall_ms=self._stalls.longest_ms,
            stalled_at=self._stalls.happened_at,
            retries=self._retries,
            toolkit=qVersion(),
        )

    def stop(self) -> None:
        """Note nothing any more."""
        self._stalls.stop()
        self._unsubscribe()

    def _on_event(self, event: ManagerEvent) -> None:
        if isinstance(event, EngineWaiting):
            self._retries += 1
        outcome = self._turns.take(event)
        if outcome is not None:
            self._context.tasks.start(self._note(outcome), "vital signs")

    async def _note(self, outcome: vitals.TurnOutcome) -> None:
        await self._manager.run(vitals.note_outcome, outcome)
        now_s = self._context.clock.monotonic()
        if self._sized_s is None or now_s - self._sized_s >= _SIZE_INTERVAL_S:
            self._sized_s = now_s
            await self._manager.run(vitals.note_size)
        self.noted.emit()
