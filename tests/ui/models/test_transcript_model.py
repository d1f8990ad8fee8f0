"""The window over a file: same order as the file, whatever is read, let go or streamed."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.models import transcript_model
from desktop_app.ui.models.transcript_model import TranscriptModel, TranscriptRole
from tests.fakes.entries import EntryFile, entry, page, streamed_reply


@pytest.fixture
def model(qapp):
    model = TranscriptModel()
    # A child of the model, so that it watches as long as the model lives.
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def shown(model):
    return [model.entry(row).uuid for row in range(model.rowCount())]


def test_an_empty_model_has_no_rows(model):
    assert model.rowCount() == 0
    assert not model.has_before
    assert not model.has_after


def test_roles_give_entry_text_and_words_for_a_screen_reader(model):
    model.reset(page([entry(0, "hello there")]))
    index = model.index(0)
    assert index.data(TranscriptRole.ENTRY).uuid == "uuid-0"
    assert index.data(TranscriptRole.UUID) == "uuid-0"
    assert index.data(Qt.ItemDataRole.DisplayRole) == "hello there"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Your message")
    assert "hello there" in spoken
    assert spoken.endswith("1 of 1")


def test_a_page_above_and_a_page_below_join_in_order(model):
    file = EntryFile(entry(n) for n in range(30))
    model.reset(file.after(1000, 10))
    assert model.has_before
    assert model.has_after
    model.prepend(file.before(model.start_offset, 10))
    model.append(file.after(model.end_offset, 10))
    assert shown(model) == [e.uuid for e in file.entries]
    assert not model.has_before
    assert not model.has_after


def test_a_page_that_does_not_touch_the_window_is_dropped(model):
    file = EntryFile(entry(n) for n in range(30))
    model.reset(file.after(1000, 10))
    before = shown(model)
    model.prepend(file.before(500, 5))
    model.append(file.after(2500, 5))
    assert shown(model) == before


def test_a_torn_line_is_replaced_by_what_it_became(model):
    torn = replace(entry(2, kind=EntryKind.DAMAGE), uuid="damage-200")
    tail = replace(page([entry(0), entry(1), torn]), end_offset=200)
    model.reset(tail)
    model.append(page([entry(2), entry(3)], start=2))
    assert shown(model) == ["uuid-0", "uuid-1", "uuid-2", "uuid-3"]


def test_a_saved_entry_that_was_read_already_is_not_doubled(model):
    model.reset(page([entry(0), entry(1)]))
    model.save(entry(1, "the same line again"))
    assert shown(model) == ["uuid-0", "uuid-1"]
    assert model.entry(1).text == "the same line again"


def test_the_same_uuid_on_two_lines_is_shown_twice(model):
    model.reset(page([entry(0)]))
    model.save(replace(entry(1), uuid="uuid-0"))
    assert shown(model) == ["uuid-0", "uuid-0"]


def test_the_saved_reply_takes_the_row_of_the_streamed_one(model, qtbot):
    model.reset(page([entry(0)]))
    model.begin_streaming(streamed_reply("half"))
    assert shown(model) == ["uuid-0", "streaming"]
    assert model.entry(1).text == "half"
    with qtbot.waitSignal(model.dataChanged):
        model.save(entry(1, "whole"), replaces_streaming=True)
    assert shown(model) == ["uuid-0", "uuid-1"]
    assert model.streaming is None


def test_what_is_saved_while_a_reply_streams_stands_above_it(model):
    model.reset(page([entry(0)]))
    model.begin_streaming(streamed_reply())
    model.save(entry(1, kind=EntryKind.NOTICE))
    assert shown(model) == ["uuid-0", "uuid-1", "streaming"]
    model.end_streaming()
    assert shown(model) == ["uuid-0", "uuid-1"]


def test_far_pages_are_let_go_at_the_other_end(model, monkeypatch):
    monkeypatch.setattr(transcript_model, "MAX_ENTRIES", 40)
    file = EntryFile(entry(n) for n in range(100))
    model.reset(file.tail(20))
    model.begin_streaming(streamed_reply("x"))
    while model.has_before:
        model.prepend(file.before(model.start_offset, 20))
    assert model.rowCount() == 40
    assert shown(model)[0] == "uuid-0"
    assert model.has_after
    assert model.streaming_row is None
    while model.has_after:
        model.append(file.after(model.end_offset, 20))
    assert shown(model)[-2:] == ["uuid-99", "streaming"]
    assert model.has_before


def test_what_is_saved_behind_the_window_is_counted_not_shown(model, qtbot):
    file = EntryFile(entry(n) for n in range(30))
    model.reset(file.after(0, 10))
    with qtbot.waitSignal(model.unseenAdded):
        model.save(file.append("new"))
    assert model.rowCount() == 10


class WindowOverFile(RuleBasedStateMachine):
    """Random paging, saving and streaming against a plain list of entries."""

    @initialize(count=st.integers(0, 60), limit=st.integers(1, 12))
    def begin(self, count, limit):
        self.file = EntryFile(entry(n) for n in range(count))
        self.model = TranscriptModel()
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.model.reset(self.file.tail(limit))
        self.is_streaming = False

    @rule(limit=st.integers(1, 12))
    def scroll_up(self, limit):
        if self.model.has_before:
            self.model.prepend(self.file.before(self.model.start_offset, limit))

    @rule(limit=st.integers(1, 12))
    def scroll_down(self, limit):
        if self.model.has_after:
            self.model.append(self.file.after(self.model.end_offset, limit))

    @rule(limit=st.integers(1, 12))
    def jump_to_end(self, limit):
        self.model.reset(self.file.tail(limit))

    @rule(start=st.integers(0, 60), limit=st.integers(1, 12))
    def jump_to_middle(self, start, limit):
        self.model.reset(self.file.after(min(start, len(self.file.entries)) * 100, limit))

    @rule()
    def save(self):
        self.model.save(self.file.append("saved"))

    @precondition(lambda self: not self.is_streaming)
    @rule()
    def begin_reply(self):
        self.model.begin_streaming(streamed_reply("text"))
        self.is_streaming = True

    @precondition(lambda self: self.is_streaming)
    @rule()
    def finish_reply(self):
        self.model.save(self.file.append("reply"), replaces_streaming=True)
        self.is_streaming = False

    @precondition(lambda self: self.is_streaming)
    @rule()
    def lose_reply(self):
        self.model.end_streaming()
        self.is_streaming = False

    @invariant()
    def shows_one_stretch_of_the_file(self):
        rows = shown(self.model)
        if self.is_streaming and not self.model.has_after:
            assert rows.pop() == "streaming"
        start = self.model.start_offset // 100
        expected = [e.uuid for e in self.file.entries[start : start + len(rows)]]
        assert rows == expected
        assert self.model.has_before == (start > 0)
        assert self.model.has_after == (start + len(rows) < len(self.file.entries))
        assert self.model.rowCount() <= 30 + 12 + 1


@pytest.fixture
def small_window(monkeypatch, qapp):
    monkeypatch.setattr(transcript_model, "MAX_ENTRIES", 30)
    monkeypatch.setattr(transcript_model, "_LIVE_PAGE_ENTRIES", 5)


@pytest.mark.usefixtures("small_window")
def test_random_use_always_shows_one_stretch_of_the_file():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        WindowOverFile, settings=settings(max_examples=60, stateful_step_count=25, deadline=None)
    )
