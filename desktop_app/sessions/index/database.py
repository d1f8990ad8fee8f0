"""The connection to the index file, which heals itself: the index is derived, so nothing is lost.

A damaged file, one of another version, one of nonsense is replaced by a new one. Where no file
can be kept (read-only, full, locked, a link or a pipe) the index lives in memory.
"""

import errno
import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    check_regular,
    make_private_directory,
)
from desktop_app.sessions.index import schema

# Opening runs a few statements that may each wait for a lock; together they stay below 2 s.
OPEN_LOCK_WAIT_S = 0.4
LOCK_WAIT_S = 1.5
CACHE_KIB = 16_384
MAX_WAL_BYTES = 4 * 1024 * 1024

# Errors that say nothing against the content of the file.
_OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]

_log = logging.getLogger("sempre.index")


class IndexUnavailableError(Exception):
    """The index can't be used now: locked by another process for too long, or the disk is full.

    What it holds stays. Never leaves the package.
    """


class Database:
    """One connection, used by one thread at a time. `read` and `write` may be called from any."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = RLock()
        self._has_lost_content = False
        self._connection = self._connect()

    @property
    def is_persistent(self) -> bool:
        """Whether the index is kept in its file; False where it lives in memory only."""
        return self._is_persistent

    def take_lost_content(self) -> bool:
        """Tell, once, whether the content was dropped since the last call and must be remade."""
        with self._lock:
            has_lost, self._has_lost_content = self._has_lost_content, False
            return has_lost

    def read(self, work: Work[Result]) -> Result:
        """Return what `work` reads; on damage it runs again on an empty database.

        Raises:
            IndexUnavailableError: locked by another process, or the disk does not answer.
        """
        return self._run(work)

    def write(self, work: Work[Result]) -> Result:
        """Run `work` as one transaction: all of it or nothing; on damage again on an empty one.

        Raises:
            IndexUnavailableError: locked, read-only or the disk is full; nothing was written.
        """
        return self._run(lambda connection: _in_transaction(connection, work))

    def close(self) -> None:
        """Close the connection. May be called twice."""
        with self._lock:
            self._connection.close()

    def _run(self, work: Work[Result]) -> Result:
        with self._lock:
            try:
                return work(self._connection)
            except sqlite3.DatabaseError as error:
                self._recover(error)
            return work(self._connection)

    def _recover(self, error: sqlite3.DatabaseError) -> None:
        """Return with a new, empty connection after damage.

        Raises IndexUnavailableError where the content is sound and only out of reach, and the
        error itself where it is a bug of ours.
        """
        if _is_out_of_reach(error):
            _log.warning("The index can't be used now: %s", error)
            raise IndexUnavailableError from error
        if isinstance(error, sqlite3.ProgrammingError) or not self._is_persistent:
            raise error
        _log.warning("The index is damaged and is made anew: %s", error)
        self._connection.close()
        self._has_lost_content = True
        _remove(self._path)
        self._connection = self._connect()

    def _connect(self) -> sqlite3.Connection:
        """Return a connection to sound tables: in the file, in a new file, or in memory."""
        self._is_persistent = True
        for _ in range(2):
            try:
                return _open_file(self._path)
            except sqlite3.DatabaseError as error:
                if _is_out_of_reach(error):
                    _log.warning("The index lives in memory only: %s", error)
                    break
                _log.warning("The index can't be used and is made anew: %s", error)
                if not _remove(self._path):
                    break
            except OSError as error:
                _log.warning("The index lives in memory only: %s", error)
                break
        return self._connect_memory()

    def _connect_memory(self) -> sqlite3.Connection:
        self._is_persistent = False
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _in_transaction(connection, schema.create)
        return connection


def _open_file(path: Path) -> sqlite3.Connection:
    _make_private_file(path)
    connection = sqlite3.connect(
        path, timeout=OPEN_LOCK_WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # WAL with NORMAL may lose the last changes in a power cut, never more; they are derived
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA journal_size_limit = {MAX_WAL_BYTES}")
        if not schema.is_current(connection):
            _in_transaction(connection, _create_in_blank)
        connection.execute(f"PRAGMA busy_timeout = {int(LOCK_WAIT_S * 1000)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _create_in_blank(connection: sqlite3.Connection) -> None:
    # asked again inside the transaction: a second process may have been faster
    if schema.is_blank(connection):
        schema.create(connection)
    elif not schema.is_current(connection):
        raise sqlite3.DatabaseError("tables of another version")


def _in_transaction(connection: sqlite3.Connection, work: Work[Result]) -> Result:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        # some errors have ended the transaction already
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return result


def _make_private_file(path: Path) -> None:
    """Make the file before SQLite does, so that it and its companions are 0600 from the start."""
    make_private_directory(path.parent)
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | SAFE_OPEN_FLAGS, PRIVATE_FILE)
    except FileExistsError:
        if check_regular(path).st_mode & 0o077:
            path.chmod(PRIVATE_FILE)
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "not writable", str(path)) from None
    else:
        os.close(fd)


def _remove(path: Path) -> bool:
    """Remove the database and its companions; False where the system refuses."""
    try:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        _log.warning("The index can't be removed: %s", error)
        return False
    return True


def _is_out_of_reach(error: sqlite3.Error) -> bool:
    # the upper bits of an extended code say more than is needed here
    code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR
    return code & 0xFF in _OUT_OF_REACH
