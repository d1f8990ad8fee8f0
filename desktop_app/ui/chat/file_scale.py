"""Where the viewport stands in the whole file: a share from 0 (beginning) to 1 (end) and back.

A window over a large file knows the heights of its own rows only, but the bytes of everything. So
the share is counted in bytes, and no height that is corrected later moves it.
"""

from desktop_app.ui.chat.row_flow import Anchor, PlacedPart, RowFlow
from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.models.transcript_model import TranscriptModel


class FileScale:
    """Reads the share from what a flow has placed, and places rows for a share.

    The share is that of the point which stands as far down the viewport as the share itself says:
    the top edge at the beginning, the bottom edge at the end. So both ends are reached exactly.
    """

    def __init__(self, model: TranscriptModel, flow: RowFlow, shelf: RowShelf) -> None:
        self._model = model
        self._flow = flow
        self._shelf = shelf

    @property
    def share(self) -> float:
        """Where the viewport stands, from 0 to 1; never less after scrolling down."""
        if self._flow.is_at_end and not self._model.has_after:
            return 1.0
        row, above_px = -1, 0
        for placed in self._flow.placed:
            if placed.row != row:
                row, above_px = placed.row, self._shelf.row(placed.row).top_of(placed.number)
            if (share := self._share_in(placed, above_px)) is not None:
                return share
            above_px += placed.part.height_px
        return 1.0

    @property
    def visible_share(self) -> float:
        """How much of the file one viewport shows, by the average of the window's rows."""
        size = max(1, self._model.file_bytes)
        window_bytes = self._model.end_offset - self._model.start_offset
        return min(1.0, window_bytes / size * self._flow.viewport_px / max(1, self._flow.total_px))

    def offset_of(self, share: float) -> int:
        """Return the byte of the file at a share."""
        return round(share * self._model.file_bytes)

    def holds(self, share: float) -> bool:
        """Tell whether the window holds the rows at a share."""
        offset = self.offset_of(share)
        is_below_start = offset >= self._model.start_offset or not self._model.has_before
        is_above_end = offset < self._model.end_offset or not self._model.has_after
        return is_below_start and is_above_end

    def place(self, share: float) -> None:
        """Scroll to a share whose rows the window holds."""
        if not len(self._shelf.heights):
            return
        offset = self.offset_of(share)
        number = self._model.row_at_offset(offset)
        row = self._shelf.row(number)
        start, end = self._span(number)
        into = min(1.0, max(0.0, (offset - start) / max(1, end - start)))
        shift = round(into * row.height_px)
        part = 0
        while part < len(row.parts) - 1 and shift >= row.parts[part].height_px:
            shift -= row.parts[part].height_px
            part += 1
        above_px = round(share * self._flow.viewport_px)
        self._flow.anchor = Anchor(number, part, shift - above_px)
        self._flow.place()

    def _share_in(self, placed: PlacedPart, above_px: int) -> float | None:
        """Return the share if the point that tells it is in this part, `above_px` into its row."""
        viewport = max(1, self._flow.viewport_px)
        top, bottom = max(0, placed.top), placed.top + placed.part.height_px
        if bottom <= top:
            return None
        start, per_px = self._bytes_of(placed.row)
        zero = start + per_px * (above_px - placed.top)  # the byte at the viewport's top edge
        size = max(1, self._model.file_bytes)
        # How far the file's bytes are ahead of the share of the viewport: falls to 0 at the point.
        ahead_top = (zero + per_px * top) / size - top / viewport
        ahead_bottom = (zero + per_px * bottom) / size - bottom / viewport
        if ahead_top <= 0:
            return min(1.0, top / viewport)
        if ahead_bottom > 0:
            return None
        into = ahead_top / (ahead_top - ahead_bottom)
        return min(1.0, (top + into * (bottom - top)) / viewport)

    def _bytes_of(self, row: int) -> tuple[int, float]:
        """Return where a row begins in the file, and how many bytes stand for one pixel of it."""
        start, end = self._span(row)
        return start, (end - start) / max(1, self._shelf.row(row).height_px)

    def _span(self, row: int) -> tuple[int, int]:
        return self._model.row_start(row), self._model.row_start(row + 1)
