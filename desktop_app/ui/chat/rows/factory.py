"""Which kind of entry becomes which row."""

from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.ui.chat.rows.branch import BranchPart
from desktop_app.ui.chat.rows.compaction import compaction_row, summary_row
from desktop_app.ui.chat.rows.damage import damage_row
from desktop_app.ui.chat.rows.error import error_row
from desktop_app.ui.chat.rows.meta import meta_row, sub_agent_row
from desktop_app.ui.chat.rows.notice import notice_row
from desktop_app.ui.chat.rows.permission import permission_row
from desktop_app.ui.chat.rows.prompt import prompt_row
from desktop_app.ui.chat.rows.reply import reply_row
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.chat.rows.sub_agent import RowBuilder
from desktop_app.ui.chat.rows.tool import tool_result_row

_PARTS_OF_A_NEW_DAY = 3  # gap, name of the day, gap

BUILDERS: dict[EntryKind, RowBuilder] = {
    EntryKind.PROMPT: prompt_row,
    EntryKind.QUEUED_PROMPT: prompt_row,
    EntryKind.REPLY: lambda entry, place, settings: reply_row(entry, place, settings, build_row),
    EntryKind.TOOL_RESULT: tool_result_row,
    EntryKind.META: meta_row,
    EntryKind.NOTICE: notice_row,
    EntryKind.PERMISSION: permission_row,
    EntryKind.COMPACTION: compaction_row,
    EntryKind.SUMMARY: summary_row,
    EntryKind.ERROR: error_row,
    EntryKind.DAMAGE: damage_row,
}


def build_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the row for `entry`; its heights are estimates until parts are laid out."""
    if entry.is_sidechain:
        return sub_agent_row(entry, place, settings)
    row = BUILDERS[entry.kind](entry, place, settings)
    row.uuid = entry.uuid
    book = settings.branches
    branches = book.at(entry.uuid) if book is not None else ()
    if book is not None and len(branches) > 1:
        above = 1 if place.day is None else _PARTS_OF_A_NEW_DAY
        number = book.number_of(entry.uuid)
        row.parts.insert(above, BranchPart(number, branches, settings.style))
        row.bubble_from += row.bubble_from >= above
    return row
