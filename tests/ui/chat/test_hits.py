"""Hits: their numbers, and where they stand in the text as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.finding import FoundText
from desktop_app.sessions.folding import fold
from desktop_app.ui.chat.hit_list import HitList, HitPlace
from desktop_app.ui.chat.hit_marks import HitMarks, shown_occurrences
from desktop_app.ui.chat.hit_place import place_hit
from desktop_app.ui.chat.markdown import markdown_document
from tests.fakes.entries import entry, page


def found(offset, occurrences):
    return FoundText(f"uuid-{offset}", offset, 10, occurrences)


def test_hits_are_numbered_through_all_messages():
    hits = HitList()
    hits.add([found(10, 2), found(50, 1)])
    hits.add([found(90, 3)])
    places = [HitPlace(10, 0), HitPlace(10, 1), HitPlace(50, 0)]
    places += [HitPlace(90, 0), HitPlace(90, 1), HitPlace(90, 2)]
    assert [hits.at(number) for number in range(hits.total)] == places
    assert [hits.number_of(place) for place in places] == list(range(6))
    assert hits.number_of(HitPlace(11, 0)) is None


def test_what_is_known_is_not_counted_again():
    hits = HitList()
    hits.add([found(10, 2), found(50, 1)])
    hits.add([found(50, 1), found(10, 2), found(60, 0)])
    assert hits.total == 3


@given(st.sets(st.integers(0, 999)), st.integers(1, 40))
def test_each_stretch_of_the_file_that_holds_hits_is_ticked_once(offsets, count):
    hits = HitList()
    for number, offset in enumerate(sorted(offsets)):
        hits.add([found(offset, 1)])
        if number % 3 == 0:
            hits.ticks(1000, count)
    assert hits.ticks(1000, count) == sorted({offset * count // 1000 for offset in offsets})


def test_the_nearest_hit_is_the_next_one_and_behind_the_last_the_last():
    hits = HitList()
    assert hits.nearest(0) is None
    hits.add([found(10, 2), found(50, 2)])
    assert hits.nearest(0) == HitPlace(10, 0)
    assert hits.nearest(11) == HitPlace(50, 0)
    assert hits.nearest(51) == HitPlace(50, 1)


@pytest.mark.parametrize(
    ("text", "query"),
    [("one two one", "ONE"), ("**bold** 😀 word, 😀😀 wörd", "word"), ("ß and SS", "ss")],
)
def test_positions_are_those_of_the_document(qapp, style, text, query):
    document = markdown_document(text, style)
    ranges = shown_occurrences(document, fold(query))
    assert len(ranges) == 2
    for start, end in ranges:
        units = document.toPlainText().encode("utf-16-le")[2 * start : 2 * end]
        assert fold(units.decode("utf-16-le")) == fold(query)


def shown_text(view, hit, row=0):
    part = view.shelf.lay_out(row, hit.part)
    units = part.document.toPlainText().encode("utf-16-le")[2 * hit.start : 2 * hit.end]
    return units.decode("utf-16-le")


@pytest.mark.parametrize("kind", [EntryKind.REPLY, EntryKind.PROMPT])
def test_each_hit_of_a_message_has_its_own_place(view, model, kind):
    text = "A needle.\n\n```python\nneedle = 1  # Needle\n```\n\nThe last NEEDLE."
    model.reset(page([entry(0, text, kind)]))
    hits = [place_hit(view.shelf, 0, model.entry(0), "needle", n) for n in range(4)]
    assert [shown_text(view, hit) for hit in hits] == ["needle", "needle", "Needle", "NEEDLE"]
    assert len({(hit.part, hit.start) for hit in hits}) == 4
    assert place_hit(view.shelf, 0, model.entry(0), "needle", 4) is None


def test_folded_code_is_opened_for_a_hit_in_it(view, model):
    code = "```python\n" + "\n".join(f"line_{n} = {n}" for n in range(300)) + "\n```"
    model.reset(page([entry(1, f"Before.\n\n{code}\n\nAfter.")]))
    hit = place_hit(view.shelf, 0, model.entry(0), "line_270", 0)
    assert shown_text(view, hit) == "line_270"


@pytest.mark.parametrize("kind", [EntryKind.REPLY, EntryKind.PROMPT])
@pytest.mark.parametrize("place", [0, 30_000, 400_000, 890_000])
def test_the_stretch_of_a_very_long_text_that_holds_a_hit_is_shown(view, model, kind, place):
    text = "word " * (place // 5) + "needle " + "word " * ((900_000 - place) // 5)
    model.reset(page([entry(0, text, kind)]))
    hit = place_hit(view.shelf, 0, model.entry(0), "needle", 0)
    assert shown_text(view, hit) == "needle"


def test_a_hit_that_is_not_shown_is_told_by_the_text_around_it(view, model):
    model.reset(page([entry(1, "See [the page](https://needle.example/) now.")]))
    hit = place_hit(view.shelf, 0, model.entry(0), "needle", 0)
    assert hit is not None
    assert (hit.start, hit.end) == (0, 0)


def test_only_messages_are_marked(view, model):
    notice = entry(1, "a needle", EntryKind.NOTICE)
    model.reset(page([entry(0, "a needle"), notice]))
    marks = HitMarks(model, "needle")
    counts = {0: 0, 1: 0}
    for placed in view.row_flow.placed:
        counts[placed.row] += len(marks.ranges_in(placed))
    assert counts == {0: 1, 1: 0}
