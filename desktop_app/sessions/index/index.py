"""The index of all conversations: summaries at once, full text as far as it was read."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from types import TracebackType

from desktop_app.engines.base import HistorySize
from desktop_app.sessions.index import files, query, schema, search
from desktop_app.sessions.index.database import Database, IndexUnavailableError
from desktop_app.sessions.index.files import IndexFile
from desktop_app.sessions.index.outlined import StoredOutline
from desktop_app.sessions.index.search import Hit, Request
from desktop_app.sessions.index.summaries import Allowance, StoppedError, SummaryReader
from desktop_app.sessions.index.summary_pass import KeptFolds
from desktop_app.sessions.index.texts import TextReader, stored_outline
from desktop_app.sessions.records import Damage
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary

# `update` follows a conversation that grows; a whole history is left to `refresh`.
MAX_UPDATE_BYTES = 16 * 1024 * 1024
# A list is wanted at once: what a quarter of a second reads is read, the rest glanced at.
MAX_LISTING_BYTES = 8 * 1024 * 1024  # of all together
# The full text is made anew once this part of it belongs to messages that are gone.
MAX_ORPHAN_SHARE = 1 / 3

Progress = Callable[[int, int], None]

_log = logging.getLogger("sempre.index")


class Index:
    """A derived database over conversation files. Thread-safe; several processes may share it.

    Nothing about the index file ever raises: damaged it is made anew, out of place it lives in
    memory (`is_persistent`), locked by another process it answers without storing. No call waits
    longer than two seconds for a lock. Once `is_stopped` says so, reading of files ends at the
    next line or batch; what was read until then is kept.
    """

    def __init__(self, database: Database, is_stopped: Callable[[], bool]) -> None:
        self._database = database
        self._is_stopped = is_stopped
        self._files: tuple[IndexFile, ...] = ()
        self._folds = KeptFolds()

    @classmethod
    def open(cls, path: Path, is_stopped: Callable[[], bool] = lambda: False) -> "Index":
        """Open the index at `path`, making it where there is none that can be used."""
        return cls(Database(path), is_stopped)

    def __enter__(self) -> "Index":
        """Return the index itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the database. May be called twice; nothing else may be called afterwards."""
        self._database.close()

    @property
    def is_persistent(self) -> bool:
        """Whether the index is kept on the disk, or only in memory until the program ends."""
        return self._database.is_persistent

    def refresh(
        self,
        wanted: Iterable[IndexFile],
        *,
        progress: Progress | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Bring everything up to date with the files; files that are not wanted are forgotten.

        Reads appended bytes only, where a file just grew. `progress` is told the bytes done and
        the bytes to do. Files of which little is missing come first. Stopped, or kept out by
        another process, it goes on the next time.
        """
        self._files = tuple(wanted)
        report = progress or _ignore_progress

        def is_stopped() -> bool:
            return self._is_stopped() or (should_stop is not None and should_stop())

        try:
            self._refresh(report, is_stopped)
            if self._database.take_lost_content():
                # damage was met on the way, so everything is read anew
                self._refresh(report, is_stopped)
        except StoppedError:
            _log.info("Refreshing the index was stopped; it goes on the next time")
        except IndexUnavailableError:
            _log.info("The index is out of reach; it is refreshed the next time")

    def pending_bytes(self, wanted: Iterable[IndexFile]) -> int:
        """Return how much `refresh` would have to read; 0 while the index is out of reach."""
        self._files = tuple(wanted)
        texts = self._texts()
        try:
            return sum(_pending_bytes(texts, file) for file in self._files)
        except IndexUnavailableError:
            return 0

    def follow(self, file: IndexFile) -> None:
        """Take in what was appended to a file; more than `MAX_UPDATE_BYTES` is left to `refresh`.

        Looks at this file only. Once reading is stopped, the rest is left as well.
        """
        self._take_in(file)

    def _take_in(self, file: IndexFile) -> bool:
        """Return whether the index was in reach."""
        texts = self._texts()
        try:
            if texts.pending_bytes(file) <= MAX_UPDATE_BYTES:
                texts.read(file, on_bytes=_ignore_bytes, should_stop=self._is_stopped)
        except IndexUnavailableError:
            _log.info("The index is out of reach; a change is indexed later")
            return False
        except OSError:
            self._forget([file.path])
        return True

    def update(self, file: IndexFile) -> Summary:
        """Bring one file up to date and return its summary.

        Its full text follows at once unless more than `MAX_UPDATE_BYTES` of it are missing: then
        `refresh` takes it.

        Raises:
            concurrent.futures.CancelledError: reading was stopped.
        """
        is_in_reach = self._take_in(file)
        try:
            return self._reader(None, is_storing=is_in_reach).summary(file)
        except StoppedError as error:
            raise CancelledError from error

    def summaries(
        self, wanted: Iterable[IndexFile], *, glance_above_bytes: int | None = None
    ) -> list[Summary]:
        """Return a summary of each file, in their order; only changed ones are read.

        With `glance_above_bytes` those of which more is new are glanced at instead (`glance`), and
        so is the rest once `MAX_LISTING_BYTES` were read: the call takes no longer for large files.

        Raises:
            concurrent.futures.CancelledError: reading was stopped.
        """
        try:
            return list(self._reader(glance_above_bytes).summaries(list(wanted)))
        except StoppedError as error:
            raise CancelledError from error

    def _reader(self, glance_above_bytes: int | None, *, is_storing: bool = True) -> SummaryReader:
        if glance_above_bytes is None:
            reader = SummaryReader(self._database, self._folds, self._is_stopped)
            return reader if is_storing else reader.without_storing()
        allowance = Allowance(glance_above_bytes, max(glance_above_bytes, MAX_LISTING_BYTES))
        return SummaryReader(self._database, self._folds, self._is_stopped, allowance)

    def _texts(self) -> TextReader:
        return TextReader(self._database, self._folds)

    def search(
        self, text: str, *, limit: int = 50, refs: Sequence[SessionRef] | None = None
    ) -> list[Hit]:
        """Return the best messages for a query as a person types it (`index.query`), best first.

        With `refs` only in those conversations. A query without any word finds nothing.
        """
        terms = query.parse(text)
        has_phrase = any(len(term.words) > 1 for term in terms)
        narrow = [term for term in terms if not query.is_broad(term)]
        if len(narrow) < len(terms):
            # nearly every message holds one; what was read back says which do
            request = Request((query.match_all(narrow),), limit, refs, has_phrase=True)
            if found := self._hits(terms, request):
                return found
        request = Request((query.match_all(terms),), limit, refs, has_phrase=has_phrase)
        return self._hits(terms, request)

    def match_any(
        self,
        words: Sequence[str],
        *,
        limit: int,
        before_uuid: str | None = None,
        refs: Sequence[SessionRef] | None = None,
    ) -> list[Hit]:
        """Return the best messages that hold any of `words`; `before_uuid` itself is left out.

        With `refs` only in those conversations.
        """
        terms = query.any_of(words)
        return self._hits(terms, Request(query.match_each(terms), limit, refs, before_uuid))

    def size(self) -> HistorySize:
        """Return how much is covered; incomplete while the full text of a known file is missing."""
        try:
            return self._database.read(_size)
        except IndexUnavailableError:
            return HistorySize(0, 0, is_complete=False)

    def damages(self, file: IndexFile) -> tuple[Damage, ...]:
        """Return the damage found when the file was last summarised, in file order."""
        try:
            return self._database.read(lambda connection: files.damages(connection, file.path))
        except IndexUnavailableError:
            return ()

    def outline(self, path: Path) -> StoredOutline | None:
        """Return the outline of a file as far as its full text was read, None where it was not."""
        try:
            return self._database.read(lambda connection: stored_outline(connection, path))
        except IndexUnavailableError:
            return None

    def _hits(self, terms: Sequence[query.Term], request: Request) -> list[Hit]:
        if not terms or request.limit <= 0:
            return []
        try:
            found = self._database.read(lambda connection: search.find(connection, request))
            if self._files and self._database.take_lost_content():
                self.refresh(self._files)
                found = self._database.read(lambda connection: search.find(connection, request))
        except IndexUnavailableError:
            return []
        # one expression for all terms, or one for each of several
        return search.hits(found, terms, request.limit, need_all=len(request.expressions) == 1)

    def _refresh(self, progress: Progress, should_stop: Callable[[], bool]) -> None:
        self._database.write(lambda connection: _prepare(connection, self._files))
        texts = self._texts()
        pending = {file: _pending_bytes(texts, file) for file in self._files}
        # whoever can't wait for all of it should not wait for the largest first
        ordered = sorted(self._files, key=pending.__getitem__)
        summaries = SummaryReader(self._database, self._folds, should_stop)
        total, done = sum(pending.values()), 0

        def on_bytes(size_bytes: int) -> None:
            nonlocal done
            done += size_bytes
            progress(min(done, total), total)

        progress(0, total)
        for file in ordered:
            try:
                texts.read(file, on_bytes=on_bytes, should_stop=should_stop)
            except OSError:
                self._forget([file.path])
            summaries.summary(file)  # reads only where its text was known already
        progress(total, total)

    def _forget(self, paths: Iterable[Path]) -> None:
        def work(connection: sqlite3.Connection) -> None:
            for path in paths:
                files.forget_file(connection, path)

        try:
            self._database.write(work)
        except IndexUnavailableError:
            _log.info("The index is out of reach; a lost file is forgotten later")


def _ignore_bytes(size_bytes: int) -> None:
    del size_bytes


def _ignore_progress(done_bytes: int, total_bytes: int) -> None:
    del done_bytes, total_bytes


def _prepare(connection: sqlite3.Connection, wanted: Sequence[IndexFile]) -> None:
    """Make a row for each file, so that missing text is known to be missing; forget the others."""
    for path in files.known_paths(connection) - {file.path for file in wanted}:
        files.forget_file(connection, path)
    for file in wanted:
        files.register(connection, file)
    orphans = files.orphans(connection)
    if orphans > MAX_ORPHAN_SHARE * (orphans + files.messages(connection)):
        _log.info("The full text is made anew: %d messages in it are gone", orphans)
        schema.forget_all_texts(connection)


def _pending_bytes(texts: TextReader, file: IndexFile) -> int:
    try:
        return texts.pending_bytes(file)
    except OSError:
        return 0


def _size(connection: sqlite3.Connection) -> HistorySize:
    conversations, unread = files.coverage(connection)
    return HistorySize(conversations, files.messages(connection), is_complete=unread == 0)
