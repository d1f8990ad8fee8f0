"""Changing one member of a JSON object as a careful person would: nothing else moves."""

import json
import re
from collections.abc import Iterator
from typing import Any

from desktop_app.base.values import frozen

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_BOM = "\ufeff"


@frozen
class _Member:
    """One member of the object; the places are indexes into the text."""

    key: str
    start: int  # of the key
    value_start: int
    end: int  # behind the value


def member(text: str, key: str) -> object | None:
    """Return the value of `key`, None where there is none. Raises ValueError for no object."""
    return _parse(text).get(key)


def with_member(text: str, key: str, value: object) -> str:
    """Return `text` with `key` set to `value`; a new member comes last, laid out as the others.

    Raises:
        ValueError: `text` is no JSON object, or a key is in it twice, so that it is not clear
            what it means.
    """
    members = _checked_members(text, key)
    found = next((item for item in members if item.key == key), None)
    if found is not None:
        changed = text[: found.value_start] + json.dumps(value) + text[found.end :]
    elif members:
        last = members[-1]
        before = _SPACE.match(text, _after_separator(text, members)).group()  # type: ignore[union-attr] # matches ""
        colon = text[_key_end(text, last) : last.value_start]
        new = f",{before}{json.dumps(key)}{colon}{json.dumps(value)}"
        changed = text[: last.end] + new + text[last.end :]
    else:
        opening = text.index("{")
        closing = text.index("}", opening)
        changed = f"{text[:opening]}{{\n  {json.dumps(key)}: {json.dumps(value)}\n{text[closing:]}"
    _check(text, changed, key, value)
    return changed


def without_member(text: str, key: str) -> str:
    """Return `text` without the member `key`, with the separator that belonged to it.

    Raises ValueError as `with_member`.
    """
    members = _checked_members(text, key)
    place = next((number for number, item in enumerate(members) if item.key == key), None)
    if place is None:
        return text
    if place > 0:
        changed = text[: members[place - 1].end] + text[members[place].end :]
    elif len(members) > 1:
        changed = text[: members[0].start] + text[members[1].start :]
    else:
        opening = text.index("{")
        changed = text[: opening + 1] + text[_skip(text, members[0].end) :]
    _check(text, changed, key, None)
    return changed


def _checked_members(text: str, key: str) -> list[_Member]:
    fields = _parse(text)
    members = list(_members(text))
    if [item.key for item in members] != list(fields):
        raise ValueError(f"a key is there twice, perhaps {key}")
    return members


def _members(text: str) -> Iterator[_Member]:
    """Yield the members of the object that `text` is known to hold."""
    at = _skip(text, _skip(text, len(_BOM) if text.startswith(_BOM) else 0) + 1)
    while text[at] != "}":
        key, key_end = _DECODER.raw_decode(text, at)
        value_start = _skip(text, _skip(text, key_end) + 1)
        _, end = _DECODER.raw_decode(text, value_start)
        yield _Member(key, at, value_start, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _after_separator(text: str, members: list[_Member]) -> int:
    """Return where the white space before the last key begins."""
    if len(members) == 1:
        return text.index("{") + 1
    return text.index(",", members[-2].end) + 1


def _key_end(text: str, item: _Member) -> int:
    return _DECODER.raw_decode(text, item.start)[1]


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _parse(text: str) -> dict[str, Any]:
    fields = json.loads(text.removeprefix(_BOM))
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - callers know one kind of refusal
    return fields


def _check(before: str, after: str, key: str, value: object) -> None:
    """Raise ValueError unless only `key` changed: all others keep value and order."""
    old, new = _parse(before), _parse(after)
    if new.pop(key, None) != value:
        raise ValueError(f"{key} did not take its value")
    old.pop(key, None)
    if json.dumps(old) != json.dumps(new):
        raise ValueError("another value would change")
