"""Permissions with the real Claude Code: asked in the conversation, saved, answered, even late."""

from desktop_app.engines.base import PermissionAnswer, TurnChoices, Verdict
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.events import (
    EntrySaved,
    PermissionAsked,
    PermissionSettled,
    TurnEnded,
    TurnFailed,
)
from tests.fakes.messages_api import says, uses


def touching(number, path):
    return uses("Bash", f"toolu_{number}", command=f"touch {path}", description="Make a file")


def permissions(entries):
    return [entry.name for entry in entries if entry.kind is EntryKind.PERMISSION]


async def test_allowed_once_is_asked_again(start, ref, cwd, api):
    api.will(touching(1, "a"), says("Done."), touching(2, "b"), says("Done, too."))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Make a file")
        asked = (await log.wait_for(PermissionAsked)).request
        assert (asked.tool_name, asked.input["command"]) == ("Bash", "touch a")
        assert await manager.open_requests(ref) == (asked,)
        assert not (cwd / "a").exists()
        await manager.answer(ref, asked.id, PermissionAnswer(Verdict.ALLOW_ONCE))
        await log.wait_for(TurnEnded)
        assert (cwd / "a").exists()
        assert await manager.open_requests(ref) == ()
        await manager.submit(ref, "Another")
        again = (await log.wait_for(PermissionAsked, 2)).request
        await manager.answer(ref, again.id, PermissionAnswer(Verdict.DENY, "not that one"))
        await log.wait_for(TurnEnded, 2)
        assert not (cwd / "b").exists()
        assert "not that one" in api.texts()
        page = await manager.tail(ref)
    assert not log.of(TurnFailed)
    assert permissions(page.entries) == ["permission_request", "permission_answer"] * 2


async def test_allowed_for_the_conversation_is_not_asked_again(start, ref, cwd, api):
    api.will(touching(1, "a"), says("Done."), touching(2, "a"), says("Done, too."))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Make a file")
        asked = (await log.wait_for(PermissionAsked)).request
        await manager.answer(ref, asked.id, PermissionAnswer(Verdict.ALLOW_CONVERSATION))
        await log.wait_for(TurnEnded)
        await manager.submit(ref, "Another")
        await log.wait_for(TurnEnded, 2)
    assert len(log.of(PermissionAsked)) == 1
    assert not (cwd / ".claude").exists()  # nothing of it outlives the process


async def test_denied_and_stopped_ends_the_turn(start, ref, cwd, api):
    api.will(touching(1, "a"))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Make a file")
        asked = (await log.wait_for(PermissionAsked)).request
        await manager.answer(ref, asked.id, PermissionAnswer(Verdict.DENY_AND_STOP))
        ended = await log.wait_for(TurnEnded)
        assert ended.was_stopped
        assert len(api.requests) == 1
    assert not (cwd / "a").exists()
    assert not log.of(TurnFailed)


async def test_a_request_survives_a_restart_and_is_answered_late(start, ref, cwd, api):
    api.will(touching(1, "a"), touching(2, "a"), says("Done at last."))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Make a file")
        await log.wait_for(PermissionAsked)
    assert [settled.verdict for settled in log.of(PermissionSettled)] == [None]
    manager, log = start()
    async with manager:
        (pending,) = await manager.open_requests(ref)
        assert pending.input["command"] == "touch a"
        await manager.answer(ref, pending.id, PermissionAnswer(Verdict.ALLOW_ONCE))
        await log.wait_for(TurnEnded)
        assert not log.of(TurnFailed)
        assert not log.of(PermissionAsked)
        assert await manager.open_requests(ref) == ()
    assert (cwd / "a").exists()


async def test_a_question_of_the_model_is_answered_by_its_input(start, ref, api):
    question = {
        "question": "Which bird?",
        "header": "Bird",
        "multiSelect": False,
        "options": [
            {"label": "Heron", "description": "Grey"},
            {"label": "Stork", "description": "White"},
        ],
    }
    api.will(uses("AskUserQuestion", "toolu_q", questions=[question]), says("A heron, then."))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Choose a bird")
        asked = (await log.wait_for(PermissionAsked)).request
        assert asked.tool_name == "AskUserQuestion"
        chosen = {**asked.input, "answers": {"Which bird?": "Heron"}}
        await manager.answer(ref, asked.id, PermissionAnswer(Verdict.ALLOW_ONCE, input=chosen))
        await log.wait_for(TurnEnded)
    assert not log.of(TurnFailed)
    assert "Heron" in api.texts().rpartition("tool_result")[2]


async def test_a_mode_that_does_not_ask_for_edits_is_obeyed(start, ref, cwd, api):
    writes = uses("Write", "toolu_w", file_path=str(cwd / "new.txt"), content="text")
    api.will(writes, says("Written."))
    manager, log = start()
    async with manager:
        await manager.set_choices(ref, TurnChoices(model="haiku", permission_mode="acceptEdits"))
        await manager.submit(ref, "Write it")
        await log.wait_for(TurnEnded)
        assert not log.of(PermissionAsked)
    assert (cwd / "new.txt").read_text() == "text"
    assert "haiku" in api.requests[-1]["model"]
    manager, _ = start()
    async with manager:
        assert (await manager.choices(ref)).permission_mode == "acceptEdits"
    assert [e.entry.kind for e in log.of(EntrySaved)].count(EntryKind.PERMISSION) == 0
