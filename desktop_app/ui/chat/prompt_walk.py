"""Goes from one own message to the next, through pages that were not read yet."""

from PySide6.QtCore import QObject

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.chat.history_window import HistoryWindow
from desktop_app.ui.chat.transcript_keys import TranscriptKeys
from desktop_app.ui.models.transcript_model import TranscriptModel

_OWN = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT})


class PromptWalk(QObject):
    """A step that finds nothing in the window goes on when the next page has come."""

    def __init__(
        self, keys: TranscriptKeys, history: HistoryWindow, model: TranscriptModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._history = history
        self._model = model
        self._direction = 0  # of the step that waits for a page; 0 without one
        history.readSucceeded.connect(self._on_read)
        history.readFailed.connect(self._on_given_up)
        model.modelReset.connect(self._on_given_up)

    def go(self, direction: int) -> None:
        """Show the user's own message above (-1) or below (1) the current place."""
        self._direction = 0
        if self._keys.go_to_kind(_OWN, direction):
            return
        if direction < 0 and self._model.has_before:
            self._direction = direction
            self._history.load_before()
        elif direction > 0 and self._model.has_after:
            self._direction = direction
            self._history.load_after()

    def _on_read(self) -> None:
        if self._direction:
            self.go(self._direction)

    def _on_given_up(self) -> None:
        self._direction = 0
