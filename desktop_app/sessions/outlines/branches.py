"""Where a conversation parts: a message was edited, or a reply made again.

Two records with one parent are not always two branches. Claude Code lets the results of tools that
ran side by side, and further blocks of the same reply, continue one record: these go on together.
Records that nobody typed or answered (notices, attachments, errors) only lead to what follows.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.sessions.outlines.read_back import entry_at
from desktop_app.sessions.outlines.rows import KIND_CODES, key_of
from desktop_app.sessions.outlines.table import NO_PARENT, OutlineTable

FIRST_WORDS_CHARS = 80
# Of more ways on from one place only so many are compared with each other: each one is read.
MAX_WAYS_ON = 5_000

_PARTING = frozenset(
    KIND_CODES[kind] for kind in (EntryKind.PROMPT, EntryKind.REPLY, EntryKind.TOOL_RESULT)
)


@frozen
class Branch:
    """One of several ways on: its first entry, how much it has, and whether it is the one in use.

    `records` counts everything that continues the entry, itself included. `is_current` says that
    the place where the next message goes (`Store.leaf`) lies on it.
    """

    uuid: str
    offset: int
    timestamp: datetime | None
    first_words: str
    records: int
    is_current: bool


class Partings:
    """Finds the branches at the entries `uuids` of one file; a parting is calculated once.

    Where more than `MAX_WAYS_ON` rows continue one place, each stretch of so many is a parting of
    its own: a file without parents has as many beginnings as records. `leaf` is the uuid of the
    record that the next one continues. Raises OSError.
    """

    def __init__(
        self, path: Path, table: OutlineTable, leaf: str | None, uuids: Iterable[str]
    ) -> None:
        self._path = path
        self._table = table
        keys = {uuid: key_of(uuid) for uuid in (*uuids, *([] if leaf is None else [leaf]))}
        places = table.positions(set(keys.values()))
        self._positions = {uuid: places[key] for uuid, key in keys.items()}
        last = self._positions[leaf][-1:] if leaf is not None else ()
        self._current = [stretch for position in last for stretch in table.path(position)]
        self._starts: dict[int, list[int]] = {}
        self._known: dict[tuple[int, int], dict[int, tuple[Branch, ...]]] = {}

    def at(self, uuid: str) -> tuple[Branch, ...]:
        """Return the branches of which one begins with this entry, which is one of the `uuids`."""
        for position in self._positions[uuid]:
            if self._table.code(position) not in _PARTING:
                continue
            point = self._point(position)
            if point is None:
                continue
            if found := self._parting(point, position).get(position):
                return found
        return ()

    def _point(self, position: int) -> int | None:
        """Return the row whose continuations part here; None where the parent is missing."""
        table = self._table
        while (parent := table.parent(position)) != NO_PARENT:
            if table.code(parent) in _PARTING:
                return parent
            position = parent
        return NO_PARENT if table.is_root(position) else None

    def _parting(self, point: int, position: int) -> dict[int, tuple[Branch, ...]]:
        """Return the branches behind `point` among which `position` is, for each first row."""
        if point not in self._starts:
            self._starts[point] = self._starts_behind(point)
        starts = self._starts[point]
        first = bisect_left(starts, position) // MAX_WAYS_ON * MAX_WAYS_ON
        if (point, first) not in self._known:
            self._known[point, first] = self._part(point, starts[first : first + MAX_WAYS_ON])
        return self._known[point, first]

    def _part(self, point: int, starts: list[int]) -> dict[int, tuple[Branch, ...]]:
        """Return, for the first row of each branch, all branches that begin with `starts`."""
        if len(starts) < 2:
            return {}
        before = None if point == NO_PARENT else entry_at(self._path, self._table, point)
        groups: dict[str, _Beginning] = {}
        for start in starts:
            entry = entry_at(self._path, self._table, start)
            if entry is None:
                continue
            group = groups.setdefault(_group(entry, before), _Beginning(entry))
            group.positions.append(start)
            group.first_words = group.first_words or _first_words(entry.text)
        if len(groups) < 2:
            return {}
        parting = tuple(map(self._branch, groups.values()))
        return {position: parting for group in groups.values() for position in group.positions}

    def _starts_behind(self, point: int) -> list[int]:
        """Return the first rows behind `point` that a person typed or got, in file order."""
        table = self._table
        waiting = list(table.roots() if point == NO_PARENT else table.children(point))
        starts = []
        while waiting:
            position = waiting.pop()
            if table.code(position) in _PARTING:
                starts.append(position)
            else:
                waiting += table.children(position)
        return sorted(starts)

    def _branch(self, beginning: "_Beginning") -> Branch:
        positions = beginning.positions
        return Branch(
            uuid=beginning.uuid,
            offset=beginning.offset,
            timestamp=beginning.timestamp,
            first_words=beginning.first_words,
            records=sum(map(self._table.weight, positions)),
            is_current=any(
                start <= position <= end for position in positions for start, end in self._current
            ),
        )


class _Beginning:
    """The first rows of one branch, without their texts: there may be thousands of branches."""

    __slots__ = ("first_words", "offset", "positions", "timestamp", "uuid")

    def __init__(self, first: Entry) -> None:
        self.uuid = first.uuid
        self.offset = first.offset
        self.timestamp = first.timestamp
        self.first_words = ""
        self.positions: list[int] = []


def _group(entry: Entry, before: Entry | None) -> str:
    """Return the same for entries that are not branches of their own."""
    if entry.kind is EntryKind.TOOL_RESULT:
        return "goes on"
    if entry.kind is EntryKind.REPLY and entry.message_id:
        goes_on = before is not None and before.message_id == entry.message_id
        return "goes on" if goes_on else f"reply {entry.message_id}"
    return f"entry {entry.uuid}"


def _first_words(text: str) -> str:
    words = " ".join(text[:1_000].split())
    return (
        words if len(words) <= FIRST_WORDS_CHARS else words[: FIRST_WORDS_CHARS - 1].rstrip() + "…"
    )
