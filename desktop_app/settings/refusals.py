"""Refuses whoever asks for another promise: in the settings file, the environment or a flag."""

from collections.abc import Mapping

from desktop_app.base.messages import Message, message

# Every name under which people have asked for another promise, and the value that stands.
# `sessions.promise` holds the same numbers; tests/settings/test_refusals.py compares them.
FIXED_VALUES: Mapping[str, int] = {
    "timeout": 0,
    "timeout_minutes": 0,
    "session_timeout": 0,
    "session_timeout_minutes": 0,
    "sessions_timeout": 0,
    "expiry": 0,
    "auto_cleanup": 0,
    "cleanup_interval": 0,
    "cleanup_interval_minutes": 0,
    "max_sessions": 500,
    "max_connection_pool_size": 50,
    "connection_pool_size": 50,
}
_PREFIX = "sempre_"
# Objects in a settings file that may group such keys: {"session": {"timeout": 30}}.
_GROUPS = frozenset({"config", "session", "sessions", "cleanup", "sempre"})
# Without our prefix only unmistakable names count: TIMEOUT may be meant for anything.
_PLAIN_VARIABLES = frozenset(
    {
        "session_timeout",
        "session_timeout_minutes",
        "cleanup_interval",
        "cleanup_interval_minutes",
        "max_sessions",
        "max_connection_pool_size",
    }
)
_SHOWN_CHARACTERS = 40


def fixed_value(name: str) -> int | None:
    """Return the value that stands for a key, variable or flag; None where it is no promise."""
    plain = name.strip().lstrip("-").lower().replace("-", "_").removeprefix(_PREFIX)
    return FIXED_VALUES.get(plain)


def refused_in_file(fields: Mapping[str, object]) -> dict[str, Message]:
    """Return a notice for each top-level key of a settings file that asks for another promise."""
    refused: dict[str, Message] = {}
    for key, value in fields.items():
        for name, wanted in _requests(key, value):
            fixed = fixed_value(name)
            if fixed is not None and not _agrees(wanted, fixed):
                refused[key] = message(
                    "Settings",
                    "The settings ask for {name} = {wanted}. That is refused: it is fixed at "
                    "{fixed}, because conversations are permanent.",
                    name=_shown(name),
                    wanted=_shown(wanted),
                    fixed=fixed,
                )
    return refused


def refused_in_environment(environment: Mapping[str, str]) -> tuple[Message, ...]:
    """Return a notice for each environment variable that asks for another promise."""
    notices: list[Message] = []
    for variable, wanted in sorted(environment.items()):
        name = variable.lower()
        fixed = fixed_value(name)
        is_ours = name.startswith(_PREFIX) or name in _PLAIN_VARIABLES
        if fixed is None or not is_ours or _agrees(wanted, fixed):
            continue
        notices.append(
            message(
                "Settings",
                "The environment variable {name} asks for {wanted}. That is refused: it is fixed "
                "at {fixed}, because conversations are permanent.",
                name=variable,
                wanted=_shown(wanted),
                fixed=fixed,
            )
        )
    return tuple(notices)


def _requests(key: str, value: object) -> list[tuple[str, object]]:
    """Return the names under which `key` may ask, with what it asks for."""
    group = key.lower()
    if group not in _GROUPS or not isinstance(value, dict):
        return [(key, value)]
    inner = [(str(name), wanted) for name, wanted in value.items()]
    return inner + [(f"{group}_{name}", wanted) for name, wanted in inner]


def _agrees(wanted: object, fixed: int) -> bool:
    """Tell whether `wanted` is the fixed value, in any spelling, or nothing at all."""
    if wanted is None or wanted == fixed:
        return True
    if not isinstance(wanted, str):
        return False
    text = wanted.strip()
    try:
        return not text or float(text) == fixed
    except ValueError:
        return False


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"
