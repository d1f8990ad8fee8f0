"""What engines may read of the user's permanent history."""

from collections.abc import Sequence

from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.base import HistorySize, Passage
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

# How long an answer may wait for messages that the index lacks; usually there are none. Beyond it
# the answer says that not everything is covered yet.
MAX_CATCH_UP_S = 2.0


class StoreHistory:
    """The `HistoryReader` over the store's index; every look-up runs in a thread."""

    def __init__(self, store: Store, threads: WorkerThreads) -> None:
        self._store = store
        self._threads = threads

    async def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        before_uuid: str | None = None,
        refs: Sequence[SessionRef] | None = None,
    ) -> list[Passage]:
        """Return the best messages that hold any of `words`, best first, without `before_uuid`.

        With `refs` only in those conversations.
        """
        await self._threads.run(self._catch_up)
        hits = await self._threads.run(
            self._store.match_any, words, limit=limit, before_uuid=before_uuid, refs=refs
        )
        return [
            Passage(
                project=hit.ref.project,
                session_id=hit.ref.session_id,
                uuid=hit.uuid,
                title=hit.title,
                role=hit.role,
                text=hit.text,
                timestamp=hit.timestamp,
                score=hit.score,
            )
            for hit in hits
        ]

    async def size(self) -> HistorySize:
        """Return how much history there is."""
        return await self._threads.run(self._store.history_size)

    def _catch_up(self) -> None:
        clock = self._store.clock
        end_s = clock.monotonic() + MAX_CATCH_UP_S
        self._store.refresh_index(should_stop=lambda: clock.monotonic() >= end_s)
