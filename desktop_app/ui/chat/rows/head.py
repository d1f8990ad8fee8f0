"""The parts above a message's text: day, author, time and the mark that says it is kept."""

from functools import partial

from desktop_app.sessions.entries import Entry, EntryState
from desktop_app.ui.chat.rows.authors import author_of
from desktop_app.ui.chat.rows.label_parts import DayPart, HeadPart, Mark
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.row import NEAR_GAP_PX, Place, RowSettings, space_above
from desktop_app.ui.chat.style import Style
from desktop_app.ui.i18n import translate


def parts_above(entry: Entry, place: Place, settings: RowSettings) -> list[Part]:
    """Return the gap to the row above and, on a new day, its name."""
    style = settings.style
    parts: list[Part] = [space_above(entry, place, style)]
    if place.day is not None:
        parts += [DayPart(place.day, settings.today, style), Gap(style.px(NEAR_GAP_PX))]
    return parts


def head_part(entry: Entry, settings: RowSettings) -> HeadPart:
    """Return the line with author, time and mark."""
    author = author_of(entry, settings.engine_labels)
    part = HeadPart(
        author, entry.timestamp, state_mark(entry.state, settings.style), settings.style
    )
    if entry.usage is not None:
        part.further_words = partial(_usage_words, entry, settings)
    return part


def _usage_words(entry: Entry, settings: RowSettings) -> str:
    """Return what a reply has used, of which this record may be a part only."""
    from desktop_app.sessions.usage import usage_of_message
    from desktop_app.ui.usage_words import usage_words

    parts = settings.entries_of_message(entry.message_id) if entry.message_id else ()
    count = usage_of_message(parts or (entry,))
    return "" if count is None else usage_words(count)


def state_mark(state: EntryState, style: Style) -> Mark:
    """Return the mark for how far a message is on its way to the disk."""
    theme = style.theme
    match state:
        case EntryState.SAVED:
            return Mark("saved", theme.ok, translate("Transcript", "Saved"), is_icon_only=True)
        case EntryState.UNSAVED:
            return Mark("unsaved", theme.warn, translate("Transcript", "not saved yet"))
        case EntryState.STREAMING:
            return Mark("unsaved", theme.text2, translate("Transcript", "writing"))


def interrupted_mark(style: Style) -> Mark:
    """Return the mark of a reply that ended before its end."""
    return Mark("stop", style.theme.warn, translate("Transcript", "Interrupted"))
