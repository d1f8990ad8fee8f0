"""Following turns by their events, to know at the end how the engine fared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.base.errors import SempreError
from desktop_app.sessions.events import (
    EngineWaiting,
    ManagerEvent,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.vitals.recording import is_engine_failure, note_engine

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store


@dataclass(slots=True)
class TurnOutcome:
    """How one turn went; `engine` is its name, `retries` counts how often it tried again."""

    engine: str
    label: str
    retries: int = 0
    error: SempreError | None = None
    has_reply: bool = False


class TurnWatch:
    """Takes the events of one manager, on the event loop's thread."""

    def __init__(self, engine_name: Callable[[SessionRef], str]) -> None:
        self._engine_name = engine_name
        self._turns: dict[SessionRef, TurnOutcome] = {}

    def take(self, event: ManagerEvent) -> TurnOutcome | None:
        """Take an event; return the outcome with the one that ends a turn."""
        match event:
            case TurnStarted(ref, _, engine, label):
                self._turns[ref] = TurnOutcome(engine, label)
            case EngineWaiting(ref):
                self._turn(ref).retries += 1
            case TurnFailed(ref, error):
                self._turn(ref).error = error
            case TurnEnded(ref, reply_uuid, _):
                outcome = self._turn(ref)
                outcome.has_reply = reply_uuid is not None
                return self._turns.pop(ref)
        return None

    def _turn(self, ref: SessionRef) -> TurnOutcome:
        """Return the turn; one that failed before an engine had it began just now."""
        name = self._engine_name(ref)
        return self._turns.setdefault(ref, TurnOutcome(name, name))


def note_outcome(store: "Store", outcome: TurnOutcome) -> None:
    """Record how the engine fared; a disk that refuses is told in the log only."""
    error = outcome.error
    if error is not None and is_engine_failure(error):
        note_engine(
            store, outcome.engine, outcome.label, error=error.title, retries=outcome.retries
        )
    elif error is None and outcome.has_reply:
        note_engine(store, outcome.engine, outcome.label)
