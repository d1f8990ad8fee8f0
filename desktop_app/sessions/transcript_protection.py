"""What the manager does for Claude Code's transcripts: link, copy, put back, keep them."""

from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.messages import Message
from desktop_app.base.threads import WorkerThreads
from desktop_app.base.values import frozen
from desktop_app.claude_code.vault import Protected
from desktop_app.sessions.events import ConversationsChanged, ManagerEvent
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

# Loaded when they are asked for: no conversation needs them to open.
if TYPE_CHECKING:
    from desktop_app.sessions.protection import Change, ProtectionStatus
    from desktop_app.sessions.salvage import SalvageReport


@frozen
class TranscriptProtection:
    """`SessionManager.protection`. Methods run on the event loop's thread and never block it."""

    store: Store
    threads: WorkerThreads
    is_closing: Callable[[], bool]
    emit: Callable[[ManagerEvent], None]
    refresh_index: Callable[[], Awaitable[None]]

    async def status(self) -> "ProtectionStatus":
        """Return what Claude Code's sweep would take and what the vault holds."""
        from desktop_app.sessions import protection

        return await self.threads.run(
            lambda: protection.look(self.store, self.store.summaries(quick=True))
        )

    async def link(self, projects: Collection[str] | None = None) -> Protected:
        """Link every transcript of Claude Code's into the vault, or of these projects only.

        Fast enough to come before anything of Claude Code is started. Raises VaultError.
        """
        return await self.threads.run(self.store.vault.protect, projects)

    async def copy(self) -> Protected:
        """Bring the vault's independent copies up to date; stops when the manager is left."""
        return await self.threads.run(self.store.vault.copy_links, self.is_closing)

    async def put_back(self, ref: SessionRef) -> Path:
        """Copy a rescued transcript to where Claude Code had it; raises PutBackError."""
        from desktop_app.sessions import protection

        path = await self.threads.run(protection.put_back, self.store, ref)
        self.emit(ConversationsChanged())
        return path

    async def salvage(self, render: Callable[[Message], str] = str) -> "SalvageReport":
        """Rebuild lost conversations from typed prompts; raises as `salvage.salvage`."""
        from desktop_app.sessions import salvage

        report = await self.threads.run(salvage.salvage, self.store, render)
        if report.salvaged:
            await self.refresh_index()
            self.emit(ConversationsChanged())
        return report

    async def raise_retention(self) -> "Change":
        """With the user's consent, let Claude Code keep its own; raises ClaudeSettingsError."""
        from desktop_app.sessions import protection

        return await self.threads.run(protection.raise_to_keep, self.store)

    async def revoke_retention(self) -> "Change":
        """Take that back; raises ClaudeSettingsError."""
        from desktop_app.sessions import protection

        return await self.threads.run(protection.lower, self.store)
