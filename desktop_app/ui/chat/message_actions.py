"""Does what the reader asks for a message: its link, its raw record, its picture in full size."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.chat.message_menu import MessageRequests
from desktop_app.ui.chat.pictures import PictureSource
from desktop_app.ui.dialogs.picture_dialog import PictureDialog
from desktop_app.ui.dialogs.raw_record_dialog import RawRecordDialog
from desktop_app.ui.links import session_address
from desktop_app.ui.store_worker import StoreWorker


class MessageActions(QObject):
    """Answers the requests of one view. Dialogs are opened over `window` and delete themselves."""

    def __init__(
        self, requests: MessageRequests, worker: StoreWorker, tasks: TaskOwner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._worker = worker
        self._tasks = tasks
        self._window = window
        self._ref: SessionRef | None = None
        requests.linkCopyRequested.connect(self._on_link_copy_requested)
        requests.rawRequested.connect(self._on_raw_requested)
        requests.pictureRequested.connect(self._on_picture_requested)

    def show(self, ref: SessionRef) -> None:
        """Answer for another conversation from now on."""
        self._ref = ref

    def _on_link_copy_requested(self, entry: Entry) -> None:
        if self._ref is not None:
            QGuiApplication.clipboard().setText(session_address(self._ref, entry.uuid))

    def _on_raw_requested(self, entry: Entry) -> None:
        if self._ref is not None:
            place = (entry.offset, entry.length)
            RawRecordDialog(self._worker, self._tasks, self._ref, place, self._window).open()

    def _on_picture_requested(self, source: PictureSource) -> None:
        if self._ref is not None:
            PictureDialog(self._worker, self._tasks, self._ref, source, self._window).open()
