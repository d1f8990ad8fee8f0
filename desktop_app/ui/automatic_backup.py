"""Backups that come by themselves: the user's choice handed on, the outcome told by signals."""

from PySide6.QtCore import QObject, Signal

from desktop_app.sessions.events import BackupFailed, BackupMade, ManagerEvent
from desktop_app.settings.model import Settings
from desktop_app.ui.context import WindowContext


class AutomaticBackup(QObject):
    """Lets the manager back up as the settings say, from now on and after each change."""

    made = Signal()
    failed = Signal(object)  # SempreError

    def __init__(self, context: WindowContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = context.manager
        self._on_settings_changed(context.preferences.settings)
        context.preferences.changed.connect(self._on_settings_changed)
        self._unsubscribe = context.manager.subscribe(self._on_event)

    def stop(self) -> None:
        """Listen to nothing any more."""
        self._unsubscribe()

    def _on_settings_changed(self, settings: Settings) -> None:
        self._manager.set_automatic_backups(settings.auto_backup_mb)

    def _on_event(self, event: ManagerEvent) -> None:
        match event:
            case BackupMade():
                self.made.emit()
            case BackupFailed(error):
                self.failed.emit(error)
