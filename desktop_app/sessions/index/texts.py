"""The second pass over a file: the full text of its messages, in batches that can be stopped."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from desktop_app.base.files import check_regular
from desktop_app.sessions.entries import Entry, entry_of
from desktop_app.sessions.index import files
from desktop_app.sessions.index.bookmark import Bookmark, bookmark_at, read_settled
from desktop_app.sessions.index.database import Database
from desktop_app.sessions.index.files import IndexFile, Reading
from desktop_app.sessions.index.query import indexed
from desktop_app.sessions.summary import sound

# One transaction holds the lock for about the time that SQLite takes for these (0.3 s).
BATCH_BYTES = 8 * 1024 * 1024
BATCH_MESSAGES = 8_000


@dataclass(slots=True)
class _Batch:
    """Messages between two places of a file, to be written together."""

    start: int
    end: int
    is_last: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return self.end - self.start >= BATCH_BYTES or len(self.entries) >= BATCH_MESSAGES


class TextReader:
    """Brings the full text of files up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending_bytes(self, file: IndexFile) -> int:
        """Return how many bytes of the file are not covered yet.

        Raises:
            OSError: it can't be read.
            IndexUnavailableError: locked, or the disk is full.
        """
        place = self._place(file)
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
        """Take in what is missing. Stopped between two batches, it goes on there the next time.

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
        place = self._place(file)
        status = check_regular(file.path)
        if place is not None and place.is_fresh(status):
            return True
        start = _start(file.path, place, status)
        for batch in _ahead(_batches(file.path, start, status.st_size)):
            if should_stop():
                return True
            after = bookmark_at(file.path, status, batch.end, is_finished=batch.is_last)
            if not self._write(file, batch, place, after):
                return False
            on_bytes(batch.end - batch.start)
            place = after
        return True

    def _place(self, file: IndexFile) -> Bookmark | None:
        return self._database.read(lambda connection: _text_bookmark(connection, file.path))

    def _write(
        self, file: IndexFile, batch: _Batch, before: Bookmark | None, after: Bookmark
    ) -> bool:
        """Store one batch, unless the file's bookmark is no longer the one it began at."""

        def work(connection: sqlite3.Connection) -> bool:
            row_id = files.register(connection, file)
            if files.bookmark(connection, row_id, Reading.TEXT) != before:
                return False
            if batch.start == 0:
                files.forget_messages(connection, row_id)
            _save_messages(connection, row_id, batch.entries)
            files.save_bookmark(connection, row_id, Reading.TEXT, after)
            return True

        return self._database.write(work)


def _start(path: Path, place: Bookmark | None, status: os.stat_result) -> int:
    if place is not None and place.can_continue(path, status):
        return place.read_bytes
    return 0


def _batches(path: Path, start: int, size_bytes: int) -> Iterator[_Batch]:
    """Yield the messages of [start, size_bytes); the last batch may hold none."""
    batch = _Batch(start, start)
    for read in read_settled(path, start, size_bytes):
        if not read.is_settled:
            break
        if batch.is_full:
            yield batch
            batch = _Batch(batch.end, batch.end)
        entries = map(entry_of, read.line.items)
        batch.entries.extend(entry for entry in entries if entry is not None and _is_wanted(entry))
        batch.end = read.end
    batch.is_last = True
    yield batch


def _ahead(batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """Yield batches, of which the next is being read while one is written."""
    with ThreadPoolExecutor(1, thread_name_prefix="texts") as reading:
        batch = next(batches, None)
        while batch is not None:
            following = None if batch.is_last else reading.submit(next, batches, None)
            yield batch
            batch = following.result() if following else None


def _is_wanted(entry: Entry) -> bool:
    return entry.is_message and bool(entry.text)


def _text_bookmark(connection: sqlite3.Connection, path: Path) -> Bookmark | None:
    row_id = files.file_id(connection, path)
    return None if row_id is None else files.bookmark(connection, row_id, Reading.TEXT)


def _save_messages(connection: sqlite3.Connection, row_id: int, entries: Sequence[Entry]) -> None:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
    first_id = (row[0] if row else 0) + 1
    connection.executemany(
        "INSERT INTO messages (id, file_id, offset, length, kind, uuid, timestamp) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                row_id,
                entry.offset,
                entry.length,
                entry.kind.value,
                sound(entry.uuid),
                entry.timestamp.isoformat() if entry.timestamp else None,
            )
            for number, entry in enumerate(entries, first_id)
        ),
    )
    # one statement for all of them: SQLite holds no GIL while it runs
    words = orjson.dumps([indexed(entry.text).replace("\0", " ") for entry in entries])
    connection.execute(
        "INSERT INTO texts (rowid, text) SELECT key + ?, value FROM json_each(?)",
        (first_id, words.decode()),
    )
