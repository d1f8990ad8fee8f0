"""Progress of backups, restores and cleanups: from the working thread to a bar with words."""

from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop_app.sessions.progress import BackupProgress
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.formats import format_bytes, format_count
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX

_STEPS = 1000  # QProgressBar counts in C ints; bytes would overflow them at 2 GB


class ProgressRelay(QObject):
    """Carries progress to the window's thread; a step that is overtaken is left out.

    `report` may be called from any thread, however often: at most one delivery is under way.
    """

    progressed = Signal(BackupProgress)
    _waiting = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._newest: BackupProgress | None = None
        self._waiting.connect(self._on_waiting, Qt.ConnectionType.QueuedConnection)

    def report(self, progress: BackupProgress) -> None:
        """Take one step from the thread that works."""
        with self._lock:
            is_under_way = self._newest is not None
            self._newest = progress
        if not is_under_way:
            self._waiting.emit()

    @Slot()
    def _on_waiting(self) -> None:
        with self._lock:
            newest, self._newest = self._newest, None
        if newest is not None:
            self.progressed.emit(newest)


class ProgressView(QWidget):
    """A bar, the phase in words, and how far it is."""

    def __init__(self, bar_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setObjectName(bar_name)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Progress", "Progress"))
        self._words = ScaledLabel(wraps=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID_PX)
        whole.addWidget(self._bar)
        whole.addWidget(self._words)
        self.start()

    @property
    def words(self) -> str:
        """What is said now."""
        return self._words.text()

    def start(self) -> None:
        """Show that it begins, before anything is counted."""
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(0)
        self._say(translate("Progress", "Getting ready…"))

    def show_progress(self, progress: BackupProgress) -> None:
        """Show this step."""
        self._bar.setValue(_steps(progress))
        self._say(f"{phase_words(progress.phase)} {_amount(progress)}")

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._bar.setAccessibleDescription(words)


def phase_words(phase: str) -> str:
    """Return what is being done, as a person would say it."""
    words = {
        "copy": translate("Progress", "Copying into the backup."),
        "verify": translate("Progress", "Reading the backup again and comparing every byte."),
        "remove": translate("Progress", "Removing."),
        "read": translate("Progress", "Reading every byte."),
        "export": translate("Progress", "Writing files."),
        "restore": translate("Progress", "Bringing conversations back."),
    }
    return words.get(phase, translate("Progress", "Working."))


def _steps(progress: BackupProgress) -> int:
    if progress.total_bytes > 0:
        return min(progress.done_bytes * _STEPS // progress.total_bytes, _STEPS)
    return min(progress.done_files * _STEPS // max(progress.total_files, 1), _STEPS)


def _amount(progress: BackupProgress) -> str:
    if progress.total_bytes <= 0:
        return translate(
            "Progress",
            "{done} of {total}",
            done=format_count(progress.done_files),
            total=format_count(progress.total_files),
        )
    return translate(
        "Progress",
        "{done} of {total}",
        done=format_bytes(progress.done_bytes),
        total=format_bytes(progress.total_bytes),
    )
