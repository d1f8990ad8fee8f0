"""The way on from a reply that was cut off; a compaction that tells what it summarised."""

import pytest
from PySide6.QtCore import QPointF

from desktop_app.ui.chat.named_pictures import parted_at_pictures
from desktop_app.ui.chat.rows.continuing import ContinuePart
from desktop_app.ui.chat.rows.label_parts import DividerPart
from desktop_app.ui.chat.rows.part import ContinueReply
from tests.fakes.transcripts import prompt, record, reply, write_transcript


def part_of(chat, kind):
    rows = (chat.view.shelf.row(n) for n in range(chat.model.rowCount()))
    return next(part for row in rows for part in row.parts if isinstance(part, kind))


async def test_the_last_reply_that_was_cut_off_can_be_continued(qtbot, chat_page, claude_dir):
    notice = record("system", None, subtype="x") | {"content": "a notice"}
    half = reply("half", interrupted=True)
    ref, _ = write_transcript(claude_dir / "projects", 6, prompt("go"), half, notice)
    async with chat_page(ref) as chat:
        part = part_of(chat, ContinuePart)
        action = part.action_at(QPointF(20, 5))
        assert isinstance(action, ContinueReply)
        with qtbot.waitSignal(chat.continueRequested):
            chat.view.pointer.requests.tell(action)


async def test_one_that_was_answered_since_is_only_marked(chat_page, claude_dir):
    ref, _ = write_transcript(
        claude_dir / "projects", 6, prompt("go"), reply("half", interrupted=True), prompt("next")
    )
    async with chat_page(ref) as chat:
        part = part_of(chat, ContinuePart)
        assert part.height_px == 0
        assert part.action_at(QPointF(20, 0)) is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"preTokens": 155_000}, "155,000 tokens were summarised here. Everything above is kept."),
        ({"preTokens": "many"}, "Compacted here. Everything above is kept."),
        ({"preTokens": True}, "Compacted here. Everything above is kept."),
        ("nothing", "Compacted here. Everything above is kept."),
    ],
)
async def test_a_compaction_tells_how_much_it_summarised(chat_page, claude_dir, told, words):
    boundary = record("system", None, subtype="compact_boundary", compactMetadata=told)
    ref, _ = write_transcript(claude_dir / "projects", 6, prompt("x"), boundary, reply("y"))
    async with chat_page(ref) as chat:
        assert part_of(chat, DividerPart).words == words


def test_text_is_parted_below_the_paragraphs_that_name_pictures():
    text = "one ![a](a.png)\n\ntwo\n\n- ![b](b.png)\n\n- x\n\nthree ![c](c.png)\n\n    four"
    assert parted_at_pictures(text) == [
        "one ![a](a.png)",
        "two\n\n- ![b](b.png)\n\n- x\n\nthree ![c](c.png)\n\n    four",
    ]
    assert parted_at_pictures("no\n\npicture") == ["no\n\npicture"]
    alone = "one\n\n![a](a.png)\n\ntwo"
    assert parted_at_pictures(alone) == ["one", "![a](a.png)", "two"]
