"""A title is given, or nothing happens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop_app.ui.dialogs.rename_dialog import RenameDialog


@pytest.fixture
def dialog(qtbot):
    dialog = RenameDialog("Before")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


@pytest.fixture
def chosen(dialog):
    titles: list[str] = []
    dialog.titleChosen.connect(titles.append)
    return titles


def _type(qtbot, dialog, text):
    field = dialog.findChild(QLineEdit, "renameField")
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_title_is_given_without_its_outer_blanks(qtbot, dialog, chosen):
    _type(qtbot, dialog, "  After  ")

    assert chosen == ["After"]
    assert not dialog.isVisible()


@pytest.mark.parametrize("text", ["", "   ", "Before", " Before "])
def test_an_empty_or_unchanged_title_cannot_be_given(qtbot, dialog, chosen, text):
    _type(qtbot, dialog, text)

    assert chosen == []
    assert not dialog.findChild(QPushButton, "renameButton").isEnabled()
