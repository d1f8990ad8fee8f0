"""Adding to what Sempre remembers of itself: called when something happened, never by a clock."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message
from desktop_app.sessions import errors
from desktop_app.sessions.errors import EngineFailedError
from desktop_app.sessions.vitals.recorded import EngineState, Recorded, SizePoint, recall, remember

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

# One point a day; that of today follows what comes in larger steps.
_STEP_BYTES = 1_000_000
_DAY = timedelta(days=1)


def note_size(store: "Store") -> None:
    """Record how large all conversations are now, unless today's point says so already."""
    now = store.clock.now()
    recorded = recall(store.paths)
    size_bytes = sum(summary.size_bytes for summary in store.summaries(quick=True))
    # a clock that was set back leaves points of the future behind; they are no facts
    points = [point for point in recorded.growth if point.moment <= now]
    last = points[-1] if points else None
    if last is not None and last.moment.date() == now.date() and now - last.moment < _DAY:
        if abs(size_bytes - last.size_bytes) < _STEP_BYTES:
            return
        points.pop()
    points.append(SizePoint(now, size_bytes))
    remember(store.paths, replace(recorded, growth=tuple(points)))


def is_engine_failure(error: SempreError) -> bool:
    """Tell whether a turn failed because of its engine, not of the disk or of this program."""
    return isinstance(error, EngineFailedError) or type(error).__module__ != errors.__name__


def note_engine(
    store: "Store", name: str, label: str, *, error: Message | None = None, retries: int = 0
) -> None:
    """Record that a turn with the engine `name` failed with `error`, or succeeded after it had.

    A success after a success is no news: nothing is written.
    """
    now = store.clock.now()
    recorded = recall(store.paths)
    before = recorded.engines.get(name, EngineState())
    if error is None:
        if not before.is_failing:
            return
        after = replace(before, label=label, last_reply=now)
    else:
        after = replace(before, label=label, last_error=now, error=error, retries=retries)
    _keep(store, recorded, name, after)


def _keep(store: "Store", recorded: Recorded, name: str, state: EngineState) -> None:
    others = {key: value for key, value in recorded.engines.items() if key != name}
    remember(store.paths, replace(recorded, engines=others | {name: state}))
