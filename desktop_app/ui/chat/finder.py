"""Finds a text in the open conversation while the reader goes on reading.

The file is searched on a worker thread from its beginning; what is on the screen is marked and
gone to at once, and gets its number when the search has come there.
"""

import threading
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QModelIndex, QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import calling_on_loop
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.finding import MAX_QUERY_CHARS, FindingProgress, FoundText, find_in
from desktop_app.sessions.folding import fold
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.chat.find_bar import FindBar
from desktop_app.ui.chat.history_window import HistoryWindow
from desktop_app.ui.chat.hit_list import HitList, HitPlace
from desktop_app.ui.chat.hit_marks import HitMarks
from desktop_app.ui.chat.hit_place import place_hit
from desktop_app.ui.chat.transcript_view import TranscriptView
from desktop_app.ui.i18n import translate
from desktop_app.ui.store_worker import StoreWorker

_TICKS = 1_000  # more than a scroll bar has pixels


class Finder(QObject):
    """Joins the bar, the search and the view. One search at a time: a newer one ends the older."""

    failed = Signal(object)  # SempreError

    def __init__(
        self,
        worker: StoreWorker,
        tasks: TaskOwner,
        bar: FindBar,
        view: TranscriptView,
        history: HistoryWindow,
    ) -> None:
        super().__init__(bar)
        self._worker = worker
        self._tasks = tasks
        self.bar = bar
        self._view = view
        self._history = history
        self._model = history.model
        self._folded = ""
        self._hits = HitList()
        self._late: list[FoundText] = []  # saved behind the place where the search is now
        self._is_complete = True
        self._stop = threading.Event()
        self._current: HitPlace | None = None
        self._wish = 0  # the step that waits for the search; 0 without one
        self._reading: HitPlace | None = None  # the hit whose page is being read
        bar.queryChanged.connect(self._on_query_changed)
        bar.stepRequested.connect(self.step)
        bar.closed.connect(self.end)
        history.offsetLoaded.connect(self._on_offset_loaded)
        self._model.rowsInserted.connect(self._on_rows_inserted)
        self._model.modelReset.connect(self._on_model_reset)
        self._model.writtenBehind.connect(self._on_written_behind)

    @property
    def hit_count(self) -> int:
        """How many hits were found so far."""
        return self._hits.total

    def open(self) -> None:
        """Show the bar; with a selection on one line, look for that."""
        selected = self._view.pointer.selected_text()
        if selected and "\n" not in selected:
            self.bar.field.setText(selected)
        self.bar.open_bar()

    def close(self) -> bool:
        """Hide the bar; tell whether it was open."""
        was_open = not self.bar.isHidden()
        self.bar.close_bar()
        return was_open

    def end(self) -> None:
        """Stop searching and take the marks away."""
        self._stop.set()
        self._folded = ""
        self._hits = HitList()
        self._late = []
        self._current = self._reading = None
        self._is_complete = True
        self._wish = 0
        self._show()

    def step(self, direction: int) -> None:
        """Go to the hit below (1) or above (-1); behind the last comes the first."""
        if not self._folded:
            self._on_query_changed(self.bar.query)
            return
        target = self._next(direction)
        if target is not None:
            self._go(target)
        elif not self._is_complete:
            self._wish = direction

    def search_again(self) -> None:
        """Find the same text in the file as it is now."""
        if self._folded:
            self._current = None
            self._on_query_changed(self.bar.query)

    def _on_query_changed(self, query: str) -> None:
        anchor = self._current
        self.end()
        self._folded = fold(query[:MAX_QUERY_CHARS]) if query.strip() else ""
        ref = self._history.ref
        if not self._folded or ref is None:
            return
        self._is_complete = False
        self._stop = threading.Event()
        start = anchor.offset if anchor is not None else self._top_offset()
        here = self._first_in_window(start)
        if here is not None:
            self._go(here)
        self._show()
        self._tasks.start(self._search(ref, query, start, self._stop), "find in conversation")

    async def _search(self, ref: SessionRef, query: str, start: int, stop: threading.Event) -> None:
        def take(progress: FindingProgress) -> None:
            if not stop.is_set():
                self._hits.add(progress.found)
                if progress.found:
                    self._show()

        try:
            await self._worker.run(find_in, ref, query, calling_on_loop(take), stop.is_set)
        except SempreError as error:
            if not stop.is_set():
                self.bar.tell(translate("FindBar", "Not searched"), can_step=False)
                self.failed.emit(error)
            return
        if not stop.is_set():
            self._complete(start)

    def _complete(self, start: int) -> None:
        self._hits.add(self._late)
        self._is_complete = True
        wish, self._wish = self._wish, 0
        if wish and self._current is not None:
            self.step(wish)
        elif self._current is None and (nearest := self._hits.nearest(start)) is not None:
            self._go(nearest)
        self._show()

    def _next(self, direction: int) -> HitPlace | None:
        if self._current is None:
            return self._hits.nearest(self._top_offset()) if self._is_complete else None
        number, total = self._hits.number_of(self._current), self._hits.total
        if number is not None and (self._is_complete or 0 <= number + direction < total):
            return self._hits.at((number + direction) % total)
        return None if self._is_complete else self._neighbour(self._current, direction)

    def _neighbour(self, place: HitPlace, direction: int) -> HitPlace | None:
        """Return the hit beside another one, as far as the window holds it."""
        places = list(self._in_window())
        if place not in places:
            return None
        number = places.index(place) + direction
        return places[number] if 0 <= number < len(places) else None

    def _first_in_window(self, offset: int) -> HitPlace | None:
        """Return the first hit from an offset on that the window holds, else its last one."""
        last = None
        for place in self._in_window():
            last = place
            if place.offset >= offset:
                break
        return last

    def _in_window(self) -> Iterator[HitPlace]:
        for row in range(self._model.rowCount()):
            entry = self._model.entry(row)
            if entry.offset >= 0 and entry.is_message:
                for nth in range(fold(entry.text).count(self._folded)):
                    yield HitPlace(entry.offset, nth)

    def _go(self, place: HitPlace) -> None:
        self._current = place
        self._reading = None
        row = self._model.row_at_offset(place.offset)
        if self._model.rowCount() and self._model.entry(row).offset == place.offset:
            self._show_hit(row, place)
        else:
            self._reading = place
            self._view.follows_end = False
            self._history.load_offset(place.offset)
        self._show()

    def _on_offset_loaded(self, offset: int) -> None:
        if self._reading is not None and self._reading.offset == offset:
            self._go(self._reading)

    def _show_hit(self, row: int, place: HitPlace) -> None:
        shown = place_hit(self._view.shelf, row, self._model.entry(row), self._folded, place.nth)
        if shown is None:
            self._view.show_row(row)
            return
        self._view.hits = HitMarks(self._model, self._folded, shown)
        self._view.show_text(row, shown.part, shown.start)

    def note(self, entry: Entry) -> None:
        """Count a message that was just saved, wherever the reader is."""
        if not self._folded or not entry.is_message or entry.offset < 0:
            return
        count = fold(entry.text).count(self._folded)
        found = FoundText(entry.uuid, entry.offset, entry.length, count)
        if self._is_complete:
            self._hits.add([found])
        else:
            self._late.append(found)
        self._show()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Count what another program wrote; what is known already is not counted again."""
        if last == self._model.rowCount() - 1:
            for row in range(first, last + 1):
                self.note(self._model.entry(row))

    def _on_model_reset(self) -> None:
        self._on_written_behind(
            tuple(self._model.entry(row) for row in range(self._model.rowCount()))
        )

    def _on_written_behind(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self.note(entry)

    def _top_offset(self) -> int:
        placed = self._view.row_flow.placed
        return self._model.row_start(placed[0].row) if placed else 0

    def _show(self) -> None:
        """Bring the marks, the ticks and the words up to date."""
        marks = self._view.hits
        shown = marks.current if marks is not None and self._current is not None else None
        self._view.hits = HitMarks(self._model, self._folded, shown) if self._folded else None
        self._view.viewport().update()
        color = self._view.shelf.settings.style.theme.warn
        self._view.bar.set_ticks(self._shares if self._folded else None, color)
        self.bar.tell(self._words(), can_step=bool(self._folded and not self._has_none))

    @property
    def _has_none(self) -> bool:
        return self._is_complete and not self._hits.total

    def _words(self) -> str:
        total = self._hits.total
        if not self._folded:
            return ""
        if self._has_none:
            return translate("FindBar", "No hits")
        number = self._hits.number_of(self._current) if self._current is not None else None
        if number is not None and self._is_complete:
            return translate("FindBar", "{number} of {total}", number=number + 1, total=total)
        if self._is_complete:
            return translate("FindBar", "{n} hits", total)
        return translate("FindBar", "{n} hits so far…", total)

    def _shares(self) -> Iterable[float]:
        """Return where the hits are on the scroll bar: by pixels or by bytes, as it counts."""
        if self._view.link.is_exact:
            heights = self._view.shelf.heights
            rows = (self._model.row_at_offset(offset) for offset in self._hits.offsets)
            return [heights.top_of(row) / max(1, heights.total_px) for row in rows]
        size = max(1, self._model.file_bytes)
        return [tick / _TICKS for tick in self._hits.ticks(size, _TICKS)]
