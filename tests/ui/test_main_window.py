"""The window's frame: shape, making room, asking before closing."""

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import DARK
from desktop_app.ui.window_state import WindowMemory, WindowState


@pytest.fixture
def memory(qapp, paths):
    memory = WindowMemory(paths.window_file)
    yield memory
    memory.close()


@pytest.fixture
def make(qtbot, memory):
    """Return a function that makes a window around two empty parts."""

    def make_one(width_px=1100):
        window = MainWindow(QWidget(), QWidget(), memory)
        qtbot.addWidget(window)
        window.resize(width_px, 600)
        window.show()
        return window

    return make_one


def test_the_close_button_only_asks(qtbot, make):
    window = make()
    event = QCloseEvent()
    with qtbot.waitSignal(window.closeRequested):
        window.closeEvent(event)

    assert not event.isAccepted()
    assert window.isVisible()


def test_size_and_side_come_back(make, memory):
    first = make(700)  # the offscreen screen is 800 wide
    first.remember_shape()
    first.hide()
    second = make(1100)
    second._restore()

    assert second.size() == first.size()


@pytest.mark.parametrize("geometry", ["", "garbage", "ÿ", "AdnQywADAAA="])
def test_a_broken_geometry_gives_the_usual_size(make, memory, geometry):
    memory.remember(WindowState(geometry=geometry, side_width_px=10_000))
    window = make()

    assert window.width() == 1100
    assert window.side.width() <= 320


@pytest.mark.parametrize(
    ("width_px", "is_panel_open", "is_side_shown"),
    [(1100, True, True), (700, False, True), (700, True, False), (600, False, False)],
)
def test_the_list_makes_room_for_reading(make, width_px, is_panel_open, is_side_shown):
    window = make(width_px)
    window.actions_["health"].setChecked(is_panel_open)

    assert window.panel.isVisible() == is_panel_open
    assert window.side.isVisible() == is_side_shown


def test_finding_brings_the_list_back(make):
    window = make(600)
    window.focus_filter()

    assert window.side.isVisible()


def test_the_panel_is_remembered(make, memory):
    window = make()
    window.status.click()

    assert window.is_panel_open
    assert memory.state.is_panel_open


def test_the_title_bar_names_the_conversation(make):
    window = make()
    window.set_title("Invoices")

    assert window.windowTitle() == "Invoices – Sempre"


def test_every_part_takes_the_theme(make):
    window = make()
    window.set_theme(DARK)
    image = window.grab().toImage()

    assert image.pixelColor(window.width() - 5, 5) == DARK.bg
    assert image.pixelColor(window.width() - 5, window.height() - 5) == DARK.side
