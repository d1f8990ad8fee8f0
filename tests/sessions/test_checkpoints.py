"""Replies being streamed survive a kill; live ones are never taken for lost."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.base import TextDelta
from desktop_app.sessions.checkpoints import (
    FLUSH_DELAY_S,
    Checkpoint,
    CheckpointFile,
    CheckpointHeader,
)
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.events import TextStreamed, TurnEnded, TurnStarted
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.records import RecordContext, encode_line, new_uuid
from desktop_app.sessions.recovery import SET_ASIDE_SUFFIX, read_checkpoint, recover_replies
from desktop_app.sessions.reply import ReplyPosition
from desktop_app.sessions.store import Store
from tests.fakes.engines import ConductedEngine, FakeFactory, final
from tests.fakes.events import EventLog


@pytest.fixture
def header(store, ref, clock):
    """The header of a reply to a prompt that is on the disk."""
    uuid = new_uuid()
    record = RecordContext(ref.session_id, store.cwd(ref)).user(
        "Question", uuid=uuid, parent_uuid=None, now=clock.now()
    )
    store.append(ref, [record]).result()
    position = ReplyPosition(new_uuid(), uuid, "recall")
    return CheckpointHeader(ref, position, "2026-11-22T11:59:00.000Z", "Question")


def leave_behind(store, header, *parts):
    """Write a checkpoint as a process does that is killed afterwards."""
    file = CheckpointFile(store.paths.inflight, header)
    file.append(parts)
    file.close()
    return file.path


def inflight(store):
    return sorted(path.name for path in store.paths.inflight.iterdir())


def test_a_checkpoint_is_private_and_begins_with_its_header(store, header):
    path = leave_behind(store, header, ("text", "Hel"), ("text", "lo"), ("thinking", "Hm"))
    first, *rest = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert first == {
        "project": header.ref.project,
        "sessionId": header.ref.session_id,
        "uuid": header.position.uuid,
        "parentUuid": header.position.parent_uuid,
        "engine": "recall",
        "timestamp": "2026-11-22T11:59:00.000Z",
        "prompt": "Question",
    }
    assert rest == [{"text": "Hello"}, {"thinking": "Hm"}]
    assert path.name == f"{header.ref.session_id}.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_lost_reply_becomes_an_interrupted_one(store, header, clock):
    clock.advance(timedelta(days=3))
    leave_behind(store, header, ("thinking", "Hm"), ("text", "Half a "), ("text", "reply"))
    assert recover_replies(store) == (header.ref,)
    prompt, reply = store.tail(header.ref, 10).entries
    assert prompt.text == "Question"
    assert (reply.kind, reply.text, reply.is_interrupted) == (
        EntryKind.REPLY,
        "Half a reply",
        True,
    )
    assert (reply.uuid, reply.parent_uuid) == (header.position.uuid, prompt.uuid)
    assert reply.timestamp.isoformat() == "2026-11-22T11:59:00+00:00"
    assert store.leaf(header.ref) == reply.uuid
    last = json.loads(list(store.raw_lines(header.ref))[-1])
    assert (last["lastPrompt"], last["leafUuid"]) == ("Question", reply.uuid)
    assert inflight(store) == []
    assert recover_replies(store) == ()


def test_a_reply_that_was_saved_before_the_kill_is_not_saved_twice(store, header):
    leave_behind(store, header, ("text", "Half a reply"))
    record = RecordContext(header.ref.session_id, store.cwd(header.ref)).assistant(
        [{"type": "text", "text": "The whole reply"}],
        uuid=header.position.uuid,
        parent_uuid=header.position.parent_uuid,
        now=store.clock.now(),
        engine="recall",
        message_id="msg_1",
    )
    store.append(header.ref, [record]).result()
    size = store.own_path(header.ref).stat().st_size
    assert recover_replies(store) == ()
    assert store.own_path(header.ref).stat().st_size == size
    assert inflight(store) == []


def test_a_live_checkpoint_is_left_alone(store, header):
    file = CheckpointFile(store.paths.inflight, header)
    file.append([("text", "still streaming")])
    assert recover_replies(store) == ()
    assert inflight(store) == [file.path.name]
    file.close()
    assert recover_replies(store) == (header.ref,)


def test_two_replies_of_one_id_get_two_files(store, header, tmp_path):
    other_cwd = tmp_path / "other"
    other_cwd.mkdir()
    other = store.create(other_cwd, header.ref.session_id)
    position = ReplyPosition(new_uuid(), None, "recall")
    first = CheckpointFile(store.paths.inflight, header)
    second = CheckpointFile(
        store.paths.inflight, CheckpointHeader(other, position, header.timestamp, "Other")
    )
    first.append([("text", "one")])
    second.append([("text", "two")])
    name = header.ref.session_id
    assert inflight(store) == [f"{name}.1.jsonl", f"{name}.jsonl"]
    first.close()
    second.close()
    assert set(recover_replies(store)) == {header.ref, other}
    assert store.tail(other, 1).entries[0].text == "two"


def test_torn_lines_are_skipped(store, header):
    path = leave_behind(store, header, ("text", "Kept"))
    with path.open("ab") as file:
        file.write(b'\x00\x00\n{"text": 5}\nnonsense\n{"text":" and kept"}\n{"text":"torn aw')
    assert recover_replies(store) == (header.ref,)
    assert store.tail(header.ref, 1).entries[0].text == "Kept and kept"


@pytest.mark.parametrize("content", [b"", b'{"project":"torn', b"\x00\x00\x00"])
def test_a_checkpoint_that_holds_nothing_is_dropped(store, content):
    (store.paths.inflight / "00000000-0000-0000-0000-00000000000a.jsonl").write_bytes(content)
    assert recover_replies(store) == ()
    assert inflight(store) == []


def test_a_checkpoint_without_visible_text_is_dropped(store, header):
    leave_behind(store, header, ("thinking", "Hm"), ("text", " \n"))
    assert recover_replies(store) == ()
    assert inflight(store) == []


@pytest.mark.parametrize(
    "first_line",
    [
        b"damaged",
        b"{}",
        encode_line(
            {
                "project": "../..",
                "sessionId": "00000000-0000-0000-0000-00000000000a",
                "uuid": "u",
                "engine": "e",
                "timestamp": "t",
            }
        ).rstrip(b"\n"),
    ],
)
def test_text_without_a_usable_header_is_set_aside_not_removed(store, first_line, caplog):
    name = "00000000-0000-0000-0000-00000000000a.jsonl"
    content = first_line + b'\n{"text":"a secret"}\n'
    (store.paths.inflight / name).write_bytes(content)
    assert recover_replies(store) == ()
    assert inflight(store) == [name + SET_ASIDE_SUFFIX]
    assert (store.paths.inflight / (name + SET_ASIDE_SUFFIX)).read_bytes() == content
    assert "set aside" in caplog.text
    assert "secret" not in caplog.text


def test_the_text_of_a_conversation_that_is_gone_is_set_aside(store, header, caplog):
    path = leave_behind(store, header, ("text", "Half"))
    store.own_path(header.ref).unlink()
    assert recover_replies(store) == ()
    assert inflight(store) == [path.name + SET_ASIDE_SUFFIX]


def test_links_and_pipes_among_the_checkpoints_hurt_nobody(store, header, tmp_path, caplog):
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    (store.paths.inflight / "00000000-0000-0000-0000-000000000001.jsonl").symlink_to(target)
    os.mkfifo(store.paths.inflight / "00000000-0000-0000-0000-000000000002.jsonl")
    leave_behind(store, header, ("text", "Half"))
    assert recover_replies(store) == (header.ref,)
    assert target.read_bytes() == b"mine"


def test_reading_stays_within_a_header(header):
    lost = read_checkpoint(
        encode_line(header.to_fields()) + b'{"text":"a"}\n{"thinking":"b"}\n{"text":"c"}\n'
    )
    assert lost is not None
    assert lost.header == header
    assert lost.text.parts == [("text", "a"), ("thinking", "b"), ("text", "c")]


async def test_text_reaches_the_disk_within_a_second_and_nothing_runs_without_text(store, header):
    threads = WorkerThreads(1, "test")
    loop = asyncio.get_running_loop()
    async with TaskOwner() as tasks:
        checkpoint = Checkpoint(store.paths.inflight, header, threads, tasks)
        assert inflight(store) == []
        began = loop.time()
        for piece in ("a", "b", "c"):
            checkpoint.add("text", piece)
        path = store.paths.inflight / f"{header.ref.session_id}.jsonl"
        while not path.exists() or b"abc" not in path.read_bytes():
            await threads.run(os.sched_yield)
        assert FLUSH_DELAY_S <= loop.time() - began < 1
        await checkpoint.discard()
        assert inflight(store) == []
        assert tasks.running == ()
    await threads.aclose(1)


async def test_a_checkpoint_that_was_given_up_is_found_again(store, header):
    threads = WorkerThreads(1, "test")
    async with TaskOwner() as tasks:
        checkpoint = Checkpoint(store.paths.inflight, header, threads, tasks)
        checkpoint.add("text", "all of it")
        await checkpoint.keep()
        checkpoint.close()
    await threads.aclose(1)
    assert recover_replies(store) == (header.ref,)


@pytest.fixture
def refusing(monkeypatch):
    """Let the syncs of these numbers fail; the list given back grows by one with each sync."""

    def refusing(*numbers):
        real_sync, syncs = os.fdatasync, []

        def sync(fd):
            syncs.append(fd)
            if len(syncs) in numbers:
                raise OSError(5, "Input/output error")
            real_sync(fd)

        monkeypatch.setattr(os, "fdatasync", sync)
        return syncs

    return refusing


async def test_one_error_is_got_over_at_once(store, header, refusing, caplog):
    syncs = refusing(2)
    file = CheckpointFile(store.paths.inflight, header)
    file.append([("text", "one ")])
    file.append([("text", "two")])
    assert len(syncs) == 3
    assert not file.owes
    assert read_checkpoint(file.path.read_bytes()).text.parts == [("text", "one two")]
    file.close()
    assert "Input/output error" in caplog.text


async def test_a_refused_write_is_made_good_by_the_next(
    store, header, monkeypatch, refusing, caplog
):
    threads = WorkerThreads(1, "test")
    monkeypatch.setattr("desktop_app.sessions.checkpoints.FLUSH_DELAY_S", 0)
    syncs = refusing(2, 3)
    async with TaskOwner() as tasks:
        checkpoint = Checkpoint(store.paths.inflight, header, threads, tasks)
        for so_far, piece in ((1, "one "), (3, "two "), (4, "three")):
            checkpoint.add("text", piece)
            while len(syncs) < so_far or tasks.running:
                await threads.run(os.sched_yield)
        checkpoint.close()
    await threads.aclose(1)
    assert "Input/output error" in caplog.text
    recover_replies(store)
    assert store.tail(header.ref, 1).entries[0].text == "one two three"


async def test_the_manager_recovers_at_its_start_and_names_the_conversation(store, header):
    leave_behind(store, header, ("text", "Half"))
    async with SessionManager(store, FakeFactory()) as manager:
        assert manager.recovered == (header.ref,)
        page = await manager.open(header.ref)
        assert page.entries[-1].is_interrupted


async def test_the_end_of_a_turn_leaves_no_checkpoint(store, ref, monkeypatch):
    monkeypatch.setattr("desktop_app.sessions.checkpoints.FLUSH_DELAY_S", 0)
    log, factory = EventLog(), FakeFactory(ConductedEngine)
    async with SessionManager(store, factory) as manager:
        manager.subscribe(log)
        await manager.submit(ref, "Hello")
        await log.wait_for(TurnStarted)
        factory.latest.send(TextDelta("Hi"))
        await log.wait_for(TextStreamed)
        while not inflight(store):
            await manager.sessions()
        assert recover_replies(store) == ()  # what another process would do now
        factory.latest.send(final("Hi"))
        await log.wait_for(TurnEnded)
        assert inflight(store) == []


KILLED = """
import asyncio, sys
from pathlib import Path
from desktop_app.base.clock import SystemClock
from desktop_app.engines.base import TextDelta
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.engines import FakeFactory
from tests.fakes.events import EventLog
from desktop_app.sessions.events import TurnStarted

