"""Single files of a restore: writing a missing one, comparing an existing one."""

import errno
import os
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    make_private_directory,
    reading,
    sync_data,
    sync_directory,
    write_all,
)

# Fixed, so that a restore that was killed leaves at most one per file, and the next one finds it;
# the maintenance lock keeps two restores apart.
_PARTIAL_SUFFIX = ".restoring.partial"


class Outcome(Enum):
    """How a file came out of a restore."""

    RESTORED = 1  # it was missing
    MERGED = 2  # it was completed, or its archived version stands beside it
    UNCHANGED = 3


def write_new(path: Path, chunks: Iterable[bytes]) -> bool:
    """Write a file that is not there yet, mode 0600, it and its directories durable on return.

    It gets its name last and whole. Returns False, and changes nothing, where another program
    was faster.

    Raises:
        OSError: the disk refused; nothing of the file is left.
    """
    make_private_directory(path.parent)
    discard_partial(path)
    partial = _partial_of(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE_OPEN_FLAGS
    fd = os.open(partial, flags, PRIVATE_FILE)
    try:
        try:
            for chunk in chunks:
                write_all(fd, chunk)
            sync_data(fd)
        finally:
            os.close(fd)
        return _give_name(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def discard_partial(path: Path) -> None:
    """Remove what a killed restore may have left beside `path`; most often nothing."""
    _partial_of(path).unlink(missing_ok=True)


def begins_with(path: Path, chunks: Iterable[bytes]) -> bool:
    """Tell whether the file begins with the bytes of `chunks`. Raises OSError."""
    total = 0

    def counted() -> Iterator[bytes]:
        nonlocal total
        for chunk in chunks:
            total += len(chunk)
            yield chunk

    return common_length(path, counted()) == total


def common_length(path: Path, chunks: Iterable[bytes]) -> int:
    """Return how many bytes the file has in common with the beginning of `chunks`.

    Counted exactly only up to the piece in which they part. Raises OSError.
    """
    length = 0
    with reading(path) as fd:
        for chunk in chunks:
            position = 0
            while position < len(chunk):
                piece = os.read(fd, len(chunk) - position)
                if not piece or piece != chunk[position : position + len(piece)]:
                    return length
                position += len(piece)
                length += len(piece)
    return length


def has_exact_name(root: Path, path: Path) -> bool:
    """Tell whether the existing `path` is spelt so below `root`.

    A system that ignores case finds a file under another file's name too. Raises OSError.
    """
    parts = path.relative_to(root).parts
    parents = [root, *(root.joinpath(*parts[:n]) for n in range(1, len(parts)))]
    return all(
        name in os.listdir(parent)  # noqa: PTH208 - names are wanted, not paths
        for parent, name in zip(parents, parts, strict=True)
    )


def _partial_of(path: Path) -> Path:
    return path.with_name(path.name + _PARTIAL_SUFFIX)


def _give_name(partial: Path, path: Path) -> bool:
    try:
        # unlike a rename, a link never replaces what another process has put there meanwhile
        os.link(partial, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS}:
            raise
        partial.rename(path)  # a file system without hard links
    sync_directory(path.parent)
    return True
