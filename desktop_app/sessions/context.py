"""Context without end: what of a conversation a model that holds no state is given.

The newest turns as they were, a summary of what stands before the last boundary, what the person
brought back, and passages of the older history that the question calls for. Nothing in the file is
ever dropped; what does not fit is only not shown to the model this time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.base import ContextWindow, Passage, Turn
from desktop_app.engines.recall_text import significant_words
from desktop_app.sessions.context_pins import ContextPins
from desktop_app.sessions.context_tokens import blocks_tokens
from desktop_app.sessions.context_turns import Told, read_told
from desktop_app.sessions.context_window import (
    PINS_SHARE,
    RECALL_SHARE,
    Chosen,
    assembled,
    newest_turns,
    passage_tokens,
)
from desktop_app.sessions.events import ContextUsed, ManagerEvent
from desktop_app.sessions.history import StoreHistory
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

SEARCHED_PASSAGES = 200
MAX_PASSAGE_CHARS = 6_000
# How far a server's count may correct the estimate; beyond that it counted something else.
MIN_RATIO, MAX_RATIO = 0.5, 2.0


@dataclass
class _Known:
    """What was learnt of one conversation in this run."""

    estimated_tokens: int = 0  # of the last window, uncorrected
    ratio: float = 1.0  # what the server counted for each estimated token
    used: ContextUsed | None = None


class Contexts:
    """The contexts of all conversations; used on the event loop's thread, which it never blocks."""

    def __init__(
        self,
        store: Store,
        threads: WorkerThreads,
        history: StoreHistory,
        emit: Callable[[ManagerEvent], None],
    ) -> None:
        self.pins = ContextPins(store)
        self._store = store
        self._run = threads.run
        self._history = history
        self._emit = emit
        self._known: dict[SessionRef, _Known] = {}

    def source(self, request: Turn) -> "ConversationContext":
        """Return what a turn's engine asks for its window."""
        return ConversationContext(self, request)

    def used(self, ref: SessionRef) -> ContextUsed | None:
        """Return what the model saw last; None where it was not asked in this run."""
        return self._known[ref].used if ref in self._known else None

    def ratio(self, ref: SessionRef) -> float:
        """Return how many tokens the server counts for one that is estimated."""
        return self._known[ref].ratio if ref in self._known else 1.0

    def count(self, ref: SessionRef, input_tokens: int) -> None:
        """Learn from what the server counted for the last window."""
        known = self._known.get(ref)
        if known is not None and known.estimated_tokens and input_tokens > 0:
            ratio = input_tokens / known.estimated_tokens
            known.ratio = min(MAX_RATIO, max(MIN_RATIO, ratio))

    async def choose(self, request: Turn, budget_tokens: int) -> ContextWindow:
        """Return the window of a turn, and tell what it holds.

        Raises:
            UnreadableSessionError, SessionNotFoundError: the conversation can't be read.
        """
        ref = SessionRef(request.project, request.session_id)
        ratio = self.ratio(ref)
        room_tokens = int(budget_tokens / ratio)

        def newest(path: Path) -> Chosen:
            return newest_turns(read_told(path, request.prompt_uuid), room_tokens)

        chosen = await self._run(self._store.read, ref, newest)
        if not chosen.is_everything:
            chosen.pinned = await self._run(self._pinned, ref, chosen, room_tokens)
            chosen.recalled = await self._recalled(request, chosen, room_tokens)
        window = assembled(chosen)
        known = self._known.setdefault(ref, _Known())
        known.estimated_tokens = window.estimated_tokens
        known.used = ContextUsed(
            ref,
            tokens=int(window.estimated_tokens * ratio),
            budget_tokens=budget_tokens,
            boundary_uuid=chosen.boundary_uuid,
            oldest_uuid=chosen.newest[0].uuid,
            recalled_uuids=tuple(passage.uuid for passage in chosen.recalled),
            pinned_uuids=tuple(told.uuid for told in chosen.pinned),
            is_everything=chosen.is_everything,
        )
        self._emit(known.used)
        return replace(window, estimated_tokens=known.used.tokens)

    def _pinned(self, ref: SessionRef, chosen: Chosen, room_tokens: int) -> list[Told]:
        """Return the pinned messages that are not there anyway; the newest pins go first."""
        left = int(room_tokens * PINS_SHARE)
        pinned: list[Told] = []
        for told in self._pins_of(ref, chosen.uuids):
            if told.tokens <= left:
                left -= told.tokens
                pinned.insert(0, told)
        return pinned

    def _pins_of(self, ref: SessionRef, without: frozenset[str]) -> Iterator[Told]:
        for uuid in reversed(self.pins.pinned(ref)):
            page = self._store.around(ref, uuid, 2) if uuid not in without else None
            for entry in page.entries if page else ():
                if entry.uuid == uuid and entry.text.strip():
                    blocks = ({"type": "text", "text": entry.text},)
                    role = "assistant" if entry.author else "user"
                    yield Told(role, blocks, uuid, blocks_tokens(blocks), entry.timestamp)

    async def _recalled(self, request: Turn, chosen: Chosen, room_tokens: int) -> list[Passage]:
        """Return the best passages of this conversation's older history, in the order of time."""
        words = significant_words(request.prompt)
        if not words:
            return []
        ref = SessionRef(request.project, request.session_id)
        left = int(room_tokens * RECALL_SHARE)
        passages: list[Passage] = []
        for found in await self._history.search(
            words, limit=SEARCHED_PASSAGES, before_uuid=request.prompt_uuid, refs=[ref]
        ):
            if found.uuid in chosen.uuids:
                continue
            passage = replace(found, text=found.text[:MAX_PASSAGE_CHARS])
            tokens = passage_tokens(passage)
            if tokens <= left:
                left -= tokens
                passages.append(passage)
        return sorted(passages, key=lambda p: p.timestamp.timestamp() if p.timestamp else 0.0)


class ConversationContext:
    """The `ContextSource` of one turn."""

    def __init__(self, contexts: Contexts, request: Turn) -> None:
        self._contexts = contexts
        self._request = request

    async def window(self, budget_tokens: int) -> ContextWindow:
        """Return the prompt with as much of the conversation as the budget takes."""
        return await self._contexts.choose(self._request, budget_tokens)
