"""Says in which of Claude Code's projects something new has appeared or grown; the system tells."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 250  # a program that begins a session makes several files
GROWTH_SETTLE_MS = 10_000  # a conversation that goes on is written to several times a second


class TranscriptWatch(QObject):
    """Collects what happens below Claude Code's projects and announces it once, SETTLE_MS later.

    Growth waits for GROWTH_SETTLE_MS, as a hard link grows with its file and only the independent
    copies have something to add. Where the system gives no more watches the rest goes unwatched,
    and is seen at the next start.
    """

    projectsChanged = Signal(object)  # frozenset[str]; empty where the list of projects changed
    transcriptsGrown = Signal()

    def __init__(self, projects: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projects = projects
        self._changed: set[str] = set()
        self._is_list_changed = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_directory_changed)
        self._watcher.fileChanged.connect(self._on_file_changed)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SETTLE_MS)
        self._delay.timeout.connect(self._on_settled)
        self._growth_delay = QTimer(self)
        self._growth_delay.setSingleShot(True)
        self._growth_delay.setInterval(GROWTH_SETTLE_MS)
        self._growth_delay.timeout.connect(self.transcriptsGrown)

    def watch(self, directories: Iterable[Path], transcripts: Iterable[Path] = ()) -> None:
        """Watch exactly these; without the projects' directory, where that would be made."""
        wanted = {str(path) for path in directories}
        if not wanted and self._projects.parent.is_dir():
            wanted = {str(self._projects.parent)}
        wanted |= {str(path) for path in transcripts}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)

    def stop(self) -> None:
        """Watch nothing any more and announce nothing that is under way."""
        self._delay.stop()
        self._growth_delay.stop()
        if watched := [*self._watcher.directories(), *self._watcher.files()]:
            self._watcher.removePaths(watched)

    def _on_directory_changed(self, path: str) -> None:
        place = Path(path)
        if place != self._projects and place.is_relative_to(self._projects):
            self._changed.add(place.relative_to(self._projects).parts[0])
        else:
            self._is_list_changed = True
        if not self._delay.isActive():
            self._delay.start()

    def _on_file_changed(self) -> None:
        if not self._growth_delay.isActive():
            self._growth_delay.start()

    def _on_settled(self) -> None:
        changed = frozenset() if self._is_list_changed else frozenset(self._changed)
        self._changed.clear()
        self._is_list_changed = False
        self.projectsChanged.emit(changed)
