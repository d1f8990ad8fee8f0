"""What the user wrote, now or while a reply was running: plain text on a ground of its own."""

from collections.abc import Mapping

from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind
from desktop_app.ui.chat.rows.folded import plain_parts
from desktop_app.ui.chat.rows.head import head_part, parts_above
from desktop_app.ui.chat.rows.label_parts import Mark, MarkPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.picture import block_picture_parts
from desktop_app.ui.chat.rows.raw_block import raw_block_parts
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate

_INNER_GAP_PX = 10


def prompt_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row of a prompt; nothing in its text is interpreted."""
    style = settings.style
    parts = parts_above(entry, place, settings)
    bubble_from = len(parts)
    parts.append(Gap(style.px(_INNER_GAP_PX - 2)))
    parts.append(head_part(entry, settings))
    if entry.text or not entry.blocks:
        parts += plain_parts(entry.text, entry.uuid, settings)
    for number, block in enumerate(entry.blocks):
        if block.kind is BlockKind.IMAGE:
            parts += block_picture_parts(block, f"{entry.uuid}:{number}", settings)
        elif block.name == "document":
            parts.append(_document_part(block, settings))
        elif block.kind is not BlockKind.TEXT:
            parts += raw_block_parts(block, f"{entry.uuid}:{number}", settings)
    parts += _marks(entry, settings)
    parts.append(Gap(style.px(_INNER_GAP_PX)))
    return Row(parts, bubble_from, style.theme.user)


def _marks(entry: Entry, settings: RowSettings) -> list[Part]:
    style = settings.style
    parts: list[Part] = []
    if entry.kind is EntryKind.QUEUED_PROMPT:
        words = translate("Transcript", "Sent while a reply was being written")
        parts.append(MarkPart(Mark("info", style.theme.text2, words), style))
    return parts


def _document_part(block: Block, settings: RowSettings) -> Part:
    """Return the line that stands for an attached document: its name and size."""
    data = block.data if isinstance(block.data, Mapping) else {}
    source = data.get("source")
    content = source.get("data") if isinstance(source, Mapping) else None
    size_bytes = len(content) * 3 // 4 if isinstance(content, str) else 0
    name = str(data.get("title") or translate("Transcript", "Document"))
    words = translate("Composer", "{file}, {size}", file=name, size=format_bytes(size_bytes))
    return MarkPart(Mark("attach", settings.style.theme.text2, words), settings.style)
