"""Joins everything that steers replies with the conversation that is shown."""

from PySide6.QtCore import QObject

from desktop_app.base.errors import SempreError
from desktop_app.sessions.events import EngineNoticed, EnginesChanged, ManagerEvent, SessionAdopted
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.banner import Notice
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.errors import notice_of
from desktop_app.ui.i18n import render
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.steering.choices_menu import ChoicesMenu
from desktop_app.ui.steering.context_desk import ContextDesk
from desktop_app.ui.steering.follow_line import FollowLine
from desktop_app.ui.steering.live_elsewhere import LiveElsewhere
from desktop_app.ui.steering.permission_card import PermissionCard
from desktop_app.ui.steering.permission_desk import PermissionDesk
from desktop_app.ui.steering.waiting_line import WaitingLine

_NOTICE_KEY = "engine-notice"


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
        self._tasks = context.tasks
        self._chat = conversations.chat
        self.card = PermissionCard(appearance.theme)
        self._desk = PermissionDesk(context.manager, context.tasks, self.card)
        header = window.header
        self._choices = ChoicesMenu(context.manager, context.tasks, header.engine_menu, window)
        self.waiting = WaitingLine(context.clock, appearance.theme)
        self.follow = FollowLine(appearance.theme)
        self._elsewhere = LiveElsewhere(window.banner, conversations, context, self.follow)
        self.context = ContextDesk(context.manager, context.tasks, self._chat, appearance.theme)
        appearance.dress_also(self.context.meter)
        for part in (self.waiting, self.card, self.follow):
            self._chat.add_above_composer(part)
            appearance.dress_also(part)
        self._connect()
        self._unsubscribe = context.manager.subscribe(self._on_event)
        if conversations.current is not None:
            self._on_shown(conversations.current)

    def stop(self) -> None:
        """Listen to nothing any more."""
        self._unsubscribe()
        self._elsewhere.stop()

    def _connect(self) -> None:
        self._conversations.shown.connect(self._on_shown)
        self._elsewhere.failed.connect(self._on_failed)
        self._desk.failed.connect(self._on_failed)
        self._choices.failed.connect(self._on_failed)
        self.context.failed.connect(self._on_failed)
        self._choices.summaryChanged.connect(self._window.header.set_choices)
        self._window.header.engineChosen.connect(self._on_engine_chosen)
        self._window.actions_["usage"].triggered.connect(self._on_usage_requested)
        self.card.focusReleased.connect(self._chat.focus_composer)
        self.card.wholeRequested.connect(self._chat.view.jump_to_end)

    def _on_shown(self, ref: SessionRef) -> None:
        self.waiting.show_conversation(ref)
        self._elsewhere.show(ref)
        self._desk.show(ref)
        self._choices.show(ref)
        self.context.show(ref)

    def _on_event(self, event: ManagerEvent) -> None:
        self.waiting.on_event(event)
        self._desk.on_event(event)
        self._choices.on_event(event)
        self.context.on_event(event)
        if isinstance(event, EnginesChanged) and self._conversations.current is not None:
            self._show_engines(self._conversations.current)
        elif isinstance(event, SessionAdopted) and event.ref == self._conversations.current:
            self._chat.refresh()  # what an engine wrote into its own file came into ours
        elif isinstance(event, EngineNoticed) and event.ref == self._conversations.current:
            self._window.banner.show_notice(Notice(render(event.text), key=_NOTICE_KEY))

    def _on_engine_chosen(self, _name: str) -> None:
        self._choices.forget_model()
        if self._conversations.current is not None:
            self._choices.show(self._conversations.current)
            self.context.show(self._conversations.current)

    def _on_usage_requested(self) -> None:
        if self._conversations.current is not None:
            from desktop_app.ui.dialogs.usage_dialog import UsageDialog

            ref = self._conversations.current
            UsageDialog(self._manager, self._tasks, ref, self._window).open()

    def _show_engines(self, ref: SessionRef) -> None:
        engines = self._manager.available_engines()
        self._window.header.set_engines(engines, self._manager.engine_name(ref))

    def _on_failed(self, error: SempreError) -> None:
        self._window.banner.show_notice(notice_of(error))
