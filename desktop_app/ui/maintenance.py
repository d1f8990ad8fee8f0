"""Backup, restore, cleanup, settings and shortcuts: what the menu opens besides conversations."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from desktop_app.sessions.backup import BackupReport
from desktop_app.sessions.health import HealthReport
from desktop_app.sessions.protection import ProtectionStatus
from desktop_app.sessions.summary import Summary
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.banner import Notice, Severity
from desktop_app.ui.context import WindowContext
from desktop_app.ui.dialogs.cleanup_dialog import CleanupDialog
from desktop_app.ui.dialogs.export_dialog import ExportDialog
from desktop_app.ui.dialogs.link_dialog import LinkDialog
from desktop_app.ui.dialogs.protection_dialog import ProtectionDialog
from desktop_app.ui.dialogs.restore_dialog import RestoreDialog
from desktop_app.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from desktop_app.ui.dialogs.support_dialog import SupportDialog
from desktop_app.ui.dialogs.verify_dialog import VerifyDialog
from desktop_app.ui.engine_offer import ENGINES_KEY
from desktop_app.ui.errors import notice_of
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.health.backup_run import BackupRun
from desktop_app.ui.i18n import translate
from desktop_app.ui.links import external_url
from desktop_app.ui.main_window import MainWindow

BACKUP_KEY = "backup"
CONSENT_KEY = "consent"


class Maintenance(QObject):
    """Opens the dialogs over `window` and tells the outcome in its banner."""

    verified = Signal()  # every byte was read; the figures of the report are new
    protectionChanged = Signal()  # Claude Code's transcripts or its retention were changed

    def __init__(
        self, window: MainWindow, context: WindowContext, appearance: Appearance, backup: BackupRun
    ) -> None:
        super().__init__(window)
        self._window = window
        self._manager = context.manager
        self._tasks = context.tasks
        self._preferences = context.preferences
        self._keys = context.keys
        self._paths = context.paths
        self._appearance = appearance
        self._connect(backup)
        self._dialog: QDialog | None = None

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open over the window."""
        return self._dialog

    def clean_up(self) -> None:
        """Open the guarded cleanup."""
        dialog = CleanupDialog(self._manager, self._tasks, self._window)
        dialog.set_theme(self._appearance.theme)
        self._open(dialog)

    def verify(self) -> None:
        """Open the verification of all conversations; it begins at once."""
        dialog = VerifyDialog(self._manager, self._tasks, self._window)
        dialog.set_theme(self._appearance.theme)
        dialog.verified.connect(self.verified)
        self._open(dialog)

    def change_settings(self) -> None:
        """Open the settings."""
        from desktop_app.ui.dialogs.settings_dialog import SettingsDialog

        engines = self._manager.available_engines()
        settings = self._preferences.settings
        dialog = SettingsDialog(settings, engines, self._paths.root, self._window)
        dialog.settingsChanged.connect(self._preferences.change)
        dialog.enginesRequested.connect(self.set_up_engines, Qt.ConnectionType.QueuedConnection)
        self._open(dialog)

    def set_up_engines(self) -> None:
        """Open the engines: what each needs, a test, the choice of the default."""
        from desktop_app.ui.dialogs.engines_dialog import EnginesDialog

        dialog = EnginesDialog(
            self._manager, self._tasks, self._preferences, self._keys, self._window
        )
        dialog.set_theme(self._appearance.theme)
        self._open(dialog)

    def show_protection(self) -> None:
        """Open what can be done for Claude Code's transcripts; its consent is asked for there."""
        choice = self._preferences.settings.claude_retention
        dialog = ProtectionDialog(self._manager, self._tasks, choice, self._window)
        dialog.set_theme(self._appearance.theme)
        dialog.choiceMade.connect(self._on_retention_chosen)
        dialog.changed.connect(self.protectionChanged)
        self._open(dialog)

    def ask_for_consent(self, status: ProtectionStatus) -> None:
        """Tell once that Claude Code deletes transcripts; the answer is given in the dialog.

        Another notice is more urgent; then the question waits for the next start.
        """
        shown = self._window.banner.notice
        if shown is not None and shown.key != ENGINES_KEY:
            return
        self._window.banner.show_notice(
            Notice(
                translate(
                    "Maintenance",
                    "Claude Code deletes its conversations after {n} days.",
                    round(status.retention.effective_days),
                ),
                translate("Maintenance", "Sempre keeps those that are here now."),
                translate("Maintenance", "Claude Code can be told to keep them as well."),
                severity=Severity.INFO,
                key=CONSENT_KEY,
                action=translate("Maintenance", "Decide…"),
            )
        )

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        self._open(ShortcutsDialog(self._window.actions_.shortcuts(), self._window))

    def show_support_bundle(self, make_report: Callable[[], Awaitable[HealthReport]]) -> None:
        """Open the texts that support would get; nothing is saved before they were shown."""
        dialog = SupportDialog(self._manager, self._tasks, make_report, self._window)
        dialog.set_theme(self._appearance.theme)
        self._open(dialog)

    def open_data_directory(self) -> None:
        """Show the data directory in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths.root)))

    def ask_about_link(self, address: str) -> None:
        """Show where a web or mail address leads before it is opened; refuse any other."""
        if external_url(address) is not None:
            self._open(LinkDialog(address, self._window))
            return
        self._window.banner.show_notice(
            Notice(
                translate("Maintenance", "This link is not opened."),
                translate("Maintenance", "It leads neither to the web nor into your history."),
                severity=Severity.INFO,
            )
        )

    def restore(self) -> None:
        """Open the restore: a backup is chosen, checked, and brought back by union."""
        dialog = RestoreDialog(self._manager, self._tasks, self._paths.backups, self._window)
        dialog.set_theme(self._appearance.theme)
        self._open(dialog)

    def export(self, current: Summary | None) -> None:
        """Open the export of the conversation that is shown, or of all."""
        dialog = ExportDialog(self._manager, self._tasks, current, self._window)
        dialog.set_theme(self._appearance.theme)
        self._open(dialog)

    def _connect(self, backup: BackupRun) -> None:
        actions = self._window.actions_
        actions["backup"].triggered.connect(backup.start)
        actions["restore"].triggered.connect(self.restore)
        actions["cleanup"].triggered.connect(self.clean_up)
        actions["settings"].triggered.connect(self.change_settings)
        actions["shortcuts"].triggered.connect(self.show_shortcuts)
        self._window.banner.actionTriggered.connect(self._on_banner_action)
        self._window.banner.dismissed.connect(self._on_banner_dismissed)
        backup.succeeded.connect(self._on_backup_succeeded)
        backup.failed.connect(self._on_failed)
        self._preferences.saveFailed.connect(self._on_failed)

    def _open(self, dialog: QDialog) -> None:
        """Show `dialog`, unless another one is open: two questions at once confuse."""
        if self._dialog is not None:
            dialog.deleteLater()
            return
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_banner_action(self, notice: Notice) -> None:
        if notice.key == CONSENT_KEY:
            self.show_protection()

    def _on_banner_dismissed(self, notice: Notice) -> None:
        if notice.key == CONSENT_KEY:
            self._on_retention_chosen("declined")

    def _on_retention_chosen(self, choice: str) -> None:
        settings = self._preferences.settings
        self._preferences.change(replace(settings, claude_retention=choice))

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_backup_succeeded(self, report: BackupReport) -> None:
        self._window.banner.show_notice(
            Notice(
                translate(
                    "Maintenance",
                    "{n} conversations are in the backup.",
                    report.conversations,
                ),
                translate(
                    "Maintenance",
                    "{file} ({size}) was read back and compared.",
                    file=report.path,
                    size=format_bytes(report.archive_bytes),
                ),
                severity=Severity.INFO,
                key=BACKUP_KEY,
            )
        )

    def _on_failed(self, error: BaseException) -> None:
        self._window.banner.show_notice(notice_of(error, severity=Severity.DANGER))
