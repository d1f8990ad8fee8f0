"""The outlines of the conversations that were looked at last."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from desktop_app.base.files import check_regular
from desktop_app.sessions.index.bookmark import Bookmark, bookmark_at, read_settled
from desktop_app.sessions.outlines.rows import RowMaker, code_of
from desktop_app.sessions.outlines.table import OutlineTable
from desktop_app.sessions.records import Record

# An outline of 640,000 records takes 20 MB; a person looks at one conversation at a time.
KEPT_OUTLINES = 2


@dataclass(slots=True)
class _Kept:
    table: OutlineTable
    place: Bookmark


class Outlines:
    """Makes outlines by reading files, and follows them as they grow. Thread-safe."""

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
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
            if kept is None or not (
                kept.place.is_fresh(status) or kept.place.can_continue(path, status)
            ):
                kept = _Kept(OutlineTable(), bookmark_at(path, status, 0, is_finished=False))
            if not kept.place.is_fresh(status):
                end = self._read_on(path, kept, status.st_size)
                kept.place = bookmark_at(path, status, end, is_finished=True)
            self._kept[path] = kept
            while len(self._kept) > KEPT_OUTLINES:
                self._kept.popitem(last=False)
            return kept.table

    def _read_on(self, path: Path, kept: _Kept, size_bytes: int) -> int:
        maker = RowMaker(len(kept.table), kept.table.keys)
        end = kept.place.read_bytes
        for read in read_settled(path, end, size_bytes):
            self._check()
            if not read.is_settled:
                break
            for item in read.line.items:
                if isinstance(item, Record) and (code := code_of(item)) is not None:
                    kept.table.add(maker.row(item, code))
            end = read.end
        return end
