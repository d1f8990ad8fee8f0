"""What the manager does with conversations, and what it refuses."""

import asyncio
import json
import os
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.errors import (
    ConversationBusyError,
    EmptyTextError,
    EngineFailedError,
    FileReplacedError,
    SessionNotFoundError,
    UnreadableSessionError,
)
from desktop_app.sessions.events import (
    ConversationsChanged,
    EntrySaved,
    IndexRefreshed,
    SessionAdopted,
    SessionCreated,
    SessionOpened,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from tests.fakes.engines import EchoEngine, FakeFactory, final
from tests.fakes.events import EventLog


@pytest.fixture
def manager(store, factory, log):
    manager = SessionManager(store, factory)
    manager.subscribe(log)
    return manager


def contents(root: Path):
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


# --- opening


async def test_the_default_conversation_is_made_once(manager, store, tmp_path):
    async with manager:
        ref = await manager.open_default(tmp_path)
        assert ref.session_id == DEFAULT_SESSION_ID
        assert await manager.open_default(tmp_path / "elsewhere") == ref
        assert await manager.find(DEFAULT_SESSION_ID) == ref
        page = await manager.open(ref)
        assert page.entries == ()
        assert manager.live_refs == (ref,)


async def test_a_new_conversation_is_on_the_disk_and_in_the_list(manager, store, tmp_path, log):
    async with manager:
        ref = await manager.create(tmp_path)
        assert store.own_path(ref).exists()
        assert log.of(SessionCreated) == [SessionCreated(ref)]
        assert ConversationsChanged() in log.events
        (summary,) = await manager.sessions()
        assert (summary.ref, summary.origin) == (ref, Origin.SEMPRE)


async def test_opening_twice_makes_it_live_once(manager, ref, log):
    async with manager:
        await asyncio.gather(manager.open(ref), manager.open(ref))
        assert log.of(SessionOpened) == [SessionOpened(ref)]
        assert manager.live_count == 1


async def test_what_can_not_be_opened_does_not_become_live(manager, ref, store):
    store.own_path(ref).unlink()
    missing = SessionRef("-nowhere", "00000000-0000-0000-0000-0000000000ff")
    os.mkfifo(store.own_path(ref))
    async with manager:
        with pytest.raises(UnreadableSessionError):
            await manager.open(ref)
        with pytest.raises(SessionNotFoundError):
            await manager.open(missing)
        with pytest.raises(SessionNotFoundError):
            await manager.submit(missing, "Hello")
        assert manager.live_count == 0


async def test_pages_go_up_down_and_around(store, ref, log):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        for number in range(6):
            await manager.submit(ref, f"message {number}")
            await manager.wait_idle(ref)
        tail = await manager.tail(ref, 2)
        assert [e.text for e in tail.entries] == ["message 5", "echo: message 5"]
        above = await manager.before(ref, tail.start_offset, 2)
        assert [e.text for e in above.entries] == ["message 4", "echo: message 4"]
        below = await manager.after(ref, above.end_offset, 1)
        assert below.entries[0].text == "message 5"
        around = await manager.around(ref, above.entries[0].uuid, 4)
        assert around is not None
        assert above.entries[0] in around.entries
        assert await manager.around(ref, "no such record", 4) is None


# --- submitting


@pytest.mark.parametrize("text", ["", "  \n\t "])
async def test_nothing_is_not_sent(manager, ref, store, text):
    async with manager:
        with pytest.raises(EmptyTextError):
            await manager.submit(ref, text)
    assert store.own_path(ref).stat().st_size == 0


async def test_the_text_is_saved_as_it_was_typed(manager, ref, factory, log):
    text = "  <b>línea</b>\u2028\n\tolá 🔒 \x1b[31m"
    async with manager:
        entry = await manager.submit(ref, text)
        assert (entry.kind, entry.text) == (EntryKind.PROMPT, text)
        assert (await manager.tail(ref)).entries == (entry,)
        await manager.stop(ref)


async def test_a_second_prompt_waits_for_nobody_it_is_refused(manager, ref, factory, log):
    async with manager:
        results = await asyncio.gather(
            manager.submit(ref, "One"), manager.submit(ref, "Two"), return_exceptions=True
        )
        assert [type(result).__name__ for result in results] == ["Entry", "ConversationBusyError"]
        with pytest.raises(ConversationBusyError):
            await manager.submit(ref, "Three")
        await log.wait_for(TurnStarted)
        factory.latest.send(final("Done"))
        await manager.wait_idle()
        entries = (await manager.tail(ref)).entries
        assert [entry.text for entry in entries] == ["One", "Done"]


async def test_a_stop_during_a_submit_ends_the_turn_it_begins(manager, ref, log):
    async with manager:
        submitting = asyncio.gather(manager.submit(ref, "One"), manager.stop(ref))
        await manager.open(ref)
        await submitting
        await manager.stop(ref)
        assert not manager.is_busy(ref)
        await manager.wait_idle()
        assert len(log.of(TurnEnded)) == 1


async def test_conversations_do_not_wait_for_each_other(
    manager, store, ref, factory, log, tmp_path
):
    other = store.create(tmp_path)
    async with manager:
        await manager.submit(ref, "One")
        await log.wait_for(TurnStarted)
        slow = factory.latest
        await manager.submit(other, "Two")
        await log.wait_for(TurnStarted, 2)
        factory.latest.send(final("Quick"))
        await manager.wait_idle(other)
        assert manager.is_busy(ref)
        slow.send(final("Slow"))
        await manager.wait_idle()


async def test_a_conversation_of_claude_code_is_adopted_first(
    store, log, claude_dir, real_claude_dir, factory, manager
):
    shutil.copytree(real_claude_dir / "projects", claude_dir / "projects", dirs_exist_ok=True)
    before = contents(claude_dir)
    async with manager:
        ref = await manager.find("fef58e60-31d0-4461-b88f-788328f51dbe")
        last = (await manager.open(ref)).entries[-1]
        assert not store.is_ours(ref)
        leaf = store.leaf(ref)
        entry = await manager.submit(ref, "Do you remember?")
        assert log.of(SessionAdopted) == [SessionAdopted(ref)]
        await log.wait_for(TurnStarted)
        factory.latest.send(final("Yes."))
        await manager.wait_idle()
        texts = [entry.text for entry in (await manager.tail(ref)).entries[-2:]]
        assert texts == ["Do you remember?", "Yes."]
    assert entry.parent_uuid == leaf
    assert last.uuid
    assert contents(claude_dir) == before
    original = before[claude_dir / "projects" / ref.project / f"{ref.session_id}.jsonl"]
    assert store.own_path(ref).read_bytes().startswith(original)
    # the new records carry what Claude Code needs to resume
    record = json.loads(next(line for line in store.raw_lines(ref, tail=3)))
    assert record["sessionId"] == ref.session_id
    assert record["cwd"] == store.cwd(ref)


async def test_the_next_start_continues_where_the_last_one_ended(store, ref):
    for text in ("One", "Two"):
        async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
            await manager.submit(ref, text)
            await manager.wait_idle()
    chain = store.tail(ref, 10).entries
    assert [entry.text for entry in chain] == ["One", "echo: One", "Two", "echo: Two"]
    assert [entry.parent_uuid for entry in chain] == [None, *(entry.uuid for entry in chain[:-1])]


async def test_a_file_replaced_by_another_program_is_told(manager, ref, store, log, caplog):
    async with manager:
        await manager.submit(ref, "One")
        await manager.stop(ref)
        store.own_path(ref).write_bytes(b"")
        with pytest.raises(FileReplacedError):
            await manager.submit(ref, "Two")
        assert len(log.of(EntrySaved)) == 1


async def test_an_engine_that_can_not_be_had_fails_the_turn_not_the_prompt(store, ref, log, caplog):
    def refuse():
        raise SempreError(message("Engines", "There is no such engine."))

    words = "a secret"

    def crash():
        raise KeyError(words)

    async with SessionManager(store, FakeFactory(refuse)) as manager:
        manager.subscribe(log)
        await manager.submit(ref, "One")
        await manager.wait_idle()
        assert str(log.of(TurnFailed)[0].error.title) == "There is no such engine."
    async with SessionManager(store, FakeFactory(crash)) as manager:
        manager.subscribe(log)
        await manager.submit(ref, "Two")
        await manager.wait_idle()
        assert isinstance(log.of(TurnFailed)[1].error, EngineFailedError)
        assert not manager.is_busy(ref)
    assert "secret" not in caplog.text
    assert [entry.text for entry in store.tail(ref, 5).entries] == ["One", "Two"]


# --- listeners


async def test_a_listener_that_fails_harms_nobody(store, ref, log, caplog):
    def fail(event):
        raise ValueError(event)

    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        manager.subscribe(fail)
        manager.subscribe(log)
        await manager.submit(ref, "a secret")
        await manager.wait_idle()
        assert len(log.of(EntrySaved)) == 2
    assert "a listener failed on EntrySaved" in caplog.text
    assert "secret" not in caplog.text


async def test_whoever_unsubscribed_hears_nothing(store, ref):
    log = EventLog()
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        unsubscribe = manager.subscribe(log)
        unsubscribe()
        unsubscribe()
        await manager.open(ref)
    assert log.events == []


# --- titles, search


async def test_a_title_is_a_record_like_any_other(manager, ref, store, log):
    async with manager:
        await manager.rename(ref, "  My\n title ")
        (summary,) = await manager.sessions()
        assert summary.title == "My title"
        with pytest.raises(EmptyTextError):
            await manager.rename(ref, " ")
    assert [json.loads(line)["type"] for line in store.raw_lines(ref)] == ["custom-title"]


async def test_search_covers_what_was_said(store, ref, log):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        manager.subscribe(log)
        await manager.submit(ref, "The capybara swims")
        await manager.wait_idle()
        threads, steps = set(), []

        def progress(done, total):
            threads.add(threading.current_thread())
            steps.append((done, total))

        await manager.refresh_index(progress)
        assert log.of(IndexRefreshed)[0].messages == 2
        assert {hit.ref for hit in await manager.search("capybara")} == {ref}
        await asyncio.sleep(0)
        assert threads <= {threading.main_thread()}


async def test_the_health_report_counts_what_is_live(store, ref, tmp_path, clock):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        await manager.submit(ref, "Hello")
        await manager.wait_idle()
        await manager.open(await manager.create(tmp_path))
        clock.advance(timedelta(hours=2))
        report = (await manager.health(current=ref)).to_json()
    assert report["config"] == {
        "timeout_minutes": 0,
        "cleanup_interval": 0,
        "max_sessions": 500,
        "max_connection_pool_size": 50,
    }
    assert report["sessions"]["live"] == 2
    assert report["connections"]["open"] == 1
    assert report["jsonl"]["current_bytes"] == store.own_path(ref).stat().st_size


async def test_the_engines_are_told_by_name(manager):
    async with manager:
        assert [each.name for each in manager.available_engines()] == ["conducted", "echo"]
