"""One pass over what is missing of a file: each line is parsed once, for all that is kept of it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, entry_of
from desktop_app.sessions.index.bookmark import ReadLine, read_settled
from desktop_app.sessions.index.query import indexed
from desktop_app.sessions.index.summary_pass import SummaryPass, SummaryState
from desktop_app.sessions.outlines.chunk import ChunkMaker, OutlineChunk
from desktop_app.sessions.outlines.rows import code_of, microseconds
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.summary import sound

# One transaction holds the lock for about the time that SQLite takes for these (0.3 s).
BATCH_BYTES = 8 * 1024 * 1024
BATCH_MESSAGES = 8_000

# offset, length, kind, uuid, microseconds since 1970
MessageRow = tuple[int, int, str, str, int | None]


@frozen
class Stretch:
    """What is to be read of a file that has `size_bytes`.

    The full text is missing from `text_start` on, None where it is not wanted; the summary goes
    on with `summary`, None where that is not wanted.
    """

    path: Path
    size_bytes: int
    text_start: int | None
    summary: SummaryPass | None

    @property
    def start(self) -> int:
        """Where reading begins."""
        starts = [] if self.text_start is None else [self.text_start]
        return min(starts if self.summary is None else [*starts, self.summary.start])


@dataclass(slots=True)
class Batch:
    """What stands between two places of a file, to be stored together.

    `start` and `end` are those of the full text; without it they are the same place.
    """

    start: int
    end: int
    is_last: bool = False
    is_stopped: bool = False
    messages: list[MessageRow] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    outline: OutlineChunk = field(default_factory=OutlineChunk)
    summary: SummaryState | None = None

    @property
    def is_full(self) -> bool:
        """Whether it is time to store it."""
        return self.end - self.start >= BATCH_BYTES or len(self.messages) >= BATCH_MESSAGES

    def add(self, entry: Entry, text: str, time_us: int | None) -> None:
        """Take a message that has a text."""
        uuid = sound(entry.uuid)
        self.messages.append((entry.offset, entry.length, entry.kind.value, uuid, time_us))
        self.texts.append(indexed(text))


def batches(stretch: Stretch, should_stop: Callable[[], bool]) -> Iterator[Batch]:
    """Yield what is to be stored; the last batch is `is_last` and may hold nothing.

    Stopped, which is asked before each line, the last one is `is_stopped` instead: everything
    before was taken in. Raises OSError.
    """
    reader = _Reader(stretch)
    for read in read_settled(stretch.path, stretch.start, stretch.size_bytes):
        if should_stop():
            yield reader.take(is_stopped=True)
            return
        if not read.is_settled:
            yield reader.take(is_last=True, unsettled=read.line.items)
            return
        if reader.is_full:
            yield reader.take()
        reader.read(read)
    yield reader.take(is_last=True)


def ahead(found: Iterator[Batch]) -> Iterator[Batch]:
    """Yield batches, of which the next is being read while one is stored."""
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as reading:
        batch = next(found, None)
        while batch is not None:
            is_end = batch.is_last or batch.is_stopped
            following = None if is_end else reading.submit(next, found, None)
            yield batch
            batch = following.result() if following else None


class _Reader:
    """Hands the lines of one stretch to those who lack them."""

    def __init__(self, stretch: Stretch) -> None:
        self._text_start = stretch.text_start
        self._summary = stretch.summary
        self._rows = ChunkMaker()
        start = stretch.start if stretch.text_start is None else stretch.text_start
        self._batch = Batch(start, start)

    @property
    def is_full(self) -> bool:
        return self._batch.is_full or (self._summary is not None and self._summary.is_due)

    def read(self, read: ReadLine) -> None:
        items, offset = read.line.items, read.line.offset
        entries = [entry_of(item) for item in items]
        if self._summary is not None and offset >= self._summary.start:
            self._summary.take(items, entries, read.end)
        if self._text_start is None or offset < self._text_start:
            return
        self._batch.end = read.end
        for item, entry in zip(items, entries, strict=True):
            if isinstance(item, Record) and (code := code_of(item, entry)) is not None:
                moment = item.timestamp if entry is None else entry.timestamp
                time_us = None if moment is None else microseconds(moment)
                self._rows.add(item, code, time_us)
                if entry is not None and entry.is_message and (text := entry.text):
                    self._batch.add(entry, text, time_us)

    def take(
        self,
        *,
        is_last: bool = False,
        is_stopped: bool = False,
        unsettled: Sequence[Record | Damage] = (),
    ) -> Batch:
        """Return what was read since the last time."""
        taken, self._batch = self._batch, Batch(self._batch.end, self._batch.end)
        taken.is_last, taken.is_stopped = is_last, is_stopped
        taken.outline = self._rows.take()
        if self._summary is not None:
            taken.summary = self._summary.state(is_end=is_last or is_stopped, unsettled=unsettled)
        return taken
