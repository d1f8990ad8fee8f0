"""Tool calls and their results: which of them never met."""

from typing import Final

from desktop_app.sessions.chains import MAX_LISTED
from desktop_app.sessions.records import Record

_USE: Final = 1
_RESULT: Final = 2
_BOTH: Final = _USE | _RESULT


class ToolCalls:
    """Takes the records of one file in any order; ids are kept as hashes, see `chains`."""

    def __init__(self) -> None:
        self._sides: dict[int, int] = {}  # hash of an id -> which sides were met
        self._unmet: dict[int, str] = {}  # ids whose other side has not come, the first ones

    def add(self, record: Record) -> None:
        """Take the next record."""
        for block in record.content:
            if not isinstance(block, dict):
                continue
            if block.get("type") == "tool_use":
                self._meet(block.get("id"), _USE)
            elif block.get("type") == "tool_result":
                self._meet(block.get("tool_use_id"), _RESULT)

    @property
    def uses_without_result(self) -> tuple[str, ...]:
        """The calls that nobody answered: at most so many of them, in file order."""
        return self._unmet_on(_USE)

    @property
    def results_without_use(self) -> tuple[str, ...]:
        """The results that answer nothing in this file: at most so many, in file order."""
        return self._unmet_on(_RESULT)

    @property
    def orphans(self) -> int:
        """How many never met, on both sides together."""
        return sum(sides != _BOTH for sides in self._sides.values())

    def _meet(self, use_id: object, side: int) -> None:
        if not isinstance(use_id, str):
            return
        key = hash(use_id)
        sides = self._sides[key] = self._sides.get(key, 0) | side
        if sides == _BOTH:
            self._unmet.pop(key, None)
        elif len(self._unmet) < MAX_LISTED:
            self._unmet[key] = use_id

    def _unmet_on(self, side: int) -> tuple[str, ...]:
        return tuple(text for key, text in self._unmet.items() if self._sides[key] == side)
