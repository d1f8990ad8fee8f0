"""What a backup is made of: the conversations, what only the vault has, and the settings."""

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop_app.base.files import check_regular, reading
from desktop_app.base.system_errors import words_of
from desktop_app.base.values import frozen
from desktop_app.sessions.archive.manifest import Member, Skipped
from desktop_app.sessions.archive.names import PROJECTS, SETTINGS, MemberKind, is_safe, kind_of
from desktop_app.sessions.archive.seal import CHUNK_BYTES
from desktop_app.sessions.backup.rescued import rescued_files
from desktop_app.sessions.progress import Watch

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store


@frozen
class Identity:
    """What tells whether a file is still the one that was read, and unchanged."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int  # inode numbers are given again, and a modification time can be set

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """Return the identity of the file with this status."""
        return cls(
            status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        )


@frozen
class Source:
    """One file to back up: its name in the archive and its size when it was found."""

    name: str
    path: Path
    size: int


@frozen
class Sources:
    """Everything found, in the order of the names, and what can't be backed up and why."""

    files: tuple[Source, ...]
    skipped: tuple[Skipped, ...]

    @property
    def size_bytes(self) -> int:
        """The bytes of all files together."""
        return sum(source.size for source in self.files)

    @property
    def own_size_bytes(self) -> int:
        """The same without what comes from the vault."""
        ours = (source for source in self.files if kind_of(source.name) is not MemberKind.RESCUED)
        return sum(source.size for source in ours)


def find_sources(store: "Store") -> Sources:
    """Look at every file of the conversations, and at what only the vault has.

    Opens none, follows no link. Never raises for what it finds: links, pipes, unreadable
    directories are told as skipped.
    """
    paths = store.paths
    files: list[Source] = []
    skipped: list[Skipped] = []

    def walk(directory: Path, name: str) -> Iterator[tuple[str, Path]]:
        return _walk(directory, name, skipped)

    for name, path in chain(
        walk(paths.projects, PROJECTS), rescued_files(store.vault, paths.projects, walk)
    ):
        try:
            size = check_regular(path).st_size
        except OSError as error:
            skipped.append(Skipped(_printable(name), words_of(error)))
            continue
        if is_safe(name):
            files.append(Source(name, path, size))
        else:
            skipped.append(Skipped(_printable(name), "a name that not every system can hold"))
    if os.path.lexists(paths.settings_file):
        try:
            size = check_regular(paths.settings_file).st_size
            files.append(Source(SETTINGS, paths.settings_file, size))
        except OSError as error:
            skipped.append(Skipped(SETTINGS, words_of(error)))
    return Sources(tuple(files), tuple(skipped))


def compare_live(path: Path, member: Member, watch: Watch) -> Identity | None:
    """Hash the first `member.size` bytes of the live file again.

    Returns its identity from before the hashing, or None where the bytes are not those of the
    member (the file was shortened or rewritten). A file that grew behind them is fine here.

    Raises:
        OSError: it can't be read any more.
    """
    digest = sha256()
    with reading(path) as fd:
        identity = Identity.of(os.fstat(fd))
        left = member.size
        while left:
            chunk = os.read(fd, min(CHUNK_BYTES, left))
            if not chunk:
                return None
            digest.update(chunk)
            left -= len(chunk)
            watch.add_bytes(len(chunk))
    return identity if digest.hexdigest() == member.sha256 else None


def _walk(directory: Path, name: str, skipped: list[Skipped]) -> Iterator[tuple[str, Path]]:
    """Yield everything below that is no directory, with its name relative to the data directory."""
    try:
        with os.scandir(directory) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        skipped.append(Skipped(_printable(name), words_of(error)))
        return
    for entry in entries:
        inner = f"{name}/{entry.name}"
        if _is_directory(entry):
            yield from _walk(Path(entry.path), inner, skipped)
        else:
            yield inner, Path(entry.path)


def _is_directory(entry: "os.DirEntry[str]") -> bool:
    try:
        return stat.S_ISDIR(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False  # `check_regular` will say why


def _printable(name: str) -> str:
    """Return `name` as text that can be stored, with its undecodable bytes as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
