"""A conversation that Claude Code has open elsewhere: followed here, or gone on in a copy."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.sessions.errors import LiveElsewhereError
from desktop_app.sessions.handover import refuse_if_live, transcript_of
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.banner import Banner, Notice
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.errors import LIVE_ELSEWHERE_KEY
from desktop_app.ui.file_watch import FileWatch
from desktop_app.ui.steering.follow_line import FollowLine


class LiveElsewhere(QObject):
    """Keeps the composer closed while a conversation is followed.

    The system tells when Claude Code's file grows and when one of its processes ends; nothing is
    asked again and again.
    """

    failed = Signal(object)  # SempreError

    def __init__(
        self, banner: Banner, conversations: Conversations, context: WindowContext, line: FollowLine
    ) -> None:
        super().__init__(line)
        self._banner = banner
        self._conversations = conversations
        self._chat = conversations.chat
        self._manager = context.manager
        self._memory = context.memory
        self._tasks = context.tasks
        self._processes = context.claude_projects.parent / "sessions"
        self._line = line
        self._offered: SessionRef | None = None  # whose choice stands in the banner
        self._followed: set[SessionRef] = set()
        self._watch = FileWatch(self)
        self._watch.openFileChanged.connect(self._on_their_file_changed)
        self._watch.listChanged.connect(lambda: self._look(is_asked=False))
        self._chat.errorOccurred.connect(self._on_error)
        banner.actionTriggered.connect(self._on_action)
        banner.secondActionTriggered.connect(self._on_second_action)
        line.writeRequested.connect(lambda: self._look(is_asked=True))
        line.copyRequested.connect(self._on_copy_requested)

    def show(self, ref: SessionRef) -> None:
        """Arrange the composer for `ref`."""
        if ref != self._offered:
            self._banner.take_back(LIVE_ELSEWHERE_KEY)
        is_followed = ref in self._followed
        self._chat.composer.setEnabled(not is_followed)
        if is_followed:
            self._line.tell_following()
            self._tasks.start(self._begin_to_watch(ref), "follow")
        else:
            self._line.hide()
            self._watch.watch_file(None)
            self._watch.watch_directories(())

    def stop(self) -> None:
        """Watch nothing any more."""
        self._watch.stop()

    @property
    def _current(self) -> SessionRef | None:
        return self._conversations.current

    def _on_error(self, error: SempreError) -> None:
        if isinstance(error, LiveElsewhereError):
            self._offered = self._current

    def _on_action(self, notice: Notice) -> None:
        if notice.key == LIVE_ELSEWHERE_KEY and self._offered is not None:
            self._followed.add(self._offered)
            self.show(self._offered)

    def _on_second_action(self, notice: Notice) -> None:
        if notice.key == LIVE_ELSEWHERE_KEY and self._offered is not None:
            self._tasks.start(self._copy(self._offered), "continue in a copy")

    def _on_copy_requested(self) -> None:
        if self._current is not None:
            self._tasks.start(self._copy(self._current), "continue in a copy")

    def _look(self, *, is_asked: bool) -> None:
        if self._current in self._followed and self._current is not None:
            self._tasks.start(self._end_if_closed(self._current, is_asked=is_asked), "look")

    def _on_their_file_changed(self) -> None:
        if self._current is not None:
            self._tasks.start(self._bring_in(self._current), "bring in")

    async def _begin_to_watch(self, ref: SessionRef) -> None:
        try:
            theirs = await self._manager.run(_their_file, ref)
        except SempreError:
            return  # the page tells that the conversation is gone
        if ref == self._current and ref in self._followed:
            self._watch.watch_file(theirs)
            self._watch.watch_directories([self._processes])
            await self._bring_in(ref)
            await self._end_if_closed(ref, is_asked=False)

    async def _bring_in(self, ref: SessionRef) -> None:
        """Take over what Claude Code has written since; its file is only read."""
        try:
            await self._manager.run(_adopt_if_ours, ref)
        except SempreError as error:
            self.failed.emit(error)
            return
        if ref == self._current:
            self._chat.refresh()

    async def _end_if_closed(self, ref: SessionRef, *, is_asked: bool) -> None:
        try:
            await self._manager.run(refuse_if_live, ref)
        except LiveElsewhereError:
            if is_asked:
                self._line.tell_still_open()
            return
        self._followed.discard(ref)
        if ref == self._current:
            await self._bring_in(ref)
            self.show(ref)
            if is_asked:
                self._chat.focus_composer()

    async def _copy(self, ref: SessionRef) -> None:
        """Show a copy with all that there is until now, and with what was typed here."""
        try:
            await self._manager.run(_adopt_if_ours, ref)
            copy = await self._manager.fork(ref)
        except SempreError as error:
            self.failed.emit(error)
            return
        if ref == self._current:
            self._memory.remember(self._memory.state.with_draft(str(copy), self._chat.draft()))
            self._chat.set_draft("")
        self._conversations.open(copy)


def _their_file(store: Store, ref: SessionRef) -> Path | None:
    path = transcript_of(store, ref, Path(store.cwd(ref)))
    return path if path.exists() else store.their_path(ref)


def _adopt_if_ours(store: Store, ref: SessionRef) -> None:
    if store.is_ours(ref):
        store.adopt(ref, _their_file(store, ref))
