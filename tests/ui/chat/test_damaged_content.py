"""Every damaged and hostile sample on the screen: visible, inert, and nothing is raised."""

import asyncio

import pytest
from PySide6.QtCore import QPoint

from desktop_app.sessions.entries import EntryKind
from desktop_app.ui.chat.markdown import OPENABLE_SCHEMES, blocks_of
from desktop_app.ui.chat.rows.text_part import DocumentPart
from tests.fakes.transcripts import prompt, record, reply, write_transcript
from tests.faults.damaged_content import CASES

HOSTILE = (
    '<img src="http://example.org/x.png" onerror="alert(1)"><script>alert(1)</script>'
    '<a href="file:///etc/passwd">x</a> [x](javascript:alert(1)) [x](file:///etc/passwd) '
    "![x](http://example.org/x.png) <style>*{display:none}</style> \u202etxt.exe \x1b[2J"
)


def hostile_records():
    """One record of every kind that shows a row, each with a text that wants to be more."""
    tool_use = {"type": "tool_use", "id": "t", "name": HOSTILE, "input": {"command": HOSTILE}}
    agent = {"type": "tool_use", "id": "../x", "name": "Task", "input": {"description": HOSTILE}}
    result = {"type": "tool_result", "tool_use_id": "t", "content": HOSTILE, "is_error": True}
    unknown = {"type": HOSTILE, "text": HOSTILE}
    picture = {"type": "image", "source": {"type": "url", "url": "http://example.org/x.png"}}
    bad = {"type": "image", "source": {"type": "base64", "media_type": HOSTILE, "data": HOSTILE}}
    thinking = {"type": "thinking", "thinking": HOSTILE}
    compact = {"subtype": "compact_boundary", "compactMetadata": {"preTokens": 10**40}}
    return [
        prompt(HOSTILE),
        prompt([{"type": "text", "text": HOSTILE}, picture, bad, unknown]),
        prompt(HOSTILE, isMeta=True),
        prompt(HOSTILE, isSidechain=True),
        prompt(HOSTILE, isCompactSummary=True),
        prompt([result]),
        reply(HOSTILE),
        reply(HOSTILE, isApiErrorMessage=True),
        record("assistant", [thinking, tool_use, agent, unknown, picture, bad], interrupted=True),
        record("system", None, subtype="api_error") | {"content": HOSTILE},
        record("system", None, subtype=HOSTILE) | {"content": HOSTILE},
        record("system", None, subtype="permission_request", permission={"toolName": HOSTILE})
        | {"content": HOSTILE},
        record("system", None, **compact),
        record("attachment", None, attachment={"type": "queued_command", "prompt": HOSTILE}),
    ]


async def read_through(chat):
    """Open what is folded, paint every row, and check that nothing in it can do anything."""
    view = chat.view
    for row in range(chat.model.rowCount()):
        for key in view.shelf.row(row).fold_keys:
            view.toggle(key, row)
        await asyncio.sleep(0)
        for key in view.shelf.row(row).fold_keys[1:]:
            view.toggle(key, row)
        view.show_row(row)
        view.viewport().grab()
        assert any(placed.row == row for placed in view.row_flow.placed)
        assert view.shelf.row(row).height_px > 0
        for part in view.shelf.row(row).parts:
            part.tooltip_at(QPoint(3, 3).toPointF())
            if isinstance(part, DocumentPart):
                assert_inert(part.document)


def assert_inert(document):
    for block in blocks_of(document):
        fragments = block.begin()
        while not fragments.atEnd():
            kind = fragments.fragment().charFormat()
            assert not kind.isImageFormat()
            scheme = kind.anchorHref().partition(":")[0]
            assert not kind.isAnchor() or scheme in OPENABLE_SCHEMES | {""}
            fragments += 1
        assert "\u202e" not in block.text()
        assert "\x1b" not in block.text()


@pytest.mark.parametrize("name", CASES)
async def test_every_damaged_sample_is_shown(chat_page, claude_dir, name):
    raw, _, damages = CASES[name]
    ref, _ = write_transcript(
        claude_dir / "projects", 4, prompt("before"), raw, b"\n", reply("after")
    )
    async with chat_page(ref) as chat:
        entries = [chat.model.entry(n) for n in range(chat.model.rowCount())]
        assert (entries[0].text, entries[-1].text) == ("before", "after")
        assert sum(entry.kind is EntryKind.DAMAGE for entry in entries) == damages
        await read_through(chat)


async def test_hostile_text_is_inert_in_every_kind_of_row(chat_page, claude_dir):
    ref, _ = write_transcript(claude_dir / "projects", 4, *hostile_records())
    async with chat_page(ref) as chat:
        assert {chat.model.entry(n).kind for n in range(chat.model.rowCount())} == {*EntryKind} - {
            EntryKind.DAMAGE
        }
        await read_through(chat)
