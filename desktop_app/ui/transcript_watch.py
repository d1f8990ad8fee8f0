"""Says in which of Claude Code's projects something new has appeared; the system tells."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 250  # a program that begins a session makes several files


class TranscriptWatch(QObject):
    """Collects what happens below Claude Code's projects and announces it once, SETTLE_MS later.

    Growth is not announced: a hard link grows with its file. Where the system gives no more
    watches the rest goes unwatched, and is seen at the next start.
    """

    projectsChanged = Signal(object)  # frozenset[str]; empty where the list of projects changed

    def __init__(self, projects: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projects = projects
        self._changed: set[str] = set()
        self._is_list_changed = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_directory_changed)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SETTLE_MS)
        self._delay.timeout.connect(self._on_settled)

    def watch(self, directories: Iterable[Path]) -> None:
        """Watch exactly these directories; without the projects', where it would be made."""
        wanted = {str(path) for path in directories}
        if not wanted and self._projects.parent.is_dir():
            wanted = {str(self._projects.parent)}
        watched = set(self._watcher.directories())
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)

    def stop(self) -> None:
        """Watch nothing any more and announce nothing that is under way."""
        self._delay.stop()
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)

    def _on_directory_changed(self, path: str) -> None:
        place = Path(path)
        if place != self._projects and place.is_relative_to(self._projects):
            self._changed.add(place.relative_to(self._projects).parts[0])
        else:
            self._is_list_changed = True
        if not self._delay.isActive():
            self._delay.start()

    def _on_settled(self) -> None:
        changed = frozenset() if self._is_list_changed else frozenset(self._changed)
        self._changed.clear()
        self._is_list_changed = False
        self.projectsChanged.emit(changed)
