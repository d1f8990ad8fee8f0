"""The chat page: transcript above, composer below, and what happens between them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.base.clock import Clock, SystemClock
from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.errors import FileChange
from desktop_app.sessions.events import EntrySaved, ManagerEvent, SessionEvent
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.transcript import Page
from desktop_app.ui.chat.branch_book import BranchBook
from desktop_app.ui.chat.composer import Composer
from desktop_app.ui.chat.composer_edit import local_files
from desktop_app.ui.chat.conversation_service import ConversationService
from desktop_app.ui.chat.empty_state import EmptyState
from desktop_app.ui.chat.history_window import HistoryWindow
from desktop_app.ui.chat.late_content import LateContent
from desktop_app.ui.chat.message_actions import MessageActions
from desktop_app.ui.chat.prompt_walk import PromptWalk
from desktop_app.ui.chat.read_strip import ReadStrip
from desktop_app.ui.chat.replies_in_flight import RepliesInFlight
from desktop_app.ui.chat.rows.row import Folds, RowSettings
from desktop_app.ui.chat.style import MAX_ZOOM, MIN_ZOOM, Style, make_style
from desktop_app.ui.chat.transcript_view import TranscriptView
from desktop_app.ui.models.transcript_model import TranscriptModel
from desktop_app.ui.theme import Theme

if TYPE_CHECKING:
    from desktop_app.ui.chat.attachments import Attachments
    from desktop_app.ui.chat.finder import Finder

_PERCENT = 100
_ABOVE_COMPOSER_PX = 8
_BELOW_COMPOSER_PX = 16


class ChatPage(QWidget):
    """Shows one conversation and sends messages in it. Only the window's thread may touch it."""

    linkActivated = Signal(str)
    errorOccurred = Signal(object)  # SempreError: what was typed is still in the composer
    draftChanged = Signal(str)
    draftFilesChanged = Signal(object)  # tuple[Path, ...] that go with the draft
    messageSaved = Signal(object)  # SessionRef: its submitted text is on the disk
    zoomRequested = Signal(int)  # steps
    continueRequested = Signal()  # the rest of a reply that was cut off is wanted

    def __init__(
        self,
        service: ConversationService,
        tasks: TaskOwner,
        theme: Theme,
        clock: Clock | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._clock = clock or SystemClock()
        self._theme = theme
        self._zoom = 1.0
        self._kept_style: Style | None = None
        self._looks: tuple[Theme, str, float] | None = None  # those that `_kept_style` is for
        self._folds = Folds()
        self._pending: dict[SessionRef, str] = {}
        self.late = LateContent(service, tasks, self)
        self.branches = BranchBook(service, tasks, self)
        self.model = TranscriptModel(self)
        self.history = HistoryWindow(service, tasks, self.model, self)
        self.replies = RepliesInFlight(self.model, self._now, self)
        self.view = TranscriptView(self.model, self._row_settings())
        requests = self.view.pointer.requests
        self._message_actions = MessageActions(requests, self.branches, service, tasks, self)
        self._walk = PromptWalk(service, tasks, self.view, self.history)
        self.composer = Composer(theme)
        self._empty = EmptyState(theme)
        self._strip = ReadStrip(theme)
        self._finder: Finder | None = None
        self._attachments: Attachments | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self._lay_out()
        self._connect()
        self._dress_composer_row()
        self._show_right_page()

    @property
    def ref(self) -> SessionRef | None:
        """The conversation that is shown."""
        return self.history.ref

    @property
    def finder(self) -> "Finder":
        """What finds a text in the conversation; its bar is made when it is first asked for."""
        if self._finder is None:
            from desktop_app.ui.chat.find_bar import FindBar
            from desktop_app.ui.chat.finder import Finder

            bar = FindBar(self._theme, self)
            self._column.insertWidget(0, bar)
            self._finder = Finder(self._service, self._tasks, bar, self.view, self.history)
            self._finder.failed.connect(self._strip.tell_failure)
            bar.closed.connect(self.view.setFocus)
        return self._finder

    @property
    def attachments(self) -> "Attachments":
        """What goes with the next message besides text; made when it is first asked for."""
        if self._attachments is None:
            from desktop_app.ui.chat.attachments import Attachments

            self._attachments = Attachments(self.composer, self._service, self._tasks, self._theme)
            self._attachments.failed.connect(self.errorOccurred)
            self._attachments.changed.connect(
                lambda: self.draftFilesChanged.emit(self.attachments.paths)
            )
            if self.ref is not None:
                self._attachments.show(self.ref)
        return self._attachments

    def open_finder(self) -> None:
        """Show the bar in which a text is looked for."""
        self.finder.open()

    def close_finder(self) -> bool:
        """Hide the bar of the finder; tell whether it was open."""
        return self._finder is not None and self._finder.close()

    def show_conversation(self, ref: SessionRef, page: Page) -> None:
        """Show `ref`, beginning with its last page. Drafts come with `set_draft`."""
        self._folds.clear()
        self._strip.hide()
        self.close_finder()
        self.composer.set_text("")
        self.view.apply_settings(self._row_settings())
        self.late.show(ref)
        self._message_actions.show(ref)
        self.history.show(ref, page)
        self.replies.show(ref)
        self.composer.set_busy(is_busy=self._service.is_busy(ref))
        self._show_right_page()

    def on_event(self, event: ManagerEvent) -> None:
        """Follow what happened; events of other conversations are noted, not shown."""
        if isinstance(event, SessionEvent):
            self.replies.on_event(event)
            if event.ref == self.ref:
                if isinstance(event, EntrySaved) and self._finder is not None:
                    self._finder.note(event.entry)
                self.composer.set_busy(is_busy=self._service.is_busy(event.ref))

    def draft(self) -> str:
        """Return the text in the composer; what is on its way to the disk counts as well."""
        return self.composer.text

    def set_draft(self, text: str) -> None:
        """Put a draft in; a text still on its way to the disk is shown as such instead."""
        pending = self._pending.get(self.ref) if self.ref is not None else None
        if pending is None:
            self.composer.set_text(text)
        else:
            self.composer.set_text(pending)
            self.composer.hold()

    def set_draft_files(self, files: Iterable[Path]) -> None:
        """Put the files of a draft in; those of another conversation leave."""
        wanted = tuple(files)
        if self.ref is not None and (wanted or self._attachments is not None):
            self.attachments.show(self.ref, wanted)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the page."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let dropped files go with the next message."""
        self.attachments.offer_content(event.mimeData())
        event.acceptProposedAction()

    def jump_to(self, uuid: str) -> None:
        """Show a message, read from the file where the window does not hold it."""
        if not self.view.show_uuid(uuid):
            self.history.load_uuid(uuid)

    def go_to_prompt(self, direction: int) -> None:
        """Show the user's own message above (-1) or below (1) the current place."""
        self._walk.go(direction)

    def go_to_day(self) -> None:
        """Ask for a day and show its first message."""
        from desktop_app.ui.dialogs.day_dialog import DayDialog

        dialog = DayDialog(self._today(), self)
        dialog.dayChosen.connect(self._walk.go_to_day)
        dialog.open()

    def refresh(self) -> None:
        """Read what another program appended to the file."""
        self.history.load_appended()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if theme == self._theme:
            return
        self._theme = theme
        for part in (self.composer, self._empty, self._strip):
            part.set_theme(theme)
        if self._finder is not None:
            self._finder.bar.set_theme(theme)
        if self._attachments is not None:
            self._attachments.bar.set_theme(theme)
        self._dress_composer_row()
        self.view.apply_settings(self._row_settings())

    def set_zoom(self, percent: int) -> None:
        """Draw the transcript in another size, 75 to 300 per cent."""
        self._zoom = max(MIN_ZOOM, min(MAX_ZOOM, percent / _PERCENT))
        self.composer.edit.set_zoom(self._zoom)
        self.view.apply_settings(self._row_settings())
        self._align_composer()

    def stop_reply(self) -> None:
        """End the reply in flight in the conversation that is shown."""
        if self.ref is not None and self._service.is_busy(self.ref):
            self._tasks.start(self._stop(self.ref), "stop the reply")

    def add_above_composer(self, widget: QWidget) -> None:
        """Put `widget` at the end of the conversation, below those that are there already."""
        self._above_composer.addWidget(widget)

    def focus_composer(self) -> None:
        """Put the caret into the composer."""
        self.composer.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the composer in the reading column."""
        super().resizeEvent(event)
        self._align_composer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops a reply that is being written; otherwise the window has it."""
        is_busy = self.ref is not None and self._service.is_busy(self.ref)
        if event.key() == Qt.Key.Key_Escape and is_busy:
            self.stop_reply()
            event.accept()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._composer_row = QWidget()
        self._composer_row.setObjectName("composerRow")
        self._composer_row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QVBoxLayout(self._composer_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_ABOVE_COMPOSER_PX)
        self._above_composer = QVBoxLayout()
        row.addLayout(self._above_composer)
        row.addWidget(self.composer)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)
        column.addWidget(self._composer_row)
        self.setFocusProxy(self.composer.edit)

    def _dress_composer_row(self) -> None:
        ground = self._theme.bg.name()
        self._composer_row.setStyleSheet(f"QWidget#composerRow {{ background: {ground}; }}")

    def _align_composer(self) -> None:
        left, width = self.view.shelf.settings.style.column(self.width())
        right = self.width() - left - width
        self._composer_row.setContentsMargins(left, _ABOVE_COMPOSER_PX, right, _BELOW_COMPOSER_PX)

    def _connect(self) -> None:
        self.view.linkActivated.connect(self.linkActivated)
        self.view.pointer.requests.continueRequested.connect(self.continueRequested)
        self.late.arrived.connect(self.view.rebuild_rows)
        self.branches.found.connect(self.view.rebuild_rows)
        self._message_actions.jumpRequested.connect(self.jump_to)
        self.view.startApproached.connect(self.history.load_before)
        self.view.endApproached.connect(self.history.load_after)
        self.view.startRequested.connect(self.history.load_start)
        self.view.endRequested.connect(self.history.load_end)
        self.view.offsetRequested.connect(self.history.load_offset)
        self.view.zoomRequested.connect(self.zoomRequested)
        self.history.uuidLoaded.connect(self.view.show_uuid)
        self.history.startLoaded.connect(self.view.show_start)
        self.history.endLoaded.connect(self.view.jump_to_end)
        self.history.offsetLoaded.connect(self.view.link.place_wanted)
        self.history.readFailed.connect(self.view.link.give_up)
        self.history.uuidMissing.connect(self._strip.tell_missing)
        self.history.fileChanged.connect(self._on_file_changed)
        self.history.readFailed.connect(self._strip.tell_failure)
        self.history.readSucceeded.connect(self._strip.tell_success)
        self._strip.retryRequested.connect(self.history.retry)
        self._walk.failed.connect(self._strip.tell_failure)
        self._walk.dayMissing.connect(self._strip.tell_no_day)
        self.replies.failed.connect(self.errorOccurred)
        self.composer.submitted.connect(self._on_submitted)
        self.composer.stopRequested.connect(self.stop_reply)
        self.composer.draftChanged.connect(self.draftChanged)
        self.composer.filesWanted.connect(self._on_files_wanted)
        self.composer.edit.contentOffered.connect(self._on_content_offered)
        self.setAcceptDrops(True)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._show_right_page)

    def _on_file_changed(self, change: FileChange) -> None:
        """Know nothing any more of what was read beside the rows of the former file."""
        self.late.show(self.ref)
        self.branches.show(self.ref)
        if self._finder is not None:
            self._finder.search_again()
        self.view.apply_settings(self._row_settings())
        self._strip.tell_change(change)

    def _on_files_wanted(self) -> None:
        self.attachments.choose()

    def _on_content_offered(self, content: QMimeData) -> None:
        self.attachments.offer_content(content)

    def _on_submitted(self, text: str) -> None:
        if self.ref is None:
            self.composer.take_back()
            return
        self._pending[self.ref] = text
        files = self._attachments.paths if self._attachments is not None else ()
        self._tasks.start(self._submit(self.ref, text, files), "submit a message")

    async def _submit(self, ref: SessionRef, text: str, files: tuple[Path, ...]) -> None:
        try:
            await self._service.submit(ref, text, attachments=files)
        except SempreError as error:
            self._settle(ref, is_saved=False)
            self.errorOccurred.emit(error)
        except BaseException:
            # Also when the window closes: whatever became of it, the text must not stay locked.
            self._settle(ref, is_saved=False)
            raise
        else:
            self._settle(ref, is_saved=True)
            self.messageSaved.emit(ref)

    def _settle(self, ref: SessionRef, *, is_saved: bool) -> None:
        self._pending.pop(ref, None)
        if ref != self.ref:
            return
        if is_saved:
            self.composer.confirm_saved()
            if self._attachments is not None:
                self._attachments.clear()
            self.view.jump_to_end()
        else:
            self.composer.take_back()
        self.composer.set_busy(is_busy=self._service.is_busy(ref))

    async def _stop(self, ref: SessionRef) -> None:
        try:
            await self._service.stop(ref)
        except SempreError as error:
            self.errorOccurred.emit(error)

    def _show_right_page(self) -> None:
        is_empty = self.model.rowCount() == 0 and not self.model.has_before
        self._stack.setCurrentWidget(self._empty if is_empty else self.view)

    def _row_settings(self) -> RowSettings:
        labels = {engine.name: engine.label for engine in self._service.available_engines()}
        return RowSettings(
            self._style(), self._folds, self._today, labels, self.late, self.branches,
            self.model.newest_message, self.model.entries_of_message,
        )  # fmt: skip

    def _style(self) -> Style:
        """Return the style for theme, font and zoom, made anew when one of them has changed."""
        looks = (self._theme, QApplication.font().key(), self._zoom)
        if looks != self._looks or self._kept_style is None:
            self._looks = looks
            self._kept_style = make_style(self._theme, QApplication.font(), self._zoom)
        return self._kept_style

    def _now(self) -> datetime:
        return self._clock.now().astimezone(UTC)

    def _today(self) -> date:
        return self._clock.now().astimezone().date()
