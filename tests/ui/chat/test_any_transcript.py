"""The view against a plain list: any transcript of all kinds of entries, used in any order.

The plain model knows only which words each entry holds, in which order. Whatever is scrolled,
resized, loaded, streamed and selected, the view must hold, show and copy exactly these.
"""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_app.sessions.entries import Block, BlockKind, EntryKind
from desktop_app.ui.chat.rows.part import END
from desktop_app.ui.chat.text_selection import TextPoint, TextSelection
from tests.fakes.entries import EntryFile, entry, streamed_reply

WORD = re.compile(r"(?:row|live)\d+word\d+")
PAGE = 12
LEFT = Qt.MouseButton.LeftButton
FORMS = (
    "{}",
    "# {}\n\nand {}",
    "- {}\n- {}\n  1. {}",
    "```python\n{} = 1\n{}\n```",
    "**{}** and `{}`\n\n> {}",
    "| a | b |\n|---|---|\n| {} | {} |",
    "<script>{}</script> & <b>{}",
    "- [x] {}\n\n[{}](https://example.org)",
)
# What holds no words of its own: damage has none, of a divider only the numbers are shown.
WORDLESS = {EntryKind.DAMAGE, EntryKind.COMPACTION}
BLOCKS = {
    EntryKind.REPLY: (BlockKind.THINKING, BlockKind.TEXT, BlockKind.TOOL_USE, BlockKind.TEXT),
    EntryKind.TOOL_RESULT: (BlockKind.TOOL_RESULT, BlockKind.TOOL_RESULT),
}


class Everything:
    """Keys that are all open: every word of an entry can be read."""

    def __contains__(self, _key):
        return True

    def update(self, _keys):
        """Stay as it is."""

    def __ixor__(self, _keys):
        """Stay as it is."""
        return self


class Words:
    """Numbers the words of one entry in the order in which they are read."""

    def __init__(self, name):
        self.name = name
        self.used = []

    def fill(self, form):
        return re.sub(r"\{\}", lambda _: self.next(), form)

    def next(self):
        self.used.append(f"{self.name}word{len(self.used)}")
        return self.used[-1]


class Transcript(EntryFile):
    """A file of entries of any kinds, and the plain list of the words of each."""

    def __init__(self, recipes) -> None:
        super().__init__([])
        self.words = []
        for kind, form, paragraphs in recipes:
            self.add(kind, form, paragraphs)

    def add(self, kind, form, paragraphs, **fields):
        number = len(self.entries)
        words = Words(f"row{number}")
        kinds = () if kind in WORDLESS else BLOCKS.get(kind, (BlockKind.TEXT,))
        blocks = tuple(
            self._block(block, words, "\n\n".join([form] * paragraphs), f"call-{number}-{place}")
            for place, block in enumerate(kinds)
        )
        made = entry(number, kind=kind, blocks=blocks, **fields)
        self.entries.append(made)
        self.words.append(words.used)
        return made

    def _block(self, kind, words, form, name):
        if kind is BlockKind.TOOL_USE:
            return Block(kind, "", name="Bash", id=name, data={"input": {"command": words.next()}})
        return Block(kind, words.fill(form), id=name)


