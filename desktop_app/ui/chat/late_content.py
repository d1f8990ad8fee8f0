"""What rows show that must be read or decoded first: pictures, sub-agents, outputs of tools.

Rows ask while they are built or laid out and get what is there; the rest is read on a worker
thread and announced. Memory is bounded in bytes: what was asked for least recently goes first.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.values import frozen
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.store_worker import StoreWorker

MAX_HELD_BYTES = 96 * 1024 * 1024
# A screen full of large pictures is held even beyond that, or it would be read for ever.
_ALWAYS_HELD = 8
_READ_AT_ONCE = 2
_MAX_WAITING = 64


class Content(Protocol):
    """Something that was read."""

    @property
    def size_bytes(self) -> int:
        """The memory it takes, roughly."""
        ...


@frozen
class Missing:
    """It could not be read; `words` say why."""

    words: str
    size_bytes: int = 0


ContentReader = Callable[[Store, SessionRef], Content]


class LateContent(QObject):
    """Reads for the conversation that is shown. Lives on the window's thread."""

    arrived = Signal(object)  # frozenset: the keys under which something can be had now

    def __init__(
        self, worker: StoreWorker, tasks: TaskOwner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._tasks = tasks
        self._ref: SessionRef | None = None
        self._held: OrderedDict[str, Content] = OrderedDict()
        self._held_bytes = 0
        self._waiting: OrderedDict[str, ContentReader] = OrderedDict()
        self._reading: set[str] = set()

    @property
    def held_bytes(self) -> int:
        """How much memory everything that was read takes, roughly."""
        return self._held_bytes

    def show(self, ref: SessionRef | None) -> None:
        """Read for another conversation from now on; what was read for the last one goes."""
        self._ref = ref
        self._held.clear()
        self._held_bytes = 0
        self._waiting.clear()
        self._reading = set()

    def get(self, key: str, read: ContentReader) -> Content | None:
        """Return what `read` returned for `key`; None, and read it, where it is not here."""
        if (content := self._held.get(key)) is not None:
            self._held.move_to_end(key)
            return content
        if key not in self._reading and self._ref is not None:
            self._waiting[key] = read
            self._waiting.move_to_end(key)
            if len(self._waiting) > _MAX_WAITING:
                self._waiting.popitem(last=False)  # scrolled by; it will be asked for again
            self._start_next()
        return None

    def forget(self, key: str) -> None:
        """Read `key` anew when it is next asked for."""
        content = self._held.pop(key, None)
        self._held_bytes -= content.size_bytes if content is not None else 0

    def _start_next(self) -> None:
        while self._waiting and self._ref is not None and len(self._reading) < _READ_AT_ONCE:
            key, read = self._waiting.popitem()  # what was asked for last is on the screen
            self._reading.add(key)
            self._tasks.start(self._read(self._ref, key, read), "read content of a row")

    async def _read(self, ref: SessionRef, key: str, read: ContentReader) -> None:
        reading = self._reading  # another set once another conversation is shown
        content: Content = Missing(translate("Transcript", "It can't be read."))
        try:
            content = await self._worker.run(read, ref)
        except SempreError as error:
            content = Missing(render(error.title))
        finally:
            reading.discard(key)
            if reading is self._reading:
                self._hold(key, content)
        if reading is self._reading:
            self.arrived.emit(frozenset({key}))
            self._start_next()

    def _hold(self, key: str, content: Content) -> None:
        self.forget(key)
        self._held[key] = content
        self._held_bytes += content.size_bytes
        while self._held_bytes > MAX_HELD_BYTES and len(self._held) > _ALWAYS_HELD:
            self.forget(next(iter(self._held)))
