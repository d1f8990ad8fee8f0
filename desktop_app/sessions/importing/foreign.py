"""A conversation of another program, before it becomes records of ours."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from desktop_app.base.clock import parse_iso
from desktop_app.base.values import frozen

_LAST_S = 4_102_444_800  # the year 2100


class Role(StrEnum):
    """What a message becomes."""

    PROMPT = "prompt"
    REPLY = "reply"
    NOTICE = "notice"  # tools, thinking, whatever no rule knows


@frozen
class ForeignMessage:
    """One message; `parent` is the id of another or empty, `pictures` name files of the export."""

    id: str
    parent: str
    role: Role
    text: str
    moment: datetime | None
    label: str = ""  # what a notice is about
    pictures: tuple[str, ...] = ()


@frozen
class ForeignConversation:
    """One conversation; `messages` have their parents before them, the current branch last."""

    source: str
    id: str
    title: str
    created: datetime | None
    messages: tuple[ForeignMessage, ...]


class UnknownShapeError(ValueError):
    """It is no conversation of the kind that is read."""


def moment_of(value: object) -> datetime | None:
    """Return a time given as seconds since 1970 or in ISO form; None where it is neither."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC) if 0 < value < _LAST_S else None
    return parse_iso(value)


def text_of(value: object) -> str:
    """Return `value` where it is text, else nothing."""
    return value if isinstance(value, str) else ""


def fields_of(value: object) -> Mapping[str, Any]:
    """Return `value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}
