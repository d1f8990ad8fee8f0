"""Every kind of entry has a readable form."""

from datetime import UTC, datetime

import pytest

from desktop_app.base.translation import Catalog
from desktop_app.cli.conversation_text import ConversationText
from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind
from desktop_app.sessions.records import DamageReason

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def shown(kind: EntryKind, *blocks: Block, **facts) -> str:
    entry = Entry(kind, "id", blocks, **facts)
    return "\n".join(ConversationText(Catalog()).lines(entry))


def text(words: str) -> Block:
    return Block(BlockKind.TEXT, words)


@pytest.mark.parametrize(
    ("kind", "author"),
    [
        (EntryKind.PROMPT, "You"),
        (EntryKind.QUEUED_PROMPT, "You"),
        (EntryKind.REPLY, "Reply"),
        (EntryKind.NOTICE, "Notice"),
        (EntryKind.ERROR, "Error"),
        (EntryKind.SUMMARY, "Summary"),
    ],
)
def test_what_was_said_is_shown_whole_with_its_author(kind, author):
    words = "long " * 1000
    assert shown(kind, text(words)) == f"{author}\n{words}\n"


def test_a_reply_names_who_wrote_it_and_whether_it_was_cut_off():
    line = shown(
        EntryKind.REPLY, text("x"), author="recall", is_interrupted=True, is_sidechain=True
    )
    assert line.startswith("Recall  (sub-agent)  (interrupted)\n")


def test_the_day_is_told_once_and_the_time_with_each():
    conversation = ConversationText(Catalog())
    entry = Entry(EntryKind.PROMPT, "id", (text("x"),), timestamp=NOON)
    first, second = (list(conversation.lines(entry)) for _ in range(2))
    assert first[0].startswith("── 2026-11-22 ─")
    assert second == ["12:00  You", "x", ""]


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (Block(BlockKind.THINKING, "deep\nthoughts"), "  · thinking: deep thoughts"),
        (
            Block(BlockKind.TOOL_USE, "", name="Bash", data={"input": {"command": "ls é"}}),
            '  ⚙ Bash: {"command": "ls é"}',
        ),
        (Block(BlockKind.TOOL_RESULT, "done"), "  · result: done"),
        (Block(BlockKind.TOOL_RESULT, "no", is_error=True), "  · failed: no"),
        (Block(BlockKind.IMAGE, ""), "  · image"),
        (Block(BlockKind.OTHER, "", name="new_kind"), "  · part: new_kind"),
    ],
)
def test_other_parts_take_one_short_line(block, line):
    assert shown(EntryKind.REPLY, block) == f"Reply\n{line}\n"


def test_machine_text_is_folded():
    words = "<system-reminder>" + "x" * 5000
    folded = shown(EntryKind.META, text(words))
    assert folded.startswith("  · note: <system-reminder>xxx")
    assert len(folded) < 200


def test_a_compaction_divides():
    assert "summarised here" in shown(EntryKind.COMPACTION)


@pytest.mark.parametrize("reason", DamageReason)
def test_every_damage_is_told_in_words(reason):
    line = shown(EntryKind.DAMAGE, offset=12, length=34, name=reason.value)
    assert line.startswith("⚠ 34 bytes at 12 are damaged (")
    assert reason.value not in line
