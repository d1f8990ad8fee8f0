"""Backups that come by themselves: after so much new text, never by a clock, never removed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.sessions.events import BackupFailed, BackupMade, ManagerEvent, TurnEnded
from desktop_app.sessions.store import Store

BYTES_PER_MEGABYTE = 1_000_000


class AutomaticBackups:
    """Backs up when a turn has ended and enough was written since the last backup.

    Off until a limit is set. Used on the event loop's thread; the work is done off it, one backup
    at a time, and no turn waits for it. A backup that failed is told, and tried again after as
    much more text.
    """

    def __init__(
        self,
        store: Store,
        threads: WorkerThreads,
        tasks: TaskOwner,
        emit: Callable[[ManagerEvent], None],
    ) -> None:
        self._store = store
        self._threads = threads
        self._tasks = tasks
        self._emit = emit
        self._limit_bytes: int | None = None
        self._retry_at_bytes = 0  # after a failure: not before so much is new
        self._turn = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._cancel = Event()
        self._is_closed = False

    def set_limit(self, megabytes: int | None) -> None:
        """Back up after so many megabytes of new text from now on; None: not by itself."""
        self._limit_bytes = None if megabytes is None else megabytes * BYTES_PER_MEGABYTE
        self._retry_at_bytes = 0

    def on_event(self, event: ManagerEvent) -> None:
        """Look whether a backup is due, if `event` is the end of a turn."""
        if not isinstance(event, TurnEnded) or self._limit_bytes is None or self._is_closed:
            return
        if self._task is None or self._task.done():
            self._task = self._tasks.start(self._back_up_if_due(), "automatic backup")

    async def wait(self) -> None:
        """Return when no automatic backup is being made."""
        if self._task is not None:
            await asyncio.wait({self._task})

    @asynccontextmanager
    async def making_way(self) -> AsyncIterator[None]:
        """Let something that a person asked for go first: an automatic backup under way ends."""
        self._cancel.set()
        async with self._turn:
            yield

    def close(self) -> None:
        """Begin nothing new; a backup under way ends, and nothing half-made is left."""
        self._is_closed = True
        self._cancel.set()

    async def _back_up_if_due(self) -> None:
        # Here and not above: no conversation needs backups to open.
        from desktop_app.sessions.backup import (
            BackupCancelledError,
            bytes_since_backup,
            make_backup,
        )

        async with self._turn:
            cancel = self._cancel = Event()
            new_bytes = await self._threads.run(bytes_since_backup, self._store)
            limit_bytes = self._limit_bytes
            if self._is_closed or limit_bytes is None:
                return
            if new_bytes < max(limit_bytes, self._retry_at_bytes):
                return
            try:
                report = await self._threads.run(make_backup, self._store, cancel=cancel)
            except BackupCancelledError:
                return
            except SempreError as error:
                self._retry_at_bytes = new_bytes + limit_bytes
                self._emit(BackupFailed(error))
                return
            self._retry_at_bytes = 0
        self._emit(BackupMade(report))
