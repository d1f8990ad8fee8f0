"""One backup in the background, told by signals; the window stays usable meanwhile."""

from threading import Event

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.backup import BackupCancelledError, BackupReport
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.progress import BackupProgress
from desktop_app.ui.dialogs.progress import ProgressRelay


class BackupRun(QObject):
    """Makes a backup when asked; a second wish while one is being made is not a second backup."""

    started = Signal()
    progressed = Signal(BackupProgress)
    succeeded = Signal(BackupReport)
    failed = Signal(object)  # the SempreError, or the bug that its task also logged
    ended = Signal()  # always and last; alone when it was cancelled

    def __init__(
        self, manager: SessionManager, tasks: TaskOwner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._tasks = tasks
        self._cancel = Event()
        self._is_running = False
        self._relay = ProgressRelay(self)
        self._relay.progressed.connect(self._on_progressed)

    @property
    def is_running(self) -> bool:
        """Whether a backup is being made."""
        return self._is_running

    def start(self) -> None:
        """Begin a backup into the data directory's `backups`, unless one is being made."""
        if self._is_running:
            return
        self._is_running = True
        self._cancel = Event()
        self.started.emit()
        self._tasks.start(self._run(), "backup")

    def cancel(self) -> None:
        """Ask the backup to stop; `ended` follows, and nothing half-made is left."""
        self._cancel.set()

    async def _run(self) -> None:
        try:
            report = await self._manager.backup(progress=self._relay.report, cancel=self._cancel)
        except BackupCancelledError:
            pass
        except SempreError as error:
            self.failed.emit(error)
        except Exception as error:
            self.failed.emit(error)
            raise  # a bug: its owner logs the trace
        except BaseException:
            self._cancel.set()  # the application ends: so must the thread that works
            raise
        else:
            self.succeeded.emit(report)
        finally:
            self._is_running = False
            self.ended.emit()

    def _on_progressed(self, progress: BackupProgress) -> None:
        if self._is_running:
            self.progressed.emit(progress)
