"""Says when somebody else changes conversations on the disk; the system tells, no polling."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 250  # a program that writes a reply touches the file many times


class FileWatch(QObject):
    """Watches the open conversation's file and the directories in which conversations appear.

    Events that come close together are announced once, SETTLE_MS after the first. Where the open
    file is gone, the nearest directory above it is watched until it is back. Where the system
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
        self._place: str | None = None  # the directory in which a file that is gone may reappear
        self._wanted: set[str] = set()
        self._file_delay = _single_shot(self, self._on_file_settled)
        self._list_delay = _single_shot(self, self.listChanged.emit)

    def watch_file(self, file: Path | None) -> bool:
        """Watch `file` as the open conversation; tell whether it is another one than before."""
        if file == self._file:
            self._watch_present()
            return False
        former = self._watcher.files()
        if former:
            self._watcher.removePaths(former)
        self._file = file
        self._watch_present()
        return True

    def watch_directories(self, directories: Iterable[Path]) -> None:
        """Watch exactly these directories, as far as they exist."""
        self._wanted = {str(path) for path in directories if path.is_dir()}
        self._watch_wanted()

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
        if path == self._place:
            self._watch_present()
            if self._watcher.files() and not self._file_delay.isActive():
                self._file_delay.start()
        if path in self._wanted and not self._list_delay.isActive():
            self._list_delay.start()

    def _on_file_settled(self) -> None:
        self._watch_present()
        self.openFileChanged.emit()

    def _watch_present(self) -> None:
        """Watch the open file, or while it is gone the place where it may come back."""
        self._place = None
        # a file that was replaced under its name is no longer watched
        if self._file is not None and not self._watcher.files():
            # the directory first: a file that comes back in between is then seen by one of the two
            self._place = str(next(path for path in self._file.parents if path.is_dir()))
            self._watch_wanted()
            if self._file.exists() and self._watcher.addPath(str(self._file)):
                self._place = None
        self._watch_wanted()

    def _watch_wanted(self) -> None:
        wanted = self._wanted | ({self._place} if self._place is not None else set())
        watched = set(self._watcher.directories())
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)


def _single_shot(parent: QObject, slot: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(SETTLE_MS)
    timer.timeout.connect(slot)
    return timer
