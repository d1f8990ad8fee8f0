"""Joins everything that steers replies with the conversation that is shown."""

from PySide6.QtCore import QObject

from desktop_app.base.errors import SempreError
from desktop_app.sessions.events import ManagerEvent
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.errors import notice_of
from desktop_app.ui.main_window import MainWindow
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
        self.card.wholeRequested.connect(self._chat.view.jump_to_end)

    def _on_shown(self, ref: SessionRef) -> None:
        self._desk.show(ref)

    def _on_event(self, event: ManagerEvent) -> None:
        self._desk.on_event(event)

    def _on_failed(self, error: SempreError) -> None:
        self._window.banner.show_notice(notice_of(error))
