"""How far a backup, a restore or a cleanup is, and the wish to stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from desktop_app.base.messages import message
from desktop_app.sessions.errors import BackupError


@dataclass(frozen=True, slots=True)
class BackupProgress:
    """One step. `phase` is "copy", "verify", "restore" or "remove"; totals belong to the phase."""

    phase: str
    done_bytes: int
    total_bytes: int
    done_files: int
    total_files: int


Progress = Callable[[BackupProgress], None]


class BackupCancelledError(BackupError):
    """The user stopped it. Nothing was removed and nothing half-made is left."""

    def __init__(self) -> None:
        super().__init__(
            message("Backup", "The backup was cancelled."),
            data=message("Backup", "Nothing was removed and no half-made backup is left."),
            hint=message("Backup", "Start it again whenever you like."),
        )


class Watch:
    """Counts what is done, tells `progress`, and looks at `cancel` with every step.

    Used by the one thread that works; `cancel` may be set from any. `progress` is called on the
    working thread.
    """

    def __init__(self, progress: Progress | None = None, cancel: Event | None = None) -> None:
        self._progress = progress
        self._cancel = cancel
        self._now = BackupProgress("copy", 0, 0, 0, 0)

    def begin(self, phase: str, total_bytes: int, total_files: int) -> None:
        """Start counting a phase from zero."""
        self._tell(BackupProgress(phase, 0, total_bytes, 0, total_files))

    def add_bytes(self, count: int) -> None:
        """Note `count` more bytes.

        Raises:
            BackupCancelledError: the user asked to stop.
        """
        now = self._now
        done = now.done_bytes + count
        # A growing file must not show 101 %.
        total = max(done, now.total_bytes)
        self._tell(BackupProgress(now.phase, done, total, now.done_files, now.total_files))

    def add_file(self) -> None:
        """Note one more finished file; raises as `add_bytes` does."""
        now = self._now
        done = now.done_files + 1
        self._tell(
            BackupProgress(now.phase, now.done_bytes, now.total_bytes, done, now.total_files)
        )

    def ignore_cancel(self) -> None:
        """From here on stopping half-way would be worse than going on: the removal has begun."""
        self._cancel = None

    def check(self) -> None:
        """Raise BackupCancelledError if the user asked to stop."""
        if self._cancel is not None and self._cancel.is_set():
            raise BackupCancelledError

    def _tell(self, now: BackupProgress) -> None:
        self._now = now
        self.check()
        if self._progress is not None:
            self._progress(now)
        self.check()
