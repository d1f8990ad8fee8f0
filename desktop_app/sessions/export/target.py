"""The file that an export becomes: it has its name only when it is whole and on the disk."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    name_without_replacing,
    sync_data,
    sync_directory,
)
from desktop_app.sessions.export.errors import (
    NotWrittenError,
    TargetGuardedError,
    TargetTakenError,
)
from desktop_app.sessions.store import Store

_BUFFER_BYTES = 1 << 20


def check_place(store: Store, target: Path) -> None:
    """Raise TargetGuardedError where `target` would stand among the conversations."""
    place = target.parent.resolve()
    for kept in (store.paths.projects, store.claude_projects, store.vault.root):
        if place.is_relative_to(kept.resolve()):
            raise TargetGuardedError(target)


@contextmanager
def new_file(target: Path, *, replaces: bool) -> Iterator[BinaryIO]:
    """Give a private file to write; after a good end, and only then, it stands at `target`.

    It is on the disk then. After anything else nothing of it is left.

    Raises:
        TargetTakenError: `target` exists and may not be replaced, or is no file.
        NotWrittenError: the system refused.
    """
    if os.path.lexists(target) and not (replaces and _is_plain_file(target)):
        raise TargetTakenError(target)
    # named after the process: two exports at the same time do not meet
    partial = target.with_name(f".{target.name[:200]}.{os.getpid()}.partial")
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | SAFE_OPEN_FLAGS
    try:
        fd = os.open(partial, flags, PRIVATE_FILE)
    except OSError as error:
        raise NotWrittenError(target, error) from error
    try:
        with os.fdopen(fd, "wb", _BUFFER_BYTES) as raw:
            yield raw
            _finish(raw, partial, target, replaces=replaces)
    except OSError as error:
        raise NotWrittenError(target, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _is_plain_file(target: Path) -> bool:
    """Tell whether it is neither a link nor a device, which must never be replaced."""
    return stat.S_ISREG(os.lstat(target).st_mode)


def _finish(raw: BinaryIO, partial: Path, target: Path, *, replaces: bool) -> None:
    raw.flush()
    sync_data(raw.fileno())
    if replaces:
        partial.replace(target)
        sync_directory(target.parent)
        return
    try:
        name_without_replacing(partial, target)
    except FileExistsError as error:
        raise TargetTakenError(target) from error
