"""Does what the reader asks for a message: its link, its raw record, its picture in full size."""

from concurrent.futures import CancelledError

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.outline import branches
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.chat.branch_book import BranchBook
from desktop_app.ui.chat.branch_menu import branch_menu
from desktop_app.ui.chat.message_menu import MessageRequests
from desktop_app.ui.chat.pictures import PictureSource
from desktop_app.ui.links import session_address
from desktop_app.ui.store_worker import StoreWorker


class MessageActions(QObject):
    """Answers the requests of one view. Dialogs are opened over `window` and delete themselves."""

    jumpRequested = Signal(str)  # the uuid of a message

    def __init__(
        self,
        requests: MessageRequests,
        book: BranchBook,
        worker: StoreWorker,
        tasks: TaskOwner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._worker = worker
        self._tasks = tasks
        self._book = book
        self._window = window
        self._ref: SessionRef | None = None
        requests.linkCopyRequested.connect(self._on_link_copy_requested)
        requests.rawRequested.connect(self._on_raw_requested)
        requests.pictureRequested.connect(self._on_picture_requested)

        requests.branchesRequested.connect(self._on_branches_requested)

    def show(self, ref: SessionRef) -> None:
        """Answer for another conversation from now on."""
        self._ref = ref
        self._book.show(ref)

    def _on_link_copy_requested(self, entry: Entry) -> None:
        if self._ref is not None:
            QGuiApplication.clipboard().setText(session_address(self._ref, entry.uuid))

    def _on_raw_requested(self, entry: Entry) -> None:
        if self._ref is not None:
            from desktop_app.ui.dialogs.raw_record_dialog import RawRecordDialog

            place = (entry.offset, entry.length)
            RawRecordDialog(self._worker, self._tasks, self._ref, place, self._window).open()

    def _on_picture_requested(self, source: PictureSource) -> None:
        if self._ref is not None:
            from desktop_app.ui.dialogs.picture_dialog import PictureDialog

            PictureDialog(self._worker, self._tasks, self._ref, source, self._window).open()

    def _on_branches_requested(self, uuid: str, direction: int) -> None:
        if self._ref is not None:
            work = self._go_to_branch(self._ref, uuid, direction)
            self._tasks.start(work, "go to another branch")

    async def _go_to_branch(self, ref: SessionRef, uuid: str, direction: int) -> None:
        found = self._book.at(uuid)
        if not found:
            try:
                found = await self._worker.run(branches, ref, uuid)
            except (SempreError, CancelledError):
                found = ()  # the page tells what can't be read
        if ref != self._ref:
            return
        self._book.learn(found)
        if not direction:
            menu = branch_menu(found, uuid, self.jumpRequested.emit, self._window)
            menu.popup(QCursor.pos())
            return
        here = next((n for n, branch in enumerate(found) if branch.uuid == uuid), 0)
        if 0 <= here + direction < len(found):
            self.jumpRequested.emit(found[here + direction].uuid)
