"""Files done carefully: private, regular, and on the disk when a function says so.

The rules are those of the append protocol (CONTRIBUTING, "How a record is kept"): a new name is
durable only after its directory was synced, and data only after its file was.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700

# Absent on some systems; 0 asks for nothing there.
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
# Where hard links are unknown (FAT, some network file systems) link() fails with one of these.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
SAFE_OPEN_FLAGS = _NOFOLLOW | _NONBLOCK | _CLOEXEC | _BINARY


class NotARegularFileError(OSError):
    """The path names a link, pipe, device, socket or directory where a file was expected.

    `kind` is one word for messages ("symlink", "fifo", ...); for a link `target` is where it leads.
    """

    def __init__(self, path: Path, kind: str, target: str | None = None) -> None:
        what = f"{kind} to {target}" if target else kind
        super().__init__(errno.EINVAL, f"not a regular file ({what})", str(path))
        self.kind = kind
        self.target = target


def sync_data(fd: int) -> None:
    """Return only when the data written to `fd` is on the disk, as far as the system can promise.

    Raises OSError when it is not; then everything written since the last success is in doubt, and
    calling again proves nothing (the kernel may report an error once and forget the pages).
    """
    if sys.platform == "darwin":
        import fcntl

        # fsync() leaves the data in the drive's cache on macOS; see fsync(2) there.
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(fd)
    else:
        os.fsync(fd)


def sync_directory(path: Path) -> None:
    """Make every name created, renamed or removed in `path` durable. No-op on Windows."""
    if sys.platform == "win32":
        return
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_private_directory(path: Path) -> None:
    """Make `path` and missing parents with mode 0700, each new name durable.

    Raises:
        NotADirectoryError: something else stands at `path` or above it.
        OSError: the system refused.
    """
    if path.is_dir():
        return
    if path.exists() or path.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "not a directory", str(path))
    make_private_directory(path.parent)
    try:
        path.mkdir(mode=PRIVATE_DIRECTORY)
    except FileExistsError:
        if not path.is_dir():
            raise
    sync_directory(path.parent)


def check_regular(path: Path) -> os.stat_result:
    """Return the status of a regular file without opening it or following a last link.

    Raises:
        NotARegularFileError: it is something else.
        OSError: it is missing or out of reach.
    """
    status = os.lstat(path)
    if stat.S_ISREG(status.st_mode):
        return status
    raise NotARegularFileError(path, _kind(status.st_mode), _target(path, status.st_mode))


def open_regular(path: Path, flags: int = os.O_RDONLY) -> int:
    """Open a regular file and return its descriptor; never hangs on a pipe, never follows a link.

    Raises:
        NotARegularFileError: it is something else.
        OSError: it is missing, out of reach, or the system is out of descriptors.
    """
    check_regular(path)
    fd = os.open(path, flags | SAFE_OPEN_FLAGS, PRIVATE_FILE)
    mode = os.fstat(fd).st_mode  # again: the name may have been exchanged in between
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    raise NotARegularFileError(path, _kind(mode))


def write_durably(path: Path, content: bytes) -> None:
    """Replace `path` by `content`; a crash leaves the old file or the new one, never a mixture.

    For small files of our own (settings, window state); conversations are only ever appended to.
    """
    partial = path.with_name(path.name + ".partial")
    make_private_directory(path.parent)
    fd = os.open(
        partial,
        os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NOFOLLOW | _CLOEXEC | _BINARY,
        PRIVATE_FILE,
    )
    try:
        write_all(fd, content)
        sync_data(fd)
    finally:
        os.close(fd)
    partial.replace(path)
    sync_directory(path.parent)


def name_without_replacing(partial: Path, target: Path) -> None:
    """Give the synced file `partial` its final name, durably; another file is never replaced.

    A crash in between leaves the partial name, or both names of the one complete file.

    Raises:
        FileExistsError: `target` is taken.
        OSError: the system refused.
    """
    try:
        os.link(partial, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        partial.rename(target)
    else:
        partial.unlink()
    sync_directory(target.parent)


def write_all(fd: int, content: bytes) -> None:
    """Write all of `content`, however often the system takes only a part.

    Raises OSError; then an unknown part was written.
    """
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]


@contextmanager
def reading(path: Path) -> Iterator[int]:
    """Open a regular file for reading and close it at the end; see `open_regular`."""
    fd = open_regular(path)
    try:
        yield fd
    finally:
        os.close(fd)


def free_bytes(path: Path) -> int:
    """Return how many bytes this user may still write where `path` (or its next parent) lives."""
    while not path.exists() and path != path.parent:
        path = path.parent
    if sys.platform == "win32":
        import shutil

        return shutil.disk_usage(path).free
    status = os.statvfs(path)
    return status.f_bavail * status.f_frsize


def _kind(mode: int) -> str:
    tests = {
        "symlink": stat.S_ISLNK,
        "directory": stat.S_ISDIR,
        "fifo": stat.S_ISFIFO,
        "socket": stat.S_ISSOCK,
        "character device": stat.S_ISCHR,
        "block device": stat.S_ISBLK,
    }
    return next((name for name, test in tests.items() if test(mode)), "unknown")


def _target(path: Path, mode: int) -> str | None:
    return str(path.readlink()) if stat.S_ISLNK(mode) else None
