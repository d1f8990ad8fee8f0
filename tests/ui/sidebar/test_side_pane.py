"""The left side: choosing by mouse and keyboard, finding, empty states."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.ui.sidebar.session_list import SessionListView
from desktop_app.ui.sidebar.side_pane import SidePane
from desktop_app.ui.theme import DARK, LIGHT

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _ref(number: int) -> SessionRef:
    return SessionRef("-home-me", f"00000000-0000-0000-0000-{number:012}")


def _summary(number: int, title: str, state=SessionState.READY) -> Summary:
    return Summary(
        ref=_ref(number),
        path=Path("x.jsonl"),
        origin=Origin.CLAUDE_CODE if number % 2 else Origin.SEMPRE,
        is_ours=True,
        title=title,
        cwd="/home/me",
        messages=1,
        records=1,
        damaged=0,
        size_bytes=1000,
        created=None,
        last_activity=NOW - timedelta(days=number),
        state=state,
    )


FOUR = [
    _summary(1, "Alpha"),
    _summary(2, "Beta", SessionState.DAMAGED),
    _summary(3, "Gamma", SessionState.UNREADABLE),
    _summary(4, "Delta"),
]


@pytest.fixture
def pane(qtbot):
    widget = SidePane()
    qtbot.addWidget(widget)
    widget.resize(280, 500)
    widget.set_summaries(FOUR, NOW)
    widget.show()
    return widget


@pytest.fixture
def chosen(pane):
    refs: list[SessionRef] = []
    pane.sessionChosen.connect(refs.append)
    return refs


def _click(qtbot, pane, number):
    view = pane.list
    place = view.visualRect(pane.model.place_of(_ref(number))).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_its_parts_have_their_names(pane):
    for kind, name in (
        (QLineEdit, "sessionFilter"),
        (QPushButton, "newConversationButton"),
        (SessionListView, "sessionList"),
    ):
        assert pane.findChild(kind, name).accessibleName()


def test_a_click_chooses(qtbot, pane, chosen):
    _click(qtbot, pane, 2)

    assert chosen == [_ref(2)]


def test_a_click_on_a_heading_chooses_nothing(qtbot, pane, chosen):
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 8))

    assert chosen == []


def test_marking_the_open_conversation_is_not_a_choice(pane, chosen):
    pane.mark_open(_ref(3))

    assert pane.list.current_ref == _ref(3)
    assert chosen == []


def test_arrows_go_from_conversation_to_conversation(qtbot, pane, chosen):
    pane.mark_open(_ref(1))
    pane.list.setFocus()
    for _ in range(3):
        qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    qtbot.keyClick(pane.list, Qt.Key.Key_Up)

    assert chosen == [_ref(2), _ref(3), _ref(4), _ref(3)]


def test_neighbours_stop_at_the_ends(pane, chosen):
    pane.mark_open(_ref(1))
    pane.choose_neighbour(-1)
    pane.choose_neighbour(1)

    assert chosen == [_ref(2)]


def test_the_mark_survives_an_update_and_a_filter(pane, chosen):
    pane.mark_open(_ref(4))
    pane.set_summaries([FOUR[3], *FOUR[:3]], NOW)
    assert pane.list.current_ref == _ref(4)

    pane.filter.setText("alpha")
    assert not pane.list.currentIndex().isValid()
    pane.clear_filter()
    assert pane.list.current_ref == _ref(4)
    assert chosen == []


def test_return_in_the_filter_opens_the_first_hit(qtbot, pane, chosen):
    qtbot.keyClicks(pane.filter, "gamma")
    qtbot.keyClick(pane.filter, Qt.Key.Key_Return)

    assert chosen == [_ref(3)]


def test_down_in_the_filter_goes_into_the_list(qtbot, pane, chosen):
    pane.filter.setFocus()
    qtbot.keyClick(pane.filter, Qt.Key.Key_Down)

    assert chosen == [_ref(1)]


def test_a_filter_without_hits_says_so(pane):
    pane.filter.setText("nothing like this")
    label = pane.findChild(QLabel, "sessionListEmpty")

    assert label.isVisible()
    assert "No conversation matches" in label.text()
    assert pane.clear_filter()
    assert not label.isVisible()
    assert not pane.clear_filter()


def test_an_empty_list_is_not_a_failed_search(pane):
    pane.set_summaries([], NOW)

    assert "No conversations yet" in pane.findChild(QLabel, "sessionListEmpty").text()


def test_before_the_list_is_read_nothing_is_claimed(qtbot):
    pane = SidePane()
    qtbot.addWidget(pane)
    pane.show()

    assert [label.isVisible() for label in pane.findChildren(QLabel, "sessionListEmpty")] == [False]


def test_the_button_asks_for_a_new_conversation(qtbot, pane):
    with qtbot.waitSignal(pane.newConversationRequested):
        pane.new_button.click()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_rows_are_painted_in_the_theme_s_colours(pane, theme):
    pane.set_theme(theme)
    pane.mark_open(_ref(1))
    image = pane.list.grab().toImage()
    place = pane.list.visualRect(pane.model.place_of(_ref(1)))

    assert image.pixelColor(place.left() + 9, place.center().y()) == theme.accent
    assert image.pixelColor(place.right() - 12, place.bottom() - 5) == theme.user


def test_a_larger_font_makes_higher_rows(qtbot, pane):
    before = pane.list.visualRect(pane.model.place_of(_ref(1))).height()
    font = QFont(pane.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    pane.setFont(font)
    pane.grab()

    qtbot.waitUntil(
        lambda: pane.list.visualRect(pane.model.place_of(_ref(1))).height() > before * 1.5
    )


def test_thousands_scroll_from_the_first_frame(qtbot, pane):
    pane.set_summaries([_summary(n, f"Title {n}") for n in range(1, 3000)], NOW)
    pane.mark_open(_ref(2999))
    pane.grab()

    assert (
        pane.list.viewport()
        .rect()
        .intersects(pane.list.visualRect(pane.model.place_of(_ref(2999))))
    )
