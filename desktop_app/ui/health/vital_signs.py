"""What the window notes of itself while it works: figures of the process, engines, growth.

Everything comes from events. Where nothing happens, nothing is measured and nothing is written.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, qVersion

from desktop_app.base.errors import SempreError
from desktop_app.base.process_figures import measure_process
from desktop_app.sessions import vitals
from desktop_app.sessions.events import (
    EngineWaiting,
    ManagerEvent,
    SessionEvent,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from desktop_app.sessions.health import WindowFigures
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.context import WindowContext
from desktop_app.ui.health.stall_watch import StallWatch


@dataclass(slots=True)
class _Turn:
    """One turn in flight."""

    engine: str = ""
    label: str = ""
    retries: int = 0
    error: SempreError | None = None


class VitalSigns(QObject):
    """Listens to the manager until `stop`; on the window's thread, files are written off it."""

    noted = Signal()  # a turn ended, and what it tells is in the next report

    def __init__(self, context: WindowContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._manager = context.manager
        self._turns: dict[SessionRef, _Turn] = {}
        self._retries = 0
        self._began_s = context.clock.monotonic()
        self._first = measure_process()
        self._stalls = StallWatch(context.clock, self)
        self._unsubscribe = self._manager.subscribe(self._on_event)

    def figures(self) -> WindowFigures:
        """Return the figures as of now."""
        return WindowFigures(
            process=measure_process(),
            first=self._first,
            observed_s=self._context.clock.monotonic() - self._began_s,
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
        if not isinstance(event, SessionEvent):
            return
        match event:
            case TurnStarted(ref, _, engine, label):
                self._turns[ref] = _Turn(engine, label)
            case EngineWaiting(ref):
                self._retries += 1
                self._turn(ref).retries += 1
            case TurnFailed(ref, error):
                self._turn(ref).error = error
            case TurnEnded(ref, reply_uuid, _):
                turn = self._turns.pop(ref, _Turn())
                self._context.tasks.start(
                    self._note(turn, has_reply=reply_uuid is not None), "vital signs"
                )

    def _turn(self, ref: SessionRef) -> _Turn:
        """Return the turn; one that failed before it was handed to an engine began just now."""
        name = self._manager.engine_name(ref)
        return self._turns.setdefault(ref, _Turn(name, name))

    async def _note(self, turn: _Turn, *, has_reply: bool) -> None:
        if turn.error is not None and vitals.is_engine_failure(turn.error):
            await self._manager.run(
                vitals.note_engine,
                turn.engine,
                turn.label,
                error=turn.error.title,
                retries=turn.retries,
            )
        elif turn.error is None and has_reply and turn.engine:
            await self._manager.run(vitals.note_engine, turn.engine, turn.label)
        await self._manager.run(vitals.note_size)
        self.noted.emit()
