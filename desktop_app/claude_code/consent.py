"""With the user's consent: a large `cleanupPeriodDays` in the user's own settings, and back.

The one thing of Claude Code's that Sempre writes besides what it puts back. Never 0: older
versions then delete everything.
"""

import json
import os
import stat
from pathlib import Path

from desktop_app.base.files import (
    SAFE_OPEN_FLAGS,
    NotARegularFileError,
    make_private_directory,
    reading,
    sync_data,
    sync_directory,
    write_all,
    write_durably,
)
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.claude_code.errors import ClaudeSettingsError
from desktop_app.claude_code.settings_edit import member, with_member, without_member
from desktop_app.claude_code.settings_scopes import RETENTION_KEY, user_settings_path

RAISED_DAYS = 36_500  # a hundred years
MEMORY_NAME = "retention.json"
_MAX_BYTES = 4 << 20


@frozen
class Change:
    """What was done to the settings file: the value before and after, None where there is none."""

    path: Path
    before: object | None
    after: object | None

    @property
    def is_change(self) -> bool:
        """Whether the file was written at all."""
        return self.before != self.after


def raise_retention(claude_dir: Path, memory_dir: Path) -> Change:
    """Write a large value into the user's settings, keeping all else as it is; durable on return.

    The value before is kept in `memory_dir` for `revoke_retention`. A value that is as large is
    left alone. A missing file is made.

    Raises:
        ClaudeSettingsError: it is a link, no JSON object, or the system refused; nothing changed.
    """
    path = user_settings_path(claude_dir)
    file = _read(path)
    text = file.text if file is not None else "{}\n"
    try:
        before = member(text, RETENTION_KEY)
        if isinstance(before, int | float) and before >= RAISED_DAYS:
            return Change(path, before, before)
        changed = with_member(text, RETENTION_KEY, RAISED_DAYS)
        _remember(memory_dir, _Memory(path, before))
    except ValueError as error:
        raise _not_json(path) from error
    except OSError as error:
        raise _refused(path, error) from error
    _replace(path, changed, file)
    return Change(path, before, RAISED_DAYS)


def revoke_retention(claude_dir: Path, memory_dir: Path) -> Change:
    """Put back what `raise_retention` found; a value that was changed since is left alone.

    Raises:
        ClaudeSettingsError: as `raise_retention`.
    """
    path = user_settings_path(claude_dir)
    file = _read(path)
    memory = _recall(memory_dir, path)
    try:
        now = None if file is None else member(file.text, RETENTION_KEY)
        if file is None or memory is None or now != RAISED_DAYS:
            return Change(path, now, now)
        if memory.before is None:
            text = without_member(file.text, RETENTION_KEY)
        else:
            text = with_member(file.text, RETENTION_KEY, memory.before)
    except ValueError as error:
        raise _not_json(path) from error
    _replace(path, text, file)
    (memory_dir / MEMORY_NAME).unlink(missing_ok=True)
    return Change(path, now, memory.before)


@frozen
class _SettingsFile:
    text: str
    status: os.stat_result


@frozen
class _Memory:
    path: Path
    before: object | None


def _read(path: Path) -> _SettingsFile | None:
    """Return the settings file, None where there is none. Links are not followed."""
    try:
        with reading(path) as fd, open(fd, "rb", closefd=False) as file:
            status = os.fstat(fd)
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise _not_json(path)
        return _SettingsFile(content.decode("utf-8"), status)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise _not_json(path) from error
    except OSError as error:
        raise _refused(path, error) from error


def _replace(path: Path, text: str, file: _SettingsFile | None) -> None:
    """Replace the file whole, with its mode; refuse where it changed since it was read."""
    mode = 0o600 if file is None else stat.S_IMODE(file.status.st_mode)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        make_private_directory(path.parent)
        fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | SAFE_OPEN_FLAGS, mode)
        try:
            write_all(fd, text.encode("utf-8"))
            partial.chmod(mode)
            sync_data(fd)
        finally:
            os.close(fd)
        if _version(path) != (None if file is None else _facts(file.status)):
            raise ClaudeSettingsError(
                path, message("Retention", "Another program has just changed it. Try again.")
            )
        partial.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _version(path: Path) -> tuple[int, int, int] | None:
    try:
        return _facts(os.lstat(path))
    except FileNotFoundError:
        return None


def _facts(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _remember(directory: Path, memory: _Memory) -> None:
    fields = {"path": str(memory.path), "before": memory.before}
    write_durably(directory / MEMORY_NAME, json.dumps(fields, indent=2).encode("ascii") + b"\n")


def _recall(directory: Path, path: Path) -> _Memory | None:
    """Return what was before, None where that is not known for this file."""
    try:
        fields = json.loads((directory / MEMORY_NAME).read_bytes())
        if fields["path"] != str(path):
            return None
        return _Memory(path, fields["before"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _not_json(path: Path) -> ClaudeSettingsError:
    return ClaudeSettingsError(
        path,
        message("Retention", "It is not plain JSON, so Sempre can't tell what it would change."),
    )


def _refused(path: Path, error: OSError) -> ClaudeSettingsError:
    if isinstance(error, NotARegularFileError):
        return ClaudeSettingsError(
            path,
            message(
                "Retention",
                "It is no file of its own but {kind}, and Sempre follows none.",
                kind=reason_of(error),
            ),
        )
    return ClaudeSettingsError(
        path, message("Retention", "The system refused: {reason}.", reason=reason_of(error))
    )
