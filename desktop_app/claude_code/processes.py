"""Which processes of Claude Code run at this moment, and with which conversation.

Each leaves `sessions/<pid>.json` in Claude Code's directory (measured on CLI 2.1.330), which stays
behind after a SIGKILL: the file alone proves nothing.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from desktop_app.base.values import frozen

_PROC = Path("/proc")
# Positions in /proc/<pid>/stat, counted behind the command's closing bracket; see proc(5).
_STATE, _PARENT, _START = 0, 1, 19
_ZOMBIE = b"Z"


@frozen
class ClaudeProcess:
    """A living process; `parent_pid` is 0 where the system does not tell."""

    pid: int
    session_id: str
    cwd: str
    parent_pid: int = 0


def processes_with(claude_dir: Path, session_id: str) -> list[ClaudeProcess]:
    """Return the living processes that have this conversation open, without our own children."""
    return [
        process
        for process in _processes(claude_dir / "sessions")
        if process.session_id == session_id and process.parent_pid != os.getpid()
    ]


def _processes(directory: Path) -> Iterator[ClaudeProcess]:
    for path in sorted(directory.glob("*.json")):
        try:
            fields = orjson.loads(path.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            continue
        process = _living(fields) if isinstance(fields, dict) else None
        if process is not None:
            yield process


def _living(fields: dict[str, Any]) -> ClaudeProcess | None:
    """Return the process that a file names, None where it has ended or the pid is another's."""
    pid, session_id = fields.get("pid"), fields.get("sessionId")
    if not isinstance(pid, int) or pid <= 0 or not isinstance(session_id, str):
        return None
    cwd = str(fields.get("cwd", ""))
    if _PROC.joinpath("self", "stat").exists():
        status = _status(pid)
        if status is None or status[_STATE] == _ZOMBIE:
            return None
        started = fields.get("procStart")
        if started is not None and str(started).encode() != status[_START]:
            return None  # the pid was given to another process
        return ClaudeProcess(pid, session_id, cwd, int(status[_PARENT]))
    return ClaudeProcess(pid, session_id, cwd) if _is_alive(pid) else None


def _status(pid: int) -> list[bytes] | None:
    try:
        content = _PROC.joinpath(str(pid), "stat").read_bytes()
    except OSError:
        return None
    return content[content.rfind(b")") + 1 :].split()


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return False  # signal 0 would end the process there, and nothing else is at hand
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
