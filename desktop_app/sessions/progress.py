"""How far a backup, a restore or a cleanup is, and the wish to stop it."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Lock

from desktop_app.base.messages import message
from desktop_app.base.values import frozen
from desktop_app.sessions.errors import BackupError


@frozen
class BackupProgress:
    """One step. `phase` is "copy", "verify", "restore", "remove" or "read"; totals are its own."""

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
            message("Backup", "It was cancelled before it was finished."),
            data=message("Backup", "Nothing was removed and nothing half-made is left."),
            hint=message("Backup", "Start it again whenever you like."),
        )


class Watch:
    """Counts what is done, tells `progress`, and looks at `cancel` with every step.

    May be used by several working threads, and `cancel` set from any. `progress` is called on the
    thread that made the step, one call at a time, in order.
    """

    def __init__(self, progress: Progress | None = None, cancel: Event | None = None) -> None:
        self._progress = progress
        self._cancel = cancel
        self._now = BackupProgress("copy", 0, 0, 0, 0)
        self._lock = Lock()

    def begin(self, phase: str, total_bytes: int, total_files: int) -> None:
        """Start counting a phase from zero."""
        with self._lock:
            self._tell(BackupProgress(phase, 0, total_bytes, 0, total_files))

    def add_bytes(self, count: int) -> None:
        """Note `count` more bytes.

        Raises:
            BackupCancelledError: the user asked to stop.
        """
        with self._lock:
            now = self._now
            self._tell(replace(now, done_bytes=now.done_bytes + count))

    def add_file(self) -> None:
        """Note one more finished file; raises as `add_bytes` does."""
        with self._lock:
            self._tell(replace(self._now, done_files=self._now.done_files + 1))

    def ignore_cancel(self) -> None:
        """From here on stopping half-way would be worse than going on: the removal has begun."""
        self._cancel = None

    def check(self) -> None:
        """Raise BackupCancelledError if the user asked to stop."""
        if self._cancel is not None and self._cancel.is_set():
            raise BackupCancelledError

    def _tell(self, now: BackupProgress) -> None:
        # a file that grew after it was counted must not show as 101 %
        now = replace(now, total_bytes=max(now.total_bytes, now.done_bytes))
        self._now = now
        self.check()
        if self._progress is not None:
            self._progress(now)
        self.check()
