"""Colours of code come after the code itself, without a stall and without a flicker."""

from threading import Event

from desktop_app.ui.chat.code_colors import load_common
from desktop_app.ui.chat.markdown import blocks_of
from desktop_app.ui.chat.rows.code_part import CodePart
from tests.fakes.entries import entry, page, streamed_reply


def code_parts(view):
    return [placed.part for placed in view.row_flow.placed if isinstance(placed.part, CodePart)]


def colored_lines(part):
    return sum(bool(block.layout().formats()) for block in blocks_of(part.document))


def test_code_is_shown_first_and_coloured_then(qtbot, view, model):
    model.reset(page([entry(0, "q"), entry(1, "```python\ndef first(): return 1\n```")]))
    view.viewport().repaint()
    (code,) = code_parts(view)
    assert code.is_unfinished
    assert colored_lines(code) == 0
    qtbot.waitUntil(lambda: not code.is_unfinished)
    assert colored_lines(code) == 1


def test_code_that_was_coloured_a_moment_ago_is_so_at_once(qtbot, view, model):
    file = page([entry(0, "q"), entry(1, "```python\ndef again(): return 2\n```")])
    model.reset(file)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: not code_parts(view)[0].is_unfinished)
    model.reset(file)
    view.viewport().repaint()
    assert colored_lines(code_parts(view)[0]) == 1


def test_code_is_coloured_while_it_is_written(view, model):
    model.reset(page([entry(0, "Go")]))
    model.begin_streaming(streamed_reply("```python\ndef now(): return 3"))
    view.viewport().repaint()
    assert colored_lines(code_parts(view)[0]) == 1


def test_code_without_a_language_has_nothing_to_wait_for(view, model):
    model.reset(page([entry(0, "q"), entry(1, "```\nplain\n```")]))
    view.viewport().repaint()
    assert not code_parts(view)[0].is_unfinished


def test_colours_wait_for_what_finds_them(qtbot, view, model, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.chat.code_colors._LOADED", Event())
    model.reset(page([entry(0, "q"), entry(1, "```python\ndef later(): return 4\n```")]))
    view.viewport().repaint()
    (code,) = code_parts(view)
    assert code.is_unfinished
    load_common()
    view.viewport().repaint()
    qtbot.waitUntil(lambda: not code.is_unfinished)
    assert colored_lines(code) == 1
