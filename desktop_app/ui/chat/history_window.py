"""Reads pages of a conversation into the model when the reader comes near an end of it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.errors import (
    ConversationGoneError,
    FileChange,
    SessionNotFoundError,
    UnreadableSessionError,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.store.continuity import ReadMark, change_since, mark_at, read_anew
from desktop_app.sessions.transcript import Page, read_at
from desktop_app.ui.models.transcript_model import TranscriptModel
from desktop_app.ui.store_worker import StoreWorker

PAGE_ENTRIES = 100


class PageSource(StoreWorker, Protocol):
    """Reads pages of a conversation without blocking the window (the manager does)."""

    async def tail(self, ref: SessionRef, limit: int) -> Page:
        """Return the last page."""
        ...

    async def before(self, ref: SessionRef, offset: int, limit: int) -> Page:
        """Return the page that ends at `offset`."""
        ...

    async def after(self, ref: SessionRef, offset: int, limit: int) -> Page:
        """Return the page that begins at `offset`."""
        ...

    async def around(self, ref: SessionRef, uuid: str, limit: int) -> Page | None:
        """Return the page with the record `uuid` in its middle, None where there is none."""
        ...


def page_at(store: Store, ref: SessionRef, offset: int, limit: int) -> Page:
    """Return the page around a byte of the conversation's file; raises as `Store.tail`."""
    return store.read(ref, lambda path: read_at(path, offset, limit))


