"""Comparing the three trees: Claude Code's, the links, the copies. Content is not read."""

import os
from collections.abc import Mapping
from pathlib import Path

from desktop_app.claude_code.discovery import TranscriptFile
from desktop_app.claude_code.vault.copying import is_up_to_date
from desktop_app.claude_code.vault.report import VaultReport
from desktop_app.claude_code.vault.tree import FoundFile, files_below

_Tree = Mapping[Path, FoundFile]


def inspect(claude: Path, links: Path, copies: Path) -> VaultReport:
    """Return what the vault holds of the tree `claude`. A missing tree is an empty one."""
    theirs, linked, copied = (_by_name(root) for root in (claude, links, copies))
    transcripts = _transcripts(linked | copied)
    here = [linked[name] for name in transcripts if name in linked]
    independent = {
        name
        for name in transcripts
        if _is_independent(name, theirs=theirs, linked=linked, copied=copied)
    }
    older = [file for file in (*linked.values(), *copied.values()) if file.is_older]
    return VaultReport(
        transcripts=len(transcripts),
        linked=len(here),
        copied=len(independent),
        older_versions=len(older),
        size_bytes=_size_bytes(linked, copied),
        only_linked=_named(links, [name for name in transcripts if name not in independent]),
        rescued=tuple(
            _transcript((linked.get(name) or copied[name]).path)
            for name in transcripts
            if not os.path.lexists(claude / name)
        ),
        unprotected=_named(claude, [n for n in _transcripts(theirs) if n not in linked | copied]),
    )


def _is_independent(name: Path, *, theirs: _Tree, linked: _Tree, copied: _Tree) -> bool:
    """Tell whether the newest bytes that the vault knows can't be rewritten by anybody else."""
    link = linked.get(name)
    if link is None:
        source = theirs.get(name)
        return source is None or is_up_to_date(source.status, copied[name].path)
    if name not in theirs and link.status.st_nlink == 1:
        return True
    return name in copied and is_up_to_date(link.status, copied[name].path)


def _size_bytes(linked: _Tree, copied: _Tree) -> int:
    """Return what the vault adds to the disk; a clone counts although it shares its blocks."""
    last_names = (file for file in linked.values() if file.status.st_nlink == 1)
    return sum(file.status.st_size for file in (*copied.values(), *last_names))


def _by_name(root: Path) -> dict[Path, FoundFile]:
    return {file.relative: file for file in files_below(root) if not file.is_partial}


def _transcripts(files: _Tree) -> list[Path]:
    return sorted(name for name, file in files.items() if file.is_transcript)


def _named(root: Path, names: list[Path]) -> tuple[TranscriptFile, ...]:
    return tuple(_transcript(root / name) for name in names)


def _transcript(path: Path) -> TranscriptFile:
    return TranscriptFile(path.parent.name, path.stem, path)
