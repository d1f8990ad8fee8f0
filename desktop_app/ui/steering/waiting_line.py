"""The quiet line above the composer that says what an engine waits for, and for how long."""

from math import ceil

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent
from PySide6.QtWidgets import QWidget

from desktop_app.base.clock import Clock
from desktop_app.base.values import frozen
from desktop_app.sessions.events import (
    EngineWaiting,
    EntrySaved,
    ManagerEvent,
    TextStreamed,
    ThinkingStreamed,
    TurnEnded,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.theme import SECONDARY_SCALE, Theme

_SECOND_MS = 1_000
_OVER = (TextStreamed, ThinkingStreamed, EntrySaved, TurnEnded)


@frozen
class _Wait:
    event: EngineWaiting
    until_s: float  # by the monotonic clock


class WaitingLine(ScaledLabel):
    """Counts down while it is seen; the composer's Stop button ends the wait."""

    def __init__(self, clock: Clock, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(scale=SECONDARY_SCALE, wraps=True)
        self.setObjectName("waitingLine")
        self._clock = clock
        self._ref: SessionRef | None = None
        self._waits: dict[SessionRef, _Wait] = {}
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._show_now)
        self.set_theme(theme)
        self.hide()

    def show_conversation(self, ref: SessionRef) -> None:
        """Show what the engine of `ref` waits for, if it does."""
        self._ref = ref
        self._show_now()

    def on_event(self, event: ManagerEvent) -> None:
        """Follow the waits of all conversations."""
        if isinstance(event, EngineWaiting):
            until_s = self._clock.monotonic() + event.delay_s
            self._waits[event.ref] = _Wait(event, until_s)
            self._refresh(event.ref)
            if event.ref == self._ref:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))
        elif isinstance(event, _OVER) and self._waits.pop(event.ref, None) is not None:
            self._refresh(event.ref)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.set_color(theme.warn)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no further while nobody sees it."""
        super().hideEvent(event)
        self._second.stop()

    def _refresh(self, ref: SessionRef) -> None:
        if ref == self._ref:
            self._show_now()

    def _show_now(self) -> None:
        wait = self._waits.get(self._ref) if self._ref is not None else None
        self.setVisible(wait is not None)
        if wait is None:
            return
        left_s = ceil(wait.until_s - self._clock.monotonic())
        self.setText(_words(wait.event, left_s))
        if left_s > 0:
            self._second.start()


def _words(event: EngineWaiting, left_s: int) -> str:
    reason = render(event.reason).rstrip(".")
    if left_s <= 0:
        again = translate("WaitingLine", "Trying again now")
    else:
        again = translate("WaitingLine", "Trying again in {n} s", left_s)
    if event.of:
        attempt = translate(
            "WaitingLine", "attempt {attempt} of {of}", attempt=event.attempt, of=event.of
        )
    else:
        attempt = translate("WaitingLine", "attempt {attempt}", attempt=event.attempt)
    return f"{reason}. {again}, {attempt}."
