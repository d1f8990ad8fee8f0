"""Every shortcut is listed."""

from PySide6.QtWidgets import QTableWidget

from desktop_app.ui.dialogs.shortcuts_dialog import ShortcutsDialog


def test_every_row_is_visible_without_scrolling_the_table(qtbot):
    rows = [(f"Action {number}", f"Ctrl+{number}") for number in range(9)]
    dialog = ShortcutsDialog(rows)
    qtbot.addWidget(dialog)
    dialog.open()

    table = dialog.findChild(QTableWidget)
    shown = [(table.item(row, 0).text(), table.item(row, 1).text()) for row in range(9)]

    assert shown == rows
    assert table.verticalScrollBar().maximum() == 0


def test_a_long_text_widens_the_dialog_and_is_not_cut(qtbot):
    rows = [("Stop the reply, " * 5, "Ctrl+Shift+PgDown"), ("Quit", "Ctrl+Q")]
    dialog = ShortcutsDialog(rows)
    qtbot.addWidget(dialog)
    dialog.open()
    table = dialog.findChild(QTableWidget)
    for column in (0, 1):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    assert table.width() <= dialog.width()
