"""What stands around the real Claude Code: other processes, its environment, a full disk."""

import asyncio
import json
import os
import subprocess
from contextlib import asynccontextmanager, suppress

import pytest

from desktop_app.engines.base import TurnChoices
from desktop_app.engines.claude_agent import ClaudeEngine
from desktop_app.sessions.errors import (
    DirectoryGoneError,
    LiveElsewhereError,
    ModeRefusedError,
)
from desktop_app.sessions.events import EngineNoticed, TextStreamed, TurnEnded, TurnFailed
from desktop_app.sessions.handover import transcript_of
from desktop_app.sessions.verification import verify_file
from tests.fakes.claude_sdk import bundled_cli
from tests.fakes.messages_api import says


async def ask(manager, log, ref, text):
    turns = len(log.of(TurnEnded))
    await manager.submit(ref, text)
    await log.wait_for(TurnEnded, turns + 1)


@asynccontextmanager
async def open_in_a_terminal(store, ref, variables):
    """Run another Claude Code with the conversation, as no child of ours."""
    command = [str(bundled_cli()), "-p", "--verbose", "--resume", ref.session_id]
    command += ["--input-format", "stream-json", "--output-format", "stream-json"]
    other = await asyncio.create_subprocess_exec(
        *("/bin/sh", "-c", '"$@"; :', "sh", *command),
        cwd=store.cwd(ref),
        env=variables,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    request = {"subtype": "initialize", "hooks": None}
    initialize = {"type": "control_request", "request_id": "1", "request": request}
    other.stdin.write(json.dumps(initialize).encode() + b"\n")
    await other.stdout.readuntil(b"\n")  # it runs
    try:
        yield
    finally:
        other.stdin.close()
        await other.communicate()


async def test_what_is_open_in_a_terminal_is_refused_until_it_is_closed(
    start, store, ref, api, claude_setup, claude_dir
):
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Remember the heron")
    place = {"CLAUDE_CONFIG_DIR": str(claude_dir)}
    manager, log = start()
    async with manager:
        async with open_in_a_terminal(
            store, ref, {**os.environ, **claude_setup.environment, **place}
        ):
            with pytest.raises(LiveElsewhereError):
                await manager.submit(ref, "Me too")
        await ask(manager, log, ref, "And now?")
        assert not log.of(TurnFailed)


async def test_a_file_of_a_living_process_that_is_not_ours_refuses_and_a_copy_goes_on(
    start, ref, api, claude_dir
):
    api.will(says("Known."), says("In the copy."))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Remember the heron")
        pid = os.getppid()
        sessions = claude_dir / "sessions"
        claim = {"pid": pid, "sessionId": ref.session_id, "cwd": "/"}
        (sessions / f"{pid}.json").write_text(json.dumps(claim))
        with pytest.raises(LiveElsewhereError) as refused:
            await manager.submit(ref, "Me too")
        assert refused.value.pid == pid
        copy = await manager.fork(ref)
        await ask(manager, log, copy, "What bird?")
        assert not log.of(TurnFailed)
        before = [entry.text for entry in (await manager.tail(ref)).entries]
        after = [entry.text for entry in (await manager.tail(copy)).entries]
    assert after == [*before, "What bird?", "In the copy."]
    assert "Remember the heron" in api.texts()


async def test_what_claude_code_tells_its_children_does_not_reach_it(
    start, store, ref, cwd, api, monkeypatch
):
    for name in ("CLAUDECODE", "CLAUDE_CODE_SKIP_PROMPT_HISTORY", "CLAUDE_CODE_CHILD_SESSION"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("CLAUDE_CODE_SESSION_ID", "11111111-1111-4111-8111-111111111111")
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Hello")
        assert not log.of(EngineNoticed)
    assert transcript_of(store, ref, cwd).stat().st_size > 0


async def test_a_directory_that_is_gone_is_told_and_the_prompt_is_saved(start, ref, cwd, api):
    cwd.rmdir()
    manager, log = start()
    async with manager:
        await manager.set_choices(ref, TurnChoices(cwd=str(cwd)))
        await ask(manager, log, ref, "Where am I?")
        assert isinstance(log.of(TurnFailed)[0].error, DirectoryGoneError)
        assert [entry.text for entry in (await manager.tail(ref)).entries] == ["Where am I?"]
    assert api.requests == []


async def test_another_directory_can_be_chosen(start, store, ref, cwd, tmp_path, api):
    cwd.rmdir()
    other = tmp_path / "other"
    other.mkdir()
    manager, log = start()
    async with manager:
        await manager.set_choices(ref, TurnChoices(cwd=str(other)))
        await ask(manager, log, ref, "Here?")
        assert not log.of(TurnFailed)
    assert str(other) in api.texts() + json.dumps(api.requests[-1]["system"])
    checked = verify_file(ref, store.own_path(ref))
    assert not checked.missing_parents


@pytest.fixture
def small_claude_dir(claude_dir):
    """Put Claude Code's directory on a memory disk of its own."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", claude_dir]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this user may not mount: {done.stderr.strip()}")
    yield claude_dir
    subprocess.run(["umount", "--lazy", claude_dir], check=True)


def fill(path):
    """Take all room of a disk."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)


async def test_a_reply_that_a_full_disk_kept_from_claude_code_is_ours_and_told(
    small_claude_dir, start, ref, api
):
    api.will(says("First."), says("Lost there, kept here."), says("Both known."))
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "One")
        fill(small_claude_dir / "filler")
        await ask(manager, log, ref, "Two")
        assert log.of(EngineNoticed)
        assert (await manager.tail(ref)).entries[-1].text == "Lost there, kept here."
    (small_claude_dir / "filler").unlink()
    manager, log = start()
    async with manager:
        await ask(manager, log, ref, "Three")
        assert not log.of(TurnFailed)
    assert "Lost there, kept here." in api.texts()


async def test_without_asking_is_refused_as_root(start, ref, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    manager, _ = start()
    async with manager:
        with pytest.raises(ModeRefusedError):
            await manager.set_choices(ref, TurnChoices(permission_mode="bypassPermissions"))


async def test_the_models_are_those_of_the_process(claude_setup):
    engine = ClaudeEngine(claude_setup)
    assert [model.id for model in await engine.models()][:2] == ["", "opus"]
    await engine.close()


async def test_closing_in_mid_stream_leaves_no_process(start, ref, api, claude_dir):
    api.will(says("One two three", holds_after=1))
    manager, log = start()
    async with manager:
        await manager.submit(ref, "Count")
        await log.wait_for(TextStreamed)
        pids = [int(path.stem) for path in (claude_dir / "sessions").glob("*.json")]
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    api.go_on.set()
