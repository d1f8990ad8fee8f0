"""Actions: keys that do not collide, a menu, a list for people."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_app.ui.actions import WindowActions
from desktop_app.ui.theme import DARK


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def actions(window):
    return WindowActions(window)


def test_no_key_does_two_things(window, actions):
    keys = Counter(key.toString() for action in window.actions() for key in action.shortcuts())

    assert keys
    assert not [key for key, times in keys.items() if times > 1]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("new", "Ctrl+N"),
        ("palette", "Ctrl+K"),
        ("find", "Ctrl+Shift+K"),
        ("compose", "Ctrl+L"),
        ("previous", "Ctrl+Up"),
        ("next", "Ctrl+Down"),
        ("previous_prompt", "Alt+Up"),
        ("next_prompt", "Alt+Down"),
        ("escape", "Esc"),
        ("shortcuts", "F1"),
        ("backup", "Ctrl+B"),
        ("quit", "Ctrl+Q"),
        ("find_text", "Ctrl+F"),
        ("next_hit", "F3"),
        ("previous_hit", "Shift+F3"),
    ],
)
def test_the_promised_keys_are_there(actions, name, key):
    assert key in [shortcut.toString() for shortcut in actions[name].shortcuts()]


def test_the_menu_holds_what_has_a_place_in_it(window, actions):
    texts = [action.text() for action in actions.menu(window).actions() if action.text()]

    assert texts[0] == "New conversation"
    assert texts[-1] == "Quit"
    assert "Force cleanup…" in texts


def test_a_menu_bar_gets_the_same(qtbot, actions):
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions.add_to_menu_bar(bar, "Conversation")
    (menu,) = bar.findChildren(QMenu)

    assert len(menu.actions()) > 10


def test_the_list_for_people_names_every_key(actions):
    listed = dict(actions.shortcuts())

    assert "Return" in listed["Send the message"]
    assert listed["New conversation"] == "Ctrl+N"
    assert all(listed.values())


def test_icons_take_the_theme(actions):
    actions.set_theme(DARK)

    assert not actions["new"].icon().isNull()
