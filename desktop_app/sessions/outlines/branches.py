"""Where a conversation parts: a message was edited, or a reply made again.

Two records with one parent are not always two branches. Claude Code lets the results of tools that
ran side by side, and further blocks of the same reply, continue one record: these go on together.
Records that nobody typed or answered (notices, attachments, errors) only lead to what follows.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.sessions.outlines.read_back import entry_at
from desktop_app.sessions.outlines.rows import KIND_CODES, key_of
from desktop_app.sessions.outlines.table import NO_PARENT, OutlineTable

FIRST_WORDS_CHARS = 80

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

    `leaf` is the uuid of the record that the next one continues. Raises OSError.
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
        self._known: dict[int, dict[int, tuple[Branch, ...]]] = {}

    def at(self, uuid: str) -> tuple[Branch, ...]:
        """Return the branches of which one begins with this entry, which is one of the `uuids`."""
        for position in self._positions[uuid]:
            if self._table.code(position) not in _PARTING:
                continue
            point = self._point(position)
            if point is None:
                continue
            if point not in self._known:
                self._known[point] = self._part(point)
            if found := self._known[point].get(position):
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

    def _part(self, point: int) -> dict[int, tuple[Branch, ...]]:
        """Return, for the first row of each branch, all branches that begin behind `point`."""
        starts = self._starts(point)
        if len(starts) < 2:
            return {}
        before = None if point == NO_PARENT else entry_at(self._path, self._table, point)
        groups: dict[str, list[tuple[int, Entry]]] = {}
        for start in starts:
            entry = entry_at(self._path, self._table, start)
            if entry is not None:
                groups.setdefault(_group(entry, before), []).append((start, entry))
        if len(groups) < 2:
            return {}
        parting = tuple(self._branch(group) for group in groups.values())
        return {position: parting for group in groups.values() for position, _ in group}

    def _starts(self, point: int) -> list[int]:
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

    def _branch(self, group: list[tuple[int, Entry]]) -> Branch:
        _, first = group[0]
        positions = [position for position, _ in group]
        return Branch(
            uuid=first.uuid,
            offset=first.offset,
            timestamp=first.timestamp,
            first_words=_first_words(entry.text for _, entry in group),
            records=sum(map(self._table.weight, positions)),
            is_current=any(
                start <= position <= end for position in positions for start, end in self._current
            ),
        )


def _group(entry: Entry, before: Entry | None) -> str:
    """Return the same for entries that are not branches of their own."""
    if entry.kind is EntryKind.TOOL_RESULT:
        return "goes on"
    if entry.kind is EntryKind.REPLY and entry.message_id:
        goes_on = before is not None and before.message_id == entry.message_id
        return "goes on" if goes_on else f"reply {entry.message_id}"
    return f"entry {entry.uuid}"


def _first_words(texts: Iterable[str]) -> str:
    text = next(filter(None, (" ".join(text[:1_000].split()) for text in texts)), "")
    return text if len(text) <= FIRST_WORDS_CHARS else text[: FIRST_WORDS_CHARS - 1].rstrip() + "…"
