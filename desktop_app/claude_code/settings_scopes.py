"""Claude Code's settings files and which of them decides (measured on CLI 2.1.330).

Managed settings win over a flag, a flag over the project's local file, that over the project's
shared one, that over the user's.
"""

import json
import math
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from desktop_app.base.files import reading
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen

RETENTION_KEY = "cleanupPeriodDays"
_MAX_BYTES = 4 << 20


class Scope(StrEnum):
    """Who says for how long transcripts are kept; in the order in which they win."""

    MANAGED = "managed"
    FLAG = "flag"
    LOCAL = "local"
    PROJECT = "project"
    USER = "user"
    DEFAULT = "default"


@frozen
class ScopeSetting:
    """What one file says. `days` None: nothing; `problem` says why it can't be used."""

    scope: Scope
    path: Path
    days: float | None = None
    problem: Message | None = None


def managed_settings_path() -> Path:
    """Return where an administrator puts the settings that nobody can override."""
    if sys.platform == "darwin":
        return Path("/Library/Application Support/ClaudeCode/managed-settings.json")
    if sys.platform == "win32":
        return Path(r"C:\ProgramData\ClaudeCode\managed-settings.json")
    return Path("/etc/claude-code/managed-settings.json")


def user_settings_path(claude_dir: Path) -> Path:
    """Return the file in which the user's own settings are."""
    return claude_dir / "settings.json"


def project_scopes(project_dir: Path) -> Iterator[tuple[Scope, Path]]:
    """Yield the files of one project, the one that wins first."""
    yield Scope.LOCAL, project_dir / ".claude" / "settings.local.json"
    yield Scope.PROJECT, project_dir / ".claude" / "settings.json"


def read_scope(scope: Scope, path: Path) -> ScopeSetting:
    """Return what the file says about retention. Never raises; a missing one says nothing.

    Here links are followed, as Claude Code does; a pipe is refused and does not hang.
    """
    try:
        with reading(path.resolve()) as fd, open(fd, "rb", closefd=False) as file:
            fields = json.loads(file.read(_MAX_BYTES + 1).decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return ScopeSetting(scope, path)
    except (OSError, RuntimeError) as error:  # a circle of links, a nesting without an end
        return ScopeSetting(scope, path, problem=_obstacle(error))
    except ValueError:
        return ScopeSetting(scope, path, problem=message("Retention", "it is not JSON"))
    if not isinstance(fields, dict):
        return ScopeSetting(scope, path, problem=message("Retention", "it is not a JSON object"))
    value = fields.get(RETENTION_KEY)
    if value is None or _is_number(value):
        return ScopeSetting(scope, path, days=value)
    problem = message("Retention", "{key} is not a number", key=RETENTION_KEY)
    return ScopeSetting(scope, path, problem=problem)


def _obstacle(error: OSError | RuntimeError) -> Message:
    if isinstance(error, OSError):
        return reason_of(error)
    if isinstance(error, RecursionError):
        return message("Retention", "it is nested too deeply")
    return message("Retention", "its links lead in a circle")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
