"""Replies that are being written, in the shown conversation and in all others.

A reply goes on while the reader looks elsewhere; coming back shows all that has arrived.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop_app.sessions.entries import Entry, EntryKind, EntryState
from desktop_app.sessions.events import (
    EntrySaved,
    PermissionAsked,
    PermissionSettled,
    SessionEvent,
    StreamDropped,
    TextStreamed,
    ThinkingStreamed,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.models.streamed_reply import StreamedReply
from desktop_app.ui.models.transcript_model import TranscriptModel

# One frame at 60 Hz. Armed by an event, so that nothing runs while nothing happens.
FRAME_MS = 16
_UUID = "streaming"


class RepliesInFlight(QObject):
    """Folds the manager's events into the model, at most once a frame for streamed text."""

    failed = Signal(object)  # SempreError, of the shown conversation

    def __init__(
        self, model: TranscriptModel, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._now = now
        self._ref: SessionRef | None = None
        self._replies: dict[SessionRef, StreamedReply] = {}
        self._engines: dict[SessionRef, str] = {}
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(model.announce_streaming)

    def show(self, ref: SessionRef) -> None:
        """Show the reply of `ref`, if one is being written."""
        self._ref = ref
        if reply := self._replies.get(ref):
            self._model.begin_streaming(reply)

    def on_event(self, event: SessionEvent) -> None:
        """Take what happened in any conversation."""
        match event:
            case TurnStarted():
                self._engines[event.ref] = event.engine
                self._reply(event.ref)
            case TextStreamed():
                self._reply(event.ref).add_text(event.text)
                self._arm(event.ref)
            case ThinkingStreamed():
                self._reply(event.ref).add_thinking(event.text)
                self._arm(event.ref)
            case PermissionAsked():
                self._hold(event.ref, is_held=True)
            case PermissionSettled():
                self._hold(event.ref, is_held=False)
            case StreamDropped():
                self._drop(event.ref)
            case EntrySaved():
                self._save(event.ref, event.entry)
            case TurnFailed() if event.ref == self._ref:
                self.failed.emit(event.error)
            case TurnEnded():
                self._end(event.ref)
            case _:
                pass

    def _reply(self, ref: SessionRef) -> StreamedReply:
        reply = self._replies.get(ref)
        if reply is None:
            head = Entry(
                EntryKind.REPLY,
                _UUID,
                (),
                timestamp=self._now(),
                author=self._engines.get(ref, ""),
                state=EntryState.STREAMING,
            )
            reply = self._replies[ref] = StreamedReply(head)
            if ref == self._ref:
                self._model.begin_streaming(reply)
        return reply

    def _arm(self, ref: SessionRef) -> None:
        if ref == self._ref and not self._frame.isActive():
            self._frame.start()

    def _hold(self, ref: SessionRef, *, is_held: bool) -> None:
        """Say in the row of the reply that it waits for the person, or does so no more."""
        if is_held or ref in self._replies:
            self._reply(ref).waits_for_person = is_held
            self._arm(ref)

    def _drop(self, ref: SessionRef) -> None:
        """Begin the reply anew; its head stays where it stands."""
        if self._replies.pop(ref, None) is not None:
            if ref == self._ref:
                self._model.end_streaming()
            self._reply(ref)

    def _save(self, ref: SessionRef, entry: Entry) -> None:
        is_reply = entry.kind in {EntryKind.REPLY, EntryKind.ERROR}
        replaces = is_reply and self._replies.pop(ref, None) is not None
        if ref == self._ref:
            self._model.save(entry, replaces_streaming=replaces)

    def _end(self, ref: SessionRef) -> None:
        self._replies.pop(ref, None)
        self._engines.pop(ref, None)
        if ref == self._ref:
            self._model.end_streaming()
