"""What the user wrote, now or while a reply was running: plain text on a ground of its own."""

from desktop_app.sessions.entries import BlockKind, Entry, EntryKind
from desktop_app.ui.chat.rows.folded import plain_parts
from desktop_app.ui.chat.rows.head import head_part, parts_above
from desktop_app.ui.chat.rows.label_parts import Mark, MarkPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
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
    parts += _marks(entry, settings)
    parts.append(Gap(style.px(_INNER_GAP_PX)))
    return Row(parts, bubble_from, style.theme.user)


def _marks(entry: Entry, settings: RowSettings) -> list[Part]:
    style = settings.style
    parts: list[Part] = []
    pictures = sum(block.kind is BlockKind.IMAGE for block in entry.blocks)
    if pictures:
        words = translate("Transcript", "{n} attached pictures", pictures)
        parts.append(MarkPart(Mark("info", style.theme.text2, words), style))
    if entry.kind is EntryKind.QUEUED_PROMPT:
        words = translate("Transcript", "Sent while a reply was being written")
        parts.append(MarkPart(Mark("info", style.theme.text2, words), style))
    return parts
