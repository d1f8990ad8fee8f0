"""The rows that the index keeps for each file."""

import os
import sqlite3
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.base.clock import parse_iso
from desktop_app.base.values import frozen
from desktop_app.sessions.index.bookmark import Bookmark
from desktop_app.sessions.index.outlined import forget_outline
from desktop_app.sessions.records import Damage, DamageReason
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import SummaryFacts


@frozen
class IndexFile:
    """A file that the index is asked to cover."""

    ref: SessionRef
    path: Path
    is_ours: bool


class Reading(StrEnum):
    """The two passes over a file: summaries are wanted at once, full text may come later."""

    SUMMARY = "summary"
    TEXT = "text"


@frozen
class KnownSummary:
    """What the index holds of a file's summary; a stored fold covers `fold_bytes` of the file."""

    facts: SummaryFacts
    bookmark: Bookmark
    fold_bytes: int | None


_BOOKMARK = "device, inode, size_bytes, mtime_ns, bookmarks.read_bytes, digest, is_finished"
_FOLD_BYTES = "folds.read_bytes"
_FACTS = "title, cwd, entrypoint, messages, records, damaged, created, last_activity"


def file_id(connection: sqlite3.Connection, path: Path) -> int | None:
    """Return the row id of `path`, None where the index does not know it."""
    row = connection.execute("SELECT id FROM files WHERE path = ?", (os.fsencode(path),)).fetchone()
    return None if row is None else int(row[0])


def register(connection: sqlite3.Connection, file: IndexFile) -> int:
    """Return the row id of `file`, making its row where there is none."""
    connection.execute(
        "INSERT INTO files (path, project, session_id) VALUES (?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET project = excluded.project, "
        "session_id = excluded.session_id",
        (os.fsencode(file.path), os.fsencode(file.ref.project), file.ref.session_id),
    )
    found = file_id(connection, file.path)
    if found is None:
        raise sqlite3.DatabaseError("a row that was just written is not there")
    return found


def known_summaries(connection: sqlite3.Connection) -> dict[Path, KnownSummary]:
    """Return what is known of every file."""
    rows = connection.execute(
        f"SELECT path, {_FACTS}, {_BOOKMARK}, {_FOLD_BYTES} FROM files "  # noqa: S608 - constants
        "JOIN bookmarks ON bookmarks.file_id = files.id AND reading = 'summary' "
        "LEFT JOIN folds ON folds.file_id = files.id"
    )
    return {Path(os.fsdecode(row[0])): _known(row[1:]) for row in rows}


def known_summary(connection: sqlite3.Connection, path: Path) -> KnownSummary | None:
    """Return what is known of one file."""
    row = connection.execute(
        f"SELECT {_FACTS}, {_BOOKMARK}, {_FOLD_BYTES} FROM files "  # noqa: S608 - constants
        "JOIN bookmarks ON bookmarks.file_id = files.id AND reading = 'summary' "
        "LEFT JOIN folds ON folds.file_id = files.id WHERE path = ?",
        (os.fsencode(path),),
    ).fetchone()
    return None if row is None else _known(row)


def stored_fold(connection: sqlite3.Connection, path: Path) -> tuple[int, bytes] | None:
    """Return how many bytes of a file its stored fold covers, and the fold."""
    row = connection.execute(
        "SELECT read_bytes, fold FROM folds WHERE file_id = (SELECT id FROM files WHERE path = ?)",
        (os.fsencode(path),),
    ).fetchone()
    return None if row is None else (int(row[0]), row[1])


def save_summary(connection: sqlite3.Connection, file: IndexFile, facts: SummaryFacts) -> int:
    """Store what a file's content says; return the row id."""
    row_id = register(connection, file)
    connection.execute(
        "UPDATE files SET title = ?, cwd = ?, entrypoint = ?, messages = ?, records = ?, "
        "damaged = ?, created = ?, last_activity = ? WHERE id = ?",
        (
            facts.title,
            facts.cwd,
            facts.entrypoint,
            facts.messages,
            facts.records,
            facts.damaged,
            facts.created.isoformat() if facts.created else None,
            facts.last_activity.isoformat() if facts.last_activity else None,
            row_id,
        ),
    )
    return row_id


def save_fold(connection: sqlite3.Connection, row_id: int, fold: bytes, read_bytes: int) -> None:
    """Store the fold to go on with, and how many bytes of the file it covers."""
    connection.execute(
        "INSERT OR REPLACE INTO folds (file_id, read_bytes, fold) VALUES (?, ?, ?)",
        (row_id, read_bytes, fold),
    )


def bookmark(connection: sqlite3.Connection, row_id: int, reading: Reading) -> Bookmark | None:
    """Return how far a pass has come, None where it has not begun."""
    row = connection.execute(
        f"SELECT {_BOOKMARK} FROM bookmarks "  # noqa: S608 - constants of this module
        "WHERE file_id = ? AND reading = ?",
        (row_id, reading.value),
    ).fetchone()
    return None if row is None else _bookmark(row)


