"""Reads and writes `settings.json`. A broken file is set aside, never overwritten."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_app.base.errors import SempreError
from desktop_app.base.files import reading, write_durably
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.settings.engines import ReadEngines, engines_to_json, read_engines
from desktop_app.settings.model import ALLOWED, Settings
from desktop_app.settings.refusals import refused_in_environment, refused_in_file

_MAX_BYTES = 1024 * 1024
_ENGINES = "engines"


class SettingsNotSavedError(SempreError):
    """The settings file can't be written. The choice holds until the program ends."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message(
                "Settings", "Your choice is not saved: {reason} ({path}).", reason=reason, path=path
            ),
            data=message("Settings", "It holds until you quit. No conversation is concerned."),
            hint=message("Settings", "Make the data directory writable, then choose again."),
        )


@frozen
class LoadedSettings:
    """The settings that hold, and what the user must be told about the file they came from."""

    settings: Settings
    notices: tuple[Message, ...] = ()


class _BrokenFileError(ValueError):
    """The file holds no JSON object."""


def load(path: Path, environment: Mapping[str, str] = os.environ) -> LoadedSettings:
    """Return the settings in `path`, the standard ones where there is no such file.

    Never raises. A file that is not a JSON object is renamed to `settings.json.broken-N`; a value
    of a wrong type, or one that asks for another promise, is left out. Each gets its notice.
    """
    from_environment = refused_in_environment(environment)
    try:
        fields = _read_object(path)
    except FileNotFoundError:
        return LoadedSettings(Settings(), from_environment)
    except OSError as error:
        return LoadedSettings(Settings(), (_unreadable(path, error), *from_environment))
    except _BrokenFileError:
        return LoadedSettings(Settings(), (_set_aside(path), *from_environment))
    settings, notices = _settings_of(fields)
    return LoadedSettings(settings, (*notices, *from_environment))


def save(path: Path, settings: Settings) -> None:
    """Write `settings` to `path`; on the disk when this returns.

    Raises:
        SettingsNotSavedError: the system refused; the file is as it was.
    """
    fields = dict(settings.unknown) | {name: getattr(settings, name) for name in ALLOWED}
    engines = engines_to_json(settings.engines, settings.foreign_engines)
    if engines:
        fields[_ENGINES] = engines
    try:
        write_durably(path, json.dumps(fields, indent=2).encode("ascii") + b"\n")
    except OSError as error:
        raise SettingsNotSavedError(path, reason_of(error)) from error


def _read_object(path: Path) -> dict[str, object]:
    with reading(path) as fd:
        content = os.read(fd, _MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise _BrokenFileError
    try:
        fields = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _BrokenFileError from error
    if not isinstance(fields, dict):
        raise _BrokenFileError
    return fields


def _settings_of(fields: Mapping[str, object]) -> tuple[Settings, list[Message]]:
    refused = refused_in_file(fields)
    notices = list(refused.values())
    chosen: dict[str, Any] = {}
    for name, is_allowed in ALLOWED.items():
        if name not in fields:
            continue
        if is_allowed(fields[name]):
            chosen[name] = fields[name]
        else:
            notices.append(_wrong_value(name, fields[name]))
    read = read_engines(fields[_ENGINES]) if _ENGINES in fields else ReadEngines({}, {}, ())
    notices += read.notices
    known = {*ALLOWED, *refused, _ENGINES}
    unknown = {name: value for name, value in fields.items() if name not in known}
    settings = Settings(
        **chosen, engines=read.engines, foreign_engines=read.foreign, unknown=unknown
    )
    return settings, notices


def _set_aside(path: Path) -> Message:
    """Rename the broken file to the first free name; tell where it is now."""
    number = 1
    while (target := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    try:
        path.rename(target)
    except OSError as error:
        return _unreadable(path, error)
    return message(
        "Settings",
        "The settings file was damaged; it is kept as {file}, and the standard settings hold. "
        "No conversation is concerned.",
        file=target.name,
    )


def _unreadable(path: Path, error: OSError) -> Message:
    return message(
        "Settings",
        "The settings file {path} can't be read ({reason}); the standard settings hold. "
        "No conversation is concerned.",
        path=path,
        reason=reason_of(error),
    )


def _wrong_value(name: str, value: object) -> Message:
    return message(
        "Settings",
        "{name} can't be {value} in the settings; the standard value is used instead.",
        name=name,
        value=json.dumps(value)[:40],
    )
