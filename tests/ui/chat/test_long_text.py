"""Texts in stretches: nothing is lost between them, code goes on as code."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.chat.rows import long_text
from desktop_app.ui.chat.rows.label_parts import ShowAllPart
from desktop_app.ui.chat.rows.long_text import STRETCH_CHARS, LongText, open_key, stretches
from tests.fakes.entries import entry, page


@given(st.text(alphabet="ab \n", max_size=400), st.integers(2, 50))
def test_stretches_make_up_the_whole_text(text, size):
    before, long_text.STRETCH_CHARS = long_text.STRETCH_CHARS, size
    try:
        cuts = stretches(text)
    finally:
        long_text.STRETCH_CHARS = before
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(end - start <= size for start, end in cuts)


def test_a_short_text_is_shown_whole_without_any_line_around_it(row_settings):
    text = LongText("short", "k", row_settings)
    assert text.shown == text.shown_markdown == "short"
    assert text.parts_above() == text.parts_below() == []


def test_code_that_a_cut_went_through_goes_on_as_code(row_settings):
    code = "```python\n" + "x = 1\n" * (STRETCH_CHARS // 4) + "```\n" + "after\n" * 100
    row_settings.folds.toggle(open_key("k"))
    row_settings.folds.stretches["k"] = 1
    text = LongText(code, "k", row_settings)
    assert text.shown_markdown.startswith("```python\nx = 1\n")
    assert text.shown.endswith("after\n")


def test_the_lines_around_a_stretch_lead_to_its_neighbours(row_settings):
    text = "line\n" * (3 * STRETCH_CHARS // 5)
    row_settings.folds.toggle(open_key("k"))
    row_settings.folds.stretches["k"] = 1
    middle = LongText(text, "k", row_settings)
    assert words_around(middle) == [
        "Show the part before",
        "Show the next part (3 of 3)",
        "Show less",
    ]
    row_settings.folds.stretches["k"] = 99
    last = LongText(text, "k", row_settings)
    assert text.endswith(last.shown)
    assert words_around(last) == ["Show the part before", "Show less"]


def words_around(text):
    parts = [*text.parts_above(), *text.parts_below()]
    return [part.words for part in parts if isinstance(part, ShowAllPart)]


def test_a_click_shows_the_next_stretch_from_its_beginning(view, model):
    text = "".join(f"line {n}\n" for n in range(80_000))
    model.reset(page([entry(0, text, EntryKind.PROMPT)]))
    view.toggle(open_key("uuid-0"), 0)
    view.show_stretch("uuid-0", 1, 0)
    first = next(part for part in view.shelf.row(0).parts if part.text())
    cut = stretches(text)[1][0]
    assert text[cut:].startswith(first.text())
    assert view.row_flow.placed[0].row == 0
    assert view.row_flow.placed[0].top <= 0
