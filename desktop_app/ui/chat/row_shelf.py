"""Keeps the rows that were built, and documents only for the parts used last."""

from collections import OrderedDict

from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.ui.chat.height_table import HeightTable
from desktop_app.ui.chat.rows.factory import build_row
from desktop_app.ui.chat.rows.part import Part
from desktop_app.ui.chat.rows.row import Row, RowSettings, place_of
from desktop_app.ui.chat.rows.streaming import StreamingRow
from desktop_app.ui.models.transcript_model import TranscriptModel

# Some screens' worth of text; a document costs 10 to 100 KB.
MAX_DOCUMENTS = 160
_ROW_FRAME_PX = 50
_FOLDED_PX = 38


class RowShelf:
    """Rows of a model at one width. A row is built when it is first looked at."""

    def __init__(self, model: TranscriptModel, settings: RowSettings) -> None:
        self.heights = HeightTable()
        self.settings = settings
        self.width_px = 400
        self._model = model
        self._rows: list[Row | None] = []
        self._recent: OrderedDict[Part, None] = OrderedDict()

    def restart(self, settings: RowSettings, width_px: int) -> None:
        """Forget every row: the model, the style or the width is another one."""
        self.settings = settings
        self.width_px = width_px
        self._release_all()
        self.heights = HeightTable()
        self._rows = []
        self.insert(0, self._model.rowCount())

    def resize(self, width_px: int) -> None:
        """Take another width; what is open and built stays."""
        self.width_px = width_px
        for number, row in enumerate(self._rows):
            if row is None:
                self.heights.set(number, self._estimate(self._model.entry(number)))
            else:
                row.estimate(width_px)
                self.heights.set(number, row.height_px)

    def insert(self, first: int, count: int) -> None:
        """Follow rows that were put into the model."""
        self._rows[first:first] = [None] * count
        estimates = [self._estimate(self._model.entry(n)) for n in range(first, first + count)]
        self.heights.insert(first, estimates)

    def remove(self, first: int, count: int) -> None:
        """Follow rows that were taken out of the model."""
        for row in self._rows[first : first + count]:
            self._forget(row)
        del self._rows[first : first + count]
        self.heights.remove(first, count)

    def rebuild(self, number: int) -> None:
        """Build a row anew when it is next looked at; one that was never built stays so."""
        if not 0 <= number < len(self._rows) or self._rows[number] is None:
            return
        self._forget(self._rows[number])
        self._rows[number] = None
        self.row(number)

    def row(self, number: int) -> Row:
        """Return a row, built where it was not."""
        row = self._rows[number]
        if row is None:
            row = self._build(number)
            row.estimate(self.width_px)
            self._rows[number] = row
            self.heights.set(number, row.height_px)
        return row

    def built_row(self, number: int) -> Row | None:
        """Return a row where it was built already."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def grow_streaming(self, number: int) -> None:
        """Let the row of the reply in flight take what has arrived."""
        row = self.row(number)
        if isinstance(row, StreamingRow):
            before = set(row.parts)
            row.grow()
            for part in set(row.parts) - before:
                part.estimate(self.width_px)
            for part in before - set(row.parts):
                self._recent.pop(part, None)
            self.heights.set(number, row.height_px)

    def lay_out(self, number: int, part_number: int) -> Part:
        """Return a part with its exact height."""
        row = self.row(number)
        part = row.parts[part_number]
        before = part.height_px
        part.lay_out(self.width_px)
        if part.height_px != before:
            self.heights.set(number, self.heights[number] + part.height_px - before)
        if part.has_document:
            self._recent[part] = None
            self._recent.move_to_end(part)
            self._release_old()
        return part

    def keep_at_hand(self, part: Part) -> None:
        """Note that a part was used just now."""
        if part in self._recent:
            self._recent.move_to_end(part)

    @property
    def document_count(self) -> int:
        """How many documents exist."""
        return len(self._recent)

    def _build(self, number: int) -> Row:
        previous = self._model.entry(number - 1) if number else None
        if number == self._model.streaming_row and self._model.streaming is not None:
            reply = self._model.streaming
            return StreamingRow(reply, place_of(reply.head, previous), self.settings)
        entry = self._model.entry(number)
        return build_row(entry, place_of(entry, previous), self.settings)

    def _estimate(self, entry: Entry) -> int:
        style = self.settings.style
        if entry.kind in {EntryKind.PROMPT, EntryKind.QUEUED_PROMPT, EntryKind.REPLY}:
            text_px = style.body.estimate_height(entry.text, self.width_px)
            return text_px + style.px(_ROW_FRAME_PX)
        return style.px(_FOLDED_PX)

    def _forget(self, row: Row | None) -> None:
        for part in row.parts if row is not None else ():
            if self._recent.pop(part, self) is None:
                part.release()

    def _release_old(self) -> None:
        while len(self._recent) > MAX_DOCUMENTS:
            part, _ = self._recent.popitem(last=False)
            part.release()

    def _release_all(self) -> None:
        for part in self._recent:
            part.release()
        self._recent.clear()
