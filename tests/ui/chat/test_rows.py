"""What becomes of each kind of entry on the screen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.sessions.entries import Block, BlockKind, EntryKind, EntryState, entry_of
from desktop_app.sessions.records import parse_line
from desktop_app.ui.chat.rows.authors import author_of
from desktop_app.ui.chat.rows.factory import build_row
from desktop_app.ui.chat.rows.label_parts import DividerPart, FoldPart, HeadPart, MarkPart
from desktop_app.ui.chat.rows.row import place_of
from desktop_app.ui.chat.rows.text_part import MarkdownPart, PlainPart
from tests.fakes.entries import entry
from tests.fakes.transcripts import encoded, record


@pytest.fixture
def row_of(row_settings):
    def build(made, previous=None):
        row = build_row(made, place_of(made, previous), row_settings)
        row.estimate(600)
        return row

    return build


def shown(row):
    return "\n".join(text for part in row.parts if (text := part.text()))


def parts(row, kind):
    return [part for part in row.parts if isinstance(part, kind)]


def read(fields):
    (item,) = parse_line(encoded(fields).strip(), 0)
    return entry_of(item)


def test_a_prompt_is_plain_text_on_a_ground_of_its_own(row_of):
    row = row_of(entry(0, "<b>not bold</b> **either**"))
    assert row.bubble is not None
    assert shown(row) == "<b>not bold</b> **either**"
    assert not parts(row, MarkdownPart)


def test_a_reply_is_markdown_without_html(row_of):
    row = row_of(entry(1, "**bold** <script>x</script>"))
    assert row.bubble is None
    assert shown(row) == "bold <script>x</script>"


@pytest.mark.parametrize(
    ("state", "word"),
    [(EntryState.SAVED, "Saved"), (EntryState.UNSAVED, "not saved yet"),
     (EntryState.STREAMING, "writing")],
)  # fmt: skip
def test_a_mark_tells_how_far_a_message_is(row_of, state, word):
    (head,) = parts(row_of(entry(0, state=state)), HeadPart)
    assert head.mark.words == word


def test_an_interrupted_reply_says_so(row_of):
    (mark,) = parts(row_of(entry(1, "half", is_interrupted=True)), MarkPart)
    assert mark.mark.words == "Interrupted"


def test_a_queued_prompt_says_so(row_of):
    row = row_of(entry(0, "also this", EntryKind.QUEUED_PROMPT))
    (mark,) = parts(row, MarkPart)
    assert "while a reply was being written" in mark.mark.words
    assert row.bubble is not None


def test_an_interruption_of_claude_code_is_a_quiet_line(row_of):
    made = read(record("user", "[Request interrupted by user]"))
    row = row_of(made)
    assert shown(row) == "You stopped the reply here."
    assert not parts(row, HeadPart)


def test_a_notice_is_shown_without_claude_codes_tags(row_of):
    content = "<local-command-stdout>Session renamed</local-command-stdout>"
    made = read(record("system", None, subtype="local_command") | {"content": content})
    assert shown(row_of(made)) == "Session renamed"


def test_what_nobody_typed_is_folded_and_summed_up(row_of):
    text = (
        "<command-name>/rename</command-name>\n<command-message>rename</command-message>\n"
        "<command-args>My Title</command-args>"
    )
    row = row_of(read(record("user", text)))
    (fold,) = parts(row, FoldPart)
    assert fold.label.title == "Added by Claude Code"
    assert fold.label.detail.split() == ["/rename", "My", "Title"]
    assert shown(row) == ""


def test_folded_rows_stand_close_to_each_other(row_of):
    first, second = (entry(n, "meta", EntryKind.META) for n in (0, 1))
    apart, close = row_of(second, entry(0)), row_of(second, first)
    assert close.height_px < apart.height_px


def test_thinking_is_folded_until_it_is_opened(row_of, row_settings):
    block = Block(BlockKind.THINKING, "I wonder")
    made = entry(1, "", blocks=(block, Block(BlockKind.TEXT, "So it is")))
    assert shown(row_of(made)) == "So it is"
    row_settings.folds.toggle("uuid-1:0")
    assert shown(row_of(made)) == "I wonder\nSo it is"


def test_a_tool_that_failed_says_so_in_words(row_of):
    block = Block(BlockKind.TOOL_RESULT, "\x1b[31mno such file\x1b[0m", id="t", is_error=True)
    row = row_of(entry(2, "", EntryKind.TOOL_RESULT, blocks=(block,)))
    (fold,) = parts(row, FoldPart)
    assert (fold.label.title, fold.label.detail) == ("Failed", "no such file")


@pytest.mark.parametrize("name", ["Agent", "Task"])
def test_a_sub_agent_is_folded_with_its_description(row_of, name):
    data = {"input": {"prompt": "long", "description": "Find it"}}
    made = entry(1, "", blocks=(Block(BlockKind.TOOL_USE, "", name, "t", data=data),))
    (fold,) = parts(row_of(made), FoldPart)
    assert (fold.label.title, fold.label.detail) == ("Sub-agent", "Find it")


def test_a_compaction_is_a_divider_and_its_summary_is_folded(row_of):
    divider = row_of(entry(5, "", EntryKind.COMPACTION, blocks=()))
    (line,) = parts(divider, DividerPart)
    assert "Everything above is kept" in line.words
    summary = row_of(entry(6, "we talked", EntryKind.SUMMARY))
    assert parts(summary, FoldPart)
    assert shown(summary) == ""


def test_damaged_bytes_are_said_not_hidden(row_of):
    made = entry(3, "", EntryKind.DAMAGE, blocks=(), name="nul-bytes", length=512)
    assert shown(row_of(made)) == (
        "512 bytes here are damaged (empty bytes). They are kept in the file."
    )


def test_an_error_of_the_other_side_is_told(row_of):
    row = row_of(entry(1, "overloaded", EntryKind.ERROR))
    assert shown(row) == "The reply failed: overloaded"


def test_a_block_of_an_unknown_kind_is_folded_and_can_be_read(row_of, row_settings):
    block = Block(BlockKind.OTHER, "", name="hologram", data={"type": "hologram", "x": 1})
    made = entry(1, "", blocks=(block,))
    (fold,) = parts(row_of(made), FoldPart)
    assert fold.label.detail == "hologram"
    row_settings.folds.toggle(fold.key)
    assert '"x": 1' in shown(row_of(made))


@pytest.mark.parametrize("kind", list(EntryKind))
@pytest.mark.parametrize("text", ["", "\x00\x1b[2J", "\u202egnp.exe", "a\u0301" * 3000, "\ud83d"])
def test_every_kind_takes_every_text(row_of, kind, text):
    row = row_of(entry(1, text, kind))
    for part in row.parts:
        part.lay_out(300)
    assert "\x00" not in shown(row)
    assert "\u202e" not in shown(row)


def test_records_of_a_sub_agent_are_folded(row_of):
    row = row_of(entry(1, "inner words", is_sidechain=True))
    (fold,) = parts(row, FoldPart)
    assert fold.label.title == "Sub-agent"
    assert not parts(row, MarkdownPart)


@pytest.mark.parametrize(
    ("author", "expected"),
    [("echo", "Echo"), ("claude-opus-4", "Claude"), ("gpt-5", "GPT"), ("", "Assistant"),
     ("<synthetic>", "Assistant"), ("mistral", "Mistral")],
)  # fmt: skip
def test_an_author_has_the_label_of_its_engine_or_model(author, expected):
    assert author_of(entry(1, author=author), {"echo": "Echo"}) == expected


def test_a_reply_long_after_the_last_one_has_its_own_head(row_of):
    first = entry(1, "one")
    later = replace(entry(3, "two"), timestamp=first.timestamp + timedelta(minutes=30))
    assert parts(row_of(later, first), HeadPart)
    soon = replace(later, timestamp=first.timestamp + timedelta(minutes=1))
    assert not parts(row_of(soon, first), HeadPart)


def test_tables_have_a_bold_head_and_no_empty_lines_about_them(row_of):
    text = "> quote\n\n| Name | Count |\n|:--|--:|\n| a | 1 |"
    row = row_of(entry(1, text))
    (part,) = parts(row, MarkdownPart)
    part.lay_out(600)
    assert shown(row).split() == ["quote", "Name", "Count", "a", "1"]
    plain = parts(row_of(entry(1, "> quote")), MarkdownPart)[0]
    plain.lay_out(600)
    line_px = part.style.body.line_px
    assert part.height_px - plain.height_px < 2 * (line_px + 20) + 24


def test_plain_parts_keep_every_character(row_of):
    text = "\n".join(f"  line {n}   with  spaces" for n in range(500))
    row = row_of(entry(0, text))
    pieces = parts(row, PlainPart)
    assert len(pieces) > 1
    joined = pieces[0].text() + "".join(part.joint + part.text() for part in pieces[1:])
    assert joined == text
