"""What the vault holds of Claude Code's that nobody else has any more.

Swept transcripts with their sub-agents and tool results, and older versions, which only the vault
ever keeps. What Claude Code still has is its own to keep; what was adopted is among ours.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from desktop_app.claude_code.vault import Vault
from desktop_app.claude_code.vault.copying import is_same_state
from desktop_app.claude_code.vault.tree import PARTIAL_SUFFIX
from desktop_app.sessions.archive.names import VAULT, VAULT_TREES

_Walk = Callable[[Path, str], Iterator[tuple[str, Path]]]


def rescued_files(vault: Vault, ours: Path, walk: _Walk) -> Iterator[tuple[str, Path]]:
    """Yield `(name, path)` of every such file; `walk` lists a directory under a name.

    A copy is left out where the link beside it is the same state of the same file. What is no
    regular file comes as well, to be told as skipped.
    """
    for tree in VAULT_TREES:
        root = vault.root / tree
        for name, path in walk(root, f"{VAULT}/{tree}"):
            relative = path.relative_to(root)
            if path.name.endswith(PARTIAL_SUFFIX):
                continue
            if os.path.lexists(vault.claude_projects / relative):
                continue
            if _is_kept(path, ours / relative):
                continue
            if root == vault.copies and _is_same(path, vault.projects / relative):
                continue
            yield name, path


def _is_kept(path: Path, own: Path) -> bool:
    """Tell whether our own file has all that this one has.

    Adopting copies everything and later adds what is new, so ours has it unless Claude Code wrote
    more after the last time; then its file is the newer one.
    """
    with suppress(OSError):
        kept, rescued = os.lstat(own), os.lstat(path)
        return stat.S_ISREG(kept.st_mode) and (
            kept.st_size >= rescued.st_size and kept.st_mtime_ns >= rescued.st_mtime_ns
        )
    return False


def _is_same(copy: Path, link: Path) -> bool:
    with suppress(OSError):
        return is_same_state(os.lstat(link), os.lstat(copy))
    return False
