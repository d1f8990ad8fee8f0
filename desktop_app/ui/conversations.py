"""Which conversation the window shows: opening, beginning, renaming, stopping, jumping."""

from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.sessions.events import ManagerEvent, StorageFailed, StorageRecovered
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, SessionRef
from desktop_app.ui.banner import Severity
from desktop_app.ui.chat.page import ChatPage
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversation_list import ConversationList
from desktop_app.ui.errors import notice_of
from desktop_app.ui.file_watch import FileWatch
from desktop_app.ui.i18n import translate
from desktop_app.ui.links import session_link
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.models.session_rows import shown_title
from desktop_app.ui.status_line import Keeping

if TYPE_CHECKING:
    from asyncio import Task

_OPENING_KEY = "opening"
_STORAGE_KEY = "storage"


class Conversations(QObject):
    """Opens conversations in `chat`; of several clicks the newest wins. On the window's thread."""

    factsChanged = Signal(object)  # Summary of the conversation that is shown, None if unknown
    shown = Signal(object)  # SessionRef: it stands in place of the former one
    externalLinkActivated = Signal(str)

    def __init__(self, window: MainWindow, chat: ChatPage, context: WindowContext) -> None:
        super().__init__(window)
        self._window = window
        self._chat = chat
        self._context = context
        self._manager = context.manager
        self._memory = context.memory
        self._current: SessionRef | None = None
        self._opening: Task[bool] | None = None
        self._titled: SessionRef | None = None
        self._watch = FileWatch(self)
        self.list = ConversationList(context, self._watch, self)
        self.list.refreshed.connect(self._on_list_refreshed)
        self._watch.openFileChanged.connect(self._on_open_file_changed)
        self._unsubscribe = context.manager.subscribe(self._on_event)
        self._connect()

    @property
    def current(self) -> SessionRef | None:
        """The conversation that is shown."""
        return self._current

    @property
    def chat(self) -> ChatPage:
        """The page in which conversations are shown."""
        return self._chat

    async def open_first(self, session_id: str | None) -> None:
        """Open what was asked for, else what was open last, else the default conversation.

        What cannot be opened is told in the banner, and the next is tried.

        Raises:
            SempreError: not even the default conversation can be made or opened.
        """
        # the default conversation need not exist yet, and one of Claude Code's may have its id
        wants_default = session_id == DEFAULT_SESSION_ID
        if session_id is not None and not wants_default and await self._open_id(session_id):
            return
        last = _parse_key(self._memory.state.last_session)
        if session_id is None and last is not None and await self._show(last, ""):
            return
        default = await self._manager.open_default(self._context.cwd)
        await self._show(default, "")

    def open(self, ref: SessionRef, uuid: str = "") -> None:
        """Show `ref`, at the message `uuid` if one is named, in place of the present one."""
        if ref == self._current and not self._is_opening:
            if uuid:
                self._chat.jump_to(uuid)
            return
        self._start(self._show(ref, uuid))

    def open_id(self, session_id: str) -> None:
        """Show the conversation of this id; the banner tells if there is none."""
        self._start(self._open_id(session_id))

    def begin(self) -> None:
        """Begin a new conversation and show it."""
        self._start(self._begin())

    def rename(self) -> None:
        """Ask for a title and give it to the present conversation."""
        if self._current is None:
            return
        from desktop_app.ui.dialogs.rename_dialog import RenameDialog

        ref = self._current
        dialog = RenameDialog(self._title(ref), self._window)
        dialog.titleChosen.connect(lambda title: self._rename(ref, title))
        dialog.open()

    def continue_reply(self, ref: SessionRef) -> None:
        """Show `ref` with a prompt that asks for the rest of its reply; a draft stays as it is."""
        self._start(self._continue(ref))

    def stop_reply(self) -> bool:
        """Stop the reply in flight; tell whether there was one."""
        if self._current is None or not self._manager.is_busy(self._current):
            return False
        self._context.tasks.start(self._manager.stop(self._current), "stop")
        return True

    def remember(self) -> None:
        """Note the draft and the open conversation, to be written before the end."""
        if self._current is not None:
            state = self._memory.state.with_draft(str(self._current), self._chat.draft())
            self._memory.remember(replace(state, last_session=str(self._current)))

    def stop(self) -> None:
        """Listen to nothing any more."""
        self._unsubscribe()
        self.list.stop()

    @property
    def _is_opening(self) -> bool:
        return self._opening is not None and not self._opening.done()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        window.side.sessionChosen.connect(self.open)
        window.side.newConversationRequested.connect(self.begin)
        window.header.engineChosen.connect(self._on_engine_chosen)
        window.activated.connect(self.list.refresh)
        actions["new"].triggered.connect(self.begin)
        actions["rename"].triggered.connect(self.rename)
        actions["previous"].triggered.connect(lambda: window.side.choose_neighbour(-1))
        actions["next"].triggered.connect(lambda: window.side.choose_neighbour(1))
        self._chat.linkActivated.connect(self._on_link_activated)
        self._chat.continueRequested.connect(self._on_continue_requested)
        self._chat.draftChanged.connect(self._on_draft_changed)
        self._chat.draftFilesChanged.connect(self._on_draft_files_changed)
        self._chat.messageSaved.connect(self._on_message_saved)

    def _start(self, opening: Coroutine[Any, Any, bool]) -> None:
        self._window.banner.take_back(_OPENING_KEY)
        if self._opening is not None:
            self._opening.cancel()  # the newest click wins
        self._opening = self._context.tasks.start(opening, "open conversation")

    async def _open_id(self, session_id: str) -> bool:
        try:
            ref = await self._manager.find(session_id, self._context.cwd)
        except SempreError as error:
            self._tell(error)
            return False
        return await self._show(ref, "")

    async def _begin(self) -> bool:
        try:
            ref = await self._manager.create(self._context.cwd)
        except SempreError as error:
            self._tell(error)
            return False
        return await self._show(ref, "")

    async def _continue(self, ref: SessionRef) -> bool:
        if ref != self._current and not await self._show(ref, ""):
            return False
        if not self._chat.draft().strip():
            prompt = translate("Conversations", "Please continue where you stopped.")
            self._chat.set_draft(prompt)
        self._chat.focus_composer()
        return True

    async def _show(self, ref: SessionRef, uuid: str) -> bool:
        """Read the end of `ref`, then put it in place of what is shown, in one step."""
        self._window.side.mark_open(ref)
        try:
            page = await self._manager.open(ref)
        except SempreError as error:
            self._tell(error)
            if self._current is not None:
                self._window.side.mark_open(self._current)
            return False
        self.remember()
        draft = self._memory.state.drafts.get(str(ref), "")
        self._current = None  # what the composer says while it is emptied is nobody's draft
        self._chat.show_conversation(ref, page)
        self._chat.set_draft(draft)
        self._chat.set_draft_files(map(Path, self._memory.state.draft_files.get(str(ref), ())))
        self._current = ref
        if uuid:
            self._chat.jump_to(uuid)
        self._memory.remember(replace(self._memory.state, last_session=str(ref)))
        self._show_engine(ref)
        self.shown.emit(ref)
        self._show_facts()
        return True

    def _rename(self, ref: SessionRef, title: str) -> None:
        self._context.tasks.start(self._save_title(ref, title), "rename")

    async def _save_title(self, ref: SessionRef, title: str) -> None:
        try:
            await self._manager.rename(ref, title)
        except SempreError as error:
            self._tell(error)

    def _title(self, ref: SessionRef) -> str:
        summary = self.list.summary(ref)
        return (
            translate("SessionList", "New conversation")
            if summary is None
            else shown_title(summary)
        )

    def _show_engine(self, ref: SessionRef) -> None:
        self._window.header.set_engines(
            self._manager.available_engines(), self._manager.engine_name(ref)
        )

    def _show_facts(self) -> None:
        """Bring title, mark, sizes and the watched file up to date with the list."""
        ref = self._current
        if ref is None:
            return
        summary = self.list.summary(ref)
        if summary is not None or self._titled != ref:  # one whose file is gone keeps its title
            self._window.set_title(self._title(ref))
            self._titled = ref
        self._window.side.mark_open(ref)
        self.factsChanged.emit(summary)
        if summary is not None:
            self._window.status.set_sizes(summary.size_bytes, self.list.size_bytes)
            if self._watch.watch_file(summary.path):
                self._chat.refresh()  # what happened to it before it was watched

    def _tell(self, error: SempreError, key: str = _OPENING_KEY) -> None:
        self._window.banner.show_notice(replace(notice_of(error), key=key))

    def _on_list_refreshed(self) -> None:
        self._window.side.set_summaries(self.list.summaries, self._context.clock.now())
        self._show_facts()

    def _on_event(self, event: ManagerEvent) -> None:
        self._chat.on_event(event)
        self.list.on_event(event)
        if isinstance(event, StorageFailed):
            notice = notice_of(event.error, severity=Severity.DANGER)
            self._window.banner.show_notice(replace(notice, key=_STORAGE_KEY))
            self._window.status.set_keeping(Keeping.NOT_SAVED)
        elif isinstance(event, StorageRecovered):
            self._window.banner.take_back(_STORAGE_KEY)
            self._window.status.set_keeping(Keeping.SAVED)

    def _on_draft_changed(self, text: str) -> None:
        if self._current is not None:
            self._memory.remember(self._memory.state.with_draft(str(self._current), text))

    def _on_draft_files_changed(self, files: tuple[Path, ...]) -> None:
        if self._current is not None:
            state = self._memory.state
            self._memory.remember(state.with_draft_files(str(self._current), map(str, files)))

    def _on_message_saved(self, ref: SessionRef) -> None:
        if ref != self._current:  # sent, then left: its draft was noted when it was left
            state = self._memory.state.with_draft(str(ref), "")
            self._memory.remember(state.with_draft_files(str(ref), ()))

    def _on_open_file_changed(self) -> None:
        self._chat.refresh()
        self.list.refresh()

    def _on_engine_chosen(self, name: str) -> None:
        if self._current is not None:
            self._manager.set_engine(self._current, name)
            keeping = self._keep_engine(self._current, name)
            self._context.tasks.start(keeping, "keep the engine")
            self._show_engine(self._current)

    async def _keep_engine(self, ref: SessionRef, name: str) -> None:
        try:
            await self._manager.keep_engine(ref, name)
        except SempreError as error:
            self._window.banner.show_notice(notice_of(error))

    def _on_continue_requested(self) -> None:
        if self._current is not None:
            self.continue_reply(self._current)

    def _on_link_activated(self, address: str) -> None:
        link = session_link(address)
        if link is None:
            self.externalLinkActivated.emit(address)
        else:
            self.open(link.ref, link.uuid)


def _parse_key(key: str) -> SessionRef | None:
    """Return the conversation that `str(ref)` named; None for anything else."""
    project, _, session_id = key.rpartition("/")
    try:
        return SessionRef(project, session_id)
    except InvalidSessionIdError:
        return None
