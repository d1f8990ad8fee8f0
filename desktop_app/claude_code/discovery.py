"""Finding conversation files in Claude Code's layout; ours has the same one."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, is_session_id

_log = logging.getLogger("sempre.discovery")


@frozen
class TranscriptFile:
    """A name that claims to be a conversation; it may still be a link, a pipe, or unreadable."""

    project: str
    session_id: str
    path: Path

    @property
    def directory(self) -> Path:
        """Where its sub-agents, attachments and large tool results stand."""
        return self.path.with_suffix("")


def find_transcripts(projects: Path) -> Iterator[TranscriptFile]:
    """Yield every `<project>/<canonical uuid>.jsonl` below `projects`, in no particular order.

    A missing directory yields nothing. A project directory that is a link leading out of
    `projects` is refused and logged; one that can't be listed is logged and passed over.
    """
    root = projects.resolve()
    for project in _entries(projects):
        if not _is_project(project, root):
            continue
        for entry in _entries(Path(project.path)):
            name = entry.name.removesuffix(TRANSCRIPT_SUFFIX)
            if name != entry.name and is_session_id(name):
                yield TranscriptFile(project.name, name, Path(entry.path))


def find_by_id(projects: Path, session_id: str) -> Iterator[TranscriptFile]:
    """Yield the conversations called `session_id`, one look-up a project instead of a listing."""
    root = projects.resolve()
    for project in _entries(projects):
        path = Path(project.path, session_id + TRANSCRIPT_SUFFIX)
        if _is_project(project, root) and os.path.lexists(path):
            yield TranscriptFile(project.name, session_id, path)


def _is_project(entry: os.DirEntry[str], root: Path) -> bool:
    try:
        if not entry.is_dir():
            return False
        if not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(root):
            return True
        _log.warning("refused: %s is a link that leads out of its directory", entry.path)
    except OSError as error:
        _log.warning("passed over: %s (%s)", entry.path, error.strerror)
    return False


def _entries(directory: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as error:
        _log.warning("cannot be listed: %s (%s)", directory, error.strerror)
        return []
