"""Tool calls and their results. One key folds both: the id of the call."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import orjson

from desktop_app.sessions.entries import Block, BlockKind, Entry
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.sub_agents import StoredOutput, read_stored_output
from desktop_app.ui.chat.late_content import Content, Missing
from desktop_app.ui.chat.rows.folded import long_code_parts
from desktop_app.ui.chat.rows.head import parts_above
from desktop_app.ui.chat.rows.label_parts import FoldLabel, FoldPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.picture import block_picture_parts
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.chat.visible_text import terminal_output
from desktop_app.ui.formats import format_bytes
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


def is_agent_call(block: Block) -> bool:
    """Tell whether a block starts a sub-agent."""
    return block.kind is BlockKind.TOOL_USE and block.name in _AGENT_TOOLS


def tool_call_parts(block: Block, settings: RowSettings) -> list[Part]:
    """Return the folded line of a call and, when open, its input."""
    key = tool_key(block)
    is_open = settings.folds.is_open(key)
    given = _input(block)
    is_agent = is_agent_call(block)
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
    detail = text.strip().partition("\n")[0] or _no_text_words(block)
    label = FoldLabel("warning" if block.is_error else "check", title, detail, block.is_error)
    fold = FoldPart(key, label, settings.style, is_open=is_open)
    parts: list[Part] = [fold]
    if not is_open:
        return parts
    stored = None
    if settings.late is not None:
        fold.late_key = f"output:{block.id}"
        stored = settings.late.get(fold.late_key, partial(_read_output, block=block))
    if isinstance(stored, StoredOutput):
        text = terminal_output(stored.text)
    if text.strip():
        parts.append(Gap(settings.style.px(4)))
        label_words = _stored_words(stored) if isinstance(stored, StoredOutput) else ""
        parts += long_code_parts(text.strip("\n"), label_words, "", f"{key}:result", settings)
    for number, picture in enumerate(_pictures(block)):
        parts += block_picture_parts(picture, f"{key}:picture-{number}", settings)
    return parts


def _read_output(store: Store, ref: SessionRef, block: Block) -> Content:
    return read_stored_output(store, ref, block.id, block.text) or Missing("")


def _stored_words(stored: StoredOutput) -> str:
    size = format_bytes(stored.file_bytes)
    if stored.is_whole:
        return translate("Transcript", "Whole output, stored beside ({size})", size=size)
    return translate("Transcript", "Beginning of the output, stored beside ({size})", size=size)


def _pictures(block: Block) -> list[Block]:
    content = (block.data or {}).get("content")
    parts = content if isinstance(content, list) else []
    images = [part for part in parts if isinstance(part, dict) and part.get("type") == "image"]
    return [Block(BlockKind.IMAGE, "", data=part) for part in images]


def _no_text_words(block: Block) -> str:
    if pictures := len(_pictures(block)):
        return translate("Transcript", "{n} attached pictures", pictures)
    return translate("Transcript", "no output")


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
