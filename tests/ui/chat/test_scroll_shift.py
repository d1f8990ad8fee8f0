"""Scrolling by moving pixels shows the same picture as painting everything anew."""

from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtWidgets import QApplication

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.chat.hit_marks import HitMarks
from tests.fakes.entries import entry, page


def painted(view):
    """Return what is in the window after painting only what is to be painted."""
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.UpdateRequest))
    return view.window().screen().grabWindow(view.window().winId()).toImage()


def painted_anew(view):
    view.viewport().update()
    return painted(view)


@pytest.fixture
def areas(view):
    """The areas of the paintings."""
    found = []
    paint = view.paintEvent

    def noted(event):
        found.append(event.region())
        paint(event)

    view.paintEvent = noted
    yield found
    del view.paintEvent


@pytest.fixture
def long_page(view, model, qtbot):
    kinds = (EntryKind.PROMPT, EntryKind.REPLY)
    text = "some **words** of it\n\n```\nx = 1\n```\n\n> quoted " + "and more words " * 40
    model.reset(page([entry(n, f"{n} {text}", kinds[n % 2]) for n in range(30)]))
    qtbot.waitExposed(view.window())
    return painted(view)


def test_the_picture_is_that_of_painting_everything(view, model, long_page):
    source = Random(5)  # noqa: S311 - the same way each time
    view.hits = HitMarks(model, "words")
    view.pointer.hover = QPointF(300, 200)
    view.mark_row(27)
    for _ in range(40):
        view.scroll_pixels(source.choice((-72, -72, -300, 40, 72, -1, 13)))
        assert painted(view) == painted_anew(view)


def test_a_step_paints_what_came_into_view_only(view, long_page, areas):
    view.scroll_pixels(-500)
    painted(view)
    areas.clear()
    view.scroll_pixels(-60)
    painted(view)
    share = sum(area.width() * area.height() for region in areas for area in region)
    assert 0 < share < view.viewport().width() * view.viewport().height() // 3


def test_the_copy_button_is_lit_only_under_the_mouse(view, long_page):
    view.scroll_pixels(-500)
    code = next(p for p in view.row_flow.placed if p.part.hover_px and p.top > 0)
    right = view.column.text_left_px + view.column.text_width_px
    view.pointer.hover = QPointF(QPoint(right - 20, code.top + 12))
    lit = painted_anew(view)
    view.scroll_pixels(-3)
    assert painted(view) == painted_anew(view) != lit
    view.scroll_pixels(-80)
    assert painted(view) == painted_anew(view)
