"""A dialog around long work: progress, a cancel that is waited for, failures told in place."""

from collections.abc import Callable, Coroutine
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.progress import BackupCancelledError, BackupProgress
from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.dialogs.progress import ProgressRelay, ProgressView
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import Theme

T = TypeVar("T")


class JobDialog(Dialog):
    """Runs one piece of work at a time; it never closes while something is under way.

    Closing it then means asking the work to stop, waiting for its end, and closing only if it did
    stop: a result that came nevertheless is shown.
    """

    jobEnded = Signal()

    def __init__(
        self,
        title: str,
        name: str,
        *,
        manager: SessionManager,
        tasks: TaskOwner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, name, parent)
        self._manager = manager
        self._tasks = tasks
        self._cancel = Event()
        self._is_running = False
        self._can_cancel = True
        self._wants_to_close = False
        self._action_buttons: list[QPushButton] = []
        self._relay = ProgressRelay(self)
        self._relay.progressed.connect(self.show_progress)
        self._progress = ProgressView(name.removesuffix("Dialog") + "Progress")
        self._progress.hide()
        self._problem = Problem(name.removesuffix("Dialog") + "Problem")

    @property
    def is_running(self) -> bool:
        """Whether work is under way that the window must not cut off."""
        return self._is_running

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._problem.set_theme(theme)

    def reject(self) -> None:
        """Close, or ask the work to stop and close when it did."""
        if not self._is_running:
            super().reject()
        elif self._can_cancel:
            self._wants_to_close = True
            self._cancel.set()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the close button of the title bar like Esc."""
        if self._is_running:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _start(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        *,
        can_cancel: bool = True,
    ) -> None:
        """Run `work`, then call `done` with its result or `failed` with what it raised.

        For a cancel `self._cancel` is set; whoever makes `work` renews and passes it.
        """
        self._is_running = True
        self._can_cancel = can_cancel
        self._problem.hide()
        self._progress.start()
        self._tasks.start(self._watch(work, done, failed), self.objectName())

    async def _watch(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        try:
            result = await work
        except SempreError as error:
            self._fail(error, failed)
        except Exception as error:
            self._fail(error, failed)
            raise  # a bug: its owner logs the trace
        except BaseException:
            self._cancel.set()  # the application ends: so must the thread that works
            raise
        else:
            self._is_running = False
            self._progress.hide()
            done(result)
            self._finish()

    def _fail(self, error: BaseException, failed: Callable[[BaseException], None]) -> None:
        self._is_running = False
        self._progress.hide()
        failed(error)
        if self._wants_to_close and isinstance(error, BackupCancelledError):
            super().reject()
        self._finish()

    def _finish(self) -> None:
        self._wants_to_close = False
        self.fit()
        self.jobEnded.emit()

    def _add_action(
        self, text: str, object_name: str, slot: Callable[[], None], kind: str = ""
    ) -> QPushButton:
        """Put a button in the row that `_show_actions` shows and hides."""
        button = self.add_button(text, kind)
        button.setObjectName(object_name)
        button.clicked.connect(slot)
        self._action_buttons.append(button)
        return button

    def _add_cancel(self, object_name: str) -> QPushButton:
        text = translate("JobDialog", "Cancel")
        return self._add_action(text, object_name, self._on_cancel_clicked)

    def _on_cancel_clicked(self) -> None:
        if self._is_running:
            self._cancel.set()
        else:
            self.reject()

    def _show_actions(self, *shown: QPushButton, default: QPushButton) -> None:
        """Show these buttons; Return presses `default`, which also takes the focus."""
        for button in self._action_buttons:
            button.setVisible(button in shown)
            button.setDefault(button is default)
        default.setFocus()
        self.fit()

    def show_progress(self, progress: BackupProgress) -> None:
        """Show how far the work is."""
        if self._is_running:
            self._progress.show()
            self._progress.show_progress(progress)
