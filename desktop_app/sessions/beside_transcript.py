"""Files beside a conversation: its sub-agents, stored outputs of tools, pictures it names.

Claude Code keeps them in a directory with the conversation's id. Ours, its own and the vault's
are looked at in this order. Everything is read only, bounded, and never through a link or a pipe.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import orjson

from desktop_app.base.files import reading
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

SUB_AGENTS = "subagents"
TOOL_RESULTS = "tool-results"
_MAX_META_BYTES = 1 << 20
_MAX_AGENTS = 5_000


def directories_of(store: Store, ref: SessionRef) -> Iterator[Path]:
    """Yield every directory that may hold files of this conversation, the first choice first."""
    roots = (
        store.paths.projects,
        store.claude_projects,
        store.vault.projects,
        store.vault.copies,
    )
    for root in roots:
        yield root / ref.project / ref.session_id


def find_file(store: Store, ref: SessionRef, kind: str, name: str) -> Path | None:
    """Return the file `name` of one kind, None where there is none or `name` is no plain name."""
    if not _is_plain(name):
        return None
    found = (directory / kind / name for directory in directories_of(store, ref))
    return next((path for path in found if path.is_file() and not path.is_symlink()), None)


def find_sub_agent(
    store: Store, ref: SessionRef, tool_use_id: str, agent_id: str = ""
) -> Path | None:
    """Return the transcript of the sub-agent that a tool call started, None where none is kept."""
    if agent_id and (path := find_file(store, ref, SUB_AGENTS, f"agent-{agent_id}.jsonl")):
        return path
    for directory in directories_of(store, ref):
        for meta in _metas(directory / SUB_AGENTS):
            if tool_use_id and _tool_use_of(meta) == tool_use_id:
                path = meta.with_name(meta.name.removesuffix(".meta.json") + ".jsonl")
                if path.is_file() and not path.is_symlink():
                    return path
    return None


def read_beginning(path: Path, limit: int) -> tuple[bytes, int]:
    """Return at most `limit` bytes and the size of the file. Raises OSError."""
    with reading(path) as fd:
        size = os.fstat(fd).st_size
        pieces: list[bytes] = []
        taken = 0
        while taken < limit and (piece := os.pread(fd, limit - taken, taken)):
            pieces.append(piece)
            taken += len(piece)
        return b"".join(pieces), size


def local_candidates(store: Store, ref: SessionRef, target: str) -> list[Path]:
    """Return where a file that a message names may be: absolute, or in the working directory.

    Nothing is touched. Empty for an address of another scheme and for one that names a server:
    reading such a path would ask the network.
    """
    text = _local_path(target)
    if not text:
        return []
    if Path(text).is_absolute():
        return [Path(text)]
    return [Path(store.cwd(ref), text), *(place / text for place in directories_of(store, ref))]


def is_local(target: str) -> bool:
    """Tell whether a target in a message names a file of this machine."""
    return bool(_local_path(target))


def _local_path(target: str) -> str:
    if "\0" in target or target.startswith(("//", "\\\\", "/\\", "\\/", "#")):
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    is_drive = len(parts.scheme) == 1 and os.name == "nt"
    if parts.scheme == "file" and parts.netloc in {"", "localhost"}:
        path = unquote(parts.path)
        return "" if path.startswith(("//", "\\\\")) else path
    if parts.scheme and not is_drive:
        return ""
    return unquote(target)


def _metas(directory: Path) -> list[Path]:
    with suppress(OSError), os.scandir(directory) as entries:
        names = sorted(entry.name for entry in entries if entry.name.endswith(".meta.json"))
        return [directory / name for name in names[:_MAX_AGENTS]]
    return []


def _tool_use_of(meta: Path) -> str:
    with suppress(OSError, orjson.JSONDecodeError):
        content, _ = read_beginning(meta, _MAX_META_BYTES)
        fields = orjson.loads(content)
        value = fields.get("toolUseId") if isinstance(fields, dict) else None
        return value if isinstance(value, str) else ""
    return ""


def _is_plain(name: str) -> bool:
    return bool(name) and not set(name) & {"/", "\\", "\0", ":"} and name not in {".", ".."}
