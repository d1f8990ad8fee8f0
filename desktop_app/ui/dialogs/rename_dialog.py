"""Asks for a conversation's title."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.i18n import translate

# The list shows no more of a title either.
_MAX_TITLE_CHARS = 400


class RenameDialog(Dialog):
    """One field; an empty or unchanged title can't be given."""

    titleChosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        heading = translate("RenameDialog", "Rename the conversation")
        super().__init__(heading, "renameDialog", parent)
        self._before = title
        self.add_heading(heading)
        self._field = QLineEdit(title)
        self._field.setObjectName("renameField")
        self._field.setAccessibleName(translate("RenameDialog", "Title"))
        self._field.setMaxLength(_MAX_TITLE_CHARS)
        self._field.selectAll()
        self.page.addWidget(self._field)
        cancel = self.add_button(translate("RenameDialog", "Cancel"))
        self._rename = self.add_button(translate("RenameDialog", "Rename"), "primary")
        self._rename.setObjectName("renameButton")
        self._rename.setDefault(True)
        self._rename.setEnabled(False)
        self._field.textChanged.connect(self._on_text_changed)
        cancel.clicked.connect(self.reject)
        self._rename.clicked.connect(self._on_rename)
        self._field.setFocus()

    def _on_text_changed(self, text: str) -> None:
        self._rename.setEnabled(bool(text.strip()) and text.strip() != self._before)

    def _on_rename(self) -> None:
        self.titleChosen.emit(self._field.text().strip())
        self.accept()
