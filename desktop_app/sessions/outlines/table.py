"""The outline of one file in memory: about 33 bytes for each record, in file order."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.outlines.chunk import OutlineChunk
from desktop_app.sessions.outlines.rows import KIND_CODES, LINK, NO_TIME, ROOT_KEY

NO_PARENT = -1

_PROMPTS = (KIND_CODES[EntryKind.PROMPT], KIND_CODES[EntryKind.QUEUED_PROMPT])


class OutlineTable:
    """Rows in file order, addressed by their position. Parents always stand before children.

    Most records continue the one right before them; those stretches are runs, and everything
    about branches is calculated from where runs begin. Fill it with `extend`, then call `settle`.
    """

    def __init__(self) -> None:
        self._rows = OutlineChunk()
        self._unsettled = 0  # the first link whose parent was not looked for yet
        self._runs = array("I")  # the position of each run's first row
        self._parents = array("q")  # of each run's first row
        self._children: dict[int, list[int]] = {}  # those of them that begin a run
        self._roots: list[int] = []
        self._weights: dict[int, list[tuple[int, int]]] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def extend(self, chunk: OutlineChunk) -> None:
        """Take the next rows of the file; `settle` must follow before anything is asked."""
        self._rows.extend(chunk)
        self._weights = None

    def settle(self) -> None:
        """Find the parents of the rows that were taken since the last time."""
        rows, keys = self._rows.link_rows[self._unsettled :], self._rows.keys
        links = self._rows.link_keys[self._unsettled :]
        self._unsettled += len(rows)
        distant = [
            (row, key)
            for row, key in zip(rows, links, strict=True)
            if not (row and keys[row - 1] == key)
        ]
        places = self.positions({key for _, key in distant} - {ROOT_KEY})
        for row, key in distant:
            known = places.get(key, ())
            before = bisect_left(known, row) - 1
            self._begin_run(row, known[before] if before >= 0 else NO_PARENT)
            if key == ROOT_KEY:
                self._roots.append(row)

    def _begin_run(self, position: int, parent: int) -> None:
        self._runs.append(position)
        self._parents.append(parent)
        if parent != NO_PARENT:
            self._children.setdefault(parent, []).append(position)

    def keys(self) -> "array[int]":
        """Return the key of each row; not to be changed."""
        return self._rows.keys

    def place(self, position: int) -> tuple[int, int]:
        """Return offset and length of a row's line."""
        return self._rows.offsets[position], self._rows.lengths[position]

    def code(self, position: int) -> int:
        """Return what the record is."""
        return self._rows.codes[position]

    def positions(self, keys: set[int]) -> dict[int, Sequence[int]]:
        """Return the rows of each of these keys, in file order; one look at every row."""
        places: dict[int, list[int]] = {key: [] for key in keys}
        if places:
            for position, key in enumerate(self._rows.keys):
                if key in places:
                    places[key].append(position)
        return dict(places)

    # --- places

    def first_since(self, time_us: int) -> int | None:
        """Return the first visible row on or after a moment, None where all are earlier.

        The order is the file's; where clocks were wrong, the cut is where the fewest times
        contradict it.
        """
        balance = best = cut = 0
        for position, time in enumerate(self._rows.times):
            if time == NO_TIME:
                continue
            if time >= time_us:
                balance += 1
                continue
            balance -= 1
            if balance < best:
                best, cut = balance, position + 1
        return next((p for p in range(cut, len(self)) if self._rows.codes[p] != LINK), None)

    def prompt_before(self, offset: int) -> int | None:
        """Return the last row of a prompt that stands before `offset`, None without one."""
        end = bisect_left(self._rows.offsets, offset)
        found = max(self._rows.codes.rfind(code, 0, end) for code in _PROMPTS)
        return found if found >= 0 else None

    def prompt_after(self, offset: int) -> int | None:
        """Return the first row of a prompt that stands behind `offset`, None without one."""
        start = bisect_right(self._rows.offsets, offset)
        found = [p for code in _PROMPTS if (p := self._rows.codes.find(code, start)) >= 0]
        return min(found, default=None)

    # --- branches

    def parent(self, position: int) -> int:
        """Return the row that this one continues, NO_PARENT where that is none or not known."""
        run = self._run(position)
        return self._parents[run] if self._runs[run] == position else position - 1

    def roots(self) -> list[int]:
        """Return the rows that continue nothing."""
        return self._roots

    def is_root(self, position: int) -> bool:
        """Tell whether a row continues nothing, as opposed to something that is not there."""
        place = bisect_left(self._roots, position)
        return place < len(self._roots) and self._roots[place] == position

    def children(self, position: int) -> list[int]:
        """Return the rows that continue this one, in file order."""
        later = self._children.get(position, [])
        follower = position + 1
        run = self._run(position)
        return [follower, *later] if follower < self._end(run) else later

    def weight(self, position: int) -> int:
        """Return how many rows a row and everything that continues it are."""
        if self._weights is None:
            self._weights = self._weigh()
        run = self._run(position)
        attached = self._weights.get(run, ())
        return self._end(run) - position + sum(rows for at, rows in attached if at >= position)

    def path(self, position: int) -> list[tuple[int, int]]:
        """Return the rows from the beginning to this one, as ranges (first, last), last first."""
        ranges = []
        while position != NO_PARENT:
            run = self._run(position)
            ranges.append((self._runs[run], position))
            position = self._parents[run]
        return ranges

    def _run(self, position: int) -> int:
        return bisect_right(self._runs, position) - 1

    def _end(self, run: int) -> int:
        return self._runs[run + 1] if run + 1 < len(self._runs) else len(self)

    def _weigh(self) -> dict[int, list[tuple[int, int]]]:
        """Return, for each run, at which rows others continue it, and how many rows these are."""
        weights: dict[int, list[tuple[int, int]]] = {}
        for run in reversed(range(len(self._runs))):
            parent = self._parents[run]
            if parent != NO_PARENT:
                rows = self._end(run) - self._runs[run] + sum(n for _, n in weights.get(run, ()))
                weights.setdefault(self._run(parent), []).append((parent, rows))
        return weights
