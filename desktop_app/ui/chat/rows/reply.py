"""A reply: Markdown, thinking, tool calls, in the order in which they came."""

from desktop_app.sessions.entries import Block, BlockKind, Entry
from desktop_app.ui.chat.rows.continuing import ContinuePart
from desktop_app.ui.chat.rows.folded import markdown_parts
from desktop_app.ui.chat.rows.head import head_part, interrupted_mark, parts_above
from desktop_app.ui.chat.rows.label_parts import MarkPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.picture import block_picture_parts
from desktop_app.ui.chat.rows.raw_block import raw_block_parts
from desktop_app.ui.chat.rows.row import NEAR_GAP_PX, Place, Row, RowSettings
from desktop_app.ui.chat.rows.sub_agent import AgentCall, RowBuilder, sub_agent_parts
from desktop_app.ui.chat.rows.thinking import thinking_parts
from desktop_app.ui.chat.rows.tool import (
    is_agent_call,
    tool_call_parts,
    tool_key,
    tool_result_parts,
)


def reply_row(entry: Entry, place: Place, settings: RowSettings, build: RowBuilder) -> Row:
    """Return the row of a reply or of one record of it; `build` makes rows within the row."""
    parts = parts_above(entry, place, settings)
    if place.has_head:
        parts.append(head_part(entry, settings))
    for number, block in enumerate(entry.blocks):
        body = block_parts(block, f"{entry.uuid}:{number}", settings)
        if is_agent_call(block) and settings.folds.is_open(tool_key(block)):
            body += sub_agent_parts(AgentCall(block.id, entry.offset), build, settings)
        if body and number:
            parts.append(Gap(settings.style.px(NEAR_GAP_PX)))
        parts += body
    if entry.is_interrupted:
        parts.append(MarkPart(interrupted_mark(settings.style), settings.style))
        parts.append(ContinuePart(entry.uuid, settings))
    return Row(parts)


def block_parts(block: Block, key: str, settings: RowSettings) -> list[Part]:
    """Return the parts of one content block; nothing for an empty one."""
    match block.kind:
        case BlockKind.TEXT:
            return markdown_parts(block.text, key, settings) if block.text.strip() else []
        case BlockKind.THINKING:
            return thinking_parts(block.text, key, settings)
        case BlockKind.TOOL_USE:
            return tool_call_parts(block, settings)
        case BlockKind.TOOL_RESULT:
            return tool_result_parts(block, settings)
        case BlockKind.IMAGE:
            return block_picture_parts(block, key, settings)
        case BlockKind.OTHER:
            return raw_block_parts(block, key, settings)
