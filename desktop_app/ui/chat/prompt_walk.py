"""Goes from one own message to the next, and to a day, however far away in the file they are."""

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.outline import Place, first_since, prompt_after, prompt_before
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.chat.history_window import HistoryWindow
from desktop_app.ui.chat.transcript_view import TranscriptView
from desktop_app.ui.store_worker import StoreWorker

_OWN = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT})
_Look = Callable[[Store, SessionRef], Place | None]


class PromptWalk(QObject):
    """What the window does not hold is looked for on a worker thread; the newest wish counts."""

    failed = Signal(object)  # SempreError
    dayMissing = Signal()  # nothing was written on that day or later

    def __init__(
        self,
        worker: StoreWorker,
        tasks: TaskOwner,
        view: TranscriptView,
        history: HistoryWindow,
    ) -> None:
        super().__init__(view)
        self._worker = worker
        self._tasks = tasks
        self._view = view
        self._history = history
        self._wishes = 0  # counts them, so that an older one can tell that it is
        self._awaited: int | None = None  # the byte of the file whose rows are being read
        history.offsetLoaded.connect(self._on_offset_loaded)

    def go(self, direction: int) -> None:
        """Show the user's own message above (-1) or below (1) the current place."""
        self._wishes += 1
        model = self._history.model
        if self._view.keys.go_to_kind(_OWN, direction):
            return
        if direction < 0 and model.has_before:
            start = model.start_offset
            self._start(lambda store, ref: prompt_before(store, ref, start))
        elif direction > 0 and model.has_after:
            end = model.end_offset - 1
            self._start(lambda store, ref: prompt_after(store, ref, end))

    def go_to_day(self, day: date) -> None:
        """Show the first message on or after a day of the reader's own time zone."""
        self._wishes += 1
        midnight = datetime.combine(day, time.min).astimezone()
        self._start(lambda store, ref: first_since(store, ref, midnight), self.dayMissing.emit)

    def _start(self, look: _Look, on_missing: Callable[[], None] | None = None) -> None:
        ref = self._history.ref
        if ref is not None:
            self._tasks.start(self._find(ref, look, on_missing, self._wishes), "find a place")

    async def _find(
        self, ref: SessionRef, look: _Look, on_missing: Callable[[], None] | None, wish: int
    ) -> None:
        try:
            place = await self._worker.run(look, ref)
        except SempreError as error:
            self.failed.emit(error)
            return
        if wish != self._wishes or ref != self._history.ref:
            return
        if place is not None:
            self._show(place.offset)
        elif on_missing is not None:
            on_missing()

    def _show(self, offset: int) -> None:
        model = self._history.model
        self._awaited = None
        row = model.row_at_offset(offset)
        if model.rowCount() and model.entry(row).offset == offset:
            self._view.show_row(row)
        else:
            self._awaited = offset
            self._view.follows_end = False
            self._history.load_offset(offset)

    def _on_offset_loaded(self, offset: int) -> None:
        if self._awaited == offset:
            self._awaited = None
            self._view.show_row(self._history.model.row_at_offset(offset))
