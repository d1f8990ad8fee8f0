"""Feeds the status panel: a report when it opens or something changed, never on a clock."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from desktop_app.base.errors import SempreError
from desktop_app.sessions.events import (
    ManagerEvent,
    SessionOpened,
    SessionParked,
    StorageFailed,
    StorageRecovered,
    TurnEnded,
)
from desktop_app.sessions.health import HealthReport
from desktop_app.sessions.summary import Summary
from desktop_app.ui.context import WindowContext
from desktop_app.ui.errors import notice_of
from desktop_app.ui.health.backup_run import BackupRun
from desktop_app.ui.health.panel import HealthPanel
from desktop_app.ui.health.vital_signs import VitalSigns
from desktop_app.ui.main_window import MainWindow

# Opening, listing and saving come close together; one report serves them all.
COLLECT_MS = 200


class StatusControl(QObject):
    """Asks the manager for reports while the panel is open, one at a time."""

    def __init__(
        self, window: MainWindow, panel: HealthPanel, context: WindowContext, backup: BackupRun
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel
        self._manager = context.manager
        self._tasks = context.tasks
        self._vital_signs = VitalSigns(context, self)
        self._current: Summary | None = None
        self._is_asking = False
        self._is_outdated = False
        self._is_stopped = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(COLLECT_MS)
        self._delay.timeout.connect(self.refresh)
        self._unsubscribe = context.manager.subscribe(self._on_event)
        self._connect(backup)

    def set_current(self, summary: Summary | None) -> None:
        """Show the figures of the open conversation."""
        self._current = summary
        self._panel.set_current(summary)

    def set_history(self, summaries: Sequence[Summary]) -> None:
        """Show the figures of all conversations."""
        self._panel.set_history(summaries)
        self.refresh_soon()

    def refresh_soon(self) -> None:
        """Ask for a report shortly, if anybody looks."""
        if self._window.is_panel_open and not self._delay.isActive():
            self._delay.start()

    def refresh(self) -> None:
        """Ask for a report now; while one is being made, once more afterwards."""
        if self._is_stopped:
            return
        if self._is_asking:
            self._is_outdated = True
            return
        self._is_asking = True
        self._tasks.start(self._ask(), "health report")

    async def report(self) -> HealthReport:
        """Return a new report, with what the window knows of itself."""
        current = None if self._current is None else self._current.ref
        return await self._manager.health(current=current, window=self._vital_signs.figures())

    def stop(self) -> None:
        """Ask nothing any more."""
        self._is_stopped = True
        self._delay.stop()
        self._vital_signs.stop()
        self._unsubscribe()

    async def _ask(self) -> None:
        try:
            is_first = True
            while is_first or self._is_outdated:
                is_first = self._is_outdated = False
                self._panel.set_report(await self.report())
        except SempreError as error:
            self._window.banner.show_notice(notice_of(error))
        finally:
            self._is_asking = False

    def _connect(self, backup: BackupRun) -> None:
        panel, actions = self._panel, self._window.actions_
        actions["health"].toggled.connect(self._on_panel_toggled)
        panel.backupRequested.connect(backup.start)
        panel.backupCancelRequested.connect(backup.cancel)
        panel.cleanupRequested.connect(actions["cleanup"].trigger)
        panel.restoreRequested.connect(actions["restore"].trigger)
        backup.progressed.connect(panel.show_backup_progress)
        backup.ended.connect(self._on_backup_ended)
        self._vital_signs.noted.connect(self.refresh_soon)

    def _on_event(self, event: ManagerEvent) -> None:
        if isinstance(event, SessionOpened | SessionParked | TurnEnded):
            self._panel.set_figures(self._manager.live_count, self._manager.connection_count)
        elif isinstance(event, StorageFailed | StorageRecovered):
            self.refresh_soon()

    def _on_panel_toggled(self, is_open: bool) -> None:
        if is_open:
            self.refresh()

    def _on_backup_ended(self) -> None:
        self._panel.show_backup_progress(None)
        self.refresh_soon()
