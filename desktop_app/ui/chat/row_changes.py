"""What a view does when rows of its model come, go or change: nothing on the screen moves."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from desktop_app.ui.chat.row_flow import Anchor
from desktop_app.ui.chat.rows.folded import unfolding_keys
from desktop_app.ui.chat.rows.streaming import StreamingRow
from desktop_app.ui.models.transcript_model import TranscriptModel

if TYPE_CHECKING:
    from desktop_app.ui.chat.transcript_view import TranscriptView


class RowChanges(QObject):
    """Brings shelf, flow and selection of a view up to its model."""

    def __init__(self, view: "TranscriptView", model: TranscriptModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.dataChanged.connect(self._on_data_changed)
        model.unseenAdded.connect(self._on_unseen_added)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        view, count = self._view, last - first + 1
        view.shelf.insert(first, count)
        view.row_flow.rows_inserted(first, count)
        view.pointer.rows_inserted(first, count)
        self._renew_top(last + 1)
        is_at_bottom = last == self._model.rowCount() - 1
        if is_at_bottom and first > 0 and not view.follows_end:
            view.add_unseen(sum(self._model.entry(n).is_message for n in range(first, last + 1)))
        view.settle()

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        view, count = self._view, last - first + 1
        view.shelf.remove(first, count)
        view.row_flow.rows_removed(first, count)
        view.pointer.rows_removed(first, last)
        self._renew_top(first)
        view.settle()

    def _on_data_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        for row in range(top.row(), bottom.row() + 1):
            if row == self._model.streaming_row:
                self._grow_streaming(row)
            else:
                self._replace(row)
        self._view.settle()

    def _on_unseen_added(self) -> None:
        self._view.add_unseen(1)

    def _renew_top(self, row: int) -> None:
        """Build a row anew of which only the top may change: its neighbour above is another one."""
        view, before = self._view, self._view.shelf.built_row(row)
        if before is None:
            return
        view.shelf.rebuild(row)
        added = len(view.shelf.row(row).parts) - len(before.parts)
        view.pointer.parts_shifted(row, added)
        anchor = view.row_flow.anchor
        if anchor.row == row and anchor.part:
            view.row_flow.anchor = Anchor(row, max(0, anchor.part + added), anchor.shift)

    def _grow_streaming(self, row: int) -> None:
        shelf = self._view.shelf
        shelf.grow_streaming(row)
        built = shelf.built_row(row)
        if isinstance(built, StreamingRow):
            self._announce(built)

    def _announce(self, row: StreamingRow) -> None:
        """Let screen readers say what is finished of a reply."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            for text in row.take_finished():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, text))

    def _replace(self, row: int) -> None:
        """Build a changed row anew; code that was read while it was written stays open."""
        shelf = self._view.shelf
        if isinstance(shelf.built_row(row), StreamingRow):
            entry = self._model.entry(row)
            for number, block in enumerate(entry.blocks):
                keys = unfolding_keys(block.text, f"{entry.uuid}:{number}")
                shelf.settings.folds.open_keys.update(keys)
        self._view.pointer.rows_removed(row, row, shift=False)
        shelf.rebuild(row)
        shelf.rebuild(row + 1)
