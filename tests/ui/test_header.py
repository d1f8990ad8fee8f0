"""The line above a conversation says who answers."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from desktop_app.engines.base import Capabilities
from desktop_app.ui.header import ConversationHeader
from desktop_app.ui.theme import DARK

RECALL = Capabilities("recall", "Recall", is_language_model=False, needs_network=False)
MODEL = Capabilities("claude", "Claude", is_language_model=True, needs_network=True)


@pytest.fixture
def health(qapp):
    action = QAction("Status")
    action.setCheckable(True)
    return action


@pytest.fixture
def header(qtbot, health):
    widget = ConversationHeader(QMenu(), health)
    qtbot.addWidget(widget)
    widget.resize(600, 48)
    widget.set_theme(DARK)
    widget.show()
    return widget


def _button(header, name):
    return header.findChild(QToolButton, name)


def test_it_says_where_answers_come_from(header):
    header.set_engines([RECALL, MODEL], "recall")
    button = _button(header, "engineMenu")

    assert button.text() == "Recall"
    assert button.accessibleName() == "Answers come from: Recall – your own history"


def test_a_language_model_is_just_named(header):
    header.set_engines([RECALL, MODEL], "claude")

    assert _button(header, "engineMenu").accessibleName() == "Answers come from: Claude"


def test_an_engine_is_chosen_from_the_menu(qtbot, header):
    header.set_engines([RECALL, MODEL], "recall")
    choices = [a for a in _button(header, "engineMenu").menu().actions() if a.isCheckable()]
    assert [choice.isChecked() for choice in choices] == [True, False]

    with qtbot.waitSignal(header.engineChosen) as caught:
        choices[1].trigger()
    assert caught.args == ["claude"]


def test_a_second_list_replaces_the_first(header):
    header.set_engines([RECALL, MODEL], "recall")
    header.set_engines([MODEL], "claude")
    choices = [a for a in _button(header, "engineMenu").menu().actions() if a.isCheckable()]

    assert [choice.data() for choice in choices] == ["claude"]


def test_the_heart_follows_the_panel_and_the_panel_the_heart(header, health):
    button = _button(header, "healthButton")
    health.setChecked(True)
    assert button.isChecked()

    button.click()
    assert not health.isChecked()


def test_a_long_title_is_cut_and_whole_on_hover(header):
    label = header.findChild(QLabel, "conversationTitle")
    header.set_title("word " * 100)
    assert label.toolTip() == "word " * 100

    header.set_title("short")
    assert label.toolTip() == ""


def test_every_button_is_spoken(header):
    header.set_engines([RECALL], "recall")

    assert all(button.accessibleName() for button in header.findChildren(QToolButton))
