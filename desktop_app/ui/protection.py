"""Keeps Claude Code's transcripts protected while the window is open: at once, then on events."""

import asyncio
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.claude_code.consent import RAISED_DAYS
from desktop_app.claude_code.vault.tree import directories_to_watch, transcripts_to_watch
from desktop_app.sessions.protection import ProtectionStatus
from desktop_app.ui.context import WindowContext
from desktop_app.ui.transcript_watch import TranscriptWatch

_ACTIVE = timedelta(days=1)
_WATCHED_TRANSCRIPTS = 64  # conversations that go on; the others' growth waits for the next pass


class Protection(QObject):
    """Runs one pass at a time: link, watch, then copy. On the window's thread; never blocks it."""

    protected = Signal()  # a pass has ended; the vault may hold more
    consentWanted = Signal(object)  # ProtectionStatus: transcripts would be deleted, nobody asked
    failed = Signal(object)  # SempreError

    def __init__(self, context: WindowContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._manager = context.manager
        self._projects = context.claude_projects
        self._watch = TranscriptWatch(self._projects, self)
        self._watch.projectsChanged.connect(self._on_projects_changed)
        self._watch.transcriptsGrown.connect(self._on_transcripts_grown)
        self._has_growth = False
        self._waiting: set[str] | None = set()  # None waits for all projects
        self._is_running = False
        self._is_stopped = False

    def start(self) -> None:
        """Protect everything, then ask for consent where nobody was asked yet."""
        self._context.tasks.start(self._begin(), "protect transcripts")

    def protect(self) -> None:
        """Protect everything now; while a pass is under way, once more afterwards."""
        self._waiting = None
        self._run_pass()

    def stop(self) -> None:
        """Begin no pass any more."""
        self._is_stopped = True
        self._watch.stop()

    async def _begin(self) -> None:
        self._waiting = None
        self._is_running = True
        await self._pass()
        if self._context.preferences.settings.claude_retention != "ask" or self._is_stopped:
            return
        status = await self._manager.protection.status()
        if _is_at_stake(status) and not self._is_stopped:
            self.consentWanted.emit(status)

    def _run_pass(self) -> None:
        if not self._is_running and not self._is_stopped:
            self._is_running = True
            self._context.tasks.start(self._pass(), "protect transcripts")

    async def _pass(self) -> None:
        try:
            while (self._has_growth or self._waiting != set()) and not self._is_stopped:
                projects, self._waiting = self._waiting, set()
                self._has_growth = False
                if projects != set():
                    await self._manager.protection.link(projects)
                    await self._watch_what_is_there()
                    self.protected.emit()
                await self._manager.protection.copy()
                self.protected.emit()
        except SempreError as error:
            self.failed.emit(error)
        finally:
            self._is_running = False

    async def _watch_what_is_there(self) -> None:
        since = self._context.clock.now() - _ACTIVE
        found = await asyncio.to_thread(directories_to_watch, self._projects, since)
        growing = await asyncio.to_thread(
            transcripts_to_watch, self._projects, _WATCHED_TRANSCRIPTS
        )
        if not self._is_stopped:
            self._watch.watch(found, growing)

    def _on_projects_changed(self, projects: frozenset[str]) -> None:
        if not projects:
            self._waiting = None
        elif self._waiting is not None:
            self._waiting |= projects
        self._run_pass()

    def _on_transcripts_grown(self) -> None:
        self._has_growth = True
        self._run_pass()


def _is_at_stake(status: ProtectionStatus) -> bool:
    """Tell whether there is anything that Claude Code would delete some day."""
    retention = status.retention
    has_any = status.vault.transcripts > len(status.vault.rescued)
    return retention.is_sweeping and retention.effective_days < RAISED_DAYS and has_any
