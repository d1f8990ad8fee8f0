"""The outlines of the conversations that were looked at last."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from desktop_app.base.files import check_regular
from desktop_app.sessions.entries import entry_of
from desktop_app.sessions.index.bookmark import Bookmark, bookmark_at, read_settled
from desktop_app.sessions.outlines.chunk import ChunkMaker
from desktop_app.sessions.outlines.rows import code_of, microseconds
from desktop_app.sessions.outlines.table import OutlineTable
from desktop_app.sessions.records import Record

if TYPE_CHECKING:
    from desktop_app.sessions.index.outlined import StoredOutline

# An outline of 640,000 records takes 20 MB; a person looks at one conversation at a time.
KEPT_OUTLINES = 2
# Reading so much takes less time than loading and opening the index may.
ASK_INDEX_ABOVE_BYTES = 4 * 1024 * 1024


@dataclass(slots=True)
class _Kept:
    table: OutlineTable
    place: Bookmark


class Outlines:
    """Makes outlines from the index and from files, and follows them as they grow. Thread-safe.

    `check` raises where reading was stopped; `stored` asks the index.
    """

    def __init__(
        self, check: Callable[[], None], stored: "Callable[[Path], StoredOutline | None]"
    ) -> None:
        self._check = check
        self._stored = stored
        self._kept: OrderedDict[Path, _Kept] = OrderedDict()
        self._lock = Lock()

    def outline(self, path: Path) -> OutlineTable:
        """Return the outline of a file as it is now.

        Raises:
            OSError: it can't be read.
            concurrent.futures.CancelledError: reading was stopped.
        """
        with self._lock:
            status = check_regular(path)
            kept = self._kept.pop(path, None)
            if kept is None or not kept.place.covers(path, status):
                kept = _Kept(OutlineTable(), bookmark_at(path, status, 0, is_finished=False))
                stored = self._stored(path) if status.st_size > ASK_INDEX_ABOVE_BYTES else None
                if stored is not None and stored.place.covers(path, status):
                    kept.place = stored.place
                    for chunk in stored.chunks:
                        kept.table.extend(chunk)
            if not kept.place.is_fresh(status):
                end = self._read_on(path, kept, status.st_size)
                kept.place = bookmark_at(path, status, end, is_finished=True)
            kept.table.settle()
            self._kept[path] = kept
            while len(self._kept) > KEPT_OUTLINES:
                self._kept.popitem(last=False)
            return kept.table

    def _read_on(self, path: Path, kept: _Kept, size_bytes: int) -> int:
        maker = ChunkMaker()
        end = kept.place.read_bytes
        for read in read_settled(path, end, size_bytes):
            self._check()
            if not read.is_settled:
                break
            for item in read.line.items:
                if isinstance(item, Record):
                    entry = entry_of(item)
                    if (code := code_of(item, entry)) is not None:
                        moment = item.timestamp
                        maker.add(item, code, None if moment is None else microseconds(moment))
            end = read.end
        kept.table.extend(maker.take())
        return end
