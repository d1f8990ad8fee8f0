"""The promise kept: conversations that never expire, open at once, answered one turn at a time.

Everything that people or scripts do with conversations goes through here. No timer, scheduler or
task for cleanup exists, and none can be configured.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads, calling_on_loop
from desktop_app.engines.base import EngineFactory
from desktop_app.sessions import promise
from desktop_app.sessions.automatic_backups import AutomaticBackups
from desktop_app.sessions.dialogue import Dialogue
from desktop_app.sessions.errors import RepliesInFlightError
from desktop_app.sessions.events import ConversationsChanged, IndexRefreshed, SessionCreated
from desktop_app.sessions.listeners import Listener, Listeners
from desktop_app.sessions.pool import PoolLimits, SessionPool
from desktop_app.sessions.progress import Progress
from desktop_app.sessions.recorder import Recorder
from desktop_app.sessions.recovery import recover_replies
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.summary import Summary
from desktop_app.sessions.transcript import Page
from desktop_app.sessions.transcript_protection import TranscriptProtection
from desktop_app.sessions.turn import TurnServices
from desktop_app.sessions.turns import Turns

# Health, backup, restore and cleanup are loaded when they are asked for: no conversation needs
# them to open.
if TYPE_CHECKING:
    from desktop_app.sessions.backup import BackupReport
    from desktop_app.sessions.cleanup import CleanupPlan, CleanupResult
    from desktop_app.sessions.health import HealthReport, WindowFigures
    from desktop_app.sessions.restore import RestoreReport
    from desktop_app.sessions.store import Hit
    from desktop_app.sessions.verification import Verification

# How many entries a page holds unless the caller says otherwise: some screens full.
PAGE_ENTRIES = 60
# Page reads must not queue behind an index refresh, a backup and a search.
WORKER_THREADS = 6

# Together below the 5 s that a closing window may take.
_STOPPING_S, _DISCONNECTING_S, _LEFTOVERS_S = 3.0, 1.1, 0.3
_CLOSING_S = _STOPPING_S + _DISCONNECTING_S + 2 * _LEFTOVERS_S

_P = ParamSpec("_P")
_T = TypeVar("_T")

_log = logging.getLogger("sempre.sessions")


class SessionManager(Turns):
    """All conversations of one data directory, for as long as the `async with` block lasts.

    Methods run on the event loop's thread and never block it. Entering logs the promise and turns
    replies that a kill cut off into interrupted ones (`recovered` names their conversations).
    Leaving stops every turn, stores what had arrived, and closes the engines, within 5 s.
    """

    SESSION_TIMEOUT_MINUTES = promise.SESSION_TIMEOUT_MINUTES
    CLEANUP_INTERVAL_MINUTES = promise.CLEANUP_INTERVAL_MINUTES
    MAX_SESSIONS = promise.MAX_SESSIONS
    MAX_CONNECTION_POOL_SIZE = promise.MAX_CONNECTION_POOL_SIZE

    def __init__(self, store: Store, engines: EngineFactory, language: str = "en") -> None:
        super().__init__()
        self.recovered: tuple[SessionRef, ...] = ()
        self._store = store
        self._engines = engines
        self._started_s = store.clock.monotonic()
        self._listeners = Listeners()
        self._emit = self._listeners.emit
        self._threads = WorkerThreads(WORKER_THREADS, "sempre-work")
        self._run = self._threads.run
        self._tasks = TaskOwner()
        services = TurnServices(
            Recorder(store, self._tasks, self._emit),
            self._tasks,
            self._threads,
            store.clock,
            store.paths.inflight,
            self._emit,
        )
        self._pool = SessionPool(
            PoolLimits(self.MAX_SESSIONS, self.MAX_CONNECTION_POOL_SIZE),
            store,
            engines,
            threads=self._threads,
            tasks=self._tasks,
            emit=self._emit,
        )
        self._dialogue = Dialogue(store, self._pool, services, language)
        self._backups = AutomaticBackups(store, self._threads, self._tasks, self._emit)
        self._listeners.subscribe(self._backups.on_event)
        self._is_closing = threading.Event()
        self.protection = TranscriptProtection(
            store, self._threads, self._is_closing.is_set, self._emit, self.refresh_index
        )

    async def __aenter__(self) -> Self:
        for line in promise.START_LINES:
            _log.info(line)
        self.recovered = await self._run(recover_replies, self._store)
        return self

    async def __aexit__(self, *exception: object) -> None:
        end_s = asyncio.get_running_loop().time() + _CLOSING_S
        self._is_closing.set()
        self._store.stop_reading()
        self._backups.close()
        self._dialogue.is_open = False
        stops = [
            self._tasks.start(self.stop(live.ref), f"stop {live.ref}")
            for live in self._pool.sessions
            if live.is_busy
        ]
        if stops:
            await asyncio.wait(stops, timeout=_STOPPING_S)
        closing = self._tasks.start(self._pool.disconnect_all(), "close engines")
        await asyncio.wait({closing}, timeout=_DISCONNECTING_S)
        await self._tasks.aclose(timeout_s=_LEFTOVERS_S)
        # what the steps before did not need is given to reads that are ending
        left_s = end_s - asyncio.get_running_loop().time()
        await self._threads.aclose(timeout_s=max(_LEFTOVERS_S, left_s))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` everything that happens from now on; return what ends that."""
        return self._listeners.subscribe(listener)

    async def run(
        self, work: Callable[Concatenate[Store, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Return what `work(store, ...)` returns, called on a worker thread; raises as it does."""
        return await self._run(work, self._store, *args, **kwargs)

    # --- conversations

    async def sessions(self) -> list[Summary]:
        """Return all conversations, the latest activity first; see `Summary.is_estimated`."""
        return await self._run(self._store.summaries, quick=True)

    async def find(self, session_id: str, cwd: Path | None = None) -> SessionRef:
        """Return the conversation of this id; raises as `Store.find`."""
        return await self._run(self._store.find, session_id, cwd)

    async def create(self, cwd: Path) -> SessionRef:
        """Make a new, empty, durable conversation; raises NotSavedError."""
        self._dialogue.refuse_unless_open()
        ref = await self._run(self._store.create, cwd)
        self._emit(SessionCreated(ref))
        self._emit(ConversationsChanged())
        return ref

    async def open_default(self, cwd: Path) -> SessionRef:
        """Return the default conversation, made in `cwd` if there is none; raises NotSavedError."""
        self._dialogue.refuse_unless_open()
        return await self._run(self._store.ensure_default, cwd)

    async def open(self, ref: SessionRef, limit: int = PAGE_ENTRIES) -> Page:
        """Make the conversation live and return its last entries.

        Raises:
            SessionNotFoundError, UnreadableSessionError: then it is not live.
            AllSessionsBusyError: no other can be parked.
        """
        page = await self._run(self._store.tail, ref, limit)
        await self._recall_engine(ref)
        async with self._pool.using(ref):
            return page

    async def tail(self, ref: SessionRef, limit: int = PAGE_ENTRIES) -> Page:
        """Return the last entries."""
        self._pool.touch(ref)
        return await self._run(self._store.tail, ref, limit)

    async def before(self, ref: SessionRef, offset: int, limit: int = PAGE_ENTRIES) -> Page:
        """Return the entries above a page that starts at `offset`."""
        self._pool.touch(ref)
        return await self._run(self._store.before, ref, offset, limit)

    async def after(self, ref: SessionRef, offset: int, limit: int = PAGE_ENTRIES) -> Page:
        """Return the entries below a page that ends at `offset`."""
        self._pool.touch(ref)
        return await self._run(self._store.after, ref, offset, limit)

    async def around(self, ref: SessionRef, uuid: str, limit: int = PAGE_ENTRIES) -> Page | None:
        """Return the entries around one record; None where it is not."""
        self._pool.touch(ref)
        return await self._run(self._store.around, ref, uuid, limit)

    async def rename(self, ref: SessionRef, title: str) -> None:
        """Give the conversation a title of the user's own; raises as `submit` does."""
        await self._dialogue.rename(ref, title)

    # --- figures

    @property
    def live_refs(self) -> tuple[SessionRef, ...]:
        """The conversations in memory, the least recently used first."""
        return self._pool.refs

    @property
    def live_count(self) -> int:
        """How many conversations are in memory; never above `MAX_SESSIONS`."""
        return len(self._pool.refs)

    @property
    def connection_count(self) -> int:
        """How many engines are held; never above `MAX_CONNECTION_POOL_SIZE`."""
        return self._pool.connection_count

    # --- search and health

    async def search(self, query: str, limit: int = 50) -> "list[Hit]":
        """Return the messages that match, best first; no query ever raises."""
        return await self._run(self._store.search, query, limit)

    async def refresh_index(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Bring search up to date; `progress` gets bytes done and in all, on the loop's thread."""
        await self._run(self._store.refresh_index_apart, calling_on_loop(progress))
        size = await self._run(self._store.history_size)
        self._emit(IndexRefreshed(size.messages))

    async def health(
        self, *, current: SessionRef | None = None, window: "WindowFigures | None" = None
    ) -> "HealthReport":
        """Return the health report, with the size of `current` and what the window tells."""
        from desktop_app.sessions import health

        engine = self.engine_name(current) if current else self._engines.default_name()
        labels = {usable.name: usable.label for usable in self.available_engines()}
        live = health.LiveFigures(
            sessions=self.live_count,
            connections=self.connection_count,
            engine=engine,
            engine_label=labels.get(engine, engine),
            uptime_s=self._store.clock.monotonic() - self._started_s,
            window=window,
        )
        return await self._run(health.report, self._store, live, current, quick=True)

    # --- backup and the guarded cleanup

    def cleanup_inactive_sessions(self) -> list[str]:
        """Return the conversations that inactivity ended: none, ever. Nothing is touched."""
        return []

    async def backup(
        self,
        target: Path | None = None,
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> "BackupReport":
        """Make a verified backup; raises BackupError. `progress` is called on the loop's thread."""
        from desktop_app.sessions import backup

        steps = calling_on_loop(progress)
        async with self._backups.making_way():
            return await self._run(
                backup.make_backup, self._store, target, progress=steps, cancel=cancel
            )

    def set_automatic_backups(self, megabytes: int | None) -> None:
        """Back up by itself after so many megabytes of new text; None, as at first: never."""
        self._backups.set_limit(megabytes)

    async def wait_backed_up(self) -> None:
        """Return when no automatic backup is being made."""
        await self._backups.wait()

    async def restore(self, archive: Path, *, progress: Progress | None = None) -> "RestoreReport":
        """Bring back everything an archive holds, by union; raises RestoreError, BackupError."""
        from desktop_app.sessions import restore

        report = await self._run(
            restore.restore_backup, self._store, archive, progress=calling_on_loop(progress)
        )
        self._emit(ConversationsChanged())
        return report

    async def verify(
        self, *, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> "tuple[Verification, ...]":
        """Read every byte of all conversations; raises BackupCancelledError. Changes nothing."""
        from desktop_app.sessions.full_verification import verify_all

        steps = calling_on_loop(progress)
        return await self._run(verify_all, self._store, progress=steps, cancel=cancel)

    async def plan_cleanup(self) -> "CleanupPlan":
        """Return what `force_cleanup_all` would do, and the phrase that it asks for."""
        from desktop_app.sessions import cleanup

        return await self._run(cleanup.plan_cleanup, self._store)

    async def force_cleanup_all(
        self,
        confirmation: str,
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> "CleanupResult":
        """Back up, verify, then remove all our conversations; the only way to remove any.

        The default conversation starts anew, empty. `progress` is called on the loop's thread.
        Where the caller is cancelled, the cleanup goes on; set `cancel` to end it.

        Raises:
            RepliesInFlightError, WrongConfirmationError, BackupError: nothing was removed.
        """
        self._dialogue.refuse_unless_open()
        busy = sum(live.is_busy for live in self._pool.sessions)
        if busy:
            raise RepliesInFlightError(busy)
        self._dialogue.is_open = False
        return await asyncio.shield(
            self._tasks.start(
                self._clean_up(confirmation, calling_on_loop(progress), cancel), "cleanup"
            )
        )

    async def _clean_up(
        self, confirmation: str, progress: Progress | None, cancel: threading.Event | None
    ) -> "CleanupResult":
        from desktop_app.sessions import cleanup

        try:
            for ref in self._pool.refs:
                await self._run(self._store.release, ref)
            async with self._backups.making_way():
                result = await self._run(
                    cleanup.force_cleanup_all,
                    self._store,
                    confirmation,
                    progress=progress,
                    cancel=cancel,
                )
            await self._pool.park_all()
        finally:
            self._dialogue.is_open = not self._is_closing.is_set()
        self._emit(ConversationsChanged())
        return result
