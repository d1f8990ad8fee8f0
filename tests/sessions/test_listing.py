"""Listing and opening do not wait for large files, and whatever reads them can be stopped."""

import asyncio
import shutil
import threading
from concurrent.futures import CancelledError

import pytest

from desktop_app.sessions.events import IndexRefreshed
from desktop_app.sessions.index import index as index_module
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.sessions.store import searching as store_module
from desktop_app.sessions.summary import SummaryFold
from tests.fakes.engines import ConductedEngine, FakeFactory
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript

WHERE_AND_WHEN = {"cwd": "/home/user/chat", "timestamp": "2026-01-01T12:00:00.000Z"}


def long_story():
    """402 messages in 440 kB."""
    fillings = [prompt("x" * 1_000, **WHERE_AND_WHEN) for _ in range(400)]
    first, last = prompt("A long story", **WHERE_AND_WHEN), reply("End", **WHERE_AND_WHEN)
    return [first, *fillings, last]


@pytest.fixture
def large(claude_dir, monkeypatch):
    """A conversation of Claude Code's that counts as large."""
    monkeypatch.setattr(store_module, "GLANCE_ABOVE_BYTES", 100_000)
    monkeypatch.setattr(index_module, "MAX_UPDATE_BYTES", 100_000)
    ref, _ = write_transcript(claude_dir / "projects", 1, *long_story())
    return ref


@pytest.fixture
def folded(monkeypatch):
    """Everything that was summarised, by whatever thread."""
    items = []
    take = SummaryFold.take

    def note_and_take(fold, item, entry):
        items.append(item)
        take(fold, item, entry)

    monkeypatch.setattr(SummaryFold, "take", note_and_take)
    return items


def test_the_first_listing_of_real_transcripts_is_exact(paths, claude_dir, real_claude_dir, clock):
    shutil.copytree(real_claude_dir, claude_dir, dirs_exist_ok=True)
    with Store(paths, claude_dir, clock) as store:
        quick = store.summaries(quick=True)
        assert len(quick) == 12
        assert quick == store.summaries()
        assert not any(summary.is_estimated for summary in quick)


def test_a_large_conversation_is_estimated_until_it_was_read(store, large):
    (quick,) = store.summaries(quick=True)
    assert (quick.ref, quick.title, quick.is_estimated) == (large, "A long story", True)
    assert store.summary(large, quick=True) == quick
    (exact,) = store.summaries()
    assert exact.messages == 402
    assert store.summaries(quick=True) == [exact]


def test_finding_and_opening_read_no_large_file_through(store, claude_dir, large, folded, tmp_path):
    for project in ("-a", "-b"):
        write_transcript(claude_dir / "projects", 1, *long_story(), project=project)
    assert len(store.find_all(large.session_id)) == 3
    own = store.ensure_default(tmp_path)
    began_here = [record | {"entrypoint": "sempre"} for record in long_story()]
    store.own_path(own).write_bytes(encoded(*began_here))
    assert store.ensure_default(tmp_path / "elsewhere") == own
    assert len(folded) < 40


def test_a_search_leaves_what_grew_far_to_the_next_refresh(store, large, folded):
    store.adopt(large)
    assert store.search("story") == []
    assert len(folded) < 40
    store.refresh_index()
    assert [hit.ref for hit in store.search("story")] == [large]


def test_after_stopping_nothing_reads_a_file_through(store, large, folded):
    store.adopt(large)
    store.stop_reading()
    for read in (
        store.summaries,
        lambda: store.summary(large),
        lambda: list(store.verify()),
    ):
        with pytest.raises(CancelledError):
            read()
    store.refresh_index()
    assert store.search("story") == []
    assert folded == []
    assert store.tail(large, 1).entries[0].text == "End"  # what reads little goes on


async def test_leaving_the_manager_ends_a_reading_that_is_under_way(
    store, large, monkeypatch, paths, claude_dir, clock
):
    begun, may_go_on = threading.Event(), threading.Event()
    added = []
    take = SummaryFold.take

    def wait_and_take(fold, item, entry):
        added.append(item)
        if len(added) == 100:
            begun.set()
            may_go_on.wait(10)
        take(fold, item, entry)

    monkeypatch.setattr(SummaryFold, "take", wait_and_take)
    async with SessionManager(store, FakeFactory(ConductedEngine)) as manager:
        refreshing = asyncio.ensure_future(manager.refresh_index())  # noqa: TID251 - awaited below
        await asyncio.to_thread(begun.wait, 10)
        asyncio.get_running_loop().call_soon(may_go_on.set)
    await asyncio.wait([refreshing])
    assert 100 <= len(added) < 110
    monkeypatch.undo()

    with Store(paths, claude_dir, clock) as again:  # nothing is damaged; it goes on
        again.refresh_index()
        assert again.summary(large).messages == 402
        assert again.history_size().is_complete


async def test_the_manager_reports_at_once_and_counts_as_checked_what_was_read(store, large):
    async with SessionManager(store, FakeFactory(ConductedEngine)) as manager:
        before = await manager.health()
        await manager.refresh_index()
        after = await manager.health()
    assert (before.integrity.checked_files, after.integrity.checked_files) == (0, 1)
    assert before.sessions.claude_code == after.sessions.claude_code == 1
    assert (before.index.messages, after.index.messages) == (0, 402)
    assert before.jsonl == after.jsonl


async def test_the_manager_lists_without_waiting_and_tells_when_all_was_read(store, large):
    told = []
    async with SessionManager(store, FakeFactory(ConductedEngine)) as manager:
        manager.subscribe(told.append)
        (before,) = await manager.sessions()
        await manager.refresh_index()
        (after,) = await manager.sessions()
    assert (before.is_estimated, after.is_estimated) == (True, False)
    assert after.messages == 402
    assert [event for event in told if isinstance(event, IndexRefreshed)]
