"""Keeps the list of conversations true: asked anew when something changed, never on a clock."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.sessions.events import (
    ConversationsChanged,
    EntrySaved,
    IndexRefreshed,
    ManagerEvent,
    SessionAdopted,
    SessionCreated,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary
from desktop_app.ui.context import WindowContext
from desktop_app.ui.file_watch import FileWatch

# Saved records come in bursts; the list shows their sum.
COLLECT_MS = 150

# What was estimated is exact once the index was refreshed.
_CHANGES = (ConversationsChanged, EntrySaved, IndexRefreshed, SessionAdopted, SessionCreated)


class ConversationList(QObject):
    """The newest summaries; refreshed in the background, one refresh at a time."""

    refreshed = Signal()

    def __init__(self, context: WindowContext, watch: FileWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._manager = context.manager
        self._tasks = context.tasks
        self._roots = (context.paths.projects, context.claude_projects)
        self._watch = watch
        self._summaries: dict[SessionRef, Summary] = {}
        self._is_started = False
        self._is_refreshing = False
        self._is_outdated = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(COLLECT_MS)
        self._delay.timeout.connect(self.refresh)
        watch.listChanged.connect(self.refresh)

    @property
    def summaries(self) -> Sequence[Summary]:
        """All conversations, the latest activity first."""
        return list(self._summaries.values())

    @property
    def size_bytes(self) -> int:
        """How large all files of the list are together; the status panel counts the same."""
        return sum(summary.size_bytes for summary in self._summaries.values())

    def summary(self, ref: SessionRef) -> Summary | None:
        """Return what is known of `ref`; None until the list was read with it."""
        return self._summaries.get(ref)

    def on_event(self, event: ManagerEvent) -> None:
        """Refresh soon if `event` changes what the list shows."""
        if isinstance(event, _CHANGES) and not self._delay.isActive():
            self._delay.start()

    def start(self) -> None:
        """Read the list for the first time, now that the window's first frame is painted."""
        self._is_started = True
        self.refresh()

    def refresh(self) -> None:
        """Read the list again; while that is under way already, once more afterwards."""
        if not self._is_started:
            return
        if self._is_refreshing:
            self._is_outdated = True
            return
        self._is_refreshing = True
        self._tasks.start(self._refresh(), "refresh list")

    def stop(self) -> None:
        """Begin no refresh any more."""
        self._delay.stop()
        self._watch.stop()

    async def _refresh(self) -> None:
        try:
            is_first = True
            while is_first or self._is_outdated:
                is_first = self._is_outdated = False
                summaries = await self._manager.sessions()
                self._summaries = {summary.ref: summary for summary in summaries}
                self._watch.watch_directories(self._directories())
                self.refreshed.emit()
        finally:
            self._is_refreshing = False

    def _directories(self) -> Iterator[Path]:
        yield from self._roots
        for root in self._roots:
            yield from {root / ref.project: None for ref in self._summaries}
