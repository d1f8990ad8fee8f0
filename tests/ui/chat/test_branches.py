"""The switcher where a conversation parts: everything stays, and every branch is one step away."""

import asyncio

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from desktop_app.ui.chat import branch_book
from desktop_app.ui.chat.branch_menu import branch_menu
from desktop_app.ui.chat.rows.branch import BranchPart
from desktop_app.ui.chat.rows.part import ShowBranches
from tests.fakes.transcripts import prompt, reply, write_transcript


async def until(condition):
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


def switchers(chat):
    rows = (chat.view.shelf.row(n) for n in range(chat.model.rowCount()))
    return [part for row in rows for part in row.parts if isinstance(part, BranchPart)]


def current_text(chat):
    return chat.model.entry(chat.view.currentIndex().row()).text


@pytest.fixture
def parted(claude_dir):
    """A prompt that was edited twice; the third version goes on."""
    first = prompt("write a poem", uuid="p0")
    answer = reply("roses", uuid="a0", parentUuid="p0", message_id="m0")
    versions = [
        record
        for n in range(1, 4)
        for record in (
            prompt(f"version {n}", uuid=f"p{n}", parentUuid="a0"),
            reply(f"answer {n}", uuid=f"a{n}", parentUuid=f"p{n}", message_id=f"m{n}"),
        )
    ]
    ref, _ = write_transcript(claude_dir / "projects", 8, first, answer, *versions)
    return ref


async def test_each_branch_says_which_it_is_and_whether_it_goes_on(chat_page, parted):
    async with chat_page(parted) as chat:
        await until(lambda: len(switchers(chat)) == 3)
        assert [part.label for part in switchers(chat)] == ["1 of 3", "2 of 3", "3 of 3"]
        assert [part.words for part in switchers(chat)] == [
            "Another branch, 2 records.",
            "Another branch, 2 records.",
            "The conversation goes on here.",
        ]
        assert [chat.model.entry(n).text for n in range(chat.model.rowCount())] == [
            "write a poem", "roses", "version 1", "answer 1", "version 2", "answer 2",
            "version 3", "answer 3",
        ]  # fmt: skip


async def test_the_arrows_lead_to_the_neighbours(chat_page, parted):
    async with chat_page(parted) as chat:
        await until(lambda: len(switchers(chat)) == 3)
        last = switchers(chat)[2]
        back = last.action_at(QPointF(5, 5))
        assert back == ShowBranches("p3", -1)
        assert last.action_at(QPointF(400, 5)) is None
        chat.view.pointer.requests.tell(back)
        await until(lambda: current_text(chat) == "version 2")
        chat.view.pointer.requests.tell(ShowBranches("p2", 1))
        await until(lambda: current_text(chat) == "version 3")


@pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
async def test_a_choice_of_all_is_offered_also_where_nothing_was_asked(
    chat_page, parted, monkeypatch
):
    monkeypatch.setattr(branch_book, "ASKED_BY_ITSELF_BYTES", 0)
    async with chat_page(parted) as chat:
        await until(lambda: has_asked(chat.branches))
        assert not switchers(chat)
        chat.view.pointer.requests.branchesRequested.emit("p2", 0)
        await until(lambda: chat.findChild(QMenu, "branchMenu"))
        menu = chat.findChild(QMenu, "branchMenu")
        assert ["version 1" in a.text() for a in menu.actions()] == [True, False, False]
        assert [action.isChecked() for action in menu.actions()] == [False, True, False]
        menu.actions()[0].trigger()
        await until(lambda: current_text(chat) == "version 1")
        menu.close()
        assert len(switchers(chat)) == 3


async def test_results_of_tools_side_by_side_are_no_branches(chat_page, claude_dir):
    def use(n, parent):
        part = {"type": "tool_use", "id": f"t{n}", "name": "Bash", "input": {}}
        made = reply("", uuid=f"u{n}", parentUuid=parent, message_id="m")
        made["message"]["content"] = [part]
        return made

    def result(n):
        part = {"type": "tool_result", "tool_use_id": f"t{n}", "content": "x"}
        return prompt([part], uuid=f"r{n}", parentUuid=f"u{n}")

    records = [prompt("go", uuid="p"), use(1, "p"), use(2, "u1"), result(1), result(2)]
    ref, _ = write_transcript(claude_dir / "projects", 8, *records)
    async with chat_page(ref) as chat:
        await until(lambda: has_asked(chat.branches))
        assert not switchers(chat)


def has_asked(book):
    return bool(book._known) and not book._wanted and not book._is_asking


async def test_nothing_is_asked_before_the_first_painting(chat_page, claude_dir, qapp):
    versions = [prompt(f"version {n}", uuid=f"v{n}", parentUuid=None) for n in range(2)]
    ref, _ = write_transcript(claude_dir / "projects", 8, *versions)
    async with chat_page(ref) as chat:
        book = chat.branches
        await until(lambda: has_asked(book))
        book.show(ref)
        assert not book.at("v1")
        assert book._wanted == {"v1"}
        assert not book._is_asking
        chat.view.viewport().repaint()
        assert book._is_asking
        await until(lambda: len(book.at("v1")) == 2)


async def test_five_thousand_branches_at_one_place(chat_page, claude_dir, qapp):
    root = prompt("root", uuid="root")
    versions = [prompt(f"version {n}", uuid=f"v{n}", parentUuid="root") for n in range(5_000)]
    ref, _ = write_transcript(claude_dir / "projects", 8, root, *versions)
    async with chat_page(ref) as chat:
        await until(lambda: chat.branches.at("v4999"))
        found = chat.branches.at("v4999")
        assert len(found) == 5_000
        assert switchers(chat)[-1].label == "5,000 of 5,000"
        menu = branch_menu(found, "v2500", lambda uuid: None, chat)
        assert len(menu.actions()) < 40
        menu.close()
        chat.view.pointer.requests.branchesRequested.emit("v0", 1)
        await until(lambda: current_text(chat) == "version 1")