class Reader:
    """Does to a view what a reader, the network and the window manager may do."""

    def __init__(self, view, model, recipes):
        self.view, self.model = view, model
        self.file = Transcript(recipes)
        self.live = None
        view.shelf.settings.folds.open_keys = Everything()
        model.clear()
        model.reset(self.file.tail(PAGE))
        self.connections = [
            view.offsetRequested.connect(self.read_at),
            view.startRequested.connect(self.read_start),
            view.endRequested.connect(self.read_end),
        ]

    def close(self):
        for connection in self.connections:
            self.view.disconnect(connection)

    def scroll(self, value):
        self.view.scroll_pixels(value)

    def resize(self, value):
        self.view.resize(300 + abs(value), 200 + abs(value) // 2)

    def above(self, _value):
        if self.model.has_before:
            self.model.prepend(self.file.before(self.model.start_offset, 7))

    def below(self, _value):
        if self.model.has_after:
            self.model.append(self.file.after(self.model.end_offset, 7))

    def far(self, value):
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum() * abs(value) // 900)

    def read_at(self, offset):
        self.model.reset(self.file.at(offset, PAGE))
        self.view.link.place_wanted()

    def read_start(self):
        self.model.reset(self.file.after(0, PAGE))
        self.view.show_start()

    def read_end(self):
        self.model.reset(self.file.tail(PAGE))
        self.view.jump_to_end()

    def save(self, value):
        kind = list(EntryKind)[abs(value) % len(EntryKind)]
        self.model.save(self.file.add(kind, FORMS[abs(value) % len(FORMS)], 1))

    def stream(self, value):
        if self.live is None:
            self.live = Words("live0"), streamed_reply()
            self.model.begin_streaming(self.live[1])
        words, reply = self.live
        reply.add_text(words.fill(FORMS[abs(value) % len(FORMS)]) + "\n\n")
        self.model.announce_streaming()

    def finish(self, value):
        if self.live is not None:
            saved = self.file.add(EntryKind.REPLY, FORMS[abs(value) % len(FORMS)], 2)
            self.model.save(replace(saved, message_id="live"), replaces_streaming=True)
            self.live = None

    def select(self, value):
        """Press somewhere in the viewport, then somewhere else."""
        QTest.mouseClick(self.view.viewport(), LEFT, pos=self._point(value))
        self.extend(value // 7)

    def extend(self, value):
        """Press somewhere else with Shift held; the reader may have scrolled meanwhile."""
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.mouseClick(self.view.viewport(), LEFT, shift, self._point(value))

    def _point(self, value):
        viewport = self.view.viewport()
        share = abs(value) % 100
        return QPoint(
            viewport.width() * (share * 37 % 100) // 100, viewport.height() * share // 100
        )

    @property
    def expected(self):
        """The words of each row, as the plain list has them."""
        start = self.model.start_offset // 100
        count = len(self.model._entries)
        words = self.file.words[start : start + count]
        if self.live is None or self.model.streaming_row is None:
            return words
        return [*words, self.live[0].used]


def words_of(text):
    """Return the words in the order of the text, each once: a fold's line repeats some."""
    return list(dict.fromkeys(WORD.findall(text)))


def text_of(view, row):
    whole = TextSelection(TextPoint(row, 0, 0), TextPoint(row, END, END))
    before, view.pointer.selection = view.pointer.selection, whole
    text = view.pointer.selected_text()
    view.pointer.selection = before
    return text


def check_order_and_text(view, reader):
    expected = reader.expected
    assert view.model().rowCount() == len(view.shelf.heights) == len(expected)
    for row in range(len(expected)):
        assert words_of(text_of(view, row)) == expected[row]


def on_screen(view):
    """Return what nobody may move below a reader who is somewhere in the middle."""
    placed = view.row_flow.placed
    # the head of the window's first row goes when there is a row above it
    if view.follows_end or not placed or placed[0].row == 0:
        return []
    live = view.model().streaming_row
    return [(place.top, place.part.text()) for place in placed if place.row != live]


def check_screen(view):
    placed = view.row_flow.placed
    assert placed[0].top <= 0
    for upper, lower in pairwise(placed):
        assert lower.top == upper.top + upper.part.height_px
        assert (lower.row, lower.number) in {(upper.row, upper.number + 1), (upper.row + 1, 0)}
    bottom = placed[-1].top + placed[-1].part.height_px
    assert bottom >= view.viewport().height() or placed[-1].row == view.model().rowCount() - 1


def part_at(view, point):
    return view.shelf.row(point.row).parts[point.part]


def packed(text):
    return "".join(text.split())


def check_selection(view, reader):
    """Compare what would be copied with the words of the plain list between the two ends."""
    pointer, expected = view.pointer, reader.expected
    if not pointer.has_selection:
        return
    start, end = pointer.selection.start, pointer.selection.end
    between = [word for row in range(start.row + 1, end.row) for word in expected[row]]
    around = [word for row in range(start.row, end.row + 1) for word in expected[row]]
    copied = pointer.selected_text()
    # a word that is cut at an end is no word of the list any more
    cut = [word for word in words_of(copied) if word in around]
    assert cut == [word for word in around if word in cut]
    assert [word for word in cut if word in between] == between
    if (start.row, start.part) != (end.row, end.part):
        assert packed(copied).startswith(packed(part_at(view, start).text(start.position, END)))
        assert packed(copied).endswith(packed(part_at(view, end).text(0, end.position)))
    pointer.selection = TextSelection(pointer.selection.caret, pointer.selection.anchor)
    assert pointer.selected_text() == copied


RECIPES = st.lists(
    st.tuples(st.sampled_from(EntryKind), st.sampled_from(FORMS), st.integers(1, 4)),
    min_size=25,
    max_size=45,
)
# What comes from the file and the network, and leaves the reader where they are.
STEADY = {"above", "below", "save", "stream", "finish"}
SELECTING = {"select", "extend"}
ACTIONS = st.sampled_from(
    [
        "scroll",
        "resize",
        "above",
        "below",
        "far",
        "save",
        "stream",
        "finish",
        "select",
        "select",
        "extend",
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(RECIPES, st.lists(st.tuples(ACTIONS, st.integers(-900, 900)), min_size=10, max_size=30))
def test_the_view_holds_shows_and_copies_what_the_plain_list_has(view, model, recipes, steps):
    reader = Reader(view, model, recipes)
    try:
        for action, value in steps:
            steady = on_screen(view) if action in STEADY else []
            copied = view.pointer.selected_text()
            getattr(reader, action)(value)
            # what is saved beside a streamed reply comes in above it, maybe inside the selection
            may_grow = action in SELECTING or (action == "save" and reader.live is not None)
            if view.pointer.has_selection and not may_grow:
                assert view.pointer.selected_text() == copied
            assert steady == on_screen(view)[: len(steady)]
            check_screen(view)
            check_selection(view, reader)
        check_order_and_text(view, reader)
    finally:
        reader.close()


@pytest.mark.parametrize("kind", EntryKind)
def test_every_kind_of_entry_shows_all_of_its_words(view, model, kind):
    reader = Reader(view, model, [(kind, form, 2) for form in FORMS])
    check_screen(view)
    check_order_and_text(view, reader)
    reader.close()
