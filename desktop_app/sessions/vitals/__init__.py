"""What Sempre remembers of itself: how it grew, and how engines fared. Losing it loses nothing."""

from desktop_app.sessions.vitals.recorded import (
    EngineState,
    Recorded,
    SizePoint,
    recall,
    remember,
)
from desktop_app.sessions.vitals.recording import is_engine_failure, note_engine, note_size
from desktop_app.sessions.vitals.turn_watch import TurnOutcome, TurnWatch, note_outcome

__all__ = [
    "EngineState",
    "Recorded",
    "SizePoint",
    "TurnOutcome",
    "TurnWatch",
    "is_engine_failure",
    "note_engine",
    "note_outcome",
    "note_size",
    "recall",
    "remember",
]
