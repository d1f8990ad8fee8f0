"""The one way in which the manager writes: append, wait for the disk, then announce."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.entries import Entry, entries_of
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.events import EntrySaved, ManagerEvent, StorageFailed, StorageRecovered
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store


class Recorder:
    """Makes records durable and tells so; used on the event loop's thread."""

    def __init__(
        self, store: Store, tasks: TaskOwner, emit: Callable[[ManagerEvent], None]
    ) -> None:
        self._store = store
        self._tasks = tasks
        self._emit = emit
        self._has_failed = False

    async def save(
        self, ref: SessionRef, records: Sequence[Mapping[str, Any]]
    ) -> tuple[Entry, ...]:
        """Append `records` in one write; return their entries once they are durable and announced.

        A caller that is cancelled stops waiting; what is on its way is saved and announced anyway.

        Raises:
            NotSavedError: the disk refused; nothing was announced but the failure.
            FileReplacedError: another program removed, replaced or shortened the file.
        """
        return await asyncio.shield(self._tasks.start(self._save(ref, records), f"save {ref}"))

    async def _save(
        self, ref: SessionRef, records: Sequence[Mapping[str, Any]]
    ) -> tuple[Entry, ...]:
        try:
            saved = await asyncio.wrap_future(self._store.append(ref, records))
        except NotSavedError as error:
            self._has_failed = True
            self._emit(StorageFailed(error))
            raise
        if self._has_failed:
            self._has_failed = False
            self._emit(StorageRecovered())
        entries = tuple(entries_of(saved))
        for entry in entries:
            self._emit(EntrySaved(ref, entry))
        return entries
