"""The guarded cleanup, backup and undo, as the manager offers them."""

import asyncio
import threading
from pathlib import Path

import pytest

from desktop_app.sessions.errors import (
    NotNowError,
    RepliesInFlightError,
    WrongConfirmationError,
)
from desktop_app.sessions.events import ConversationsChanged
from desktop_app.sessions.manager import SessionManager
from tests.fakes.engines import ConductedEngine, EchoEngine, FakeFactory


def contents(root: Path):
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


async def test_cleanup_is_refused_while_a_reply_is_written(ref, store):
    async with SessionManager(store, FakeFactory(ConductedEngine)) as manager:
        await manager.submit(ref, "Hello")
        plan = await manager.plan_cleanup()
        before = contents(store.paths.projects)
        with pytest.raises(RepliesInFlightError):
            await manager.force_cleanup_all(plan.phrase)
        assert contents(store.paths.projects) == before
        await manager.stop(ref)


async def test_the_wrong_phrase_removes_nothing(store, ref):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        await manager.submit(ref, "Hello")
        await manager.wait_idle()
        before = contents(store.paths.projects)
        with pytest.raises(WrongConfirmationError):
            await manager.force_cleanup_all("DELETE EVERYTHING")
        assert contents(store.paths.projects) == before
        assert manager.live_refs == (ref,)
        await manager.submit(ref, "Still here")
        await manager.wait_idle()


async def test_cleanup_removes_starts_anew_and_can_be_undone(store, tmp_path, log):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        default = await manager.open_default(tmp_path)
        other = await manager.create(tmp_path)
        for ref in (default, other):
            await manager.submit(ref, "Hello")
            await manager.wait_idle()
        before = contents(store.paths.projects)
        plan = await manager.plan_cleanup()
        assert plan.phrase == "DELETE 2 CONVERSATIONS"
        threads, refusals = set(), []

        def progress(step):
            threads.add(threading.current_thread())
            refusals.append(step.phase)

        manager.subscribe(log)
        result = await manager.force_cleanup_all(plan.phrase, progress=progress)
        assert result.removed == 2
        assert log.of(ConversationsChanged)
        assert threads == {threading.main_thread()}
        assert "remove" in refusals
        assert manager.live_count == manager.connection_count == 0
        assert contents(store.paths.projects) == {store.own_path(default): b""}
        await manager.restore(result.backup.path)
        assert contents(store.paths.projects) == before
        # and everything goes on
        await manager.submit(other, "Back again")
        await manager.wait_idle()


async def test_nothing_is_written_while_the_cleanup_runs(store, ref, tmp_path):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        await manager.submit(ref, "Hello")
        await manager.wait_idle()
        plan = await manager.plan_cleanup()

        async def write():
            with pytest.raises(NotNowError):
                await manager.submit(ref, "Too late")
            with pytest.raises(NotNowError):
                await manager.create(tmp_path)
            with pytest.raises(NotNowError):
                await manager.force_cleanup_all(plan.phrase)

        async with asyncio.TaskGroup() as group:
            cleaning = group.create_task(manager.force_cleanup_all(plan.phrase))
            group.create_task(write())
        assert cleaning.result().removed == 1
        await manager.create(tmp_path)  # and it is over


async def test_a_backup_tells_its_progress_on_the_loops_thread(store, ref):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        await manager.submit(ref, "Hello")
        await manager.wait_idle()
        threads = set()
        report = await manager.backup(progress=lambda step: threads.add(threading.current_thread()))
        assert report.conversations == 1
        assert threads == {threading.main_thread()}
