"""The rows of one conversation: a window over its file, never the whole file.

The model holds neighbouring pages of entries, the reply that is being written, and nothing else.
Pages come in at both ends; beyond `MAX_ENTRIES` whole pages at the far end are let go, to be read
again when somebody scrolls there. Only the window thread may touch it.
"""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop_app.sessions.entries import Entry
from desktop_app.sessions.transcript import Page
from desktop_app.ui.models.spoken_entry import spoken_entry
from desktop_app.ui.models.streamed_reply import StreamedReply

MAX_ENTRIES = 2_000
# Entries that arrive one by one are gathered into pages of this size, so that they can be let go.
_LIVE_PAGE_ENTRIES = 100

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TranscriptRole(IntEnum):
    """What a row can be asked for beside Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole
    UUID = Qt.ItemDataRole.UserRole + 1


@dataclass
class _Stretch:
    """How many entries stand on the bytes [start, end) of the file."""

    count: int
    start: int
    end: int


class TranscriptModel(QAbstractListModel):
    """One row per entry, in the order of the file; the reply in flight stands last."""

    unseenAdded = Signal()  # something was saved behind the window's end
    writtenBehind = Signal(object)  # tuple[Entry, ...]: by another program, behind the window

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._stretches: deque[_Stretch] = deque()
        self._streaming: StreamedReply | None = None
        self._is_at_start = True
        self._is_at_end = True
        self._file_bytes = 0

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows the window holds."""
        return 0 if parent.isValid() else len(self._entries) + (self.streaming_row is not None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the entry, its text, or what a screen reader says about it."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        entry = self.entry(index.row())
        match role:
            case TranscriptRole.ENTRY:
                return entry
            case TranscriptRole.UUID:
                return entry.uuid
            case Qt.ItemDataRole.DisplayRole:
                return entry.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_entry(entry, index.row() + 1, self.rowCount())
            case _:
                return None

    def newest_message(self) -> str:
        """Return the uuid of the conversation's last message; empty where it is not known."""
        if not self._is_at_end or self._streaming is not None:
            return ""
        return next((e.uuid for e in reversed(self._entries) if e.is_message), "")

    def entries_of_message(self, message_id: str) -> list[Entry]:
        """Return the entries that the window holds of one reply, which may be several records."""
        return [entry for entry in self._entries if entry.message_id == message_id]

    def roleNames(self) -> dict[int, QByteArray]:
        """Return the names of all roles."""
        names = super().roleNames()
        return names | {
            role.value: QByteArray(role.name.lower().encode()) for role in TranscriptRole
        }

    @property
    def has_before(self) -> bool:
        """Whether the file goes on above the window."""
        return not self._is_at_start

    @property
    def has_after(self) -> bool:
        """Whether the file goes on below the window."""
        return not self._is_at_end

    @property
    def start_offset(self) -> int:
        """Where the window begins in the file."""
        return self._stretches[0].start if self._stretches else 0

    @property
    def end_offset(self) -> int:
        """Where the window ends in the file."""
        return self._stretches[-1].end if self._stretches else 0

    @property
    def file_bytes(self) -> int:
        """How long the file is, as far as it is known."""
        return max(self._file_bytes, self.end_offset)

    def row_start(self, row: int) -> int:
        """Return where a row begins in the file: the first one where the window does."""
        if row <= 0:
            return self.start_offset
        return self._entries[row].offset if row < len(self._entries) else self.end_offset

    def row_at_offset(self, offset: int) -> int:
        """Return the row that stands on a byte of the file; the nearest one outside."""
        row = bisect_right(self._entries, offset, key=lambda entry: entry.offset) - 1
        return max(0, min(row, self.rowCount() - 1))

    @property
    def streaming(self) -> StreamedReply | None:
        """The reply in flight, shown or not."""
        return self._streaming

    @property
    def streaming_row(self) -> int | None:
        """The row of the reply in flight, None while it is not shown."""
        return len(self._entries) if self._streaming is not None and self._is_at_end else None

    def entry(self, row: int) -> Entry:
        """Return the entry of a row."""
        if row < len(self._entries):
            return self._entries[row]
        if self._streaming is None:
            raise IndexError(row)
        return self._streaming.entry

    def row_of(self, uuid: str) -> int | None:
        """Return the last row with this uuid; None where the window does not hold it."""
        rows = range(self.rowCount() - 1, -1, -1)
        return next((row for row in rows if self.entry(row).uuid == uuid), None)

    def reset(self, page: Page) -> None:
        """Show `page` alone; the reply in flight stays where the page reaches the end."""
        self.beginResetModel()
        self._entries = list(page.entries)
        self._stretches = deque([_Stretch(len(page.entries), page.start_offset, page.end_offset)])
        self._is_at_start = page.is_at_start
        self._is_at_end = page.is_at_end
        if page.is_at_end:
            self._file_bytes = page.end_offset
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._entries = []
        self._stretches.clear()
        self._streaming = None
        self._is_at_start = self._is_at_end = True
        self._file_bytes = 0
        self.endResetModel()

    def prepend(self, page: Page) -> None:
        """Put a page read with `before(start_offset)` above, and let go of what is far below."""
        if page.end_offset != self.start_offset:
            return  # the window has moved since it was asked for
        if page.entries:
            self.beginInsertRows(_ROOT, 0, len(page.entries) - 1)
            self._entries[0:0] = page.entries
            self._stretches.appendleft(
                _Stretch(len(page.entries), page.start_offset, page.end_offset)
            )
            self._is_at_start = page.is_at_start
            self.endInsertRows()
        else:
            self._stretches[0].start = page.start_offset
            self._is_at_start = page.is_at_start
        self._trim_below()

    def append(self, page: Page) -> None:
        """Put a page read with `after(end_offset)` below, and let go of what is far above.

        A line that was torn when it was read first is replaced by what it is now.
        """
        if page.start_offset != self.end_offset:
            return
        self._drop_from(page.start_offset)
        if page.entries:
            first = len(self._entries)
            self.beginInsertRows(_ROOT, first, first + len(page.entries) - 1)
            self._entries.extend(page.entries)
            self._stretches.append(_Stretch(len(page.entries), page.start_offset, page.end_offset))
            self.endInsertRows()
        elif self._stretches:
            self._stretches[-1].end = page.end_offset
        self._set_at_end(is_at_end=page.is_at_end)
        self._file_bytes = max(self._file_bytes, self.end_offset)
        self._trim_above()

    def save(self, entry: Entry, *, replaces_streaming: bool = False) -> None:
        """Show an entry that has just become durable.

        With `replaces_streaming` the row of the reply in flight becomes this entry, in place.
        """
        self._file_bytes = max(self._file_bytes, entry.offset + entry.length + 1)
        if not self._is_at_end:
            if replaces_streaming:
                self._streaming = None
            self.unseenAdded.emit()
            return
        known = self._known_row(entry)
        if known is not None:
            self._entries[known] = entry
            self._announce(known)
            if replaces_streaming:
                self.end_streaming()
            return
        if replaces_streaming and self._streaming is not None:
            self._streaming = None
            self._take_live(entry)
            self._announce(len(self._entries) - 1)
        else:
            row = len(self._entries)
            self.beginInsertRows(_ROOT, row, row)
            self._take_live(entry)
            self.endInsertRows()
        self._trim_above()

    def note_behind(self, page: Page) -> None:
        """Take note of what another program wrote while the window is further up."""
        if page.start_offset != self.file_bytes:
            return
        self._file_bytes = page.end_offset
        for entry in page.entries:
            if entry.is_message:
                self.unseenAdded.emit()
        self.writtenBehind.emit(page.entries)

    def begin_streaming(self, reply: StreamedReply) -> None:
        """Show a row for a reply that is being written; one that is there already stays."""
        if self._streaming is not None:
            return
        if not self._is_at_end:
            self._streaming = reply
            return
        row = len(self._entries)
        self.beginInsertRows(_ROOT, row, row)
        self._streaming = reply
        self.endInsertRows()

    def announce_streaming(self) -> None:
        """Tell the views that the reply in flight has grown."""
        if self.streaming_row is not None:
            self._announce(self.streaming_row)

    def end_streaming(self) -> None:
        """Take the row of the reply in flight away."""
        row = self.streaming_row
        if row is None:
            self._streaming = None
            return
        self.beginRemoveRows(_ROOT, row, row)
        self._streaming = None
        self.endRemoveRows()

    def _known_row(self, entry: Entry) -> int | None:
        """Return where a saved entry is shown already: its page was read before its event came."""
        if entry.offset >= self.end_offset or entry.offset < 0:
            return None
        for row in range(len(self._entries) - 1, -1, -1):
            if self._entries[row].offset == entry.offset:
                return row
            if self._entries[row].offset < entry.offset:
                return None
        return None

    def _take_live(self, entry: Entry) -> None:
        self._entries.append(entry)
        end = max(self.end_offset, entry.offset + entry.length + 1)
        if not self._stretches or self._stretches[-1].count >= _LIVE_PAGE_ENTRIES:
            self._stretches.append(_Stretch(0, self.end_offset, end))
        self._stretches[-1].count += 1
        self._stretches[-1].end = end

    def _set_at_end(self, *, is_at_end: bool) -> None:
        if is_at_end == self._is_at_end:
            return
        row = len(self._entries)
        if self._streaming is None:
            self._is_at_end = is_at_end
        elif is_at_end:
            self.beginInsertRows(_ROOT, row, row)
            self._is_at_end = True
            self.endInsertRows()
        else:
            self.beginRemoveRows(_ROOT, row, row)
            self._is_at_end = False
            self.endRemoveRows()

    def _drop_from(self, offset: int) -> None:
        """Drop the entries at the end that begin at `offset` or later."""
        first = len(self._entries)
        while first and self._entries[first - 1].offset >= offset:
            first -= 1
        count = len(self._entries) - first
        if not count:
            return
        self.beginRemoveRows(_ROOT, first, len(self._entries) - 1)
        del self._entries[first:]
        self._stretches[-1].count -= count
        self.endRemoveRows()

    def _trim_below(self) -> None:
        while len(self._entries) > MAX_ENTRIES and len(self._stretches) > 1:
            self._set_at_end(is_at_end=False)
            count = self._stretches[-1].count
            first = len(self._entries) - count
            if count:
                self.beginRemoveRows(_ROOT, first, first + count - 1)
            del self._entries[first:]
            self._stretches.pop()
            if count:
                self.endRemoveRows()

    def _trim_above(self) -> None:
        while len(self._entries) > MAX_ENTRIES and len(self._stretches) > 1:
            count = self._stretches[0].count
            if count:
                self.beginRemoveRows(_ROOT, 0, count - 1)
            del self._entries[:count]
            self._stretches.popleft()
            self._is_at_start = False
            if count:
                self.endRemoveRows()

    def _announce(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)
