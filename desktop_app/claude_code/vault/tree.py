"""Walking a tree in Claude Code's layout: its own, or one of the vault's two."""

import heapq
import logging
import os
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, is_session_id

PARTIAL_SUFFIX = ".partial"
_OLDER = re.compile(r"\.older-[0-9]+(\.[^.]*)?\Z")
_log = logging.getLogger("sempre.vault")


@frozen
class FoundFile:
    """A regular file of a tree; `name` is where it stands below `root`, the project first.

    Text and not a path: thousands are looked at for each that is touched.
    """

    root: Path
    name: str
    status: os.stat_result

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.root / self.name

    @property
    def where(self) -> str:
        """The same as text."""
        return f"{self.root}{os.sep}{self.name}"

    @property
    def is_in_project(self) -> bool:
        """Whether it stands in its project's directory itself, not in a session's."""
        return self.name.count(os.sep) == 1

    @property
    def session(self) -> str:
        """The id of the session whose directory holds it; of a transcript its own name."""
        return self.name.partition(os.sep)[2].partition(os.sep)[0]

    @property
    def is_transcript(self) -> bool:
        """Whether it is a conversation: `<project>/<session id>.jsonl`."""
        stem = self.session.removesuffix(TRANSCRIPT_SUFFIX)
        return self.is_in_project and stem != self.session and is_session_id(stem)

    @property
    def is_older(self) -> bool:
        """Whether it is a version that the vault has set aside."""
        return _OLDER.search(self.name) is not None

    @property
    def is_partial(self) -> bool:
        """Whether it is half of a file: being written, or left by a kill."""
        return self.name.endswith(PARTIAL_SUFFIX)


def files_below(root: Path, projects: Collection[str] | None = None) -> Iterator[FoundFile]:
    """Yield every file that the sweep may delete: `*.jsonl` of a project, all below a session's.

    Only regular files: no link is followed, pipes and devices are passed over. A directory that
    can't be listed is logged and passed over. `projects` narrows it to these.
    """
    for project in _entries(root):
        if (projects is None or project.name in projects) and _is_directory(project):
            for entry in _entries(project.path):
                name = f"{project.name}{os.sep}{entry.name}"
                if entry.name.endswith((TRANSCRIPT_SUFFIX, PARTIAL_SUFFIX)):
                    yield from _file(entry, root, name)
                elif is_session_id(entry.name) and _is_directory(entry):
                    yield from _below(entry, root, name)


def directories_to_watch(root: Path, active_since: datetime) -> list[Path]:
    """Return the directories in which something new of Claude Code's would appear.

    `root` and its projects, and of sessions that changed since then their own directories: a
    watch is dear, and most sessions rest for ever.
    """
    found = [root] if root.is_dir() else []
    for project in filter(_is_directory, _entries(root)):
        found.append(Path(project.path))
        found += _active_sessions(project.path, active_since.timestamp())
    return found


def transcripts_to_watch(root: Path, limit: int) -> list[Path]:
    """Return the `limit` transcripts that were written last: whose growth is worth a watch."""
    found = (file for file in files_below(root) if file.is_in_project)
    newest = heapq.nlargest(limit, found, key=lambda file: file.status.st_mtime_ns)
    return [file.path for file in newest]


def _active_sessions(project: str, since_s: float) -> Iterator[Path]:
    for entry in _entries(project):
        if is_session_id(entry.name) and _is_directory(entry) and _modified_s(entry) >= since_s:
            yield Path(entry.path)
            yield from (Path(i.path) for i in _entries(entry.path) if _is_directory(i))


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


def newest_name(name: str) -> str:
    """Return the file name whose version is called `name`; itself where it is the newest."""
    return _OLDER.sub(lambda match: match[1] or "", name)


def _below(directory: os.DirEntry[str], root: Path, name: str) -> Iterator[FoundFile]:
    for entry in _entries(directory.path):
        inner = f"{name}{os.sep}{entry.name}"
        if _is_directory(entry):
            yield from _below(entry, root, inner)
        else:
            yield from _file(entry, root, inner)


def _file(entry: os.DirEntry[str], root: Path, name: str) -> Iterator[FoundFile]:
    try:
        if entry.is_file(follow_symlinks=False):
            yield FoundFile(root, name, entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return  # removed meanwhile
    except OSError as error:
        _log.warning("passed over: %s (%s)", entry.path, error.strerror)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _entries(directory: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        _log.warning("cannot be listed: %s (%s)", directory, error.strerror)
        return []
