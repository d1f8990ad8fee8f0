"""Which conversations are in memory and which hold an engine, both bounded, least recent out first.

Parking is never expiry: it frees memory and connections, no file is touched, and the next use
brings the conversation back.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.base.values import frozen
from desktop_app.engines.base import Engine, EngineFactory
from desktop_app.sessions.errors import AllConnectionsBusyError, AllSessionsBusyError
from desktop_app.sessions.events import ManagerEvent, SessionOpened, SessionParked
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.turn import RunningTurn

# An engine that does not close in this time is left to its owner's end.
CLOSE_TIMEOUT_S = 1.0

_log = logging.getLogger("sempre.sessions")


@dataclass(eq=False)
class LiveSession:
    """One conversation in memory."""

    ref: SessionRef
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # one submit, open or stop at a time
    users: int = 0  # who holds the lock or waits for it
    turn: RunningTurn | None = None
    turn_task: "asyncio.Task[None] | None" = None

    @property
    def is_busy(self) -> bool:
        """Whether it must stay: somebody works with it, or a reply is in flight."""
        return self.users > 0 or self.turn is not None


@frozen
class Connection:
    """An engine that one conversation keeps for its next turn."""

    name: str
    engine: Engine


@frozen
class PoolLimits:
    """How many of each may be held at once."""

    sessions: int
    connections: int


class SessionPool:
    """Live conversations and their connections; used on the event loop's thread."""

    def __init__(
        self,
        limits: PoolLimits,
        store: Store,
        engines: EngineFactory,
        *,
        threads: WorkerThreads,
        tasks: TaskOwner,
        emit: Callable[[ManagerEvent], None],
    ) -> None:
        self._limits = limits
        self._store = store
        self._engines = engines
        self._threads = threads
        self._tasks = tasks
        self._emit = emit
        # both in the order of use, the least recent first
        self._sessions: OrderedDict[SessionRef, LiveSession] = OrderedDict()
        self._connections: OrderedDict[SessionRef, Connection] = OrderedDict()

    @property
    def refs(self) -> tuple[SessionRef, ...]:
        """The live conversations, the least recently used first."""
        return tuple(self._sessions)

    @property
    def connection_count(self) -> int:
        """How many engines are held."""
        return len(self._connections)

    @property
    def sessions(self) -> tuple[LiveSession, ...]:
        """Everything live, the least recently used first."""
        return tuple(self._sessions.values())

    def get(self, ref: SessionRef) -> LiveSession | None:
        """Return the conversation where it is live; this is no use of it."""
        return self._sessions.get(ref)

    def touch(self, ref: SessionRef) -> None:
        """Note that a live conversation was looked at."""
        if ref in self._sessions:
            self._sessions.move_to_end(ref)

    @asynccontextmanager
    async def using(self, ref: SessionRef) -> AsyncIterator[LiveSession]:
        """Make the conversation live and hold it alone until the block ends.

        Raises:
            AllSessionsBusyError: it is not live and none of the others can be parked.
        """
        while ref not in self._sessions and len(self._sessions) >= self._limits.sessions:
            await self._park(self._least_recent_idle())
        live = self._sessions.get(ref)
        if live is None:
            live = self._sessions[ref] = LiveSession(ref)
            self._emit(SessionOpened(ref))
        self._sessions.move_to_end(ref)
        live.users += 1
        try:
            async with live.lock:
                yield live
        finally:
            live.users -= 1

    async def connect(self, ref: SessionRef, name: str) -> Engine:
        """Return the conversation's engine, a new one where it has none or another.

        Raises:
            AllConnectionsBusyError: no other conversation's engine can be closed.
            SempreError: the engine can't be had.
        """
        held = self._connections.get(ref)
        if held is not None and held.name == name:
            self._connections.move_to_end(ref)
            return held.engine
        await self.disconnect(ref)
        while len(self._connections) >= self._limits.connections:
            await self.disconnect(self._least_recent_idle_connection())
        engine = self._engines.create(name)
        self._connections[ref] = Connection(name, engine)
        return engine

    async def disconnect(self, ref: SessionRef) -> None:
        """Close the conversation's engine, if it has one; waits for a second at most."""
        held = self._connections.pop(ref, None)
        if held is not None:
            await self._close(ref, held)

    def engine(self, ref: SessionRef) -> Engine | None:
        """Return the engine that the conversation holds; this is no use of it."""
        held = self._connections.get(ref)
        return None if held is None else held.engine

    def discard(self, ref: SessionRef) -> None:
        """Give up an engine that must not be used again; it is closed in the background."""
        held = self._connections.pop(ref, None)
        if held is not None:
            self._tasks.start(self._close(ref, held), f"discard {held.name} of {ref}")

    async def park_all(self) -> None:
        """Free everything that is idle, all at once."""
        idle = [live.ref for live in self._sessions.values() if not live.is_busy]
        await self._together([self._park(ref) for ref in idle])

    async def disconnect_all(self) -> None:
        """Close all engines at once, busy or not."""
        await self._together([self.disconnect(ref) for ref in self._connections])

    async def _together(self, steps: Sequence[Coroutine[Any, Any, None]]) -> None:
        """Take all steps; one that crashes is in the log and does not stop the others."""
        if steps:
            await asyncio.wait([self._tasks.start(step, "free a conversation") for step in steps])

    async def _close(self, ref: SessionRef, held: Connection) -> None:
        closing = self._tasks.start(held.engine.close(), f"close {held.name} of {ref}")
        await asyncio.wait({closing}, timeout=CLOSE_TIMEOUT_S)
        if not closing.done():
            _log.warning("engine %s of %s did not close", held.name, ref)
            closing.cancel()

    async def _park(self, ref: SessionRef) -> None:
        del self._sessions[ref]
        await self.disconnect(ref)
        await self._threads.run(self._store.release, ref)
        self._emit(SessionParked(ref))

    def _least_recent_idle(self) -> SessionRef:
        for ref, live in self._sessions.items():
            if not live.is_busy:
                return ref
        raise AllSessionsBusyError(self._limits.sessions)

    def _least_recent_idle_connection(self) -> SessionRef:
        for ref in self._connections:
            live = self._sessions.get(ref)
            if live is None or not live.is_busy:
                return ref
        raise AllConnectionsBusyError(self._limits.connections)
