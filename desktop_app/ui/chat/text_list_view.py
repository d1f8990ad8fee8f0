"""An item view in which text is selected, not rows, and which never scrolls sideways."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop_app.ui.viewport import give_viewport

Index = QModelIndex | QPersistentModelIndex

_STEPS = {
    QAbstractItemView.CursorAction.MoveUp: -1,
    QAbstractItemView.CursorAction.MovePrevious: -1,
    QAbstractItemView.CursorAction.MoveDown: 1,
    QAbstractItemView.CursorAction.MoveNext: 1,
}


class TextListView(QListView):
    """Answers what Qt asks alike of every list of texts.

    Where rows stand and how they look is left to the view that derives from it. It is a
    `QListView` for the sake of screen readers only: of lists, Qt tells them about no other class.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(False)
        self.setAutoScroll(False)  # else a click on a row that is cut off moves it away

    def horizontalOffset(self) -> int:
        """Return 0: it never scrolls sideways."""
        return 0

    def doItemsLayout(self) -> None:
        """Do nothing: rows are laid out when they come into view."""

    def updateGeometries(self) -> None:
        """Do nothing: the view itself keeps its scroll bar."""

    def isIndexHidden(self, _index: Index) -> bool:
        """Return False: every row can be seen."""
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the row that a key leads to."""
        row = self.currentIndex().row() + _STEPS.get(action, 0)
        model = self.model()
        return model.index(max(0, min(row, model.rowCount() - 1)), 0)

    def setSelection(self, _rect: QRect, _command: QItemSelectionModel.SelectionFlag) -> None:
        """Do nothing: what is selected here is text, not rows."""

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Return everything: a selection may reach across all that is visible."""
        return QRegion(self.viewport().rect())