class HistoryWindow(QObject):
    """One read at a time; a page of a conversation that was left meanwhile is dropped.

    What the reader asked for waits for the read that is under way; of several such wishes the last
    one counts. What merely reads ahead does not wait: it will be asked for again.
    """

    readFailed = Signal(object)  # SempreError
    readSucceeded = Signal()
    uuidLoaded = Signal(str)  # the window holds this message now
    uuidMissing = Signal(str)
    startLoaded = Signal()
    endLoaded = Signal()
    offsetLoaded = Signal(int)  # the window holds the rows around this byte of the file now
    fileChanged = Signal(object)  # FileChange: the window was read anew, from the file's end

    def __init__(
        self, source: PageSource, tasks: TaskOwner, model: TranscriptModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._tasks = tasks
        self._model = model
        self._ref: SessionRef | None = None
        self._is_reading = False
        self._retry: Callable[[], None] | None = None
        self._waiting: Callable[[], None] | None = None
        self._has_news = False  # the file grew while the reader's wishes were read
        self._mark: ReadMark | None = None  # tells whether the file still is the one that is shown

    @property
    def ref(self) -> SessionRef | None:
        """The conversation that is shown."""
        return self._ref

    @property
    def model(self) -> TranscriptModel:
        """The rows that pages are read into."""
        return self._model

    @property
    def is_reading(self) -> bool:
        """Whether a page is being read."""
        return self._is_reading

    def show(self, ref: SessionRef, page: Page) -> None:
        """Show a conversation, beginning with `page`."""
        self._ref = ref
        self._is_reading = False
        self._retry = self._waiting = None
        self._has_news = False
        self._mark = None
        self._model.clear()
        self._model.reset(page)
        self._tasks.start(self._remember(ref), "remember what was read")

    def forget(self) -> None:
        """Show no conversation."""
        self._ref = None
        self._is_reading = False
        self._model.clear()

    def load_before(self) -> None:
        """Read the page above, unless one is being read or there is none."""
        if self._model.has_before and self._retry is None:
            self._start(self._read_before, self.load_before)

    def load_after(self) -> None:
        """Read the page below, unless one is being read or there is none."""
        if self._model.has_after and self._retry is None:
            self._start(self._read_after, self.load_after)

    def load_start(self) -> None:
        """Read the first page and show it alone."""
        self._start_or_wait(self._read_start, self.load_start)

    def load_end(self) -> None:
        """Read the last page and show it alone."""
        self._start_or_wait(self._read_end, self.load_end)

    def load_uuid(self, uuid: str) -> None:
        """Read the page around a message and show it alone."""

        async def read(ref: SessionRef) -> None:
            page = await self._source.around(ref, uuid, PAGE_ENTRIES)
            if self._is_shown(ref):
                if page is None:
                    self.uuidMissing.emit(uuid)
                else:
                    self._model.reset(page)
                    self.uuidLoaded.emit(uuid)

        self._start_or_wait(read, lambda: self.load_uuid(uuid))

    def load_offset(self, offset: int) -> None:
        """Read the page around a byte of the file and show it alone."""

        async def read(ref: SessionRef) -> None:
            page = await self._source.run(page_at, ref, offset, PAGE_ENTRIES)
            if self._is_shown(ref):
                self._model.reset(page)
                self.offsetLoaded.emit(offset)

        self._start_or_wait(read, lambda: self.load_offset(offset))

    def retry(self) -> None:
        """Read again what could not be read."""
        if self._retry is not None:
            again, self._retry = self._retry, None
            again()

    def load_appended(self) -> None:
        """Read what another program wrote; where the window is further up it is only counted.

        A file that was shortened or replaced is shown from its end anew.
        """
        if self._is_reading and self._waiting is not None:
            self._has_news = True  # a wish of the reader's comes first
            return
        self._has_news = False
        self._start_or_wait(self._read_appended, self.load_appended)

    async def _read_before(self, ref: SessionRef) -> None:
        # Many records in a row may be nothing a person sees: go on until there is something.
        is_empty = True
        while is_empty and self._is_shown(ref) and self._model.has_before:
            page = await self._source.before(ref, self._model.start_offset, PAGE_ENTRIES)
            if self._is_shown(ref):
                self._model.prepend(page)
            is_empty = not page.entries

    async def _read_after(self, ref: SessionRef) -> None:
        is_empty = True
        while is_empty and self._is_shown(ref) and self._model.has_after:
            page = await self._source.after(ref, self._model.end_offset, PAGE_ENTRIES)
            if self._is_shown(ref):
                self._model.append(page)
            is_empty = not page.entries

    async def _read_appended(self, ref: SessionRef) -> None:
        change = await self._source.run(change_since, ref, self._mark, self._model.file_bytes)
        if not self._is_shown(ref):
            return
        if change is None:
            await self._read_growth(ref)
        else:
            await self._read_other_file(ref, change)
        await self._take_mark(ref)

    async def _read_other_file(self, ref: SessionRef, change: FileChange) -> None:
        is_busy = self._model.streaming is not None
        page = await self._source.run(read_anew, ref, PAGE_ENTRIES, is_busy=is_busy)
        if self._is_shown(ref):
            self._mark = None
            self._model.reset(page)
            self.fileChanged.emit(change)

    async def _remember(self, ref: SessionRef) -> None:
        with suppress(ConversationGoneError, UnreadableSessionError):  # told when it is read on
            await self._take_mark(ref)

    async def _take_mark(self, ref: SessionRef) -> None:
        read_bytes = self._model.file_bytes
        if self._is_shown(ref) and (self._mark is None or self._mark.read_bytes != read_bytes):
            mark = await self._source.run(mark_at, ref, read_bytes)
            if self._is_shown(ref):
                self._mark = mark

    async def _read_growth(self, ref: SessionRef) -> None:
        if self._model.has_after:
            page = await self._source.after(ref, self._model.file_bytes, PAGE_ENTRIES)
            if self._is_shown(ref) and self._model.has_after:
                self._model.note_behind(page)
            return
        page = await self._source.after(ref, self._model.end_offset, PAGE_ENTRIES)
        if self._is_shown(ref):
            self._model.append(page)

    async def _read_start(self, ref: SessionRef) -> None:
        page = await self._source.after(ref, 0, PAGE_ENTRIES)
        if self._is_shown(ref):
            self._model.reset(page)
            self.startLoaded.emit()

    async def _read_end(self, ref: SessionRef) -> None:
        page = await self._source.tail(ref, PAGE_ENTRIES)
        if self._is_shown(ref):
            self._model.reset(page)
            self.endLoaded.emit()

    def _start_or_wait(
        self, read: Callable[[SessionRef], Awaitable[None]], again: Callable[[], None]
    ) -> None:
        if self._is_reading:
            self._waiting = again
        else:
            self._start(read, again)

    def _start(
        self, read: Callable[[SessionRef], Awaitable[None]], retry: Callable[[], None]
    ) -> None:
        if self._ref is None or self._is_reading:
            return
        self._is_reading = True
        self._tasks.start(self._run(read, self._ref, retry), "read a page")

    async def _run(
        self,
        read: Callable[[SessionRef], Awaitable[None]],
        ref: SessionRef,
        retry: Callable[[], None],
    ) -> None:
        try:
            await read(ref)
        except SessionNotFoundError:
            self._fail(ref, ConversationGoneError(), retry)
        except SempreError as error:
            self._fail(ref, error, retry)
        else:
            if self._is_shown(ref):
                self._finish(None)
                self.readSucceeded.emit()
        if self._waiting is not None and not self._is_reading:
            waiting, self._waiting = self._waiting, None
            waiting()
        elif self._has_news and not self._is_reading:
            self.load_appended()

    def _fail(self, ref: SessionRef, error: SempreError, retry: Callable[[], None]) -> None:
        if self._is_shown(ref):
            self._finish(retry)
            self.readFailed.emit(error)

    def _finish(self, retry: Callable[[], None] | None) -> None:
        self._is_reading = False
        self._retry = retry

    def _is_shown(self, ref: SessionRef) -> bool:
        return self._ref == ref
