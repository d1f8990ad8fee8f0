"""Where rows stand in the viewport: a place in the text is held, pixels follow from it.

The position is a part of a row and a shift in pixels, never a distance from the top: rows above
may turn out higher or lower than estimated, come in or go, and nothing on the screen moves.
"""

from collections.abc import Iterator

from desktop_app.base.values import frozen
from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.chat.rows.part import Part


@frozen
class Anchor:
    """The part at the viewport's top edge; `shift` px of it are above the edge."""

    row: int = 0
    part: int = 0
    shift: int = 0


@frozen
class PlacedPart:
    """A part that is visible. `top` is relative to the viewport."""

    row: int
    number: int
    top: int
    part: Part


class RowFlow:
    """Places the rows of a shelf in a viewport of some height."""

    def __init__(self, shelf: RowShelf, bottom_margin_px: int = 0) -> None:
        self.anchor = Anchor()
        self.viewport_px = 100
        self.placed: list[PlacedPart] = []
        self._shelf = shelf
        self.bottom_margin_px = bottom_margin_px

    @property
    def offset_px(self) -> int:
        """The distance of the viewport's top from the top of the first row, partly estimated."""
        if not len(self._shelf.heights):
            return 0
        row = self._shelf.row(self.anchor.row)
        return (
            self._shelf.heights.top_of(self.anchor.row)
            + row.top_of(self.anchor.part)
            + self.anchor.shift
        )

    @property
    def total_px(self) -> int:
        """The height of everything, partly estimated."""
        return self._shelf.heights.total_px + self.bottom_margin_px

    def place(self) -> None:
        """Lay out what is visible and note where it stands."""
        self.placed = []
        if not len(self._shelf.heights):
            return
        self._normalize()
        top = -self.anchor.shift
        for row, number in self._forward(self.anchor.row, self.anchor.part):
            if top >= self.viewport_px:
                return
            part = self._shelf.lay_out(row, number)
            self.placed.append(PlacedPart(row, number, top, part))
            top += part.height_px
        missing = self.viewport_px - (top + self.bottom_margin_px)
        if missing > 0 and (self.anchor.row or self.anchor.part or self.anchor.shift):
            self._place_higher(missing)

    def scroll_by(self, delta_px: int) -> None:
        """Move the viewport down by `delta_px` (up if negative), as far as there are rows."""
        anchor = self.anchor
        self.anchor = Anchor(anchor.row, anchor.part, anchor.shift + delta_px)
        self.place()

    def scroll_to_offset(self, offset_px: int) -> None:
        """Move the viewport near a distance from the top, by the heights known so far."""
        if not len(self._shelf.heights):
            return
        number = self._shelf.heights.row_at(offset_px)
        row = self._shelf.row(number)
        shift = offset_px - self._shelf.heights.top_of(number)
        part = 0
        while part < len(row.parts) - 1 and shift >= row.parts[part].height_px:
            shift -= row.parts[part].height_px
            part += 1
        self.anchor = Anchor(number, part, max(0, shift))
        self.place()

    def scroll_to_end(self) -> None:
        """Show the end of the last row."""
        last = len(self._shelf.heights) - 1
        if last < 0:
            self.placed = []
            return
        part_number = len(self._shelf.row(last).parts) - 1
        part = self._shelf.lay_out(last, part_number)
        shift = part.height_px + self.bottom_margin_px - self.viewport_px
        self.anchor = Anchor(last, part_number, shift)
        self.place()

    def scroll_to_row(self, row: int, above_px: int = 0) -> None:
        """Put the top of a row `above_px` below the viewport's top edge."""
        self.anchor = Anchor(row, 0, -above_px)
        self.place()

    @property
    def is_at_end(self) -> bool:
        """Whether the end of the last row is visible."""
        count = len(self._shelf.heights)
        if not count:
            return True
        if not self.placed or self.placed[-1].row != count - 1:
            return False
        last = self.placed[-1]
        if last.number != len(self._shelf.row(last.row).parts) - 1:
            return False
        bottom = last.top + last.part.height_px
        # Half a line of slack: a person who is that near means the end.
        return bottom + self.bottom_margin_px <= self.viewport_px + 8

    def part_at(self, y: int) -> PlacedPart | None:
        """Return the visible part at `y`; the nearest one outside, None without rows."""
        for placed in self.placed:
            if y < placed.top + placed.part.height_px:
                return placed
        return self.placed[-1] if self.placed else None

    def row_top(self, row: int) -> int:
        """Return the top of a row relative to the viewport, partly estimated."""
        heights = self._shelf.heights
        return heights.top_of(row) - self.offset_px

    def rows_inserted(self, first: int, count: int) -> None:
        """Hold the same row at the top after others came in above it."""
        if first <= self.anchor.row and len(self._shelf.heights) > count:
            self.anchor = Anchor(self.anchor.row + count, self.anchor.part, self.anchor.shift)

    def rows_removed(self, first: int, count: int) -> None:
        """Hold the same row at the top after others went; the next one if it went itself."""
        anchor = self.anchor
        if anchor.row >= first + count:
            self.anchor = Anchor(anchor.row - count, anchor.part, anchor.shift)
        elif anchor.row >= first:
            self.anchor = Anchor(min(first, max(0, len(self._shelf.heights) - 1)), 0, 0)

    def _normalize(self) -> None:
        """Move the anchor to the part that the viewport's top edge really cuts."""
        row, part, shift = self.anchor.row, self.anchor.part, self.anchor.shift
        row = min(row, len(self._shelf.heights) - 1)
        part = min(part, len(self._shelf.row(row).parts) - 1)
        while shift < 0:
            if part > 0:
                part -= 1
            elif row > 0:
                row -= 1
                part = len(self._shelf.row(row).parts) - 1
            else:
                shift = 0
                break
            shift += self._shelf.lay_out(row, part).height_px
        for next_row, next_part in self._forward(row, part):
            height = self._shelf.lay_out(next_row, next_part).height_px
            row, part = next_row, next_part
            if shift < height:
                break
            shift -= height
        else:
            # Beyond the end: stand on the last part, `place` pulls the rest back.
            shift = self._shelf.lay_out(row, part).height_px + shift
        self.anchor = Anchor(row, part, shift)

    def _place_higher(self, missing_px: int) -> None:
        """Move up by what is empty below the last row, as far as there are rows above."""
        anchor = self.anchor
        self.anchor = Anchor(anchor.row, anchor.part, anchor.shift - missing_px)
        self._normalize()
        self.placed = []
        top = -self.anchor.shift
        for row, number in self._forward(self.anchor.row, self.anchor.part):
            if top >= self.viewport_px:
                return
            part = self._shelf.lay_out(row, number)
            self.placed.append(PlacedPart(row, number, top, part))
            top += part.height_px

    def _forward(self, row: int, part: int) -> Iterator[tuple[int, int]]:
        while row < len(self._shelf.heights):
            for number in range(part, len(self._shelf.row(row).parts)):
                yield row, number
            row, part = row + 1, 0
