"""Walking a tree in Claude Code's layout: its own, or one of the vault's two."""

import logging
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.base.files import PRIVATE_DIRECTORY, sync_directory
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, is_session_id

PARTIAL_SUFFIX = ".partial"

_OLDER = re.compile(r"\.older-[0-9]+(\.[^.]*)?\Z")
_log = logging.getLogger("sempre.vault")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file and where it stands below its tree, the project first."""

    relative: Path
    path: Path
    status: os.stat_result

    @property
    def is_transcript(self) -> bool:
        """Whether it is a conversation: `<project>/<session id>.jsonl`."""
        return (
            len(self.relative.parts) == 2
            and self.relative.suffix == TRANSCRIPT_SUFFIX
            and is_session_id(self.relative.stem)
        )

    @property
    def is_older(self) -> bool:
        """Whether it is a version that the vault has set aside."""
        return _OLDER.search(self.relative.name) is not None

    @property
    def is_partial(self) -> bool:
        """Whether it is half of a file: being written, or left by a kill."""
        return self.relative.name.endswith(PARTIAL_SUFFIX)


def files_below(root: Path, projects: Collection[str] | None = None) -> Iterator[FoundFile]:
    """Yield every file that the sweep may delete: `*.jsonl` of a project, all below a session's.

    Only regular files: no link is followed, pipes and devices are passed over. A directory that
    can't be listed is logged and passed over. `projects` narrows it to these.
    """
    for project in _entries(root):
        if (projects is None or project.name in projects) and _is_directory(project):
            for entry in _entries(Path(project.path)):
                if entry.name.endswith((TRANSCRIPT_SUFFIX, PARTIAL_SUFFIX)):
                    yield from _file(entry, root)
                elif is_session_id(entry.name) and _is_directory(entry):
                    yield from _below(Path(entry.path), root)


def directories_to_watch(root: Path, active_since: datetime) -> list[Path]:
    """Return the directories in which something new of Claude Code's would appear.

    `root` and its projects, and of sessions that changed since then their own directories: a
    watch is dear, and most sessions rest for ever.
    """
    found = [root] if root.is_dir() else []
    for project in filter(_is_directory, _entries(root)):
        found.append(Path(project.path))
        found += _active_sessions(Path(project.path), active_since.timestamp())
    return found


def _active_sessions(project: Path, since_s: float) -> Iterator[Path]:
    for entry in _entries(project):
        if is_session_id(entry.name) and _is_directory(entry) and _modified_s(entry) >= since_s:
            yield Path(entry.path)
            yield from (Path(i.path) for i in _entries(Path(entry.path)) if _is_directory(i))


def _modified_s(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat(follow_symlinks=False).st_mtime
    except OSError:
        return 0.0


def older_name(path: Path) -> Path:
    """Return the first free name for a version of `path` that is set aside."""
    number = 1
    while os.path.lexists(name := path.with_name(f"{path.stem}.older-{number}{path.suffix}")):
        number += 1
    return name


class Directories:
    """Makes private directories and makes their new names durable, all at once and in the end.

    One sync commits the journal of most file systems; the others then cost next to nothing.
    """

    def __init__(self) -> None:
        self._known: set[Path] = set()
        self._changed: set[Path] = set()

    def make(self, path: Path) -> None:
        """Make `path` and missing parents, mode 0700. Raises OSError."""
        if path in self._known:
            return
        if not path.is_dir():
            self.make(path.parent)
            path.mkdir(mode=PRIVATE_DIRECTORY, exist_ok=True)
            self.note_change(path.parent)
        self._known.add(path)

    def note_change(self, path: Path) -> None:
        """Remember that a name in `path` is new."""
        self._changed.add(path)

    def sync(self) -> None:
        """Return when every name is durable. Raises OSError."""
        for path in sorted(self._changed):
            sync_directory(path)
        self._changed.clear()


def _below(directory: Path, root: Path) -> Iterator[FoundFile]:
    for entry in _entries(directory):
        if _is_directory(entry):
            yield from _below(Path(entry.path), root)
        else:
            yield from _file(entry, root)


def _file(entry: os.DirEntry[str], root: Path) -> Iterator[FoundFile]:
    try:
        if entry.is_file(follow_symlinks=False):
            path = Path(entry.path)
            yield FoundFile(path.relative_to(root), path, entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return  # removed meanwhile
    except OSError as error:
        _log.warning("passed over: %s (%s)", entry.path, error.strerror)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _entries(directory: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        _log.warning("cannot be listed: %s (%s)", directory, error.strerror)
        return []