async def main(data, claude, cwd):
    factory, log = FakeFactory(), EventLog()
    with Store(DataPaths(data), claude, SystemClock()) as store:
        async with SessionManager(store, factory) as manager:
            manager.subscribe(log)
            ref = await manager.open_default(cwd)
            await manager.submit(ref, "Question")
            await log.wait_for(TurnStarted)
            factory.latest.send(TextDelta("Half a reply"))
            checkpoint = data / "inflight" / f"{ref.session_id}.jsonl"
            while not checkpoint.exists() or b"reply" not in checkpoint.read_bytes():
                await manager.sessions()
            print("streaming", flush=True)
            await asyncio.Event().wait()

asyncio.run(main(*map(Path, sys.argv[1:])))
"""


async def test_kill_minus_nine_in_mid_reply(paths, claude_dir, clock, tmp_path):
    root = Path(__file__).parents[2]
    process = subprocess.Popen(  # noqa: ASYNC220 - the test has nothing else to do meanwhile
        [sys.executable, "-c", KILLED, paths.root, claude_dir, tmp_path],
        cwd=root,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"streaming\n"
    with Store(paths, claude_dir, clock) as store:
        assert recover_replies(store) == ()  # it lives
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        async with SessionManager(store, FakeFactory()) as manager:
            (ref,) = manager.recovered
            prompt, reply = (await manager.open(ref)).entries
    assert (prompt.text, reply.text) == ("Question", "Half a reply")
    assert reply.is_interrupted
    assert reply.parent_uuid == prompt.uuid
