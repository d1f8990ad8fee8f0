"""What a window does beside showing conversations: status, maintenance, protection, backups.

None of it is in the first frame. `Shell` loads and makes it when that was painted, or when
somebody asks for a part of it earlier.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.loading import without_collecting
from desktop_app.sessions.health.damage_place import uuid_beside_damage
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.automatic_backup import AutomaticBackup
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.engine_offer import EngineOffer
from desktop_app.ui.errors import notice_of
from desktop_app.ui.health.backup_run import BackupRun
from desktop_app.ui.health.panel import HealthPanel
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.maintenance import Maintenance
from desktop_app.ui.protection import Protection
from desktop_app.ui.status_control import StatusControl
from desktop_app.ui.steering.steering import Steering

if TYPE_CHECKING:
    from desktop_app.ui.palette.palette import Palette


class Upkeep(QObject):
    """Puts the status panel into the window and joins it and the other parts with the rest."""

    def __init__(
        self,
        window: MainWindow,
        conversations: Conversations,
        context: WindowContext,
        appearance: Appearance,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._conversations = conversations
        self._context = context
        self._appearance = appearance
        self._palette: Palette | None = None
        self._manager = context.manager
        self._tasks = context.tasks
        self.panel = HealthPanel(context.clock)
        _fill(window.panel, self.panel)
        backup = BackupRun(context.manager, context.tasks, self)
        self.status = StatusControl(window, self.panel, context, backup)
        self.maintenance = Maintenance(window, context, appearance, backup)
        self.protection = Protection(context, self)
        self.automatic_backup = AutomaticBackup(context, self)
        self.engine_offer = EngineOffer(window, context, self)
        self.steering = Steering(window, conversations, context, appearance)
        self._connect()
        appearance.dress_also(self.panel)
        self.panel.set_figures(context.manager.live_count, context.manager.connection_count)

    @property
    def palette(self) -> "Palette":
        """What finds everything, made and loaded when first asked for."""
        if self._palette is None:
            with without_collecting():
                from desktop_app.ui.palette.palette import Palette

            self._palette = Palette(self._window, self._conversations, self._context)
            self._appearance.dress_also(self._palette.frame)
        return self._palette

    def stop(self) -> None:
        """Listen to nothing and begin nothing any more."""
        self.steering.stop()
        self.protection.stop()
        self.automatic_backup.stop()
        self.status.stop()

    def _connect(self) -> None:
        self._conversations.externalLinkActivated.connect(self.maintenance.ask_about_link)
        self._conversations.factsChanged.connect(self.status.set_current)
        self._conversations.list.refreshed.connect(self._on_list_refreshed)
        self.panel.protectionRequested.connect(self.maintenance.show_protection)
        self.panel.verificationRequested.connect(self.maintenance.verify)
        self.panel.protectRequested.connect(self.protection.protect)
        self.panel.conversationRequested.connect(self._on_conversation_requested)
        self.panel.settingsRequested.connect(self.maintenance.change_settings)
        self.panel.dataDirectoryRequested.connect(self.maintenance.open_data_directory)
        self._window.actions_["palette"].triggered.connect(self._on_palette_requested)
        self._window.actions_["export"].triggered.connect(self._on_export_requested)
        self.panel.supportRequested.connect(self._on_support_requested)
        self.engine_offer.choiceWanted.connect(self.maintenance.set_up_engines)
        self.maintenance.verified.connect(self.status.refresh_soon)
        self.maintenance.protectionChanged.connect(self.status.refresh_soon)
        self.protection.protected.connect(self.status.refresh_soon)
        self.protection.consentWanted.connect(self.maintenance.ask_for_consent)
        self.protection.failed.connect(self._on_error)
        self.automatic_backup.made.connect(self.status.refresh_soon)
        self.automatic_backup.failed.connect(self._on_error)

    def _on_palette_requested(self) -> None:
        self.palette.open()

    def _on_export_requested(self) -> None:
        current = self._conversations.current
        shown = (s for s in self._conversations.list.summaries if s.ref == current)
        self.maintenance.export(next(shown, None))

    def _on_list_refreshed(self) -> None:
        self.status.set_history(self._conversations.list.summaries)

    def _on_conversation_requested(self, ref: SessionRef) -> None:
        self._tasks.start(self._show_damage(ref), "show damage")

    async def _show_damage(self, ref: SessionRef) -> None:
        self._conversations.open(ref, await self._manager.run(uuid_beside_damage, ref))

    def _on_support_requested(self) -> None:
        self.maintenance.show_support_bundle(self.status.report)

    def _on_error(self, error: SempreError) -> None:
        self._window.banner.show_notice(notice_of(error))


def _fill(place: QWidget, content: QWidget) -> None:
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
