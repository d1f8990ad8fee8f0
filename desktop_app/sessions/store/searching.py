"""What the index knows of all conversations: summaries and full text."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from desktop_app.base.clock import Clock
from desktop_app.claude_code.layout import encode_project
from desktop_app.engines.base import HistorySize
from desktop_app.sessions.errors import SessionNotFoundError, UnreadableSessionError
from desktop_app.sessions.outlines.table import OutlineTable
from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.store.indexing import IndexerProcess
from desktop_app.sessions.store.outlines import Outlines
from desktop_app.sessions.store.places import Places
from desktop_app.sessions.summary import Summary
from desktop_app.settings.paths import DataPaths

if TYPE_CHECKING:
    from desktop_app.sessions.index import Hit, Index
    from desktop_app.sessions.index.outlined import StoredOutline

# A list is wanted at once: of a file larger than this, only the beginning and the end are read.
GLANCE_ABOVE_BYTES = 4 * 1024 * 1024
# A process takes 0.2 s to start; so much is read in less, in pieces that no window notices.
MAX_READ_HERE_BYTES = 2 * 1024 * 1024
CLOSE_INDEX_S = 1.0


class SearchableConversations(Places):
    """Lists and searches conversations through the index. Thread-safe."""

    def __init__(self, paths: DataPaths, claude_dir: Path, clock: Clock) -> None:
        super().__init__(paths, claude_dir, clock)
        self._opened_index: Index | None = None
        self._index_opening = Lock()
        self._grown: set[SessionRef] = set()  # appended to since the index looked last
        self._outlines = Outlines(self.check_reading, self._stored_outline)
        self._indexer = IndexerProcess()
        self._refreshing = Lock()

    @property
    def _index(self) -> "Index":
        """The index, loaded and opened when first asked for: conversations open without it."""
        with self._index_opening:
            if self._opened_index is None:
                from desktop_app.sessions.index import Index

                self._opened_index = Index.open(self.paths.index, self._stopped.is_set)
            return self._opened_index

    def close_index(self) -> None:
        """Close the index where it was opened; a slow disk is waited for `CLOSE_INDEX_S` at most.

        Closing syncs what the index wrote last. Whoever opens it next makes up for what is missing.
        """
        if self._opened_index is not None:
            closing = Thread(target=self._opened_index.close, name="sempre-index-end", daemon=True)
            closing.start()
            closing.join(CLOSE_INDEX_S)

    def find(self, session_id: str, cwd: Path | None = None) -> SessionRef:
        """Return the conversation of this id: in `cwd`'s project, else ours, else the latest.

        Raises:
            InvalidSessionIdError: not a canonical UUID; no path was looked at.
            SessionNotFoundError: nobody has it.
        """
        candidates = self.find_all(session_id)
        if cwd is not None:
            project = encode_project(str(cwd.resolve()))
            candidates = [ref for ref in candidates if ref.project == project] or candidates
        if not candidates:
            raise SessionNotFoundError(session_id)
        return candidates[0]

    def find_all(self, session_id: str) -> list[SessionRef]:
        """Return every conversation of this id: begun here, then adopted, then by activity."""
        refs = self.refs_of_id(session_id)
        return sorted(refs, key=self._preference, reverse=True) if len(refs) > 1 else refs

    def summaries(self, *, quick: bool = False) -> list[Summary]:
        """Return all conversations, the latest activity first; `quick` ones may be estimated."""
        limit = GLANCE_ABOVE_BYTES if quick else None
        found = self._index.summaries(self.files(), glance_above_bytes=limit)
        return sorted(map(self._complete, found), key=attrgetter("activity_s"), reverse=True)

    def summary(self, ref: SessionRef, *, quick: bool = False) -> Summary:
        """Return one conversation's summary, brought up to date first; see `summaries`."""
        file = self.file(ref)
        if not quick:
            return self._complete(self._index.update(file))
        (found,) = self._index.summaries([file], glance_above_bytes=GLANCE_ABOVE_BYTES)
        return self._complete(found)

    def refresh_index(
        self,
        progress: Callable[[int, int], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Bring full-text search up to date with every file."""
        self._index.refresh(self.files(), progress=progress, should_stop=should_stop)

    def refresh_index_apart(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Bring full-text search up to date, in a process of its own where there is much to read.

        Waits for it. Where no process can do it, it is done in this thread.
        """
        report = progress or _ignore_progress
        with self._refreshing:
            self.check_reading()
            if (
                not self._index.is_persistent
                or self._is_little()
                or not self._indexer.run(self.paths.root, self.claude_dir, report)
            ):
                self.refresh_index(report)

    @property
    def indexer_pid(self) -> int | None:
        """The id of the process that reads for the index, None while there is none."""
        return self._indexer.pid

    def stop_reading(self) -> None:
        """See `Places`; the indexer ends as well."""
        super().stop_reading()
        self._indexer.end()

    def search(self, query: str, limit: int = 50) -> "list[Hit]":
        """Return the messages that match a user's query, best first; no query ever raises."""
        self._index_what_grew()
        return self._index.search(query, limit=limit)

    def match_any(
        self,
        words: Sequence[str],
        *,
        limit: int,
        before_uuid: str | None = None,
        refs: Sequence[SessionRef] | None = None,
    ) -> "list[Hit]":
        """Return the messages that hold any of `words`, best first, without `before_uuid`.

        With `refs` only in those conversations.
        """
        self._index_what_grew()
        return self._index.match_any(words, limit=limit, before_uuid=before_uuid, refs=refs)

    def outline(self, ref: SessionRef) -> OutlineTable:
        """Return the outline of one conversation as its file is now; not to be changed.

        Raises UnreadableSessionError, SessionNotFoundError, concurrent.futures.CancelledError.
        """
        path = self.path(ref)
        try:
            return self._outlines.outline(path)
        except OSError as error:
            raise UnreadableSessionError.because(path, error) from error

    def _stored_outline(self, path: Path) -> "StoredOutline | None":
        return self._index.outline(path)

    def history_size(self) -> HistorySize:
        """Return how much history the index covers."""
        return self._index.size()

    @property
    def is_index_persistent(self) -> bool:
        """Whether the index could be kept on the disk."""
        return self._index.is_persistent

    def _complete(self, summary: Summary) -> Summary:
        """Fill in what no file says: whether it was rescued, where one without a record works."""
        if summary.path.is_relative_to(self.vault.root):
            return replace(summary, is_rescued=True)
        if summary.cwd or summary.records or summary.is_estimated or not summary.is_ours:
            return summary
        return replace(summary, cwd=self.cwd(summary.ref))

    def _is_little(self) -> bool:
        return self._index.pending_bytes(self.files()) <= MAX_READ_HERE_BYTES

    def _index_what_grew(self) -> None:
        # on demand and not while appending: an acknowledgement must not wait for SQLite
        with suppress(KeyError):  # empty, perhaps because another thread was faster
            while True:
                self._index.follow(self.own_file(self._grown.pop()))

    def _preference(self, ref: SessionRef) -> tuple[bool, bool, float]:
        summary = self.summary(ref, quick=True)
        return summary.origin is Origin.SEMPRE, summary.is_ours, summary.activity_s


def _ignore_progress(done_bytes: int, total_bytes: int) -> None:
    del done_bytes, total_bytes
