"""The scroll bar of a conversation that is not loaded as a whole: it stands for the file."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication

from desktop_app.ui.chat.scroll_link import FULL
from tests.fakes.entries import ENTRY_BYTES, EntryFile, entry

Action = QAbstractSlider.SliderAction
ENTRIES = 2_000


def text_of(number):
    return "\n\n".join(f"paragraph {n} of {number}" for n in range(1 + number % 9))


@pytest.fixture
def file():
    return EntryFile(entry(number, text_of(number)) for number in range(ENTRIES))


@pytest.fixture
def wired(view, model, file):
    """A view whose wishes are fulfilled at once, with what it asked for."""
    asked = []

    def read_at(offset):
        asked.append(offset)
        model.reset(file.at(offset, 60))
        view.link.place_wanted()

    def read_start():
        model.reset(file.after(0, 60))
        view.show_start()

    def read_end():
        model.reset(file.tail(60))
        view.jump_to_end()

    view.offsetRequested.connect(read_at)
    view.startRequested.connect(read_start)
    view.endRequested.connect(read_end)
    view.startApproached.connect(lambda: model.prepend(file.before(model.start_offset, 60)))
    view.endApproached.connect(lambda: model.append(file.after(model.end_offset, 60)))
    model.reset(file.tail(60))
    return asked


def wheel(view, notches, modifiers=Qt.KeyboardModifier.NoModifier):
    middle = QPointF(view.viewport().rect().center())
    turn = QPoint(0, 120 * notches)
    button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, middle, QPoint(), turn, button, modifiers, phase, False)
    QApplication.sendEvent(view.viewport(), event)


def top_of(view, row):
    return view.visualRect(view.model().index(row)).top()


def top_number(view, model):
    return int(model.entry(view.row_flow.placed[0].row).uuid.removeprefix("uuid-"))


def test_a_conversation_that_is_loaded_as_a_whole_has_its_pixels_on_the_bar(view, model, file):
    model.reset(file.after(0, ENTRIES))
    assert view.link.is_exact
    assert view.bar.value() == view.bar.maximum()
    view.scroll_pixels(-100)
    assert view.bar.value() == view.bar.maximum() - 100


def test_the_end_of_a_large_file_is_the_end_of_the_bar(view, wired):
    assert not view.link.is_exact
    assert view.bar.value() == view.bar.maximum() == FULL


@pytest.mark.parametrize("share", [0.1, 0.37, 0.5, 0.82, 0.995])
def test_a_drag_reaches_any_place_of_the_file(view, model, wired, share):
    view.bar.setValue(round(share * FULL))
    first = top_number(view, model)
    last = int(model.entry(view.row_flow.placed[-1].row).uuid.removeprefix("uuid-"))
    assert first - 1 <= share * ENTRIES <= last + 1
    assert view.bar.value() == pytest.approx(share * FULL, abs=FULL / ENTRIES)
    assert not view.follows_end


def test_both_ends_of_the_bar_are_both_ends_of_the_file(view, model, wired):
    view.bar.setValue(0)
    assert view.row_flow.placed[0].row == 0
    assert not model.has_before
    view.bar.setValue(FULL)
    assert view.row_flow.is_at_end
    assert view.follows_end


def test_a_place_that_is_loaded_is_not_read_again(view, wired):
    view.bar.setValue(round(0.5 * FULL))
    assert len(wired) == 1
    view.bar.setValue(round(0.5005 * FULL))
    assert len(wired) == 1


def test_only_scrolling_moves_the_bar_and_always_in_its_direction(view, model, wired):
    values = [view.bar.value()]
    for _ in range(200):
        view.scroll_pixels(-150)
        values.append(view.bar.value())
    assert all(earlier >= later for earlier, later in pairwise(values))
    assert values[-1] < values[0]
    assert model.rowCount() > 120


def test_the_wheel_moves_by_pixels_wherever_the_bar_stands(view, model, wired):
    view.bar.setValue(round(0.5 * FULL))
    row = view.row_flow.placed[-1].row
    before = top_of(view, row)
    wheel(view, -1)
    lines = QApplication.styleHints().wheelScrollLines()
    assert top_of(view, row) == before - lines * view.step_px
    wheel(view, 1)
    assert top_of(view, row) == before


def test_ctrl_and_the_wheel_change_the_size_of_the_text(view, wired):
    steps = []
    view.zoomRequested.connect(steps.append)
    wheel(view, 1, Qt.KeyboardModifier.ControlModifier)
    assert steps == [1]


def test_a_click_beside_the_handle_turns_one_page(view, wired):
    view.bar.setValue(round(0.5 * FULL))
    row = view.row_flow.placed[0].row
    before = top_of(view, row)
    view.bar.triggerAction(Action.SliderPageStepSub)
    assert top_of(view, row) == before + view.viewport().height()


def test_the_handle_stays_under_the_mouse_while_it_is_dragged(view, wired):
    view.bar.setSliderDown(True)
    for share in (0.9, 0.5, 0.2):
        view.bar.setSliderPosition(round(share * FULL))
        assert view.bar.value() == round(share * FULL)
    view.bar.setSliderDown(False)
    assert view.bar.value() == pytest.approx(0.2 * FULL, abs=FULL / ENTRIES)


def test_while_a_place_is_read_the_text_stays_and_the_bar_waits(view, model, file):
    model.reset(file.tail(60))
    before = top_number(view, model)
    view.bar.setValue(round(0.3 * FULL))
    assert view.bar.value() == round(0.3 * FULL)
    assert top_number(view, model) == before
    view.link.give_up()
    assert view.bar.value() == FULL


def test_pages_that_come_in_move_neither_text_nor_bar(view, model, file):
    model.reset(file.tail(40))  # tells how long the file is
    model.reset(file.at(1_000 * ENTRY_BYTES, 40))
    view.row_flow.scroll_to_row(18)
    view.scrolled()
    number, value = top_number(view, model), view.bar.value()
    model.prepend(file.before(model.start_offset, 40))
    model.append(file.after(model.end_offset, 40))
    assert top_number(view, model) == number
    assert view.bar.value() == pytest.approx(value, abs=2)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, FULL), min_size=2, max_size=6))
def test_places_on_the_bar_are_in_the_order_of_the_file(view, model, wired, values):
    numbers = []
    for value in sorted(values):
        view.bar.setValue(value)
        numbers.append(top_number(view, model))
    # on the boundary of two entries rounding may show either of them
    assert all(later >= earlier - 1 for earlier, later in pairwise(numbers))
