"""Brings a backup back: choose it, see that it is sound, restore it by union."""

import asyncio
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.backup import BackupCancelledError, BackupCheck, check_backup
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.restore import RestoreReport
from desktop_app.ui.dialogs.cleanup_words import restored_sentence
from desktop_app.ui.dialogs.job_dialog import JobDialog
from desktop_app.ui.formats import format_bytes, format_exact
from desktop_app.ui.i18n import translate


class RestoreDialog(JobDialog):
    """Nothing is written before every byte of the chosen backup was read and found sound."""

    restored = Signal(RestoreReport)

    def __init__(
        self,
        manager: SessionManager,
        tasks: TaskOwner,
        backup_dir: Path,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("RestoreDialog", "Restore a backup")
        super().__init__(title, "restoreDialog", manager=manager, tasks=tasks, parent=parent)
        self._backup_dir = backup_dir
        self._archive: Path | None = None
        self.add_heading(title)
        self._summary = self.add_text()
        self._summary.setObjectName("restoreSummary")
        self._details = self.add_text()
        self.page.addWidget(self._progress)
        self.page.addWidget(self._problem)
        self.page.addStretch(1)
        self._add_actions()
        self._show_beginning()

    def choose(self) -> None:
        """Ask which file to restore; the check follows at once."""
        chooser = QFileDialog(self, translate("RestoreDialog", "Choose a backup"))
        # Qt's own dialog, where the system has none, lacks these words in Portuguese
        chooser.setLabelText(QFileDialog.DialogLabel.LookIn, translate("RestoreDialog", "Folder:"))
        chooser.setLabelText(QFileDialog.DialogLabel.FileType, translate("RestoreDialog", "Type:"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilter(translate("RestoreDialog", "Backups (*.zip)"))
        chooser.setDirectory(str(self._backup_dir))
        chooser.fileSelected.connect(lambda name: self.check(Path(name)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def check(self, archive: Path) -> None:
        """Read every byte of `archive` and say what it holds."""
        self._cancel = Event()
        self._archive = archive
        self._say(translate("RestoreDialog", "Checking {path}", path=archive))
        self._progress.show()
        self._show_actions(self._cancel_button, default=self._cancel_button)
        checking = asyncio.to_thread(
            check_backup, archive, progress=self._relay.report, cancel=self._cancel
        )
        self._start(checking, self._on_checked, self._on_check_failed)

    def _add_actions(self) -> None:
        self._choose = self._add_action(
            translate("RestoreDialog", "Choose a backup…"), "restoreChooseButton", self.choose
        )
        self._cancel_button = self._add_cancel("restoreCancelButton")
        self._restore = self._add_action(
            translate("RestoreDialog", "Restore"),
            "restoreConfirmButton",
            self._on_restore_clicked,
            "primary",
        )
        self._close = self._add_action(
            translate("RestoreDialog", "Close"), "restoreCloseButton", self.accept
        )

    def _show_beginning(self) -> None:
        self._say(
            translate(
                "RestoreDialog",
                "Choose a backup file. It is checked first; then what is missing here comes back. "
                "Nothing that is longer or newer here is replaced.",
            )
        )
        self._show_actions(self._choose, self._cancel_button, default=self._choose)

    def _on_checked(self, check: BackupCheck) -> None:
        if self._wants_to_close:
            self.reject()
            return
        self._say(
            translate(
                "RestoreDialog",
                "This backup of {moment} holds {n} conversations ({size}).",
                check.conversations,
                moment=format_exact(check.created),
                size=format_bytes(check.size_bytes),
            ),
            " ".join(filter(None, (_rescued(check), _soundness(check)))),
        )
        self._show_actions(self._choose, self._cancel_button, self._restore, default=self._restore)

    def _on_check_failed(self, error: BaseException) -> None:
        self._show_beginning()
        if not isinstance(error, BackupCancelledError):
            self._problem.tell(error)

    def _on_restore_clicked(self) -> None:
        if self._archive is None:
            return
        self._say(
            translate("RestoreDialog", "The conversations are being brought back. Please wait.")
        )
        self._progress.show()
        self._cancel_button.setEnabled(False)
        self._show_actions(self._cancel_button, default=self._cancel_button)
        restoring = self._manager.restore(self._archive, progress=self._relay.report)
        self._start(restoring, self._on_restored, self._on_restore_failed, can_cancel=False)

    def _on_restored(self, report: RestoreReport) -> None:
        self._cancel_button.setEnabled(True)
        self._say(restored_sentence(report))
        self._show_actions(self._close, default=self._close)
        self.restored.emit(report)

    def _on_restore_failed(self, error: BaseException) -> None:
        self._cancel_button.setEnabled(True)
        self._show_beginning()
        self._problem.tell(error)

    def _say(self, sentence: str, details: str = "") -> None:
        self._summary.setText(sentence)
        self._details.setText(details)
        self._details.setVisible(bool(details))


def _rescued(check: BackupCheck) -> str:
    if not check.rescued:
        return ""
    return translate(
        "RestoreDialog",
        "It also holds {n} conversations that Claude Code has deleted.",
        check.rescued,
    )


def _soundness(check: BackupCheck) -> str:
    if check.is_partial:
        return translate(
            "RestoreDialog",
            "Every byte in it was read and is sound, but some files could not be read when it was "
            "made and are not in it.",
        )
    return translate("RestoreDialog", "Every byte in it was read and is sound.")
