"""Claude Code's `history.jsonl`: every prompt ever typed, never swept (measured on CLI 2.1.330).

A line holds `display`, `timestamp` (milliseconds), `project` (the directory) and in new versions
`sessionId`; pasted text stands in `pastedContents` under the number that `display` names. Nothing
of that is relied upon: a line without what is needed is passed over.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.base.files import reading
from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import is_session_id

HISTORY_NAME = "history.jsonl"
_MAX_LINE_BYTES = 16 << 20
# A command to Claude Code itself, `/clear` or `/model opus`; a path goes on with another slash.
_COMMAND = re.compile(r"/[a-z][\w:-]*(\s[^/\n]*)?\Z")
_PASTED = re.compile(r"\[Pasted text #(\d+)[^\]]*\]")


@frozen
class TypedPrompt:
    """One prompt that somebody typed; `session_id` empty where the version did not say."""

    text: str
    moment: datetime
    project_dir: str
    session_id: str


def read_prompts(claude_dir: Path) -> Iterator[TypedPrompt]:
    """Yield every prompt in the order in which it was typed; commands are left out.

    Nothing comes where there is no such file. One line at a time is in memory.

    Raises:
        OSError: the file is there and can't be read.
    """
    try:
        with reading(claude_dir / HISTORY_NAME) as fd, open(fd, "rb", closefd=False) as file:
            while line := file.readline(_MAX_LINE_BYTES):
                prompt = _prompt(line)
                if prompt is not None:
                    yield prompt
    except FileNotFoundError:
        return


def _prompt(line: bytes) -> TypedPrompt | None:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    display, project = fields.get("display"), fields.get("project")
    moment = _moment(fields.get("timestamp"))
    if not isinstance(display, str) or not isinstance(project, str) or moment is None:
        return None
    if not display.strip() or not project or _COMMAND.match(display.strip()):
        return None
    return TypedPrompt(_whole(display, fields), moment, project, _session_id(fields))


def _session_id(fields: Mapping[str, Any]) -> str:
    value = fields.get("sessionId")
    return value if isinstance(value, str) and is_session_id(value) else ""


def _moment(value: object) -> datetime | None:
    if not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _whole(display: str, fields: Mapping[str, Any]) -> str:
    """Return the prompt with pasted text where `display` has only its number."""
    pasted = fields.get("pastedContents")
    if not isinstance(pasted, dict):
        return display

    def text_of(match: re.Match[str]) -> str:
        item = pasted.get(match[1])
        content = item.get("content") if isinstance(item, dict) else None
        return content if isinstance(content, str) else match[0]

    return _PASTED.sub(text_of, display)
