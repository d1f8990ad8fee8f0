"""How the records of one file hang together: who continues whom, and what the end leads back to.

Ids are kept as 64-bit hashes and records as numbers in file order, so that some 640,000 records
take about 100 MB. Two different ids share a hash about once in ten million such files.
"""

from array import array
from collections.abc import Iterator

from desktop_app.base.values import frozen
from desktop_app.sessions.records import Record

# How many ids of one kind are named; beyond it they are only counted.
MAX_LISTED = 10_000

_NOBODY = 0  # no string's hash, see `_key`
_NONE, _MISSING = -1, -2


@frozen
class ChainFigures:
    """What the chains of one file look like.

    `records` counts the records of the conversation proper, without sub-agents, each id once.
    `reachable` of them are met on the way from the newest one back to a beginning (across
    compactions); all others stand on `other branches`: they were left by going back to an earlier
    message, or by parallel tool calls. Reading in file order meets every one of them.
    """

    records: int = 0
    reachable: int = 0
    reaches_root: bool = True  # False where the way back ends at a missing record or in a loop
    cycles: int = 0
    missing_parents: int = 0

    @property
    def on_other_branches(self) -> int:
        """How many are not met on the way back."""
        return self.records - self.reachable

    @property
    def reachable_percent(self) -> float:
        """The share that is met on the way back; 100 in an empty file."""
        return 100.0 * self.reachable / self.records if self.records else 100.0


class Chains:
    """Takes the records of one file in their order, then answers. Used by one thread."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}  # hash of a uuid -> its record's number
        self._parents = array("q")  # hashes; in `_link` they become numbers
        self._offsets = array("Q")
        self._lengths = array("Q")
        self._is_in_chain = bytearray()
        self._unmet: dict[int, str] = {}  # parents named and not met yet, the first ones
        self._newest = _NONE
        self._pointer = _NOBODY  # what a `last-prompt` names, where nothing of the chain follows

    def add(self, record: Record) -> tuple[int, int] | None:
        """Take the next record; return place and length of an earlier one with the same uuid."""
        if record.type == "last-prompt":
            self._pointer = _key(record.text("leafUuid"))
        if record.uuid is None:
            return None
        key = _key(record.uuid)
        number = self._numbers.get(key)
        if number is not None:
            if record.is_in_chain:
                self._newest, self._pointer = number, _NOBODY
            return self._place(number)
        self._append(key, record)
        return None

    def missing_parents(self) -> tuple[str, ...]:
        """Return the uuids that records name as their parent and nobody has; at most so many."""
        return tuple(self._unmet.values())

    def figures(self) -> tuple[ChainFigures, tuple[tuple[int, int], ...]]:
        """Return the figures, and place and length of one record in each loop; call it once.

        Terminates whatever the records say: nothing is visited twice.
        """
        missing = self._link()
        loops = list(self._loops())
        reachable, reaches_root = self._walk_back()
        records = self._is_in_chain.count(1)
        figures = ChainFigures(records, reachable, reaches_root, len(loops), missing)
        return figures, tuple(self._place(number) for number in loops[:MAX_LISTED])

    def _place(self, number: int) -> tuple[int, int]:
        return self._offsets[number], self._lengths[number]

    def _append(self, key: int, record: Record) -> None:
        number, is_in_chain = len(self._offsets), record.is_in_chain
        self._numbers[key] = number
        self._offsets.append(record.offset)
        self._lengths.append(record.length)
        self._is_in_chain.append(is_in_chain)
        self._unmet.pop(key, None)
        parent = _key(record.parent_uuid)
        if is_in_chain:
            self._newest, self._pointer = number, _NOBODY
            self._expect(parent, record.parent_uuid)
        # after a compaction the chain begins anew and names what it continues apart
        self._parents.append(parent or _key(record.text("logicalParentUuid")))

    def _expect(self, parent: int, uuid: str | None) -> None:
        if uuid is not None and parent not in self._numbers and len(self._unmet) < MAX_LISTED:
            self._unmet[parent] = uuid

    def _link(self) -> int:
        """Turn parents' hashes into numbers; return how many ids are missing."""
        missing: set[int] = set()
        for number, key in enumerate(self._parents):
            parent = _NONE if key == _NOBODY else self._numbers.get(key, _MISSING)
            # the first record of a sub-agent continues a record of another file
            if parent == _MISSING and self._is_in_chain[number]:
                missing.add(key)
            self._parents[number] = parent
        return len(missing)

    def _loops(self) -> Iterator[int]:
        """Yield one record of each loop."""
        walked = array("q", bytes(8 * len(self._parents)))  # in which walk each was met; 0 in none
        for start in range(len(self._parents)):
            number = start
            while number >= 0 and not walked[number]:
                walked[number] = start + 1
                number = self._parents[number]
            if number >= 0 and walked[number] == start + 1:
                yield number

    def _walk_back(self) -> tuple[int, bool]:
        """Return how many records of the chain the newest leads back to, and whether to a root."""
        number = self._numbers.get(self._pointer, self._newest)
        seen = bytearray(len(self._parents))
        reachable = 0
        while number >= 0 and not seen[number]:
            seen[number] = 1
            reachable += self._is_in_chain[number]
            number = self._parents[number]
        return reachable, number == _NONE


def _key(uuid: str | None) -> int:
    return _NOBODY if uuid is None else hash(uuid) or 1
