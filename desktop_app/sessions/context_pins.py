"""Messages that a person brought back into the context of a conversation; they survive restarts."""

import json
from pathlib import Path

from desktop_app.base.files import make_private_directory, write_durably
from desktop_app.base.system_errors import reason_of
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

FILE_NAME = "context-pins.json"
MAX_PINS = 100


class ContextPins:
    """The pinned messages of every conversation, in `<session-id>/context-pins.json` beside it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pinned(self, ref: SessionRef) -> tuple[str, ...]:
        """Return the uuids of the pinned messages, in the order of pinning; never raises."""
        try:
            uuids = json.loads(self._path(ref).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return ()
        if not isinstance(uuids, list):
            return ()
        return tuple(uuid for uuid in uuids if isinstance(uuid, str))[-MAX_PINS:]

    def pin(self, ref: SessionRef, uuid: str) -> None:
        """Bring a message back into the context; raises NotSavedError."""
        self._write(ref, [*(each for each in self.pinned(ref) if each != uuid), uuid])

    def unpin(self, ref: SessionRef, uuid: str) -> None:
        """Leave a message to the context's own choice again; raises NotSavedError."""
        self._write(ref, [each for each in self.pinned(ref) if each != uuid])

    def _write(self, ref: SessionRef, uuids: list[str]) -> None:
        path = self._path(ref)
        try:
            make_private_directory(path.parent)
            write_durably(path, json.dumps(uuids[-MAX_PINS:]).encode("ascii"))
        except OSError as error:
            raise NotSavedError(path, reason_of(error)) from error

    def _path(self, ref: SessionRef) -> Path:
        return self._store.own_path(ref).with_suffix("") / FILE_NAME
