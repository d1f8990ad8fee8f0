"""Colours follow the user's choice, else the system, live."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPalette

from desktop_app.settings.model import Settings
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.theme import DARK, LIGHT


class _Part:
    """Notes the themes that it is given."""

    def __init__(self):
        self.themes = []

    def set_theme(self, theme):
        self.themes.append(theme)


@pytest.fixture
def part():
    return _Part()


@pytest.fixture
def zooms():
    return []


@pytest.fixture
def dress(dressed, part, zooms):
    """Return a function that makes an appearance, with `override` from the command line."""
    owner = QObject()

    def dress_one(override=None):
        appearance = Appearance(dressed, override, owner)
        appearance.dress((part,), zooms.append)
        return appearance

    yield dress_one
    owner.deleteLater()


def test_without_a_choice_the_system_s_colours_hold(dress, part):
    dress().apply(Settings())

    assert part.themes == [LIGHT]


def test_the_system_is_followed_live(dress, dressed, part):
    dress().apply(Settings())
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)  # as the system does

    assert part.themes == [LIGHT, DARK]
    assert dressed.palette().color(QPalette.ColorRole.Base) == DARK.bg


def test_a_choice_outlives_the_system_s_change(dress, dressed, part):
    dress().apply(Settings(theme="light"))
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    assert part.themes == [LIGHT]


def test_the_command_line_wins(dress, part):
    dress("dark").apply(Settings(theme="light"))

    assert part.themes == [DARK]


def test_the_same_colours_are_not_put_on_twice(dress, part, zooms):
    appearance = dress()
    for percent in (100, 150):
        appearance.apply(Settings(zoom_percent=percent))

    assert part.themes == [LIGHT]
    assert zooms == [100, 150]
