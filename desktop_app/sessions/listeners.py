"""Who is told what happened."""

import logging
from collections.abc import Callable

from desktop_app.base.traces import trace_without_text
from desktop_app.sessions.events import ManagerEvent

Listener = Callable[[ManagerEvent], None]

_log = logging.getLogger("sempre.sessions")


class Listeners:
    """Delivers each event to everyone, at once and in order, on the event loop's thread."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` every event from now on; return what ends it (once is enough)."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def emit(self, event: ManagerEvent) -> None:
        """Deliver `event`. A listener that raises is in the log and harms nobody."""
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception as error:  # noqa: BLE001 - a bug on the screen must not stop a save
                _log.error(
                    "a listener failed on %s:\n%s", type(event).__name__, trace_without_text(error)
                )
