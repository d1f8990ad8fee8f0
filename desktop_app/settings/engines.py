"""What the person set for each engine, and how that stands in `settings.json`.

    "engines": {
      "anthropic": {"model": "claude-sonnet-5-5", "key_in_keyring": true},
      "openai:lmstudio": {"base_url": "http://127.0.0.1:1234/v1", "window_tokens": 32768}
    }

A key never stands there; `settings.secrets` keeps it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from typing import Any
from urllib.parse import urlsplit

from desktop_app.base.messages import Message, message
from desktop_app.base.values import frozen

MIN_WINDOW_TOKENS, MAX_WINDOW_TOKENS = 1024, 100_000_000
_MAX_CHARS = 2048
_NAME = re.compile(r"recall|scripted|claude|anthropic|openai(?::[a-z0-9][a-z0-9._-]{0,39})?")
# What looks like a key by its name is neither used nor written again.
_KEY_NAME = re.compile(
    r"(?:api|auth|access)?[_-]?(?:key|token|secret|password|credential)s?", re.IGNORECASE
)
_SHOWN_CHARACTERS = 40


@frozen
class EngineSettings:
    """One engine; an empty text or 0 leaves it to the engine.

    `key_in_keyring` says that the person put a key there, so that nobody need ask the keyring to
    know. `unknown` holds what another version wrote; it is saved again untouched.

    Raises:
        ValueError: a value that is not allowed; a bug of the caller.
    """

    is_enabled: bool = True
    label: str = ""
    base_url: str = ""
    model: str = ""
    window_tokens: int = 0
    key_in_keyring: bool = False
    unknown: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, is_allowed in _ALLOWED.items():
            if not is_allowed(getattr(self, name)):
                raise ValueError(f"{name} is not allowed")  # not the value: it may be a key


@frozen
class ReadEngines:
    """What `settings.json` says of engines; `foreign` holds entries that no engine here reads."""

    engines: Mapping[str, EngineSettings]
    foreign: Mapping[str, object]
    notices: tuple[Message, ...]


def is_engine_name(name: object) -> bool:
    """Tell whether an engine may be called so; `openai:NAME` is a further compatible server."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def is_base_url(value: object) -> bool:
    """Tell whether a text is an address that a server may have; empty is the vendor's own."""
    if not _is_text(value):
        return False
    if value == "":
        return True
    try:
        parts = urlsplit(str(value))
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    # user:password@host would be a key in the settings
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and has_port and is_plain


def read_engines(value: object) -> ReadEngines:
    """Return what stands under `engines`; what can't be used gets a notice, and is left out."""
    if not isinstance(value, dict):
        return ReadEngines({}, {}, (_wrong("engines", value),))
    engines: dict[str, EngineSettings] = {}
    foreign: dict[str, object] = {}
    notices: list[Message] = []
    for name, entry in value.items():
        if is_engine_name(name) and isinstance(entry, dict):
            engines[name], found = _read_entry(name, entry)
            notices += found
        else:
            foreign[name] = entry
            notices.append(_wrong("engines", name))
    return ReadEngines(engines, foreign, tuple(notices))


def engines_to_json(
    engines: Mapping[str, EngineSettings], foreign: Mapping[str, object]
) -> dict[str, object]:
    """Return what is written under `engines`; what is as it would be anyway is left out."""
    standard = EngineSettings()
    entries: dict[str, object] = dict(foreign)
    for name, engine in engines.items():
        chosen = {
            key: getattr(engine, attribute)
            for attribute, key in _KEYS.items()
            if getattr(engine, attribute) != getattr(standard, attribute)
        }
        entries[name] = dict(engine.unknown) | chosen
    return entries


def _read_entry(name: str, entry: Mapping[str, Any]) -> tuple[EngineSettings, list[Message]]:
    chosen: dict[str, Any] = {}
    notices: list[Message] = []
    for attribute, key in _KEYS.items():
        if key not in entry:
            continue
        if _ALLOWED[attribute](entry[key]):
            chosen[attribute] = entry[key]
        else:
            notices.append(_wrong(f"engines.{name}.{key}", entry[key]))
    unknown = {key: value for key, value in entry.items() if key not in _KEYS.values()}
    keys = [key for key in unknown if _KEY_NAME.fullmatch(key)]
    for key in keys:
        del unknown[key]
        notices.append(_key_refused(f"engines.{name}.{key}"))
    return EngineSettings(**chosen, unknown=unknown), notices


def _wrong(name: str, value: object) -> Message:
    shown = json.dumps(value)
    if "@" in shown:  # an address with a password in it
        shown = "…"
    return message(
        "Settings",
        "{name} can't be {value} in the settings; the standard value is used instead.",
        name=name,
        value=shown[:_SHOWN_CHARACTERS],
    )


def _key_refused(name: str) -> Message:
    return message(
        "Settings",
        "{name} in the settings is not used: keys are kept in the system's keyring or come from "
        "the environment. It is removed from the file when the settings are saved next.",
        name=name,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _MAX_CHARS and value.isprintable()


def _is_window(value: object) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return value == 0 or MIN_WINDOW_TOKENS <= value <= MAX_WINDOW_TOKENS


_ALLOWED: Mapping[str, Callable[[object], bool]] = {
    "is_enabled": lambda value: isinstance(value, bool),
    "label": _is_text,
    "base_url": is_base_url,
    "model": _is_text,
    "window_tokens": _is_window,
    "key_in_keyring": lambda value: isinstance(value, bool),
}
_KEYS = {
    each.name: "enabled" if each.name == "is_enabled" else each.name
    for each in fields(EngineSettings)
    if each.name != "unknown"
}
