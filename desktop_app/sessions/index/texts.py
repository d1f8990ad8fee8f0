"""The full text of files and, where that is missing as well, their summaries: in one pass."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from desktop_app.base.files import check_regular
from desktop_app.sessions.index import files
from desktop_app.sessions.index.batches import Batch, Stretch, ahead, batches
from desktop_app.sessions.index.bookmark import Bookmark, bookmark_at
from desktop_app.sessions.index.database import Database
from desktop_app.sessions.index.files import IndexFile, KnownSummary, Reading
from desktop_app.sessions.index.outlined import StoredOutline, outline, save_outline
from desktop_app.sessions.index.summaries import SummaryReader
from desktop_app.sessions.index.summary_pass import KeptFolds, SummaryPass, save_state


class TextReader:
    """Brings the full text of files up to date, and their summaries on the way."""

    def __init__(self, database: Database, folds: KeptFolds) -> None:
        self._database = database
        self._folds = folds

    def pending_bytes(self, file: IndexFile) -> int:
        """Return how many bytes of the file are not covered yet.

        Raises:
            OSError: it can't be read.
            IndexUnavailableError: locked, or the disk is full.
        """
        place = self._database.read(lambda connection: _text_bookmark(connection, file.path))
        status = check_regular(file.path)
        if place is None:
            return status.st_size
        if place.is_fresh(status):
            return 0
        return status.st_size - _start(file.path, place, status)

    def read(
        self,
        file: IndexFile,
        *,
        on_bytes: Callable[[int], None],
        should_stop: Callable[[], bool],
    ) -> None:
        """Take in what is missing. Stopped before a line, it goes on there the next time.

        Calls `on_bytes` with the size of each stretch that is covered now.

        Raises:
            OSError: it can't be read.
            IndexUnavailableError: locked, or the disk is full; what was written before stays.
        """
        while not self._read_on(file, on_bytes, should_stop):
            # somebody else took in a piece of this file meanwhile; what is left may be ours
            pass

    def _read_on(
        self, file: IndexFile, on_bytes: Callable[[int], None], should_stop: Callable[[], bool]
    ) -> bool:
        """Take in what is missing; return False where the bookmark moved under our hands."""
        # in this order: a bookmark later than the status would look like a file that shrank
        place, known = self._database.read(lambda connection: _places(connection, file.path))
        status = check_regular(file.path)
        if place is not None and place.is_fresh(status):
            return True
        start = _start(file.path, place, status)
        summary = self._summary(file, known, status)
        found = batches(Stretch(file.path, status.st_size, start, summary), should_stop)
        for batch in ahead(found):
            after = bookmark_at(file.path, status, batch.end, is_finished=batch.is_last)
            if not self._write(file, batch, (place, after), status):
                return False
            on_bytes(batch.end - batch.start)
            place = after
            if batch.is_last and summary is not None and summary.fold is not None:
                end = bookmark_at(file.path, status, summary.end, is_finished=True)
                self._folds.keep(file.path, end, summary.fold)
        return True

    def _summary(
        self, file: IndexFile, known: KnownSummary | None, status: os.stat_result
    ) -> SummaryPass | None:
        if known is not None and known.bookmark.is_fresh(status):
            return None
        return SummaryReader(self._database, self._folds).begin(file, known, status)

    def _write(
        self,
        file: IndexFile,
        batch: Batch,
        places: tuple[Bookmark | None, Bookmark],
        status: os.stat_result,
    ) -> bool:
        """Store one batch, unless the file's bookmark is no longer the one it began at."""
        before, after = places
        summary_end = None
        if batch.summary is not None:
            end = batch.summary.end
            summary_end = bookmark_at(file.path, status, end, is_finished=batch.is_last)

        def work(connection: sqlite3.Connection) -> bool:
            row_id = files.register(connection, file)
            if files.bookmark(connection, row_id, Reading.TEXT) != before:
                return False
            if batch.start == 0:
                files.forget_messages(connection, row_id)
            _save_messages(connection, row_id, batch)
            save_outline(connection, row_id, batch.outline)
            files.save_bookmark(connection, row_id, Reading.TEXT, after)
            if batch.summary is not None and summary_end is not None:
                save_state(connection, file, batch.summary, summary_end)
            return True

        return self._database.write(work)


def _start(path: Path, place: Bookmark | None, status: os.stat_result) -> int:
    if place is not None and place.can_continue(path, status):
        return place.read_bytes
    return 0


def _text_bookmark(connection: sqlite3.Connection, path: Path) -> Bookmark | None:
    row_id = files.file_id(connection, path)
    return None if row_id is None else files.bookmark(connection, row_id, Reading.TEXT)


def stored_outline(connection: sqlite3.Connection, path: Path) -> StoredOutline | None:
    """Return the outline of a file as far as its text was read, None where it was not."""
    row_id = files.file_id(connection, path)
    place = None if row_id is None else files.bookmark(connection, row_id, Reading.TEXT)
    if row_id is None or place is None:
        return None
    return StoredOutline(place, outline(connection, row_id))


def _places(
    connection: sqlite3.Connection, path: Path
) -> tuple[Bookmark | None, KnownSummary | None]:
    return _text_bookmark(connection, path), files.known_summary(connection, path)


def _save_messages(connection: sqlite3.Connection, row_id: int, batch: Batch) -> None:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
    first_id = (row[0] if row else 0) + 1
    _insert(
        connection,
        "messages (id, file_id, offset, length, kind, uuid, time_us)",
        [(number, row_id, *message) for number, message in enumerate(batch.messages, first_id)],
    )
    _insert(connection, "texts (rowid, text)", list(enumerate(batch.texts, first_id)))


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows, as many at once as SQLite takes: it holds no GIL while a statement runs.

    FTS5 makes a piece of its own of each statement for several rows.
    """
    if not rows:
        return
    columns = len(rows[0])
    at_once = max(1, connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // columns)
    place = f"({', '.join('?' * columns)})"
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        values: Iterable[object] = chain.from_iterable(part)
        connection.execute(
            f"INSERT INTO {table} VALUES {', '.join([place] * len(part))}",  # noqa: S608 - constants
            tuple(values),
        )
