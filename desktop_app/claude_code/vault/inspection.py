"""Comparing the three trees: Claude Code's, the links, the copies. Content is not read."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from desktop_app.claude_code.discovery import TranscriptFile
from desktop_app.claude_code.vault.copying import is_same_state
from desktop_app.claude_code.vault.report import VaultReport
from desktop_app.claude_code.vault.tree import FoundFile, files_below

_Tree = Mapping[str, FoundFile]


def inspect(claude: Path, links: Path, copies: Path) -> VaultReport:
    """Return what the vault holds of the tree `claude`. A missing tree is an empty one."""
    theirs, linked, copied = (_by_name(root) for root in (claude, links, copies))
    held = copied | linked
    transcripts = sorted(name for name, file in held.items() if file.is_transcript)
    dependent = [
        name
        for name in transcripts
        if not _is_independent(name, theirs=theirs, linked=linked, copied=copied)
    ]
    return VaultReport(
        transcripts=len(transcripts),
        linked=sum(name in linked for name in transcripts),
        copied=len(transcripts) - len(dependent),
        older_versions=sum(file.is_older for file in (*linked.values(), *copied.values())),
        size_bytes=_size_bytes(linked, copied),
        only_linked=_named(held, dependent),
        rescued=_named(held, _gone(claude, theirs, transcripts)),
        unprotected=_named(
            theirs, sorted(n for n, file in theirs.items() if file.is_transcript and n not in held)
        ),
    )


def _is_independent(name: str, *, theirs: _Tree, linked: _Tree, copied: _Tree) -> bool:
    """Tell whether the newest bytes that the vault knows can't be rewritten by anybody else."""
    newest = linked.get(name) or theirs.get(name)
    if newest is None or (name not in theirs and newest.status.st_nlink == 1):
        return True
    return name in copied and is_same_state(newest.status, copied[name].status)


def _gone(claude: Path, theirs: _Tree, transcripts: Iterable[str]) -> list[str]:
    """Return the transcripts that Claude Code has not even as a link or a pipe."""
    missing = (name for name in transcripts if name not in theirs)
    return [name for name in missing if not os.path.lexists(claude / name)]


def _size_bytes(linked: _Tree, copied: _Tree) -> int:
    """Return what the vault adds to the disk; a clone counts although it shares its blocks."""
    last_names = (file for file in linked.values() if file.status.st_nlink == 1)
    return sum(file.status.st_size for file in (*copied.values(), *last_names))


def _by_name(root: Path) -> dict[str, FoundFile]:
    return {file.name: file for file in files_below(root) if not file.is_partial}


def _named(tree: _Tree, names: Collection[str]) -> tuple[TranscriptFile, ...]:
    paths = (tree[name].path for name in names)
    return tuple(TranscriptFile(path.parent.name, path.stem, path) for path in paths)
