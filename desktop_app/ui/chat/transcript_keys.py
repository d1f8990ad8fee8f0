"""The keyboard in the transcript: scrolling, moving among rows, opening and closing."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.models.transcript_model import TranscriptModel

if TYPE_CHECKING:
    from desktop_app.ui.chat.transcript_view import TranscriptView

STEP_PX = 24
_PAGE_SHARE = 0.9  # a bit of the old page stays in sight


class TranscriptKeys:
    """Turns keys into movements of a view."""

    def __init__(self, view: "TranscriptView", model: TranscriptModel) -> None:
        self._view = view
        self._model = model
        self._actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_PageUp: lambda: self._scroll_page(-1),
            Qt.Key.Key_PageDown: lambda: self._scroll_page(1),
            Qt.Key.Key_Space: lambda: self._scroll_page(1),
            Qt.Key.Key_Home: self.go_to_start,
            Qt.Key.Key_End: view.jump_to_end,
            Qt.Key.Key_Up: lambda: self.step(-1),
            Qt.Key.Key_Down: lambda: self.step(1),
            Qt.Key.Key_Return: self.toggle_current,
            Qt.Key.Key_Enter: self.toggle_current,
        }

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False where it asks for nothing here."""
        has_modifier = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._actions.get(Qt.Key(event.key())) if not has_modifier else None
        if action is not None:
            action()
        return action is not None

    def go_to_start(self) -> None:
        """Show the beginning of the conversation, read first where the window lacks it."""
        if self._model.has_before:
            self._view.follows_end = False
            self._view.startRequested.emit()
        else:
            self._view.show_start()

    def step(self, direction: int) -> None:
        """Move to the next row; one that does not fit the viewport is scrolled through first."""
        visible = {placed.row for placed in self._view.row_flow.placed}
        if not visible:
            return
        current = self._view.currentIndex()
        if current.row() not in visible:
            self._view.mark_row(min(visible) if direction > 0 else max(visible))
        elif (hidden := self._hidden_px(direction)) > 0:
            step = self._view.shelf.settings.style.px(3 * STEP_PX)
            self._view.scroll_pixels(direction * min(step, hidden))
            return
        else:
            last = self._model.rowCount() - 1
            self._view.mark_row(max(0, min(current.row() + direction, last)))
        self._show_near_edge(direction)

    def go_to_kind(self, kinds: Collection[EntryKind], direction: int) -> bool:
        """Show the next row of some kinds above (-1) or below (1) the current place.

        False where the window holds none.
        """
        here = self._view.currentIndex().row()
        visible = {placed.row for placed in self._view.row_flow.placed}
        if visible and here not in visible:
            here = max(visible) + 1 if direction < 0 else min(visible) - 1
        row = here + direction
        while 0 <= row < self._model.rowCount() and self._model.entry(row).kind not in kinds:
            row += direction
        if not 0 <= row < self._model.rowCount():
            return False
        self._view.show_row(row)
        return True

    def toggle_current(self) -> None:
        """Open or close what is folded in the current row."""
        row = self._view.currentIndex().row()
        built = self._view.shelf.built_row(row)
        if built is not None and built.toggle_keys:
            self._view.toggle(built.toggle_keys[0], row)

    def _scroll_page(self, direction: int) -> None:
        self._view.scroll_pixels(direction * round(_PAGE_SHARE * self._view.viewport().height()))

    def _hidden_px(self, direction: int) -> int:
        """Return how much of the current row is beyond the edge that lies ahead."""
        box = self._view.visualRect(self._view.currentIndex())
        return box.bottom() - self._view.viewport().height() if direction > 0 else -box.top()

    def _show_near_edge(self, direction: int) -> None:
        """Bring the edge of the current row that the reader comes to first into view."""
        box = self._view.visualRect(self._view.currentIndex())
        height = self._view.viewport().height()
        if direction > 0 and box.bottom() > height:
            self._view.scroll_pixels(min(box.bottom() - height, max(0, box.top())))
        elif direction < 0 and box.top() < 0:
            self._view.scroll_pixels(max(box.top(), box.bottom() - height))
