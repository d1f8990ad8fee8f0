"""The shape of one conversation of any size: where its entries stand, when, and how they branch.

The functions run on a worker thread. The first call on a large file that the index does not cover
yet reads it through; later ones take milliseconds. They raise as reading does
(SessionNotFoundError, UnreadableSessionError), and concurrent.futures.CancelledError once reading
was stopped.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.sessions.outlines.branches import Branch, Partings
from desktop_app.sessions.outlines.read_back import entry_at
from desktop_app.sessions.outlines.rows import microseconds
from desktop_app.sessions.outlines.table import OutlineTable
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

__all__ = [
    "Branch",
    "Place",
    "branch_points",
    "branches",
    "first_since",
    "prompt_after",
    "prompt_before",
]


@frozen
class Place:
    """One entry, and where its line begins in the file."""

    uuid: str
    offset: int
    timestamp: datetime | None


def first_since(store: Store, ref: SessionRef, moment: datetime) -> Place | None:
    """Return the first entry on or after `moment` (aware), None where all are earlier.

    The order is the file's; where clocks were wrong, the cut is where the fewest times
    contradict it.
    """
    table = store.outline(ref)
    return _place(store, ref, table, table.first_since(microseconds(moment)))


def prompt_before(store: Store, ref: SessionRef, offset: int) -> Place | None:
    """Return the last prompt whose line begins before `offset`, None without one."""
    table = store.outline(ref)
    return _place(store, ref, table, table.prompt_before(offset))


def prompt_after(store: Store, ref: SessionRef, offset: int) -> Place | None:
    """Return the first prompt whose line begins behind `offset`, None without one."""
    table = store.outline(ref)
    return _place(store, ref, table, table.prompt_after(offset))


def branches(store: Store, ref: SessionRef, uuid: str) -> tuple[Branch, ...]:
    """Return the branches of which one begins with the entry `uuid`, in file order, else none."""
    return branch_points(store, ref, (uuid,)).get(uuid, ())


def branch_points(
    store: Store, ref: SessionRef, uuids: Iterable[str]
) -> Mapping[str, tuple[Branch, ...]]:
    """Return `branches` of those of these entries that begin one; the others are left out.

    Cheaper than asking for each entry of a page.
    """
    table = store.outline(ref)
    leaf = store.leaf(ref)

    def read(path: Path) -> Mapping[str, tuple[Branch, ...]]:
        wanted = tuple(uuids)
        partings = Partings(path, table, leaf, wanted)
        found = ((uuid, partings.at(uuid)) for uuid in wanted)
        return {uuid: parting for uuid, parting in found if parting}

    return store.read(ref, read)


def _place(
    store: Store, ref: SessionRef, table: OutlineTable, position: int | None
) -> Place | None:
    if position is None:
        return None
    entry = store.read(ref, lambda path: entry_at(path, table, position))
    return None if entry is None else Place(entry.uuid, entry.offset, entry.timestamp)
