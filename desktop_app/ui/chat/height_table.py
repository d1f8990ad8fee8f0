"""Heights of rows with fast sums: which row stands at which distance from the top."""

from bisect import bisect_right
from itertools import accumulate


class HeightTable:
    """Heights in px, one per row. Sums are brought up to date from the first changed row on."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] = [0]  # top of each row, and the total at the end
        self._valid = 0  # tops are right up to and including this index

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    def insert(self, first: int, heights: list[int]) -> None:
        """Put rows in before row `first`."""
        self._heights[first:first] = heights
        self._changed(first)

    def remove(self, first: int, count: int) -> None:
        """Take rows out."""
        del self._heights[first : first + count]
        self._changed(first)

    def set(self, row: int, height_px: int) -> None:
        """Correct the height of one row."""
        if self._heights[row] != height_px:
            self._heights[row] = height_px
            self._changed(row)

    def top_of(self, row: int) -> int:
        """Return the distance of a row's top from the top of the first one."""
        self._update()
        return self._tops[row]

    @property
    def total_px(self) -> int:
        """The height of all rows."""
        self._update()
        return self._tops[-1]

    def row_at(self, y: int) -> int:
        """Return the row that covers `y`; the nearest one outside."""
        self._update()
        row = bisect_right(self._tops, y) - 1
        return max(0, min(row, len(self._heights) - 1))

    def _changed(self, row: int) -> None:
        self._valid = min(self._valid, row)

    def _update(self) -> None:
        if self._valid == len(self._heights) and len(self._tops) == len(self._heights) + 1:
            return
        start = self._valid
        del self._tops[start + 1 :]
        sums = accumulate(self._heights[start:], initial=self._tops[start])
        next(sums)
        self._tops.extend(sums)
        self._valid = len(self._heights)
