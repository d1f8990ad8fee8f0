"""Says when somebody else changes conversations on the disk; the system tells, no polling."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 250  # a program that writes a reply touches the file many times


class FileWatch(QObject):
    """Watches the open conversation's file and the directories in which conversations appear.

    Events that come close together are announced once, SETTLE_MS after the first. Where the system
    gives no more watches, the rest goes unwatched and is seen when the window is next activated.
    """

    openFileChanged = Signal()
    listChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_file_changed)
        self._watcher.directoryChanged.connect(self._on_directory_changed)
        self._file: Path | None = None
        self._file_delay = _single_shot(self, self._on_file_settled)
        self._list_delay = _single_shot(self, self.listChanged.emit)

    def watch_file(self, file: Path | None) -> None:
        """Watch `file` as the open conversation, in place of the former one."""
        former = self._watcher.files()
        if former:
            self._watcher.removePaths(former)
        self._file = file
        if file is not None and file.exists():
            self._watcher.addPath(str(file))

    def watch_directories(self, directories: Iterable[Path]) -> None:
        """Watch exactly these directories, as far as they exist."""
        wanted = {str(path) for path in directories if path.is_dir()}
        watched = set(self._watcher.directories())
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)

    def stop(self) -> None:
        """Watch nothing any more and announce nothing that is under way."""
        self._file_delay.stop()
        self._list_delay.stop()
        if paths := self._watcher.files() + self._watcher.directories():
            self._watcher.removePaths(paths)

    def _on_file_changed(self, path: str) -> None:
        if not self._file_delay.isActive():
            self._file_delay.start()

    def _on_directory_changed(self, path: str) -> None:
        if not self._list_delay.isActive():
            self._list_delay.start()

    def _on_file_settled(self) -> None:
        # A file that was replaced under its name is no longer watched.
        if self._file is not None and not self._watcher.files() and self._file.exists():
            self._watcher.addPath(str(self._file))
        self.openFileChanged.emit()


def _single_shot(parent: QObject, slot: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(SETTLE_MS)
    timer.timeout.connect(slot)
    return timer
