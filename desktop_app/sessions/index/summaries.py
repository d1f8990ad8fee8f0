"""The first pass over a file: its summary and its damaged lines, from where the last pass ended."""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.base.files import check_regular
from desktop_app.base.system_errors import words_of
from desktop_app.sessions.glance import Beginning, glance
from desktop_app.sessions.index import files
from desktop_app.sessions.index.bookmark import Bookmark, bookmark_at, read_settled
from desktop_app.sessions.index.database import Database, IndexUnavailableError
from desktop_app.sessions.index.files import IndexFile, KnownSummary, Reading
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.summary import (
    Summarised,
    Summary,
    SummaryFacts,
    SummaryFold,
    fold_items,
    modified,
    summary_of,
    unreadable,
)

# A file of a million damaged lines must not be collected in memory.
DAMAGES_PER_WRITE = 2_000
# A kill in the middle of a large file costs so much reading at most.
KEEP_EVERY_BYTES = 64 * 1024 * 1024

_log = logging.getLogger("sempre.index")


class StoppedError(Exception):
    """The reading was stopped from outside. Never leaves the package."""


@dataclass(slots=True)
class Allowance:
    """How much may be read in full: of one file, and of all together. Files beyond get a glance."""

    file_bytes: int
    left_bytes: int

    def take(self, pending_bytes: int) -> bool:
        """Tell whether so much more may be read, and count it if so."""
        if pending_bytes > min(self.file_bytes, self.left_bytes):
            return False
        self.left_bytes -= pending_bytes
        return True


class SummaryReader:
    """Summarises files through the database. Nothing it does raises for a file or a lock.

    Once the database was locked for too long, the rest of this reader's life goes on without
    storing anything: the summaries are right, only dearer. Make one per operation. Without an
    `allowance` every summary is exact.
    """

    def __init__(
        self,
        database: Database,
        should_stop: Callable[[], bool] = lambda: False,
        allowance: Allowance | None = None,
    ) -> None:
        self._database = database
        self._should_stop = should_stop
        self._allowance = allowance
        self._is_storing = True

    @property
    def is_storing(self) -> bool:
        """Whether the database could be used so far."""
        return self._is_storing

    def summaries(self, wanted: Sequence[IndexFile]) -> Iterator[Summary]:
        """Yield a summary of each file, in their order, read anew only where the file changed.

        Raises:
            StoppedError: `should_stop` said so; what was read until then is stored.
        """
        if len(wanted) == 1:
            yield self.summary(wanted[0])
            return
        try:
            known = self._database.read(files.known_summaries)
        except IndexUnavailableError:
            known, self._is_storing = {}, False
        for file in wanted:
            yield self._summary(file, known.get(file.path))

    def summary(self, file: IndexFile) -> Summary:
        """Return the summary of one file, read anew only where it changed; raises StoppedError."""
        return self._summary(file, self._known(file))

    def _summary(self, file: IndexFile, known: KnownSummary | None) -> Summary:
        if self._should_stop():
            raise StoppedError
        try:
            status = check_regular(file.path)
            if known is not None and known.bookmark.is_fresh(status):
                facts = known.facts
            elif self._may_read(file, known, status):
                facts, status = self._read(file)
            else:
                return self._glance(file)
        except OSError as error:
            return unreadable(file.ref, file.path, is_ours=file.is_ours, reason=words_of(error))
        return summary_of(
            facts,
            Summarised(
                file.ref, file.path, file.is_ours, status.st_size, modified(status.st_mtime_ns)
            ),
        )

    def _may_read(
        self, file: IndexFile, known: KnownSummary | None, status: os.stat_result
    ) -> bool:
        if self._allowance is None:
            return True
        covered = known is not None and known.bookmark.can_continue(file.path, status)
        read_bytes = known.bookmark.read_bytes if known is not None and covered else 0
        return self._allowance.take(status.st_size - read_bytes)

    def _glance(self, file: IndexFile) -> Summary:
        start, fold = _resume(self._known(file), file, check_regular(file.path))
        return glance(file.ref, file.path, is_ours=file.is_ours, known=Beginning(fold, start))

    def _known(self, file: IndexFile) -> KnownSummary | None:
        if not self._is_storing:
            return None
        try:
            return self._database.read(lambda c: files.known_summary(c, file.path))
        except IndexUnavailableError:
            self._is_storing = False
            return None

    def _read(self, file: IndexFile) -> tuple[SummaryFacts, os.stat_result]:
        # in this order: a bookmark later than the status would look like a file that shrank
        known = self._known(file)
        status = check_regular(file.path)
        start, fold = _resume(known, file, status)
        read_bytes = kept_bytes = start
        unsettled: list[Record | Damage] = []
        damages = _DamageList(self, file, start)
        for read in read_settled(file.path, start, status.st_size):
            is_stopped = self._should_stop()
            if is_stopped or read_bytes - kept_bytes >= KEEP_EVERY_BYTES:
                damages.write()
                place = bookmark_at(file.path, status, read_bytes, is_finished=False)
                self._keep(file, fold.facts(), fold.dump(), place)
                kept_bytes = read_bytes
            if is_stopped:
                raise StoppedError
            damages.add([item for item in read.line.items if isinstance(item, Damage)])
            if not read.is_settled:
                unsettled = list(read.line.items)
                break
            fold_items(fold, read.line.items)
            read_bytes = read.end
        dumped = fold.dump()
        fold_items(fold, unsettled)
        facts = fold.facts()
        damages.write()
        place = bookmark_at(file.path, status, read_bytes, is_finished=True)
        self._keep(file, facts, dumped, place)
        return facts, status

    def _keep(self, file: IndexFile, facts: SummaryFacts, dumped: bytes, place: Bookmark) -> None:
        """Store how far the file was read, so that the next reading goes on there."""
        self.store(
            lambda c: files.save_bookmark(
                c, files.save_summary(c, file, facts, dumped), Reading.SUMMARY, place
            )
        )

    def store(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Run `work` as a transaction, unless the database turned out to be locked."""
        if not self._is_storing:
            return
        try:
            self._database.write(work)
        except IndexUnavailableError:
            _log.info("Summaries go on without being stored")
            self._is_storing = False


def _resume(
    known: KnownSummary | None, file: IndexFile, status: os.stat_result
) -> tuple[int, SummaryFold]:
    """Return where reading goes on and the fold of everything before."""
    if known and known.fold is not None and known.bookmark.can_continue(file.path, status):
        try:
            return known.bookmark.read_bytes, SummaryFold.load(known.fold)
        except (ValueError, KeyError, TypeError) as error:
            _log.warning("A stored summary can't be continued: %s", error)
    return 0, SummaryFold()


class _DamageList:
    """Damages on their way to the database, a bounded number at a time."""

    def __init__(self, reader: SummaryReader, file: IndexFile, start: int) -> None:
        self._reader = reader
        self._file = file
        self._forget_from: int | None = start
        self._waiting: list[Damage] = []

    def add(self, damages: Sequence[Damage]) -> None:
        self._waiting.extend(damages)
        if len(self._waiting) >= DAMAGES_PER_WRITE:
            self.write()

    def write(self) -> None:
        """Store what waits; the first time what the last pass found from the start on goes."""
        waiting, self._waiting = self._waiting, []
        forget_from, self._forget_from = self._forget_from, None
        if not waiting and forget_from is None:
            return

        def save(connection: sqlite3.Connection) -> None:
            row_id = files.register(connection, self._file)
            if forget_from is not None:
                files.forget_damages(connection, row_id, forget_from)
            files.save_damages(connection, row_id, waiting)

        self._reader.store(save)
