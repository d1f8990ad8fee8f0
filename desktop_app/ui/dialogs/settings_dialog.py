"""What the user may choose, and what nobody can change."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.sessions.promise import (
    CLEANUP_INTERVAL_MINUTES,
    MAX_CONNECTION_POOL_SIZE,
    MAX_SESSIONS,
    SESSION_TIMEOUT_MINUTES,
)
from desktop_app.settings.model import (
    AUTO_BACKUP_CHOICES_MB,
    MAX_ZOOM_PERCENT,
    MIN_ZOOM_PERCENT,
    SYSTEM,
    Settings,
)
from desktop_app.ui.adaptive import Hairline, ScaledLabel, SideBySide
from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX, SECONDARY_SCALE, SUBHEADING_SCALE

_ZOOM_STEPS_PERCENT = (MIN_ZOOM_PERCENT, 90, 100, 110, 125, 150, 175, 200, 250, MAX_ZOOM_PERCENT)

_OBJECT_NAMES = {
    "language": "settingsLanguage",
    "theme": "settingsTheme",
    "zoom_percent": "settingsZoom",
    "engine": "settingsEngine",
    "auto_backup_mb": "settingsAutomaticBackup",
}


class EngineChoice(Protocol):
    """What the dialog needs to know of an engine."""

    @property
    def name(self) -> str:
        """The stable word that is saved."""
        ...

    @property
    def label(self) -> str:
        """What people call it."""
        ...


class SettingsDialog(Dialog):
    """Every choice holds at once; there is nothing to confirm. The language waits for a restart."""

    settingsChanged = Signal(Settings)
    enginesRequested = Signal()  # after it has closed
    width_in_characters = 100  # so that no note wraps and all of it is on a screen 640 px high

    def __init__(
        self,
        settings: Settings,
        engines: Sequence[EngineChoice],
        data_dir: Path,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("SettingsDialog", "Settings")
        super().__init__(title, "settingsDialog", parent)
        self._settings = settings
        self._data_dir = data_dir
        self.add_heading(title)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setHorizontalSpacing(4 * GRID_PX)
        self._form.setVerticalSpacing(2 * GRID_PX)
        self.page.addLayout(self._form)
        self._add_language()
        self._add_theme()
        self._add_zoom()
        self._add_engine(engines)
        self._add_automatic_backup()
        self._add_data_dir()
        self.page.addWidget(Hairline())
        self._add_promise()
        self.page.addStretch(1)
        close = self.add_button(translate("SettingsDialog", "Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return self._settings

    def _add_language(self) -> None:
        choices: list[tuple[str, str]] = [
            (SYSTEM, translate("SettingsDialog", "As the system")),
            ("en", "English"),
            ("pt_BR", "Português (Brasil)"),
        ]
        note = translate("SettingsDialog", "The language changes with the next start.")
        self._add_combo("language", translate("SettingsDialog", "&Language"), choices, note)

    def _add_theme(self) -> None:
        choices: list[tuple[str, str]] = [
            (SYSTEM, translate("SettingsDialog", "As the system")),
            ("light", translate("SettingsDialog", "Light")),
            ("dark", translate("SettingsDialog", "Dark")),
        ]
        self._add_combo("theme", translate("SettingsDialog", "&Theme"), choices)

    def _add_zoom(self) -> None:
        sizes = sorted({*_ZOOM_STEPS_PERCENT, self._settings.zoom_percent})
        choices = [(percent, f"{percent} %") for percent in sizes]
        self._add_combo("zoom_percent", translate("SettingsDialog", "Text &size"), choices)

    def _add_engine(self, engines: Sequence[EngineChoice]) -> None:
        choices: list[tuple[str | None, str]] = [
            (None, translate("SettingsDialog", "The first that can be used"))
        ]
        choices += [(engine.name, engine.label) for engine in engines]
        chosen = self._settings.engine
        if chosen is not None and chosen not in {engine.name for engine in engines}:
            text = translate("SettingsDialog", "{engine} (can't be used now)", engine=chosen)
            choices.append((chosen, text))
        sets_up = QPushButton(translate("SettingsDialog", "Set up engines…"))
        sets_up.setObjectName("settingsEngines")
        sets_up.setAutoDefault(False)
        sets_up.clicked.connect(self._on_engines_clicked)
        self._add_combo("engine", translate("SettingsDialog", "&Engine"), choices, beside=sets_up)

    def _add_automatic_backup(self) -> None:
        sizes = {*AUTO_BACKUP_CHOICES_MB, self._settings.auto_backup_mb}
        choices: list[tuple[int | None, str]] = [(None, translate("SettingsDialog", "Off"))]
        choices += [(size, f"{size} MB") for size in sorted(filter(None, sizes))]
        label = translate("SettingsDialog", "&Back up by itself after every")
        note = translate(
            "SettingsDialog",
            "Counted in new text since the last backup. Old backups are never removed.",
        )
        self._add_combo("auto_backup_mb", label, choices, note)

    def _add_combo(
        self,
        field: str,
        label: str,
        choices: Sequence[tuple[str | int | None, str]],
        note: str = "",
        beside: QPushButton | None = None,
    ) -> None:
        combo = QComboBox()
        combo.setObjectName(_OBJECT_NAMES[field])
        combo.setAccessibleName(label.replace("&", ""))
        for value, text in choices:
            combo.addItem(text, value)
        values = [value for value, _ in choices]
        combo.setCurrentIndex(values.index(getattr(self._settings, field)))
        combo.currentIndexChanged.connect(lambda index: self._on_chosen(field, values[index]))
        shown: QWidget = combo
        if beside is not None:
            shown = row = SideBySide()
            row.add(combo, 1)
            row.add(beside)
        self._add_row(QLabel(label), _with_note(shown, note), buddy=combo)

    def _add_row(self, label: QLabel, field: QWidget, *, buddy: QWidget) -> None:
        """Put both into the form, the name on one line with the first of a tall field."""
        label.setBuddy(buddy)
        # beside a tall field Qt makes a name 7/4 of its height high, and centres it there
        label.setMinimumHeight(ceil(buddy.sizeHint().height() * 4 / 7))
        self._form.addRow(label, field)

    def _add_data_dir(self) -> None:
        place = QLineEdit(str(self._data_dir))
        place.setObjectName("settingsDataDir")
        place.setAccessibleName(translate("SettingsDialog", "Data directory"))
        place.setReadOnly(True)
        place.setCursorPosition(0)
        opens = QPushButton(translate("SettingsDialog", "Open folder"))
        opens.setObjectName("settingsOpenFolder")
        opens.setAutoDefault(False)
        opens.clicked.connect(self._on_open_folder)
        row = SideBySide()
        row.add(place, 1)
        row.add(opens)
        self._add_row(QLabel(translate("SettingsDialog", "Your data")), row, buddy=place)

    def _add_promise(self) -> None:
        title = translate("SettingsDialog", "Permanent by design")
        self.page.addWidget(ScaledLabel(title, scale=SUBHEADING_SCALE, is_bold=True, wraps=True))
        self.add_text(
            translate(
                "SettingsDialog",
                "These four can't be changed: if a setting could make conversations expire, you "
                "could not rely on them.",
            )
        )
        table = QVBoxLayout()
        table.setSpacing(GRID_PX)
        for name, value in _promises():
            row = SideBySide()
            row.add(ScaledLabel(name), 1)
            row.add(ScaledLabel(str(value), is_bold=True))
            row.setAccessibleName(f"{name}: {value}")
            table.addWidget(row)
        self.page.addLayout(table)

    def _on_chosen(self, field: str, value: str | int | None) -> None:
        choice: dict[str, Any] = {field: value}
        self._settings = replace(self._settings, **choice)
        self.settingsChanged.emit(self._settings)

    def _on_engines_clicked(self) -> None:
        self.accept()
        self.enginesRequested.emit()

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data_dir)))


def _with_note(field: QWidget, note: str) -> QWidget:
    """Return the field, with small words close below it where there are any."""
    if not note:
        return field
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID_PX)
    column.addWidget(field)
    column.addWidget(ScaledLabel(note, scale=SECONDARY_SCALE, wraps=True))
    return both


def _promises() -> tuple[tuple[str, int], ...]:
    """Return the fixed values with their names."""
    return (
        (
            translate("SettingsDialog", "Timeout in minutes (conversations never expire)"),
            SESSION_TIMEOUT_MINUTES,
        ),
        (
            translate("SettingsDialog", "Automatic cleanup in minutes (there is none)"),
            CLEANUP_INTERVAL_MINUTES,
        ),
        (
            translate("SettingsDialog", "Conversations in memory (more are parked, none is lost)"),
            MAX_SESSIONS,
        ),
        (
            translate("SettingsDialog", "Engine connections (the idle ones close first)"),
            MAX_CONNECTION_POOL_SIZE,
        ),
    )