def save_bookmark(
    connection: sqlite3.Connection, row_id: int, reading: Reading, place: Bookmark
) -> None:
    """Store how far a pass has come."""
    connection.execute(
        "INSERT OR REPLACE INTO bookmarks (file_id, reading, "
        "device, inode, size_bytes, mtime_ns, read_bytes, digest, is_finished) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row_id,
            reading.value,
            place.device,
            place.inode,
            place.size_bytes,
            place.mtime_ns,
            place.read_bytes,
            place.digest,
            place.is_finished,
        ),
    )


def forget_damages(connection: sqlite3.Connection, row_id: int, start: int) -> None:
    """Drop the damages of a file from offset `start` on."""
    connection.execute("DELETE FROM damages WHERE file_id = ? AND offset >= ?", (row_id, start))


def save_damages(connection: sqlite3.Connection, row_id: int, damages: Iterable[Damage]) -> None:
    """Store damages of a file."""
    connection.executemany(
        "INSERT OR REPLACE INTO damages (file_id, offset, length, reason, digest) "
        "VALUES (?, ?, ?, ?, ?)",
        ((row_id, d.offset, d.length, d.reason.value, d.digest) for d in damages),
    )


def damages(connection: sqlite3.Connection, path: Path) -> tuple[Damage, ...]:
    """Return the damages of a file in file order."""
    rows = connection.execute(
        "SELECT offset, length, reason, digest FROM damages WHERE file_id = "
        "(SELECT id FROM files WHERE path = ?) ORDER BY offset",
        (os.fsencode(path),),
    )
    return tuple(
        Damage(o, length, DamageReason(reason), digest) for o, length, reason, digest in rows
    )


def forget_messages(connection: sqlite3.Connection, row_id: int) -> None:
    """Drop the messages and the outline of a file; count what stays in the full text."""
    forget_outline(connection, row_id)
    dropped = connection.execute("DELETE FROM messages WHERE file_id = ?", (row_id,)).rowcount
    connection.execute(
        "INSERT INTO counters (name, value) VALUES ('orphans', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
        (dropped,),
    )


def forget_file(connection: sqlite3.Connection, path: Path) -> None:
    """Drop everything about a file that is gone; nothing happens for an unknown one."""
    row_id = file_id(connection, path)
    if row_id is None:
        return
    forget_messages(connection, row_id)
    forget_damages(connection, row_id, 0)
    connection.execute("DELETE FROM bookmarks WHERE file_id = ?", (row_id,))
    connection.execute("DELETE FROM folds WHERE file_id = ?", (row_id,))
    connection.execute("DELETE FROM files WHERE id = ?", (row_id,))


def known_paths(connection: sqlite3.Connection) -> set[Path]:
    """Return the path of every file that the index knows."""
    return {Path(os.fsdecode(path)) for (path,) in connection.execute("SELECT path FROM files")}


def ids_of(connection: sqlite3.Connection, refs: Iterable[SessionRef]) -> list[int]:
    """Return the row ids of the files of these conversations."""
    wanted = {(os.fsencode(ref.project), ref.session_id) for ref in refs}
    rows = connection.execute("SELECT id, project, session_id FROM files")
    return [row_id for row_id, project, session_id in rows if (project, session_id) in wanted]


def messages(connection: sqlite3.Connection) -> int:
    """Return how many messages the full text covers."""
    return int(connection.execute("SELECT count(*) FROM messages").fetchone()[0])


def orphans(connection: sqlite3.Connection) -> int:
    """Return how many messages stand in the full text although they are gone."""
    row = connection.execute("SELECT value FROM counters WHERE name = 'orphans'").fetchone()
    return 0 if row is None else int(row[0])


def coverage(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many files are known, and of how many the full text was not read to the end."""
    row = connection.execute(
        "SELECT count(*), count(*) - count(bookmarks.file_id) FROM files LEFT JOIN bookmarks "
        "ON file_id = files.id AND reading = 'text' AND is_finished"
    ).fetchone()
    return int(row[0]), int(row[1])


def _known(row: tuple[Any, ...]) -> KnownSummary:
    title, cwd, entrypoint, messages, records, damaged, created, last_activity = row[:8]
    facts = SummaryFacts(
        title=title,
        cwd=cwd,
        entrypoint=entrypoint,
        messages=messages,
        records=records,
        damaged=damaged,
        created=parse_iso(created),
        last_activity=parse_iso(last_activity),
    )
    return KnownSummary(facts, _bookmark(row[8:-1]), row[-1])


def _bookmark(row: tuple[Any, ...]) -> Bookmark:
    device, inode, size_bytes, mtime_ns, read_bytes, digest, is_finished = row
    return Bookmark(
        device, inode, size_bytes, mtime_ns, read_bytes, digest, is_finished=bool(is_finished)
    )
