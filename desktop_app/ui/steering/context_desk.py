"""What a model sees of the shown conversation: the meter, and messages brought back by hand."""

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.events import ContextUsed, ManagerEvent
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.chat.page import ChatPage
from desktop_app.ui.steering.context_meter import ContextMeter
from desktop_app.ui.theme import Theme


class ContextDesk(QObject):
    """Keeps meter and message menu up to date; engines that remember by themselves have neither."""

    failed = Signal(object)  # SempreError

    def __init__(
        self, manager: SessionManager, tasks: TaskOwner, chat: ChatPage, theme: Theme
    ) -> None:
        super().__init__(chat)
        self._manager = manager
        self._tasks = tasks
        self._ref: SessionRef | None = None
        self._requests = chat.view.pointer.requests
        self._requests.contextRequested.connect(self._on_context_requested)
        self.meter = ContextMeter(theme)
        self.meter.messageChosen.connect(chat.jump_to)
        chat.composer.put_beside(self.meter)

    def show(self, ref: SessionRef) -> None:
        """Show what the engine of `ref` was given last."""
        self._ref = ref
        self._requests.in_context = None
        is_given = self._is_given_context(ref)
        self.meter.show_context(self._manager.context(ref) if is_given else None)
        if is_given:
            self._tasks.start(self._learn_pins(ref), "read what is in the context")

    def on_event(self, event: ManagerEvent) -> None:
        """Follow what models are given."""
        if isinstance(event, ContextUsed) and event.ref == self._ref:
            self.meter.show_context(event)

    def _is_given_context(self, ref: SessionRef) -> bool:
        name = self._manager.engine_name(ref)
        engines = self._manager.available_engines()
        return any(each.name == name and not each.holds_context for each in engines)

    def _on_context_requested(self, uuid: str, is_wanted: bool) -> None:
        if self._ref is not None:
            work = self._change(self._ref, uuid, is_wanted=is_wanted)
            self._tasks.start(work, "change the context")

    async def _change(self, ref: SessionRef, uuid: str, *, is_wanted: bool) -> None:
        try:
            await (self._manager.pin if is_wanted else self._manager.unpin)(ref, uuid)
        except SempreError as error:
            self.failed.emit(error)
            return
        await self._learn_pins(ref)

    async def _learn_pins(self, ref: SessionRef) -> None:
        pinned = frozenset(await self._manager.pinned(ref))
        if ref == self._ref:
            self._requests.in_context = pinned
