"""What the chat page asks of the manager."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from desktop_app.sessions.entries import Entry
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.chat.history_window import PageSource
from desktop_app.ui.store_worker import StoreWorker


class EngineLabel(Protocol):
    """What the page needs to know of an engine: its name in records and its name for people."""

    @property
    def name(self) -> str:
        """The word in the records."""
        ...

    @property
    def label(self) -> str:
        """What the author of its replies is called."""
        ...


class ConversationService(PageSource, StoreWorker, Protocol):
    """What the page asks of the manager, all of it without blocking the window."""

    async def submit(
        self, ref: SessionRef, text: str, *, attachments: Sequence[Path] = ()
    ) -> Entry:
        """Return the prompt once it is durable, and with it the files that go with it.

        Raises:
            SempreError: nothing was saved.
        """
        ...

    async def stop(self, ref: SessionRef) -> None:
        """End the reply in flight."""
        ...

    def is_busy(self, ref: SessionRef) -> bool:
        """Tell whether a reply is in flight."""
        ...

    def available_engines(self) -> Sequence[EngineLabel]:
        """Return the engines of this machine."""
        ...
