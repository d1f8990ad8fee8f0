"""The view over its model: nothing jumps, nothing is laid out in vain, everything is reachable."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.chat.row_shelf import MAX_DOCUMENTS
from desktop_app.ui.chat.rows.label_parts import DayPart, HeadPart
from desktop_app.ui.chat.rows.part import END
from desktop_app.ui.chat.rows.streaming import StreamingRow
from desktop_app.ui.chat.rows.text_part import DocumentPart
from desktop_app.ui.chat.text_selection import TextPoint, TextSelection
from tests.fakes.entries import EntryFile, entry, page, streamed_reply


def long_text(number):
    return "\n\n".join(
        f"paragraph {n} of message {number}, some words to fill it" for n in range(6)
    )


def file_of(count):
    return EntryFile(entry(n, long_text(n)) for n in range(count))


def streamed(model, text=""):
    reply = streamed_reply(text)
    model.begin_streaming(reply)
    return reply


def top_text(view):
    """Return what stands at the top edge: row, part and shift."""
    placed = view.row_flow.placed[0]
    return view._model.entry(placed.row).uuid, placed.number, placed.top


# --- where the reader stands


def test_a_conversation_opens_at_its_end(view, model):
    model.reset(file_of(40).tail(40))
    assert view.row_flow.is_at_end
    assert view.follows_end
    assert view.row_flow.placed[-1].row == 39


def test_a_short_conversation_stands_at_the_top(view, model):
    model.reset(page([entry(0, "hello")]))
    assert view.row_flow.placed[0].top == 0
    assert view.row_flow.is_at_end


def test_rows_above_come_in_without_a_jump(view, model):
    file = file_of(60)
    model.reset(file.tail(20))
    view.scroll_pixels(-300)
    before = top_text(view)
    model.prepend(file.before(model.start_offset, 20))
    assert top_text(view) == before


def test_a_reader_at_the_end_sees_what_comes(view, model):
    file = file_of(20)
    model.reset(file.tail(20))
    model.save(file.append("the newest"))
    assert view.row_flow.is_at_end
    assert view.unseen_count == 0


def test_a_reader_further_up_is_left_alone_and_told(qtbot, view, model):
    file = file_of(30)
    model.reset(file.tail(30))
    view.scroll_pixels(-800)
    before = top_text(view)
    model.save(file.append("one"))
    model.save(file.append("two"))
    assert top_text(view) == before
    assert view.unseen_count == 2
    assert view.jump_button.isVisible()
    assert "2" in view.jump_button.text()
    qtbot.mouseClick(view.jump_button, Qt.MouseButton.LeftButton)
    assert view.row_flow.is_at_end
    assert view.unseen_count == 0
    assert not view.jump_button.isVisible()


def test_another_width_keeps_the_text_at_the_top(view, model):
    model.reset(file_of(60).tail(60))
    view.scroll_pixels(-2000)
    row = top_text(view)[0]
    view.resize(450, 500)
    assert top_text(view)[0] == row
    view.resize(900, 400)
    assert top_text(view)[0] == row


def test_another_width_keeps_the_end_in_sight(view, model):
    model.reset(file_of(60).tail(60))
    view.resize(400, 300)
    assert view.row_flow.is_at_end


def test_the_neighbours_are_asked_for_near_an_edge_only(qtbot, view, model):
    file = file_of(120)
    model.reset(file.after(40 * 100, 40))
    view.row_flow.scroll_to_row(20)
    asked = []
    view.startApproached.connect(lambda: asked.append("start"))
    view.endApproached.connect(lambda: asked.append("end"))
    view.scroll_pixels(10)
    assert asked == []
    view.scroll_pixels(-100_000)
    assert set(asked) == {"start"}
    asked.clear()
    view.scroll_pixels(100_000)
    assert set(asked) == {"end"}


def test_a_scroll_bar_that_jumps_lays_out_what_is_visible_only(view, model):
    model.reset(file_of(400).tail(400))
    built = sum(view.shelf.built_row(n) is not None for n in range(400))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    more = sum(view.shelf.built_row(n) is not None for n in range(400)) - built
    assert 0 < more < 20
    assert 100 < view.row_flow.placed[0].row < 300


def test_documents_are_freed_behind_the_reader(view, model):
    model.reset(file_of(400).tail(400))
    for _ in range(300):
        view.scroll_pixels(-400)
    assert view.shelf.document_count <= MAX_DOCUMENTS
    alive = [
        part
        for number in range(400)
        if (row := view.shelf.built_row(number))
        for part in row.parts
        if part.has_document
    ]
    assert len(alive) <= MAX_DOCUMENTS


class Reader:
    """Does to a view what a reader, the network and the window manager may do."""

    def __init__(self, view, model):
        self.view, self.model = view, model
        self.file = file_of(50)
        self.reply = None
        model.clear()
        model.reset(self.file.after(2000, 12))
        view.offsetRequested.connect(self.read_at)
        view.startRequested.connect(self.read_start)
        view.endRequested.connect(self.read_end)

    def scroll(self, value):
        self.view.scroll_pixels(value)

    def resize(self, value):
        self.view.resize(300 + abs(value), 200 + abs(value) // 2)

    def save(self, value):
        self.model.save(self.file.append(long_text(value)))

    def above(self, _value):
        if self.model.has_before:
            self.model.prepend(self.file.before(self.model.start_offset, 7))

    def below(self, _value):
        if self.model.has_after:
            self.model.append(self.file.after(self.model.end_offset, 7))

    def bar(self, value):
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum() * abs(value) // 900)

    def read_at(self, offset):
        self.model.reset(self.file.at(offset, 12))
        self.view.link.place_wanted()

    def read_start(self):
        self.model.reset(self.file.after(0, 12))
        self.view.show_start()

    def read_end(self):
        self.model.reset(self.file.tail(12))
        self.view.jump_to_end()

    def close(self):
        for signal in ("offsetRequested", "startRequested", "endRequested"):
            getattr(self.view, signal).disconnect()

    def stream(self, value):
        self.reply = self.reply or streamed(self.model)
        self.reply.add_text(long_text(value))
        self.model.announce_streaming()


def check_placed(view, model):
    placed = view.row_flow.placed
    assert placed[0].top <= 0
    for upper, lower in pairwise(placed):
        assert lower.top == upper.top + upper.part.height_px
        assert (lower.row, lower.number) in {(upper.row, upper.number + 1), (upper.row + 1, 0)}
    bottom = placed[-1].top + placed[-1].part.height_px
    assert bottom >= view.viewport().height() or placed[-1].row == model.rowCount() - 1
    assert len(view.shelf.heights) == model.rowCount()
    assert view.row_flow.is_at_end or not view.follows_end


ACTIONS = st.sampled_from(["scroll", "resize", "save", "above", "below", "bar", "stream"])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(ACTIONS, st.integers(-900, 900)), max_size=25))
def test_whatever_happens_what_is_placed_is_one_gapless_stretch(view, model, steps):
    reader = Reader(view, model)
    for action, value in steps:
        getattr(reader, action)(value)
        check_placed(view, model)
    reader.close()
    last = TextPoint(model.rowCount() - 1, END, END)
    view.pointer.selection = TextSelection(TextPoint(0, 0, 0), last)
    shown = [model.entry(row).text for row in range(model.rowCount())]
    assert view.pointer.selected_text().split() == " ".join(shown).split()


# --- streaming


def test_streaming_lays_out_the_last_piece_only(view, model):
    model.reset(page([entry(0, "Go")]))
    reply = streamed(model, "first paragraph. " * 120 + "\n\n")
    reply.add_text("second")
    model.announce_streaming()
    row = view.shelf.built_row(1)
    assert isinstance(row, StreamingRow)
    finished = {part for part in row.parts if isinstance(part, DocumentPart)}
    documents = {part: part.document for part in finished if part is not row.parts[-1]}
    reply.add_text(" grows")
    model.announce_streaming()
    kept = {part: part.document for part in finished if part in row.parts}
    assert kept == documents
    assert len({part for part in row.parts if isinstance(part, DocumentPart)} - finished) == 1


def test_the_saved_reply_stands_where_the_streamed_one_stood(view, model):
    file = file_of(20)
    model.reset(file.tail(20))
    reply = streamed(model, long_text(1))
    model.announce_streaming()
    view.scroll_pixels(-60)
    before = top_text(view)
    saved = file.append(long_text(1))
    model.save(replace(saved, kind=EntryKind.REPLY), replaces_streaming=True)
    assert reply is not model.streaming
    assert top_text(view)[1:] == before[1:]


def test_long_code_stays_open_when_its_reply_is_saved(view, model):
    code = "```python\n" + "\n".join(f"line_{n} = {n}" for n in range(80)) + "\n```"
    file = EntryFile([entry(0, "Go")])
    model.reset(file.tail(5))
    streamed(model, code)
    model.announce_streaming()
    saved = file.append(code)
    model.save(replace(saved, kind=EntryKind.REPLY), replaces_streaming=True)
    text = "".join(part.text() for part in view.shelf.row(1).parts)
    assert "line_79" in text


# --- heads and days


def heads(view, model):
    return [
        [part.author for part in view.shelf.row(n).parts if isinstance(part, HeadPart)]
        for n in range(model.rowCount())
    ]


def test_records_of_one_message_share_one_head(view, model):
    parts = [replace(entry(n, f"part {n}", EntryKind.REPLY), message_id="m") for n in (1, 2, 3)]
    model.reset(page([entry(0, "q"), *parts]))
    assert heads(view, model) == [["You"], ["Echo"], [], []]


def test_a_head_goes_with_the_row_above_it(view, model):
    parts = [replace(entry(n, f"part {n}", EntryKind.REPLY), message_id="m") for n in range(4)]
    model.reset(page(parts[2:], start=2))
    assert heads(view, model) == [["Echo"], []]
    model.prepend(page(parts[:2]))
    assert heads(view, model) == [["Echo"], [], [], []]


def test_days_are_announced_once(view, model):
    first = entry(0, "yesterday")
    yesterday = replace(first, timestamp=first.timestamp - timedelta(days=1))
    model.reset(page([yesterday, entry(1, "today"), entry(2, "today again")]))
    days = [
        [part.label for part in view.shelf.row(n).parts if isinstance(part, DayPart)]
        for n in range(3)
    ]
    assert days == [["Yesterday"], ["Today"], []]


# --- giants


@pytest.mark.parametrize("kind", [EntryKind.REPLY, EntryKind.PROMPT])
@pytest.mark.parametrize("text", ["x" * 1_000_000, "word " * 400_000, "line\n" * 300_000])
def test_a_giant_is_cut_until_it_is_asked_for_and_never_shown_at_once(view, model, text, kind):
    model.reset(page([entry(0, text, kind)]))
    row = view.shelf.row(0)
    assert sum(len(part.source) for part in row.parts if isinstance(part, DocumentPart)) < 25_000
    key = row.toggle_keys[-1]
    view.toggle(key, 0)
    shown = [part for part in view.shelf.row(0).parts if isinstance(part, DocumentPart)]
    assert 100_000 < sum(len(part.source) for part in shown) <= 310_000
    assert view.shelf.document_count < 30
