"""Joins everything that steers replies with the conversation that is shown."""

from PySide6.QtCore import QObject

from desktop_app.base.errors import SempreError
from desktop_app.sessions.events import EnginesChanged, ManagerEvent
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.errors import notice_of
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.steering.choices_menu import ChoicesMenu
from desktop_app.ui.steering.permission_card import PermissionCard
from desktop_app.ui.steering.permission_desk import PermissionDesk


class Steering(QObject):
    """Makes the parts, puts them above the composer, and tells them what happens."""

    def __init__(
        self,
        window: MainWindow,
        conversations: Conversations,
        context: WindowContext,
        appearance: Appearance,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._conversations = conversations
        self._manager = context.manager
        self._chat = conversations.chat
        self.card = PermissionCard(appearance.theme)
        self._desk = PermissionDesk(context.manager, context.tasks, self.card)
        header = window.header
        self._choices = ChoicesMenu(context.manager, context.tasks, header.engine_menu, window)
        self._chat.add_above_composer(self.card)
        appearance.dress_also(self.card)
        self._connect()
        self._unsubscribe = context.manager.subscribe(self._on_event)
        if conversations.current is not None:
            self._on_shown(conversations.current)

    def stop(self) -> None:
        """Listen to nothing any more."""
        self._unsubscribe()

    def _connect(self) -> None:
        self._conversations.shown.connect(self._on_shown)
        self._desk.failed.connect(self._on_failed)
        self._choices.failed.connect(self._on_failed)
        self._choices.summaryChanged.connect(self._window.header.set_choices)
        self._window.header.engineChosen.connect(self._on_engine_chosen)
        self.card.wholeRequested.connect(self._chat.view.jump_to_end)

    def _on_shown(self, ref: SessionRef) -> None:
        self._desk.show(ref)
        self._choices.show(ref)

    def _on_event(self, event: ManagerEvent) -> None:
        self._desk.on_event(event)
        self._choices.on_event(event)
        if isinstance(event, EnginesChanged) and self._conversations.current is not None:
            self._show_engines(self._conversations.current)

    def _on_engine_chosen(self, _name: str) -> None:
        self._choices.forget_model()
        if self._conversations.current is not None:
            self._choices.show(self._conversations.current)

    def _show_engines(self, ref: SessionRef) -> None:
        engines = self._manager.available_engines()
        self._window.header.set_engines(engines, self._manager.engine_name(ref))

    def _on_failed(self, error: SempreError) -> None:
        self._window.banner.show_notice(notice_of(error))
