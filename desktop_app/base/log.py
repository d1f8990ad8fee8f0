"""The log that support reads: private, bounded, shared by every process of one data directory.

Loggers below `sempre` are written, and what asyncio and Python's warnings have to say; other
libraries are not, because their lines may quote a message or a key. No line of ours does.
"""

import logging
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.base.files import (
    PRIVATE_DIRECTORY,
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    NotARegularFileError,
    make_private_directory,
    write_all,
)

ROOT_LOGGER = "sempre"
MAX_FILE_BYTES = 2 * 1024 * 1024
KEPT_FILES = 5  # sempre.log and sempre.log.1 to sempre.log.4

_LEVELS = {ROOT_LOGGER: logging.INFO, "asyncio": logging.WARNING, "py.warnings": logging.WARNING}
_FORMAT = "%(asctime)s %(levelname)s [%(process)d] %(name)s: %(message)s"


@contextmanager
def configure_logging(log_file: Path, *, console: bool = False) -> Iterator[None]:
    """Write the log to `log_file` (and to stderr with `console`) until the block ends.

    Never raises: where the file can't be written, the program goes on without a log. Afterwards
    the loggers are as they were.
    """
    handlers: list[logging.Handler] = [SharedFileHandler(log_file)]
    if console:
        handlers.append(logging.StreamHandler())
    for handler in handlers:
        handler.setFormatter(_LocalTimeFormatter(_FORMAT))
    levels_before = {name: logging.getLogger(name).level for name in _LEVELS}
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)
        for handler in handlers:
            logging.getLogger(name).addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        for name, level in levels_before.items():
            logging.getLogger(name).setLevel(level)
            for handler in handlers:
                logging.getLogger(name).removeHandler(handler)
        for handler in handlers:
            handler.close()


class SharedFileHandler(logging.Handler):
    """Appends each line with one write to a file that several processes may be writing.

    A file above `max_bytes` is renamed to `.1`, that one to `.2`, and so on; `kept_files` remain.
    Each process notices before its next line that the name leads elsewhere, and follows. Nothing
    ever waits for another process: who can't have the lock at once rotates later.
    """

    def __init__(
        self, path: Path, *, max_bytes: int = MAX_FILE_BYTES, kept_files: int = KEPT_FILES
    ) -> None:
        super().__init__()
        self._path = path
        self._max_bytes = max_bytes
        self._kept_files = kept_files
        self._fd = -1
        self._refused = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Append one line; a disk that refuses costs the line, never the program."""
        line = self._encode(record)
        try:
            size = self._follow()
            if size and size + len(line) > self._max_bytes:
                self._rotate()
                self._follow()
            if self._refused:
                line = f"({self._refused} lines could not be written here)\n".encode() + line
            write_all(self._fd, line)
            self._refused = 0
        except OSError:
            self._refused += 1

    def close(self) -> None:
        """Close the file; a later line opens it again."""
        self.acquire()
        try:
            self._close_file()
        finally:
            self.release()
        super().close()

    def _encode(self, record: logging.LogRecord) -> bytes:
        return (self.format(record) + "\n").encode("utf-8", "backslashreplace")

    def _follow(self) -> int:
        """Open the file that the name leads to now, unless it is open; return its size."""
        if self._fd >= 0:
            with suppress(FileNotFoundError):
                status = self._path.stat(follow_symlinks=False)
                if os.path.samestat(status, os.fstat(self._fd)):
                    return status.st_size
        self._close_file()
        self._fd = _open_private(self._path)
        return os.fstat(self._fd).st_size

    def _rotate(self) -> None:
        """Shift the files by one, unless another process is doing or has done so."""
        names = [self._path, *(_numbered(self._path, n) for n in range(1, self._kept_files))]
        # FileNotFoundError: another process has just renamed it and not yet written a line.
        # PermissionError: another process holds it open (Windows); the file grows meanwhile.
        with (
            _rotation_lock(self._path.parent) as is_mine,
            suppress(FileNotFoundError, PermissionError),
        ):
            if not is_mine or self._path.stat().st_size < self._max_bytes // 2:
                return
            if sys.platform == "win32":
                self._close_file()  # an open file can't be renamed there
            for older, newer in zip(names[:0:-1], names[-2::-1], strict=True):
                if newer.exists():
                    newer.replace(older)

    def _close_file(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class _LocalTimeFormatter(logging.Formatter):
    """Writes the time as ISO 8601 with milliseconds and the machine's own offset."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - overrides
        moment = datetime.fromtimestamp(record.created, UTC).astimezone()
        return moment.strftime(datefmt) if datefmt else moment.isoformat(timespec="milliseconds")


def _open_private(path: Path) -> int:
    make_private_directory(path.parent)
    if stat.S_IMODE(path.parent.stat().st_mode) != PRIVATE_DIRECTORY:
        path.parent.chmod(PRIVATE_DIRECTORY)
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | SAFE_OPEN_FLAGS, PRIVATE_FILE)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise NotARegularFileError(path, "device or pipe")
        if sys.platform != "win32":
            os.fchmod(fd, PRIVATE_FILE)
    except OSError:
        os.close(fd)
        raise
    return fd


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


@contextmanager
def _rotation_lock(directory: Path) -> Iterator[bool]:
    """Yield whether this process alone may rename in `directory`; never waits."""
    if sys.platform == "win32":
        yield True  # renaming an open file fails there, which protects it as well
        return
    import fcntl

    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(fd)
