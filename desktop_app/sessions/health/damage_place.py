"""Where in a conversation the damage is, as a message that can be shown beside it."""

from typing import TYPE_CHECKING

from desktop_app.sessions.entries import entry_of
from desktop_app.sessions.errors import SessionNotFoundError
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.refs import SessionRef

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store


def uuid_beside_damage(store: "Store", ref: SessionRef) -> str:
    """Return the uuid of the shown record nearest above the first damage, else below it.

    Empty where there is no damage, no such record, or the file can't be read. Reads the file up to
    that place.
    """
    above, has_damage = "", False
    try:
        for item in read_items(store.path(ref)):
            if isinstance(item, Damage):
                has_damage = True
            elif uuid := _shown_uuid(item):
                if has_damage:
                    return above or uuid
                above = uuid
            if has_damage and above:
                return above
    except (OSError, SessionNotFoundError):
        return ""
    return above if has_damage else ""


def _shown_uuid(record: Record) -> str:
    """Return the uuid of a record that the transcript shows as a row; else nothing."""
    entry = entry_of(record)
    return entry.uuid if entry is not None and entry.is_message else ""
