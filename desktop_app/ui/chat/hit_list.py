"""Every hit of a search in one conversation, numbered in the order of the file."""

from bisect import bisect_left
from collections.abc import Iterable

from desktop_app.base.values import frozen
from desktop_app.sessions.finding import FoundText


@frozen
class HitPlace:
    """One hit: the message by its place in the file, and which of the hits in it."""

    offset: int
    nth: int


class HitList:
    """Takes messages as they are found; knows how many hits there are and which one is which."""

    def __init__(self) -> None:
        self._offsets: list[int] = []
        self._firsts: list[int] = []  # the number of each message's first hit
        self.total = 0
        self._tick_scale = (0, 0)
        self._ticks: list[int] = []
        self._ticked = 0  # how many messages are in the ticks already

    @property
    def offsets(self) -> list[int]:
        """Where the messages stand in the file, in its order."""
        return self._offsets

    def add(self, found: Iterable[FoundText]) -> None:
        """Take messages that follow those known so far; one that is known already is left out."""
        for message in found:
            if message.occurrences and (not self._offsets or message.offset > self._offsets[-1]):
                self._offsets.append(message.offset)
                self._firsts.append(self.total)
                self.total += message.occurrences

    def at(self, number: int) -> HitPlace:
        """Return the hit `number`, from 0 to `total` - 1."""
        row = bisect_left(self._firsts, number + 1) - 1
        return HitPlace(self._offsets[row], number - self._firsts[row])

    def number_of(self, place: HitPlace) -> int | None:
        """Return which one a hit is; None while its message was not found."""
        row = bisect_left(self._offsets, place.offset)
        if row == len(self._offsets) or self._offsets[row] != place.offset:
            return None
        return self._firsts[row] + place.nth

    def ticks(self, size_bytes: int, count: int) -> list[int]:
        """Return which of `count` equal stretches of the file hold hits, each once, ascending.

        Costs a look-up per stretch that is new, not per hit: a common word has a million.
        """
        if self._tick_scale != (size_bytes, count):
            self._tick_scale, self._ticks, self._ticked = (size_bytes, count), [], 0
        while self._ticked < len(self._offsets):
            tick = self._offsets[self._ticked] * count // size_bytes
            if not self._ticks or tick > self._ticks[-1]:
                self._ticks.append(tick)
            next_offset = -(-(tick + 1) * size_bytes // count)
            self._ticked = bisect_left(self._offsets, next_offset, self._ticked)
        return self._ticks

    def nearest(self, offset: int) -> HitPlace | None:
        """Return the first hit from a byte of the file on, else the last; None without any."""
        if not self._offsets:
            return None
        row = bisect_left(self._offsets, offset)
        return self.at(self._firsts[row] if row < len(self._firsts) else self.total - 1)
