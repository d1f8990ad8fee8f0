"""Tool calls and their results. One key folds both: the id of the call."""

from collections.abc import Mapping
from typing import Any

import orjson

from desktop_app.sessions.entries import Block, Entry
from desktop_app.ui.chat.rows.folded import long_code_parts
from desktop_app.ui.chat.rows.head import parts_above
from desktop_app.ui.chat.rows.label_parts import FoldLabel, FoldPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.chat.visible_text import terminal_output
from desktop_app.ui.i18n import translate

# Tools that start a sub-agent, by their names in Claude Code's records.
_AGENT_TOOLS = frozenset({"Agent", "Task"})
# What says most about a call, the first that is there.
_TELLING_INPUTS = (
    "description",
    "command",
    "file_path",
    "path",
    "pattern",
    "query",
    "url",
    "prompt",
)
_MAX_JSON_CHARS = 2_000_000


def tool_key(block: Block) -> str:
    """Return the folding key that a call and its result share."""
    return f"tool:{block.id}"


def tool_call_parts(block: Block, settings: RowSettings) -> list[Part]:
    """Return the folded line of a call and, when open, its input."""
    key = tool_key(block)
    is_open = settings.folds.is_open(key)
    given = _input(block)
    is_agent = block.name in _AGENT_TOOLS
    label = FoldLabel(
        "agent" if is_agent else "tool",
        translate("Transcript", "Sub-agent") if is_agent else block.name,
        _telling(given),
    )
    parts: list[Part] = [FoldPart(key, label, settings.style, is_open=is_open)]
    if is_open:
        parts.append(Gap(settings.style.px(4)))
        parts += _input_parts(given, key, settings)
    return parts


def tool_result_parts(block: Block, settings: RowSettings) -> list[Part]:
    """Return the folded line of a result and, when open, what the tool returned."""
    key = tool_key(block)
    is_open = settings.folds.is_open(key)
    text = terminal_output(block.text)
    title = (
        translate("Transcript", "Failed") if block.is_error else translate("Transcript", "Result")
    )
    detail = text.strip().partition("\n")[0] or translate("Transcript", "no output")
    label = FoldLabel("warning" if block.is_error else "check", title, detail, block.is_error)
    parts: list[Part] = [FoldPart(key, label, settings.style, is_open=is_open)]
    if is_open and text.strip():
        parts.append(Gap(settings.style.px(4)))
        parts += long_code_parts(text.strip("\n"), "", "", f"{key}:result", settings)
    return parts


def tool_result_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a record that holds tool results only."""
    parts = parts_above(entry, place, settings)
    parts[0] = Gap(0 if place.day is None and not place.is_first else parts[0].height_px)
    for block in entry.blocks:
        parts += tool_result_parts(block, settings)
    return Row(parts)


def _input(block: Block) -> Mapping[str, Any]:
    given = (block.data or {}).get("input")
    return given if isinstance(given, dict) else {}


def _telling(given: Mapping[str, Any]) -> str:
    named = (given.get(name) for name in _TELLING_INPUTS)
    texts = (value for value in (*named, *given.values()) if isinstance(value, str) and value)
    return next(texts, "")


def _input_parts(given: Mapping[str, Any], key: str, settings: RowSettings) -> list[Part]:
    label = translate("Transcript", "Input")
    command = given.get("command")
    if isinstance(command, str):
        return long_code_parts(command, label, "bash", f"{key}:input", settings)
    return long_code_parts(as_json(given), label, "json", f"{key}:input", settings)


def as_json(value: object) -> str:
    """Return a value as indented JSON; lone surrogates and huge numbers as Python writes them."""
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode()[
            :_MAX_JSON_CHARS
        ]
    except TypeError:
        return ascii(value)[:_MAX_JSON_CHARS]
