"""What engines may read of the user's permanent history."""

from collections.abc import Sequence

from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.base import HistorySize, Passage
from desktop_app.sessions.store import Store


class StoreHistory:
    """The `HistoryReader` over the store's index; every look-up runs in a thread."""

    def __init__(self, store: Store, threads: WorkerThreads) -> None:
        self._store = store
        self._threads = threads

    async def search(
        self, words: Sequence[str], *, limit: int, before_uuid: str | None = None
    ) -> list[Passage]:
        """Return the best messages that hold any of `words`, best first, without `before_uuid`."""
        hits = await self._threads.run(
            self._store.match_any, words, limit=limit, before_uuid=before_uuid
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
