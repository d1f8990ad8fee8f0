"""What a pass over a file finds out for its summary, until it is stored."""

import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.index import files
from desktop_app.sessions.index.bookmark import Bookmark
from desktop_app.sessions.index.files import IndexFile, KnownSummary, Reading
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.summary import SummaryFacts, SummaryFold

# A kill in the middle of a large file costs so much reading at most.
KEEP_EVERY_BYTES = 64 * 1024 * 1024
# The fold of a long conversation takes megabytes; whoever goes on with it reads so much again.
STORE_FOLD_EVERY_BYTES = 4 * 1024 * 1024
# A file of a million damaged lines must not be collected in memory.
DAMAGES_PER_WRITE = 2_000
KEPT_FOLDS = 4

_log = logging.getLogger("sempre.index")


class KeptFolds:
    """The folds of the files that grew last, so that following one message loads none."""

    def __init__(self) -> None:
        self._folds: OrderedDict[Path, tuple[Bookmark, SummaryFold]] = OrderedDict()
        self._lock = Lock()

    def take(self, path: Path, place: Bookmark) -> SummaryFold | None:
        """Return the fold of everything before a place, which nobody else has then."""
        with self._lock:
            known, fold = self._folds.pop(path, (None, None))
            return fold if known == place else None

    def keep(self, path: Path, place: Bookmark, fold: SummaryFold) -> None:
        """Keep the fold of everything before a place; the caller must not go on with it."""
        with self._lock:
            self._folds[path] = (place, fold)
            while len(self._folds) > KEPT_FOLDS:
                self._folds.popitem(last=False)


@frozen
class SummaryState:
    """What is to be stored. Without `facts` only damages: the place stays where it was."""

    end: int
    damages: Sequence[Damage]
    forget_from: int | None  # what an earlier pass found from there on goes
    facts: SummaryFacts | None = None
    fold: bytes | None = None
    fold_bytes: int = 0


class SummaryPass:
    """Takes the lines of one file from `start` on; `fold` holds everything before.

    `stored_bytes` says how much the fold covers that is stored already, None without one.
    """

    def __init__(self, start: int, fold: SummaryFold, stored_bytes: int | None) -> None:
        self.start = start
        self.end = start
        self.fold: SummaryFold | None = fold
        self._fold = fold
        self._stored_bytes = stored_bytes
        self._kept_bytes = start
        self._forget_from: int | None = start
        self._damages: list[Damage] = []

    @property
    def is_due(self) -> bool:
        """Whether enough was taken for storing it."""
        return (
            self.end - self._kept_bytes >= KEEP_EVERY_BYTES
            or len(self._damages) >= DAMAGES_PER_WRITE
        )

    def take(
        self, items: Sequence[Record | Damage], entries: Sequence[Entry | None], end: int
    ) -> None:
        """Take a line, which ends at `end`."""
        for item, entry in zip(items, entries, strict=True):
            self._fold.take(item, entry)
            if isinstance(item, Damage):
                self._damages.append(item)
        self.end = end

    def state(self, *, is_end: bool, unsettled: Sequence[Record | Damage] = ()) -> SummaryState:
        """Return what is to be stored now; at the end with the facts of an `unsettled` line.

        After that line nothing more may be taken, and `fold` is None.
        """
        self._damages += (item for item in unsettled if isinstance(item, Damage))
        damages, self._damages = self._damages, []
        forget_from, self._forget_from = self._forget_from, None
        if not is_end and self.end - self._kept_bytes < KEEP_EVERY_BYTES:
            return SummaryState(self.end, damages, forget_from)
        self._kept_bytes = self.end
        dumped = None
        if self._stored_bytes is None or self.end - self._stored_bytes >= STORE_FOLD_EVERY_BYTES:
            dumped, self._stored_bytes = self._fold.dump(), self.end
        for item in unsettled:
            self._fold.add(item)
            self.fold = None
        return SummaryState(
            self.end, damages, forget_from, self._fold.facts(), dumped, self._stored_bytes or 0
        )


def goes_on(
    known: KnownSummary, kept: SummaryFold | None, stored: Callable[[], tuple[int, bytes] | None]
) -> SummaryPass:
    """Return the pass that goes on with a file that only grew since it was summarised.

    It goes on with the `kept` fold of all that is known, else with the `stored` one.
    """
    if kept is not None:
        return SummaryPass(known.bookmark.read_bytes, kept, known.fold_bytes)
    read_bytes, dumped = stored() or (0, b"")
    if not dumped or read_bytes > known.bookmark.read_bytes:
        return from_the_beginning()
    try:
        return SummaryPass(read_bytes, SummaryFold.load(dumped), read_bytes)
    except (ValueError, KeyError, TypeError) as error:
        _log.warning("A stored summary can't be continued: %s", error)
        return from_the_beginning()


def from_the_beginning() -> SummaryPass:
    """Return the pass over a file of which nothing is known."""
    return SummaryPass(0, SummaryFold(), None)


def save_state(
    connection: sqlite3.Connection, file: IndexFile, state: SummaryState, place: Bookmark
) -> None:
    """Store what a pass found out; `place` is the bookmark at its end."""
    if state.facts is None:
        row_id = files.register(connection, file)
    else:
        row_id = files.save_summary(connection, file, state.facts)
        files.save_bookmark(connection, row_id, Reading.SUMMARY, place)
    if state.fold is not None:
        files.save_fold(connection, row_id, state.fold, state.fold_bytes)
    if state.forget_from is not None:
        files.forget_damages(connection, row_id, state.forget_from)
    files.save_damages(connection, row_id, state.damages)
