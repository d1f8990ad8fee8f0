"""The vault's directories: made privately, and their new names durable all at once."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desktop_app.base.file_system import sync_file_system
from desktop_app.base.files import PRIVATE_DIRECTORY, sync_directory

# Each sync of a directory waits for the disk; disks take several waits for one.
_SYNC_THREADS = 8
# From here one sync of the whole file system costs less, whatever others have written to it.
_MANY = 256


class Directories:
    """Makes directories and remembers in which of them a name is new, until `sync`.

    Text and not paths inside: the first protection makes thousands.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._made: set[str] = set()
        self._changed: set[str] = set()

    def is_new(self, path: str) -> bool:
        """Tell whether `path` was made here."""
        return path in self._made

    def make(self, path: str | Path) -> None:
        """Make `path` and missing parents, mode 0700. Raises OSError."""
        name = os.fspath(path)
        if name in self._known:
            return
        directory = Path(name)
        if not directory.is_dir():
            self.make(directory.parent)
            try:
                directory.mkdir(PRIVATE_DIRECTORY)
                self._made.add(name)
            except FileExistsError:
                if not directory.is_dir():
                    raise
            self.note_change(directory.parent)
        self._known.add(name)

    def note_change(self, path: str | Path) -> None:
        """Remember that a name in `path` is new."""
        self._changed.add(os.fspath(path))

    def sync(self) -> None:
        """Return when every name is durable. Raises OSError."""
        left = self._changed
        if len(left) >= _MANY:
            left = _left_by_file_systems(left)
        if len(left) <= _SYNC_THREADS:
            for name in left:
                sync_directory(Path(name))
        else:
            with ThreadPoolExecutor(_SYNC_THREADS, "sempre-sync") as threads:
                list(threads.map(sync_directory, map(Path, left)))
        self._changed = set()


def _left_by_file_systems(names: set[str]) -> set[str]:
    """Sync the file systems of `names` as a whole; return the names where that can't be had."""
    by_device: dict[int, set[str]] = {}
    for name in names:
        by_device.setdefault(Path(name).stat().st_dev, set()).add(name)
    left: set[str] = set()
    for on_device in by_device.values():
        if not sync_file_system(next(iter(on_device))):
            left |= on_device
    return left
