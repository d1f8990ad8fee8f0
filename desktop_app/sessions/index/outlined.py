"""The outlines that the index keeps, so that no large file is read for one."""

import sqlite3
import struct

from desktop_app.base.values import frozen
from desktop_app.sessions.index.bookmark import Bookmark
from desktop_app.sessions.outlines.chunk import OutlineChunk

# Rows that come one by one join the last piece until it has so many.
FULL_CHUNK_ROWS = 2_000


@frozen
class StoredOutline:
    """The rows of a file as far as the index has read it, in their order."""

    place: Bookmark
    chunks: tuple[OutlineChunk, ...]


def save_outline(connection: sqlite3.Connection, row_id: int, chunk: OutlineChunk) -> None:
    """Store the next rows of a file."""
    if not len(chunk):
        return
    last = connection.execute(
        "SELECT id, rows FROM outlines WHERE file_id = ? ORDER BY id DESC LIMIT 1", (row_id,)
    ).fetchone()
    known = _loaded(last[1]) if last is not None else None
    if known is None or len(known) >= FULL_CHUNK_ROWS:
        connection.execute(
            "INSERT INTO outlines (file_id, rows) VALUES (?, ?)", (row_id, chunk.dump())
        )
        return
    known.extend(chunk)
    connection.execute("UPDATE outlines SET rows = ? WHERE id = ?", (known.dump(), last[0]))


def outline(connection: sqlite3.Connection, row_id: int) -> tuple[OutlineChunk, ...]:
    """Return the rows of a file. Raises sqlite3.DatabaseError where they are damaged."""
    found = connection.execute("SELECT rows FROM outlines WHERE file_id = ? ORDER BY id", (row_id,))
    return tuple(_loaded(dumped) for (dumped,) in found)


def forget_outline(connection: sqlite3.Connection, row_id: int) -> None:
    """Drop the rows of a file."""
    connection.execute("DELETE FROM outlines WHERE file_id = ?", (row_id,))


def _loaded(dumped: bytes) -> OutlineChunk:
    try:
        return OutlineChunk.load(dumped)
    except (ValueError, TypeError, struct.error) as error:
        raise sqlite3.DatabaseError("an outline is damaged") from error
