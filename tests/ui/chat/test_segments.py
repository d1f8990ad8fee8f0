"""Cutting Markdown: nothing lost, nothing large, the same cuts however the text arrives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.chat.segments import (
    CODE_CHUNK_LINES,
    CUT_CHARS,
    SegmentKind,
    SegmentReader,
    split_markdown,
    split_plain,
)

PIECES = st.sampled_from(
    [
        "# Heading\n",
        "A paragraph of words that goes on.\n",
        "\n",
        "- item\n",
        "  continued\n",
        "1. first\n",
        "```python\n",
        "x = 1\n",
        "```\n",
        "~~~\n",
        "| a | b |\n",
        "|---|---|\n",
        "> quoted\n",
        "word " * 300 + "\n",
        "x" * 5_000,
    ]
)


def letters(text):
    """Return what may not get lost: everything but white space and fences."""
    return re.sub(r"\s|`{3,}(python)?|~{3,}", "", text)


def test_code_stands_alone_with_its_language():
    prose, code, rest = split_markdown("Before:\n\n```python\nx = 1\n```\n\nAfter.")
    assert prose.text == "Before:"
    assert (code.kind, code.language, code.text) == (SegmentKind.CODE, "python", "x = 1")
    assert rest.text == "After."


def test_short_paragraphs_are_gathered():
    assert len(split_markdown("one\n\ntwo\n\nthree")) == 1


def test_a_fence_in_a_list_loses_its_indentation_and_the_list_goes_on():
    first, code, rest = split_markdown("1. one\n   ```sh\n   ls\n   ```\n2. two")
    assert first.text == "1. one"
    assert code.text == "ls"
    assert rest.text == "2. two"


def test_text_indented_under_a_fence_is_not_read_as_code():
    rest = split_markdown("- one\n\n      ```\n      x\n      ```\n\n      more words")[-1]
    assert rest.text == "more words"


def test_fence_marks_inside_longer_fences_are_code():
    (code,) = split_markdown("````\n```\ninner\n```\n````")
    assert code.text == "```\ninner\n```"


def test_an_unclosed_fence_is_code_to_the_end():
    (code,) = split_markdown("```\nnever closed")
    assert code.kind is SegmentKind.CODE
    assert code.text == "never closed"


def test_an_empty_code_block_is_kept():
    (code,) = split_markdown("```\n```")
    assert code.kind is SegmentKind.CODE


def test_long_code_is_cut_into_chunks_that_continue():
    text = "\n".join(f"line {n}" for n in range(3 * CODE_CHUNK_LINES))
    chunks = split_markdown(f"```\n{text}\n```")
    assert [chunk.continues for chunk in chunks] == [False, True, True]
    assert "\n".join(chunk.text for chunk in chunks) == text


def test_a_long_table_repeats_its_head_where_it_is_cut():
    rows = "\n".join(f"| {n} | {'x' * 90} |" for n in range(100))
    segments = split_markdown(f"| a | b |\n|---|---|\n{rows}")
    assert len(segments) > 1
    assert all(segment.text.startswith("| a | b |\n|---|---|\n") for segment in segments)


def test_a_word_without_end_is_cut_and_joined_without_a_gap():
    segments = split_markdown("x" * 20_000)
    assert max(len(segment.text) for segment in segments) <= CUT_CHARS
    assert [segment.joint for segment in segments[1:]] == [""] * (len(segments) - 1)
    assert "".join(segment.text for segment in segments) == "x" * 20_000


@given(st.lists(PIECES, max_size=25), st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_any_text_is_cut_alike_however_it_arrives(pieces, sizes):
    text = "".join(pieces)
    whole = split_markdown(text)
    reader, found, position, turn = SegmentReader(), [], 0, 0
    while position < len(text):
        size = sizes[turn % len(sizes)]
        found += reader.feed(text[position : position + size])
        position, turn = position + size, turn + 1
    found += reader.close()
    is_alike = found == whole  # kept apart: a failure would print kilobytes
    assert is_alike


@given(st.lists(PIECES, max_size=25))
def test_nothing_is_lost_and_nothing_is_large(pieces):
    text = "".join(pieces)
    segments = split_markdown(text)
    assert max((len(segment.text) for segment in segments), default=0) <= CUT_CHARS + 2_000
    # A table that was cut repeats its head, so there may be more, never less.
    shown = len(letters("".join(segment.text for segment in segments)))
    assert shown >= len(letters(text))


@given(st.text(alphabet="ab \n", max_size=200).map(lambda text: text * 60))
def test_plain_pieces_give_the_text_back(text):
    pieces = split_plain(text)
    assert "".join(piece.joint + piece.text for piece in pieces).removeprefix("\n\n") == text
    assert all(len(piece.text) <= CUT_CHARS for piece in pieces)


@pytest.mark.parametrize(
    ("info", "language"),
    [("python", "python"), ("{.js}", "js"), ("c++ linenos", "c++"), ("", ""), ("{}", "")],
)
def test_the_language_is_the_first_word_of_the_fence(info, language):
    (code,) = split_markdown(f"```{info}\nx\n```")
    assert code.language == language


def test_the_open_piece_stays_small_while_a_long_reply_arrives():
    reader = SegmentReader()
    longest = 0
    for _ in range(2_000):
        reader.feed("some more words of one paragraph ")
        open_segment = reader.open_segment()
        longest = max(longest, len(open_segment.text) if open_segment else 0)
    assert longest <= CUT_CHARS + 100
