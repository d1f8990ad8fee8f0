"""After a reply: learns how long things were for the server, and adds a summary when it is time."""

import asyncio
from pathlib import Path
from typing import cast

from desktop_app.engines.base import ContextSource, Engine, StatelessEngine, Turn
from desktop_app.sessions.context import Contexts
from desktop_app.sessions.context_compaction import Compaction, Records
from desktop_app.sessions.events import ConversationCompacted
from desktop_app.sessions.history import StoreHistory
from desktop_app.sessions.lines import read_items_backwards
from desktop_app.sessions.pool import SessionPool
from desktop_app.sessions.records import Record, RecordContext
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.turn import TurnServices

_COUNTED = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")


class ContextUpkeep:
    """What turns of engines without state need before and after; on the event loop's thread."""

    def __init__(
        self, store: Store, pool: SessionPool, services: TurnServices, history: StoreHistory
    ) -> None:
        self.contexts = Contexts(store, services.threads, history, services.emit)
        self._store = store
        self._pool = pool
        self._services = services
        self._compaction = Compaction(store, services.threads, self._append)
        self._running: set[asyncio.Task[None]] = set()

    def source(self, request: Turn) -> ContextSource:
        """Return what the engine of this turn asks for its window."""
        return self.contexts.source(request)

    def after_reply(self, request: Turn, engine: Engine | None) -> None:
        """Do in the background what the end of a whole reply calls for."""
        if engine is None or engine.capabilities.holds_context:
            return
        stateless = cast("StatelessEngine", engine)
        task = self._services.tasks.start(self._attend(request, stateless), "context upkeep")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def wait(self) -> None:
        """Return when no summary is being made."""
        while self._running:
            await asyncio.wait(self._running)

    async def _attend(self, request: Turn, engine: StatelessEngine) -> None:
        ref = SessionRef(request.project, request.session_id)
        counted = await self._services.threads.run(self._store.read, ref, _counted_tokens)
        self.contexts.count(ref, counted)
        context = RecordContext(ref.session_id, str(request.cwd))
        boundary_uuid = await self._compaction.after_reply(context, ref, engine, request.choices)
        if boundary_uuid is not None:
            self._services.emit(ConversationCompacted(ref, boundary_uuid))

    async def _append(self, ref: SessionRef, leaf: str, records: Records) -> bool:
        """Append behind `leaf`; False where the conversation went on meanwhile."""
        async with self._pool.using(ref) as live:
            is_behind = await self._services.threads.run(self._store.leaf, ref) == leaf
            if live.turn is not None or not is_behind:
                return False
            await self._services.recorder.save(ref, records)
            return True


def _counted_tokens(path: Path) -> int:
    """Return what the server counted for the last prompt; 0 where it said nothing."""
    for item in read_items_backwards(path):
        if isinstance(item, Record) and item.type == "assistant":
            usage = item.message.get("usage")
            if not isinstance(usage, dict):
                return 0
            return sum(n for name in _COUNTED if isinstance(n := usage.get(name), int))
        if isinstance(item, Record) and item.type == "user":
            return 0
    return 0
