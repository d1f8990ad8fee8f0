"""The tables of the index. Any change here needs a new `SCHEMA_VERSION`: old files are remade."""

import sqlite3

SCHEMA_VERSION = 3

# Message ids are never used twice (AUTOINCREMENT): the full text of a forgotten message stays
# behind without a row of its own, since a contentless FTS5 table of SQLite < 3.43 can't delete,
# and must not be taken for the text of a later one.
_TABLES = (
    """
    CREATE TABLE files (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        project BLOB NOT NULL,
        session_id TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        cwd TEXT NOT NULL DEFAULT '',
        entrypoint TEXT,
        messages INTEGER NOT NULL DEFAULT 0,
        records INTEGER NOT NULL DEFAULT 0,
        damaged INTEGER NOT NULL DEFAULT 0,
        created TEXT,
        last_activity TEXT
    )
    """,
    # What the summaries of files that grow go on with. Megabytes: apart from what changes often.
    """
    CREATE TABLE folds (
        file_id INTEGER PRIMARY KEY,
        read_bytes INTEGER NOT NULL,
        fold BLOB NOT NULL
    )
    """,
    # How far each of the two passes, "summary" and "text", has read a file.
    """
    CREATE TABLE bookmarks (
        file_id INTEGER NOT NULL,
        reading TEXT NOT NULL,
        device TEXT NOT NULL,
        inode TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        read_bytes INTEGER NOT NULL,
        digest BLOB NOT NULL,
        is_finished INTEGER NOT NULL,
        PRIMARY KEY (file_id, reading)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE damages (
        file_id INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        reason TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (file_id, offset, reason)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        file_id INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        kind TEXT NOT NULL,
        uuid TEXT NOT NULL,
        time_us INTEGER
    )
    """,
    "CREATE INDEX messages_by_file ON messages (file_id, offset)",
    # Pieces of `outlines.chunk`, read as far as the full text is.
    """
    CREATE TABLE outlines (
        id INTEGER PRIMARY KEY,
        file_id INTEGER NOT NULL,
        rows BLOB NOT NULL
    )
    """,
    "CREATE INDEX outlines_by_file ON outlines (file_id)",
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
)
# Contentless: the text itself stays in the conversation's file and is read back from there. Which
# messages hold a word is all that is kept (`detail = none`): where in them it stands, and whether
# words follow each other, is seen in the text. `index.query` folds and parts what is not ASCII.
_TEXTS = """
    CREATE VIRTUAL TABLE texts USING fts5 (
        text, content = '', detail = none, columnsize = 0,
        tokenize = 'ascii'
    )
"""
# Measured with 1.5 KB records: 28 MB/s, against 13 with the defaults. What was added is sorted in
# memory up to `hashsize`, and pieces are merged only when there are `crisismerge` of one size.
_TEXT_SETTINGS = (("hashsize", 16 * 1024 * 1024), ("automerge", 0), ("crisismerge", 64))
_NAMES = frozenset(
    {"files", "folds", "bookmarks", "damages", "messages", "outlines", "counters", "texts"}
)


def create(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database, inside the caller's transaction."""
    for statement in _TABLES:
        connection.execute(statement)
    _create_texts(connection)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def is_current(connection: sqlite3.Connection) -> bool:
    """Tell whether the tables are those of this version and answer. Raises sqlite3.Error."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        return False
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    if not {name for (name,) in rows} >= _NAMES:
        return False
    connection.execute("SELECT max(id) FROM messages").fetchone()
    connection.execute("SELECT rowid FROM texts WHERE texts MATCH 'a' LIMIT 1").fetchone()
    return True


def is_blank(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing was ever made in this database. Raises sqlite3.Error."""
    return connection.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone() is None


def forget_all_texts(connection: sqlite3.Connection) -> None:
    """Empty the full text and what belongs to it; the summaries stay."""
    connection.execute("DROP TABLE texts")
    connection.execute("DELETE FROM messages")
    connection.execute("DELETE FROM outlines")
    connection.execute("DELETE FROM bookmarks WHERE reading = 'text'")
    connection.execute("DELETE FROM counters")
    _create_texts(connection)


def _create_texts(connection: sqlite3.Connection) -> None:
    connection.execute(_TEXTS)
    for setting in _TEXT_SETTINGS:
        connection.execute("INSERT INTO texts (texts, rank) VALUES (?, ?)", setting)
