"""What the user may choose, and what nobody can."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea

from desktop_app.settings.model import Settings
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.settings_dialog import SettingsDialog


@dataclass(frozen=True)
class Choice:
    name: str
    label: str


ENGINES = (Choice("recall", "Recall"), Choice("scripted", "Script"))


@pytest.fixture
def open_dialog(qtbot):
    def make(settings=None):
        dialog = SettingsDialog(settings or Settings(), ENGINES, Path("/data/sempre"))
        qtbot.addWidget(dialog)
        dialog.open()
        changes = []
        dialog.settingsChanged.connect(changes.append)
        return dialog, changes

    return make


def test_it_shows_what_holds_now(open_dialog):
    dialog, changes = open_dialog(
        Settings(language="pt_BR", theme="dark", zoom_percent=125, engine="scripted")
    )

    assert dialog.findChild(QComboBox, "settingsLanguage").currentText() == "Português (Brasil)"
    assert dialog.findChild(QComboBox, "settingsTheme").currentText() == "Dark"
    assert dialog.findChild(QComboBox, "settingsEngine").currentText() == "Script"
    assert dialog.findChild(QComboBox, "settingsZoom").currentText() == "125 %"
    assert dialog.findChild(QLineEdit, "settingsDataDir").text() == str(Path("/data/sempre"))
    assert changes == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("settingsLanguage", "English", Settings(language="en")),
        ("settingsTheme", "Light", Settings(theme="light")),
        ("settingsEngine", "Recall", Settings(engine="recall")),
        ("settingsAutomaticBackup", "50 MB", Settings(auto_backup_mb=50)),
    ],
)
def test_a_choice_is_told_at_once(open_dialog, name, text, expected):
    dialog, changes = open_dialog()

    dialog.findChild(QComboBox, name).setCurrentText(text)

    assert changes == [expected]
    assert dialog.settings == expected


def test_choices_add_up(open_dialog):
    dialog, changes = open_dialog(Settings(unknown={"later": 1}))

    dialog.findChild(QComboBox, "settingsZoom").setCurrentText("150 %")
    dialog.findChild(QComboBox, "settingsTheme").setCurrentText("Dark")

    assert changes[-1] == Settings(zoom_percent=150, theme="dark", unknown={"later": 1})


def test_a_size_between_the_steps_is_kept(open_dialog):
    dialog, changes = open_dialog(Settings(zoom_percent=133))

    assert dialog.findChild(QComboBox, "settingsZoom").currentText() == "133 %"
    assert changes == []


@pytest.mark.parametrize(("chosen", "shown"), [(None, "Off"), (10, "10 MB"), (33, "33 MB")])
def test_backups_by_themselves_are_off_unless_chosen(open_dialog, chosen, shown):
    dialog, changes = open_dialog(Settings(auto_backup_mb=chosen))

    combo = dialog.findChild(QComboBox, "settingsAutomaticBackup")
    assert combo.currentText() == shown
    assert combo.itemText(0) == "Off"
    assert changes == []


def test_a_chosen_engine_that_is_not_there_stays_chosen(open_dialog):
    dialog, changes = open_dialog(Settings(engine="claude"))

    assert "claude" in dialog.findChild(QComboBox, "settingsEngine").currentText()
    assert changes == []


def test_the_promise_is_shown_and_cannot_be_changed(open_dialog):
    dialog, _ = open_dialog()
    texts = [label.text() for label in dialog.findChildren(ScaledLabel)]

    start = texts.index("Permanent by design")
    assert [text for text in texts[start:] if text.isdigit()] == ["0", "0", "500", "50"]
    assert {combo.objectName() for combo in dialog.findChildren(QComboBox)} == {
        "settingsLanguage",
        "settingsTheme",
        "settingsZoom",
        "settingsEngine",
        "settingsAutomaticBackup",
    }


def test_escape_closes_it(open_dialog, qtbot):
    dialog, _ = open_dialog()

    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()


def test_all_of_it_is_seen_on_a_screen_of_640_px(open_dialog):
    dialog, _ = open_dialog()
    dialog.fit()

    assert dialog.height() <= 640 - 48
    assert dialog.findChild(QScrollArea).verticalScrollBar().maximum() == 0


def test_a_name_stands_on_one_line_with_its_field_and_a_note_below(open_dialog):
    dialog, _ = open_dialog()
    for field in dialog.findChildren(QComboBox):
        (name,) = (label for label in dialog.findChildren(QLabel) if label.buddy() is field)
        middle = name.mapTo(dialog, name.rect().center()).y()
        assert abs(middle - field.mapTo(dialog, field.rect().center()).y()) <= 2
