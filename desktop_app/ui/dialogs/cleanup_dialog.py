"""The guarded cleanup: the only place in the window that removes anything."""

from threading import Event

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.cleanup import CleanupPlan, CleanupResult
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.progress import BackupCancelledError, BackupProgress
from desktop_app.sessions.restore import RestoreReport
from desktop_app.ui.dialogs.cleanup_words import (
    disk_sentence,
    plan_sentence,
    restored_sentence,
    result_sentence,
)
from desktop_app.ui.dialogs.job_dialog import JobDialog
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import SECONDARY_SCALE

_REMOVAL_PHASE = "remove"


class CleanupDialog(JobDialog):
    """Says what would go, waits for the phrase, backs up, removes, and offers to undo it.

    The red button sleeps until the phrase is typed exactly. Cancel works until the first removal.
    After a failure its sentences say what that means, and "Start again" makes a new plan.
    """

    removed = Signal(CleanupResult)
    restored = Signal(RestoreReport)

    def __init__(
        self, manager: SessionManager, tasks: TaskOwner, parent: QWidget | None = None
    ) -> None:
        title = translate("CleanupDialog", "Remove conversations")
        super().__init__(title, "cleanupDialog", manager=manager, tasks=tasks, parent=parent)
        self._plan: CleanupPlan | None = None
        self._result: CleanupResult | None = None
        self._heading = self.add_heading(title)
        self._summary = self.add_text()
        self._summary.setObjectName("cleanupSummary")
        self._details = self.add_text()
        self._instruction = self.add_text()
        self._phrase = PhraseEdit()
        for widget in (self._phrase, self._progress, self._problem):
            self.page.addWidget(widget)
        self._cancel_note = self.add_text(scale=SECONDARY_SCALE)
        self.page.addStretch(1)
        self._add_actions()
        self._phrase.textChanged.connect(self._on_phrase_changed)
        self._phrase.confirmed.connect(self._on_phrase_confirmed)
        self._ask_for_phrase(is_asked=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the plan when the dialog is first seen."""
        super().showEvent(event)
        if self._plan is None and not self.is_running:
            self._make_plan()

    def _add_actions(self) -> None:
        self._undo = self._add_action(
            translate("CleanupDialog", "Undo"), "cleanupUndoButton", self._on_undo_clicked
        )
        self._folder = self._add_action(
            translate("CleanupDialog", "Open folder"),
            "cleanupFolderButton",
            self._on_folder_clicked,
        )
        self._again = self._add_action(
            translate("CleanupDialog", "Start again"), "cleanupAgainButton", self._make_plan
        )
        self._cancel_button = self._add_cancel("cleanupCancelButton")
        self._confirm = self._add_action(
            translate("CleanupDialog", "Remove"),
            "cleanupConfirmButton",
            self._on_confirm_clicked,
            "danger",
        )
        self._close = self._add_action(
            translate("CleanupDialog", "Close"), "cleanupCloseButton", self.accept
        )

    # Before: the plan and the phrase.

    def _make_plan(self) -> None:
        self._cancel = Event()
        self._ask_for_phrase(is_asked=False)
        self._say(translate("CleanupDialog", "Counting your conversations…"))
        self._show_actions(self._cancel_button, default=self._cancel_button)
        self._start(self._manager.plan_cleanup(), self._on_planned, self._on_failed)

    def _on_planned(self, plan: CleanupPlan) -> None:
        if self._wants_to_close or self._cancel.is_set():
            self.reject()
            return
        self._plan = plan
        name = translate("CleanupDialog", "Remove {n} conversations", plan.conversations)
        self._heading.setText(name)
        self._confirm.setText(name)
        self._confirm.setAccessibleName(name)
        self._say(plan_sentence(plan), disk_sentence(plan))
        can_go_on = plan.conversations > 0 and plan.has_room
        self._ask_for_phrase(is_asked=can_go_on)
        if can_go_on:
            self._show_actions(self._cancel_button, self._confirm, default=self._cancel_button)
            self._phrase.setFocus()
        else:
            self._show_actions(self._close, default=self._close)

    def _ask_for_phrase(self, *, is_asked: bool) -> None:
        phrase = "" if self._plan is None else self._plan.phrase
        self._phrase.clear()
        self._confirm.setEnabled(False)
        self._instruction.setText(
            translate("CleanupDialog", "To go on, type this phrase: {phrase}", phrase=phrase)
        )
        self._phrase.setAccessibleDescription(self._instruction.text())
        self._instruction.setVisible(is_asked)
        self._phrase.setVisible(is_asked)
        self._cancel_note.hide()

    def _on_phrase_changed(self, text: str) -> None:
        self._confirm.setEnabled(self._plan is not None and text == self._plan.phrase)

    def _on_phrase_confirmed(self) -> None:
        if self._confirm.isEnabled():
            self._confirm.setFocus()

    # The run.

    def _on_confirm_clicked(self) -> None:
        self._cancel = Event()
        cleanup = self._manager.force_cleanup_all(
            self._phrase.text(), progress=self._relay.report, cancel=self._cancel
        )
        self._ask_for_phrase(is_asked=False)
        self._cancel_note.setText(
            translate("CleanupDialog", "You can cancel until the first conversation is removed.")
        )
        self._cancel_note.show()
        self._progress.show()
        self._show_actions(self._cancel_button, default=self._cancel_button)
        self._start(cleanup, self._on_removed, self._on_failed)

    def show_progress(self, progress: BackupProgress) -> None:
        """Show how far it is; with the first removal Cancel goes to sleep and says why."""
        super().show_progress(progress)
        if self._is_running and self._can_cancel and progress.phase == _REMOVAL_PHASE:
            self._can_cancel = False
            self._cancel_button.setEnabled(False)
            self._cancel_note.setText(
                translate(
                    "CleanupDialog",
                    "The backup is complete and the removal has begun, so it can't be cancelled "
                    "any more. You can undo it afterwards.",
                )
            )
            self.fit()

    # Afterwards.

    def _on_removed(self, result: CleanupResult) -> None:
        self._result = result
        self._cancel_note.hide()
        self._cancel_button.setEnabled(True)
        self._heading.setText(
            translate("CleanupDialog", "{n} conversations removed", result.removed)
        )
        self._say(result_sentence(result))
        self._show_actions(self._undo, self._folder, self._close, default=self._close)
        self.removed.emit(result)

    def _on_undo_clicked(self) -> None:
        if self._result is None:
            return
        self._progress.show()
        self._say(
            translate(
                "CleanupDialog",
                "Your conversations are being brought back. Please wait for the end of it.",
            )
        )
        self._show_actions(self._cancel_button, default=self._cancel_button)
        self._cancel_button.setEnabled(False)
        restoring = self._manager.restore(self._result.backup.path, progress=self._relay.report)
        self._start(restoring, self._on_restored, self._on_undo_failed, can_cancel=False)

    def _on_restored(self, report: RestoreReport) -> None:
        self._cancel_button.setEnabled(True)
        self._heading.setText(translate("CleanupDialog", "Everything is back"))
        self._say(restored_sentence(report))
        self._show_actions(self._folder, self._close, default=self._close)
        self.restored.emit(report)

    def _on_undo_failed(self, error: BaseException) -> None:
        self._cancel_button.setEnabled(True)
        self._problem.tell(error)
        if self._result is not None:
            self._say(result_sentence(self._result))
        self._show_actions(self._undo, self._folder, self._close, default=self._close)

    def _on_failed(self, error: BaseException) -> None:
        self._cancel_note.hide()
        self._cancel_button.setEnabled(True)
        if isinstance(error, BackupCancelledError):
            self._heading.setText(translate("CleanupDialog", "Cancelled"))
            self._say(translate("CleanupDialog", "Nothing was removed."))
        else:
            self._heading.setText(translate("CleanupDialog", "The cleanup did not succeed"))
            self._say("")  # the error says what it means: it may have failed half-way
            self._problem.tell(error)
        self._show_actions(self._again, self._close, default=self._close)

    def _on_folder_clicked(self) -> None:
        if self._result is not None:
            folder = self._result.backup.path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _say(self, sentence: str, details: str = "") -> None:
        self._summary.setText(sentence)
        self._summary.setAccessibleName(sentence)
        self._summary.setVisible(bool(sentence))
        self._details.setText(details)
        self._details.setVisible(bool(details))


class PhraseEdit(QLineEdit):
    """Where the phrase is typed. Return confirms the phrase; it never presses a button."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cleanupPhrase")
        self.setAccessibleName(translate("CleanupDialog", "Confirmation phrase"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Return from reaching the dialog's default button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
