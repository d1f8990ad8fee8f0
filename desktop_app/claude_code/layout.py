"""Names and places that Claude Code uses (measured on CLI 2.1.330).

`projects/<encoded cwd>/<session id>.jsonl` below `$CLAUDE_CONFIG_DIR`, else `~/.claude`. We use
the same layout for our own conversations, so that either program can resume the other's.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

CONFIG_DIR_VARIABLE = "CLAUDE_CONFIG_DIR"
MAX_ENCODED_LENGTH = 200
TRANSCRIPT_SUFFIX = ".jsonl"

_CANONICAL_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def claude_directory(option: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return Claude Code's directory: the option, `$CLAUDE_CONFIG_DIR`, or `~/.claude`."""
    chosen = option or environment.get(CONFIG_DIR_VARIABLE)
    return Path(chosen).absolute() if chosen else Path.home() / ".claude"


def is_session_id(text: str) -> bool:
    """Tell whether `text` is a canonical UUID in lower case, the only form let near a path."""
    return _CANONICAL_UUID.match(text) is not None


def encode_project(cwd: str) -> str:
    """Return the directory name that stands for the working directory `cwd`.

    Every UTF-16 unit outside [A-Za-z0-9] becomes `-` (an emoji gives two); a name longer than 200
    is cut there and followed by `-` and the base-36 hash of the whole path. Not reversible, and
    it collides: take the directory from a record's `cwd`. Nothing is normalised: an NFD name keeps
    its parts.
    """
    units = _utf16_units(cwd)
    name = "".join(chr(u) if chr(u).isascii() and chr(u).isalnum() else "-" for u in units)
    if len(name) <= MAX_ENCODED_LENGTH:
        return name
    return f"{name[:MAX_ENCODED_LENGTH]}-{_base36(abs(_java_hash(units)))}"


def existing_directory(project: str) -> Path | None:
    """Return a directory of this machine whose encoded name is `project`, None if there is none.

    For conversations without a record that names it. Lists only directories whose own encoded
    path is a beginning of `project`; of several that collide, the first by name.
    """
    return _descend(Path(Path.cwd().anchor), project)


def _descend(directory: Path, project: str) -> Path | None:
    if encode_project(str(directory)) == project:
        return directory
    try:
        with os.scandir(directory) as entries:
            children = sorted(
                entry.path for entry in entries if entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return None
    for path in children:
        name = encode_project(path)
        if project == name or project.startswith(f"{name}-"):
            found = _descend(Path(path), project)
            if found is not None:
                return found
    return None


def _utf16_units(text: str) -> list[int]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(raw[i : i + 2], "little") for i in range(0, len(raw), 2)]


def _java_hash(units: list[int]) -> int:
    value = 0
    for unit in units:
        value = (value * 31 + unit) & 0xFFFFFFFF
    return value - (1 << 32) if value & 0x80000000 else value


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _BASE36[rest] + digits
    return digits or "0"
