"""Tokens and cost: of a conversation in the dialog, of a reply in the tool tip of its head."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPointF
from PySide6.QtWidgets import QLabel

from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.usage import TokenCount
from desktop_app.ui.chat.rows.label_parts import HeadPart
from desktop_app.ui.dialogs.usage_dialog import UsageDialog
from desktop_app.ui.usage_words import cost_words, usage_words
from tests.fakes.windows import until


@pytest.fixture(autouse=True)
def english_locale():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def reply(ref, message_id, output, day=1, cost=None, model="claude-opus"):
    record = RecordContext(ref.session_id, "/work").assistant(
        [{"type": "text", "text": f"Part of {output}"}],
        uuid=new_uuid(),
        parent_uuid=None,
        now=datetime(2026, 11, day, 12, tzinfo=UTC),
        engine="claude",
        message_id=message_id,
        model=model,
        usage={"input_tokens": 1000, "output_tokens": output, "cache_read_input_tokens": 234},
    )
    return record | ({} if cost is None else {"costUsd": cost})


async def _append(manager, ref, records):
    await manager.run(lambda store: store.append(ref, records).result())


async def _rows(manager, tasks, ref):
    """Return what the dialog says below its heading: the cells of its rows, or its sentence."""
    dialog = UsageDialog(manager, tasks, ref)
    dialog.open()
    await until(dialog._task.done)
    table = dialog.table
    rows = [
        [item.text() for column in range(5) if (item := table.item(row, column)) is not None]
        for row in range(table.rowCount())
    ]
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return rows, " ".join(words)


async def test_a_conversation_is_told_in_all_by_model_and_by_day(qapp, running):
    async with running() as (manager, tasks):
        ref = (await manager.sessions())[0].ref
        records = [
            reply(ref, "msg_1", 1),
            reply(ref, "msg_1", 40, cost=0.25),
            reply(ref, "msg_2", 1500, day=2, model="gpt-5"),
        ]
        await _append(manager, ref, records)
        rows, words = await _rows(manager, tasks, ref)
    assert rows[0] == ["In all", "2", "2,468", "1,540", "US$0.25"]
    assert ["By model"] in rows
    assert ["GPT", "1", "1,234", "1,500", "–"] in rows
    assert rows[-2:] == [
        ["11/2/26", "1", "1,234", "1,500", "–"],
        ["11/1/26", "1", "1,234", "40", "US$0.25"],
    ]
    assert "counts once" in words


async def test_a_conversation_without_figures_says_so(qapp, running):
    async with running() as (manager, tasks):
        rows, words = await _rows(manager, tasks, (await manager.sessions())[0].ref)
    assert rows == []
    assert "No reply here says what it has used." in words


async def test_a_file_that_is_gone_is_told(qapp, running):
    async with running() as (manager, tasks):
        ref = (await manager.sessions())[0].ref
        await manager.run(lambda store: store.path(ref).unlink())
        rows, words = await _rows(manager, tasks, ref)
    assert rows == []
    assert "There is no conversation" in words or "can't be read" in words


async def test_the_head_of_a_reply_tells_all_of_its_records_together(qtbot, opened):
    async with opened(session_id=None) as shell:
        manager = shell._context.manager
        ref = await manager.open_default(shell._context.cwd)
        await _append(manager, ref, [reply(ref, "msg_1", 1), reply(ref, "msg_1", 40, cost=0.031)])
        shell.chat.resize(700, 500)
        shell.chat.show_conversation(ref, await manager.open(ref))
        row = shell.chat.view.shelf.row(0)
        (head,) = (part for part in row.parts if isinstance(part, HeadPart))
        assert "1,234 tokens read, 40 written · US$0.0310" in head.tooltip_at(QPointF(600, 2))


@pytest.mark.parametrize(
    ("cost_usd", "words"),
    [(None, "–"), (0.0, "US$0.00"), (0.0123, "US$0.0123"), (12.5, "US$12.50")],
)
def test_costs_are_told_as_exactly_as_they_matter(cost_usd, words):
    assert cost_words(cost_usd) == words


def test_what_a_reply_has_used_is_one_line():
    assert usage_words(TokenCount(1, 10, 20)) == "10 tokens read, 20 written"
