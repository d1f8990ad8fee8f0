"""One backup, restore or cleanup at a time per data directory, whichever process runs it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.base.files import PRIVATE_FILE, SAFE_OPEN_FLAGS, make_private_directory
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of
from desktop_app.sessions.errors import BackupError

LOCK_NAME = ".maintenance.lock"


@contextmanager
def exclusively(data_dir: Path) -> Iterator[None]:
    """Hold the data directory's maintenance lock; appending messages needs none and goes on.

    The lock ends with the process however that ends; the empty file stays and means nothing.

    Raises:
        BackupError: another one is running, at once; or the data directory can't be written.
    """
    try:
        make_private_directory(data_dir)
        fd = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | SAFE_OPEN_FLAGS, PRIVATE_FILE)
    except OSError as error:
        raise BackupError(
            message(
                "Backup",
                "The data directory {path} can't be written: {reason}.",
                path=data_dir,
                reason=reason_of(error),
            ),
            hint=message("Backup", "Make it writable for you, then try again."),
        ) from error
    try:
        if not _try_lock(fd):
            raise BackupError(
                message("Backup", "Another backup, restore or cleanup is running."),
                hint=message("Backup", "Wait for it to end, then try again."),
            )
        try:
            yield
        finally:
            _unlock(fd)
    finally:
        os.close(fd)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        # explicitly: a child forked meanwhile holds a copy of the descriptor
        fcntl.flock(fd, fcntl.LOCK_UN)
