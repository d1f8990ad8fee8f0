"""Conversations with the real Claude Code: one file for both, resumed by either, never torn."""

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.errors import EngineFailedError
from desktop_app.sessions.events import EntrySaved, TextStreamed, TurnEnded, TurnFailed
from desktop_app.sessions.handover import transcript_of
from desktop_app.sessions.verification import verify_file
from tests.fakes.claude_sdk import bundled_cli
from tests.fakes.messages_api import refuses, says, uses


def records(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def replies(log):
    return [e.entry.text for e in log.of(EntrySaved) if e.entry.kind is EntryKind.REPLY]


def is_whole(store, ref):
    checked = verify_file(ref, store.own_path(ref))
    return not checked.missing_parents and not checked.damages


def living_cli(claude_dir):
    """Return the pids that Claude Code's own files name and that run."""
    pids = [int(path.stem) for path in (claude_dir / "sessions").glob("*.json")]
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


async def ask(manager, log, ref, text, **options):
    turns = len(log.of(TurnEnded))
    entry = await manager.submit(ref, text, **options)
    await log.wait_for(TurnEnded, turns + 1)
    return entry


async def test_both_files_hold_the_same_records_under_the_same_uuids(
    start, store, ref, cwd, api, claude_dir
):
    api.will(says("Hello from the model."), says("Again."))
    manager, log = start()
    async with manager:
        prompt = await ask(manager, log, ref, "First question")
        await ask(manager, log, ref, "Second question")
        assert manager.connection_count == 1
        assert len(living_cli(claude_dir)) == 1
    assert living_cli(claude_dir) == []
    assert not log.of(TurnFailed)
    assert replies(log) == ["Hello from the model.", "Again."]
    assert "".join(e.text for e in log.of(TextStreamed)) == "Hello from the model.Again."
    theirs = {r["uuid"]: r for r in records(transcript_of(store, ref, cwd)) if "uuid" in r}
    ours = {r["uuid"]: r for r in records(store.own_path(ref)) if "uuid" in r}
    assert prompt.uuid in theirs
    assert set(theirs) <= set(ours)
    assert is_whole(store, ref)
    reply = next(r for r in ours.values() if r["type"] == "assistant")
    assert reply["message"]["usage"]["output_tokens"] == 7
    assert reply["message"]["stop_reason"] == "end_turn"
    assert store.summary(ref).messages == 4


async def test_a_new_process_resumes_with_the_earlier_turns(start, store, ref, api):
    for text in ("One", "Two", "Three"):
        api.will(says(f"Reply to {text}"))
        manager, log = start()
        async with manager:
            await ask(manager, log, ref, f"Prompt {text}")
            assert not log.of(TurnFailed)
    told = api.texts()
    for text in ("Prompt One", "Reply to One", "Prompt Two", "Reply to Two", "Prompt Three"):
        assert told.count(text) == 1, text
    assert is_whole(store, ref)


async def test_turns_of_another_engine_are_known_and_the_file_stays_one(start, store, ref, api):
    api.will(says("From Claude."), says("I know it all."))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Begun elsewhere", engine="echo")
        await ask(manager, log, ref, "Then Claude")
        await ask(manager, log, ref, "Elsewhere again", engine="echo")
        await ask(manager, log, ref, "And Claude again")
        assert not log.of(TurnFailed)
    told = api.texts()
    words = ["Begun elsewhere", "Then Claude", "From Claude.", "Elsewhere again", "And Claude agai"]
    places = [told.index(text) for text in words]
    assert places == sorted(places)
    assert "echo: Elsewhere again" in told
    assert is_whole(store, ref)


async def test_claude_resume_in_a_terminal_knows_all_and_we_know_what_it_added(
    start, store, ref, api, claude_setup, claude_dir
):
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Begun elsewhere", engine="echo")
        await ask(manager, log, ref, "Then Claude")
        # what the other engine adds last reaches Claude Code's file with the next handover
    api.will(says("From the terminal."))
    done = await asyncio.create_subprocess_exec(
        *(bundled_cli(), "-p", "--resume", ref.session_id, "In the terminal"),
        cwd=store.cwd(ref),
        env={**os.environ, **claude_setup.environment, "CLAUDE_CONFIG_DIR": str(claude_dir)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await done.communicate()
    assert printed.strip() == b"From the terminal."
    told = api.texts()
    assert all(text in told for text in ("Begun elsewhere", "echo: Begun", "Then Claude"))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Back here")
        assert not log.of(TurnFailed)
    told = api.texts()
    places = [told.index(text) for text in ("Then Claude", "In the terminal", "Back here")]
    assert places == sorted(places)
    assert is_whole(store, ref)


async def test_a_swept_transcript_is_rebuilt_from_ours_and_resumed(start, store, ref, cwd, api):
    api.will(says("Kept.", stop_reason="end_turn"))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Remember the heron")
    transcript_of(store, ref, cwd).unlink()
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "What bird?")
        assert not log.of(TurnFailed)
    assert "Remember the heron" in api.texts()
    assert is_whole(store, ref)


async def test_a_stop_in_mid_stream_keeps_what_had_arrived(start, store, ref, api):
    api.will(says("One two three four", holds_after=3), says("Next."))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Count")
        await log.wait_for(TextStreamed, 3)
        await manager.stop(ref)
        api.go_on.set()
        assert any("One two three" in text for text in replies(log))
        assert log.of(TurnEnded)[0].was_stopped
        await ask(manager, log, ref, "Go on")
        assert not log.of(TurnFailed)
    assert "One two three" in api.texts()
    assert is_whole(store, ref)


async def test_a_killed_process_leaves_the_partial_reply_and_the_next_turn_resumes(
    start, store, ref, api, claude_dir
):
    api.will(says("One two three four", holds_after=3), says("Alive again."))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Count")
        await log.wait_for(TextStreamed, 3)
        (pid,) = living_cli(claude_dir)
        os.kill(pid, signal.SIGKILL)
        await log.wait_for(TurnEnded)
        assert isinstance(log.of(TurnFailed)[0].error, EngineFailedError)
        assert replies(log) == ["One two three "]
        api.go_on.set()
        await ask(manager, log, ref, "Still there?")
        assert replies(log)[-1] == "Alive again."
    assert "Count" in api.texts()
    assert is_whole(store, ref)


async def test_a_tool_runs_and_its_records_are_theirs(start, store, ref, cwd, api):
    (cwd / "note.txt").write_text("the secret is herring\n")
    api.will(uses("Read", "toolu_1", file_path=str(cwd / "note.txt")), says("It says herring."))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Read note.txt")
        assert not log.of(TurnFailed)
    kinds = [e.entry.kind for e in log.of(EntrySaved)]
    assert kinds == [
        EntryKind.PROMPT,
        EntryKind.REPLY,
        EntryKind.REPLY,
        EntryKind.TOOL_RESULT,
        EntryKind.REPLY,
    ]
    assert "herring" in api.texts()
    assert is_whole(store, ref)


@pytest.mark.parametrize(
    ("refusal", "hint"),
    [
        (refuses(400, "invalid_request_error"), "Change your message"),
        (refuses(401, "authentication_error"), "API key"),
        (refuses(429, "rate_limit_error"), "Wait a little"),
        (refuses(529, "overloaded_error"), "in a few minutes"),
    ],
    ids=[400, 401, 429, 529],
)
async def test_a_refusal_is_told_in_words_and_the_next_turn_works(
    start, store, ref, api, refusal, hint
):
    api.will(*[refusal] * 8)  # it tries again, and once more without a stream
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Hello")
        (failed,) = log.of(TurnFailed)
        assert hint in str(failed.error.hint)
        assert "Your message is saved" in str(failed.error.data)
        api.forget()
        await ask(manager, log, ref, "Hello again")
        assert len(log.of(TurnFailed)) == 1
    assert is_whole(store, ref)


@pytest.mark.parametrize("fault", [{"cuts_after": 2}, {"error_after": 2}])
async def test_a_broken_stream_is_begun_anew_and_stored_once(start, store, ref, api, fault):
    api.will(says("Half of it is lost", **fault), says("All of it is here"))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Tell me")
        assert not log.of(TurnFailed)
        page = await manager.tail(ref)
    texts = [e.text for e in page.entries if e.kind is EntryKind.REPLY]
    assert texts == ["All of it is here"]
    assert is_whole(store, ref)
