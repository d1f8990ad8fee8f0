"""Summaries of files and their damaged lines, from where the last reading ended."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.base.files import check_regular
from desktop_app.base.system_errors import words_of
from desktop_app.sessions.glance import Beginning, glance
from desktop_app.sessions.index import files
from desktop_app.sessions.index.batches import Stretch, batches
from desktop_app.sessions.index.bookmark import Bookmark, bookmark_at
from desktop_app.sessions.index.database import Database, IndexUnavailableError
from desktop_app.sessions.index.files import IndexFile, KnownSummary
from desktop_app.sessions.index.summary_pass import (
    KeptFolds,
    SummaryPass,
    SummaryState,
    from_the_beginning,
    goes_on,
    save_state,
)
from desktop_app.sessions.summary import (
    Summarised,
    Summary,
    SummaryFacts,
    SummaryFold,
    modified,
    summary_of,
    unreadable,
)

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
        folds: KeptFolds,
        should_stop: Callable[[], bool] = lambda: False,
        allowance: Allowance | None = None,
    ) -> None:
        self._database = database
        self._folds = folds
        self._should_stop = should_stop
        self._allowance = allowance
        self._is_storing = True

    def without_storing(self) -> "SummaryReader":
        """Return itself, as after the database turned out to be locked."""
        self._is_storing = False
        return self

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
        begun = self.begin(file, self._known(file), check_regular(file.path))
        known = Beginning(begun.fold or SummaryFold(), begun.start)
        return glance(file.ref, file.path, is_ours=file.is_ours, known=known)

    def _known(self, file: IndexFile) -> KnownSummary | None:
        if not self._is_storing:
            return None
        try:
            return self._database.read(lambda c: files.known_summary(c, file.path))
        except IndexUnavailableError:
            self._is_storing = False
            return None

    def begin(
        self, file: IndexFile, known: KnownSummary | None, status: os.stat_result
    ) -> SummaryPass:
        """Return the pass that takes in what is missing. Raises OSError."""
        if known is None or not known.bookmark.can_continue(file.path, status):
            return from_the_beginning()

        def stored() -> tuple[int, bytes] | None:
            try:
                return self._database.read(lambda c: files.stored_fold(c, file.path))
            except IndexUnavailableError:
                return None

        return goes_on(known, self._folds.take(file.path, known.bookmark), stored)

    def _read(self, file: IndexFile) -> tuple[SummaryFacts, os.stat_result]:
        # in this order: a bookmark later than the status would look like a file that shrank
        known = self._known(file)
        status = check_regular(file.path)
        begun = self.begin(file, known, status)
        stretch = Stretch(file.path, status.st_size, None, begun)
        facts = SummaryFacts()
        for batch in batches(stretch, self._should_stop):
            state = batch.summary
            if state is not None:
                facts = state.facts or facts
                place = bookmark_at(file.path, status, state.end, is_finished=batch.is_last)
                self._store(file, state, place)
                if batch.is_last and begun.fold is not None:
                    self._folds.keep(file.path, place, begun.fold)
            if batch.is_stopped:
                raise StoppedError
        return facts, status

    def _store(self, file: IndexFile, state: SummaryState, place: Bookmark) -> None:
        """Store what was found out, unless the database turned out to be locked."""
        if not self._is_storing:
            return
        try:
            self._database.write(lambda c: save_state(c, file, state, place))
        except IndexUnavailableError:
            _log.info("Summaries go on without being stored")
            self._is_storing = False
