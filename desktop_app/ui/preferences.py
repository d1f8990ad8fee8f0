"""The user's choices while the window is open: they hold at once and are saved behind it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.settings.file import SettingsNotSavedError, load, save
from desktop_app.settings.model import MAX_ZOOM_PERCENT, MIN_ZOOM_PERCENT, Settings

ZOOM_STEP_PERCENT = 10


class Preferences(QObject):
    """Holds the settings, announces each change, and writes the newest; on the window's thread."""

    changed = Signal(object)  # Settings
    saveFailed = Signal(object)  # SettingsNotSavedError

    def __init__(
        self, file: Path, tasks: TaskOwner, threads: WorkerThreads, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._tasks = tasks
        self._threads = threads
        loaded = load(file)
        self._settings = loaded.settings
        self.notices = loaded.notices
        self._is_saving = False

    @property
    def settings(self) -> Settings:
        """What holds now."""
        return self._settings

    def change(self, settings: Settings) -> None:
        """Let `settings` hold from now on, and save them."""
        if settings == self._settings:
            return
        self._settings = settings
        self.changed.emit(settings)
        if not self._is_saving:
            self._is_saving = True
            self._tasks.start(self._save_newest(), "save settings")

    def zoom_by(self, steps: int) -> None:
        """Make text larger or smaller by so many steps; 0 makes it normal."""
        wanted = self._settings.zoom_percent + steps * ZOOM_STEP_PERCENT if steps else 100
        percent = min(max(wanted, MIN_ZOOM_PERCENT), MAX_ZOOM_PERCENT)
        self.change(replace(self._settings, zoom_percent=percent))

    async def _save_newest(self) -> None:
        """Save until what is saved is what holds: keys repeat faster than disks."""
        try:
            saved = None
            while saved != self._settings:
                saved = self._settings
                await self._threads.run(save, self._file, saved)
        except SettingsNotSavedError as error:
            self.saveFailed.emit(error)
        finally:
            self._is_saving = False
