"""Lists every keyboard shortcut (F1)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX

_GAP_PX = 4 * GRID_PX


class ShortcutsDialog(Dialog):
    """A table of what a key does; rows are (what it does, keys as the system writes them)."""

    def __init__(self, shortcuts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        title = translate("ShortcutsDialog", "Keyboard shortcuts")
        super().__init__(title, "shortcutsDialog", parent)
        self.add_heading(title)
        table = _table(shortcuts)
        self.page.addWidget(table)
        margins = self.page.contentsMargins()
        widest_px = table.minimumWidth() + margins.left() + margins.right()
        self.resize(max(self._natural_width(), widest_px), self.height())
        close = self.add_button(translate("ShortcutsDialog", "Close"))
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.accept)


def _table(shortcuts: Sequence[tuple[str, str]]) -> QTableWidget:
    table = QTableWidget(len(shortcuts), 2)
    table.setObjectName("shortcutsTable")
    table.setAccessibleName(translate("ShortcutsDialog", "Keyboard shortcuts"))
    table.setHorizontalHeaderLabels(
        [translate("ShortcutsDialog", "What it does"), translate("ShortcutsDialog", "Keys")]
    )
    for row, texts in enumerate(shortcuts):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            table.setItem(row, column, item)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.viewport().setAutoFillBackground(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * GRID_PX)
    header = table.horizontalHeader()
    header.hide()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    row_px = table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(row_px * len(shortcuts) + 2)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # No text is cut: the dialog grows with its widest row.
    table.setMinimumWidth(sum(map(table.sizeHintForColumn, (0, 1))) + _GAP_PX)
    return table
