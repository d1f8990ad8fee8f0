"""Asks the person what an engine wants to be allowed, and hands the answer over."""

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.answers import PermissionAnswer, PermissionRequest
from desktop_app.sessions.events import (
    ManagerEvent,
    PermissionAsked,
    PermissionSettled,
    SessionEvent,
    TurnEnded,
    TurnStarted,
)
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.steering.permission_card import PermissionCard

_CHANGES = (PermissionAsked, PermissionSettled, TurnStarted, TurnEnded)


class PermissionDesk(QObject):
    """Keeps `card` at the first open request of the conversation that is shown.

    What is open is asked of the manager each time: it knows those from before a restart too.
    """

    failed = Signal(object)  # SempreError: the answer was not taken

    def __init__(self, manager: SessionManager, tasks: TaskOwner, card: PermissionCard) -> None:
        super().__init__(card)
        self._manager = manager
        self._tasks = tasks
        self._card = card
        self._ref: SessionRef | None = None
        self._asked = 0  # how often it was asked what is open; only the latest reply counts
        card.answered.connect(self._on_answered)

    def show(self, ref: SessionRef | None) -> None:
        """Show what is open in `ref`."""
        self._ref = ref
        self._card.clear()
        self._look()

    def on_event(self, event: ManagerEvent) -> None:
        """Follow what was asked and settled."""
        if (
            isinstance(event, SessionEvent)
            and event.ref == self._ref
            and isinstance(event, _CHANGES)
        ):
            self._look()

    def _look(self) -> None:
        self._asked += 1
        if self._ref is not None:
            self._tasks.start(self._show_open(self._ref, self._asked), "look for open permissions")

    async def _show_open(self, ref: SessionRef, number: int) -> None:
        try:
            requests = await self._manager.open_requests(ref)
        except (SempreError, OSError):
            requests = ()  # the page tells what can't be read
        if number == self._asked:
            self._show_first(requests)

    def _show_first(self, requests: tuple[PermissionRequest, ...]) -> None:
        if requests:
            self._card.show_request(requests[0], len(requests) - 1)
        else:
            self._card.clear()

    def _on_answered(self, answer: PermissionAnswer) -> None:
        request = self._card.request
        if self._ref is not None and request is not None:
            self._tasks.start(self._answer(self._ref, request.id, answer), "answer a permission")

    async def _answer(self, ref: SessionRef, request_id: str, answer: PermissionAnswer) -> None:
        try:
            await self._manager.answer(ref, request_id, answer)
        except SempreError as error:
            self.failed.emit(error)
        if ref == self._ref:
            self._look()
