"""What one engine needs: its address, its key, its model, and whether it is offered."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.settings.engines import EngineSettings
from desktop_app.ui.adaptive import ScaledLabel, SideBySide
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.engine_rows import EngineRow, EngineState, base_url_for
from desktop_app.ui.theme import GRID_PX, SECONDARY_SCALE

_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class EngineForm(QWidget):
    """Each field holds when it is left; a key leaves its field at once and is never shown again."""

    changed = Signal(object)  # EngineSettings
    keyGiven = Signal(str)
    modelsWanted = Signal()
    addressRefused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = EngineSettings()
        self._enabled = QCheckBox(translate("EnginesDialog", "Offer this engine"))
        self._enabled.setObjectName("engineEnabled")
        self._enabled.clicked.connect(self._on_enabled)
        self._address = _field("engineAddress", translate("EnginesDialog", "Address"))
        self._address.editingFinished.connect(self._on_address)
        self._key = _field("engineKey", translate("EnginesDialog", "Key"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.returnPressed.connect(self._on_key)
        self._keep = _button("engineKeepKey", translate("EnginesDialog", "Keep key"))
        self._keep.clicked.connect(self._on_key)
        self._model = QComboBox()
        self._model.setSizeAdjustPolicy(_NARROW)
        self._model.setMinimumContentsLength(8)
        self._model.setObjectName("engineModel")
        self._model.setAccessibleName(translate("EnginesDialog", "Model"))
        self._model.setEditable(True)
        self._model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._model.activated.connect(self._on_model)
        self._list = _button("engineListModels", translate("EnginesDialog", "List models"))
        self._list.clicked.connect(self.modelsWanted)
        self._note = ScaledLabel(scale=SECONDARY_SCALE, wraps=True)
        self._note.setObjectName("engineNote")
        self._lay_out()
        line = self._model.lineEdit()
        if line is not None:
            line.setPlaceholderText(translate("EnginesDialog", "The engine's own choice"))
            line.editingFinished.connect(self._on_model)

    def show_engine(self, row: EngineRow, settings: EngineSettings) -> None:
        """Show what is set for an engine."""
        self._settings = settings
        self._enabled.setChecked(settings.is_enabled)
        self._address.setText(settings.base_url)
        usual = translate("EnginesDialog", "The vendor's own")
        self._address.setPlaceholderText("" if row.is_removable else usual)
        self._key.clear()
        kept = translate("EnginesDialog", "Kept in the keyring; type to replace it")
        self._key.setPlaceholderText(kept if settings.key_in_keyring else "")
        self._model.clear()
        self._model.setEditText(settings.model)
        is_set_here = row.name not in {"recall", "scripted"}
        self._enabled.setVisible(is_set_here)
        for field, is_shown in (
            (self._address, row.takes_address),
            (self._key_row, row.takes_key),
            (self._model_row, row.takes_model),
        ):
            self._form.setRowVisible(field, is_shown)
        self.tell(_note(row))

    def tell(self, words: str) -> None:
        """Show a sentence below the fields."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def offer_models(self, ids: Iterable[str]) -> None:
        """Fill the list of models; what was chosen stays."""
        chosen = self._model.currentText()
        self._model.clear()
        self._model.addItem("")
        self._model.addItems(list(ids))
        self._model.setEditText(chosen)
        self._model.showPopup()

    def _lay_out(self) -> None:
        self._key_row = _row(self._key, self._keep)
        self._model_row = _row(self._model, self._list)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(4 * GRID_PX)
        self._form.setVerticalSpacing(2 * GRID_PX)
        for label, field, buddy in (
            (translate("EnginesDialog", "&Address"), self._address, self._address),
            (translate("EnginesDialog", "&Key"), self._key_row, self._key),
            (translate("EnginesDialog", "&Model"), self._model_row, self._model),
        ):
            name = QLabel(label)
            name.setBuddy(buddy)
            name.setMinimumHeight(buddy.sizeHint().height())  # else Qt puts it at the top
            self._form.addRow(name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID_PX)
        column.addLayout(self._form)
        column.addWidget(self._enabled)
        column.addWidget(self._note)

    def _change(self, settings: EngineSettings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.changed.emit(settings)

    def _on_enabled(self, is_enabled: bool) -> None:
        self._change(replace(self._settings, is_enabled=is_enabled))

    def _on_address(self) -> None:
        typed = self._address.text().strip()
        address = base_url_for(typed)
        if typed and not address:
            self.addressRefused.emit(typed)
            return
        self._address.setText(address)
        self._change(replace(self._settings, base_url=address))

    def _on_key(self) -> None:
        key = self._key.text().strip()
        self._key.clear()
        if key:
            self.keyGiven.emit(key)

    def _on_model(self) -> None:
        self._change(replace(self._settings, model=self._model.currentText().strip()))


def _note(row: EngineRow) -> str:
    if row.name == "claude" and row.state is EngineState.NOT_SET_UP:
        return translate(
            "EnginesDialog",
            "Install it with “pip install 'sempre[claude]'”, run “claude” once in a terminal to "
            "log in, then start Sempre again.",
        )
    if row.name == "claude":
        return translate("EnginesDialog", "Claude Code uses its own log-in.")
    if row.name == "recall":
        return translate(
            "EnginesDialog",
            "Answers with passages of your own history. It needs no key and no network.",
        )
    if row.takes_key:
        return translate(
            "EnginesDialog",
            "A key is kept in the system's keyring, never in a file. A server on your own machine "
            "usually needs none.",
        )
    return ""


def _field(name: str, spoken: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    return field


def _button(name: str, words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _row(field: QWidget, button: QPushButton) -> SideBySide:
    row = SideBySide()
    row.add(field, 1)
    row.add(button)
    return row
