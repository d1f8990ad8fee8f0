"""The promise, as the manager keeps it (README, 'What "permanent" means')."""

import asyncio
import logging
import threading
from datetime import timedelta

from desktop_app.sessions.manager import SessionManager
from tests.fakes.engines import EchoEngine, FakeFactory

FIVE_LINES = [
    "🔒 Sessões configuradas como PERMANENTES - Nunca expiram",
    "⚙️ Timeout: 0 min (0 = desabilitado)",
    "🔧 Limpeza automática: 0 min (0 = desabilitada)",
    "🔒 Limpeza automática DESABILITADA - Sessões são permanentes",
    "✅ Todas as sessões serão mantidas indefinidamente",
]


def versions(store):
    """Everything that tells a changed file; not the time of access, which looking itself moves."""
    status = {path: path.stat() for path in store.paths.projects.rglob("*")}
    return {path: (s.st_ino, s.st_size, s.st_mtime_ns) for path, s in status.items()}


def test_the_numbers_are_attributes_of_the_class():
    assert SessionManager.SESSION_TIMEOUT_MINUTES == 0
    assert SessionManager.CLEANUP_INTERVAL_MINUTES == 0
    assert SessionManager.MAX_SESSIONS == 500
    assert SessionManager.MAX_CONNECTION_POOL_SIZE == 50


async def test_the_start_logs_the_five_lines_word_for_word(store, caplog):
    caplog.set_level(logging.INFO, "sempre")
    async with SessionManager(store, FakeFactory()):
        lines = [r.getMessage() for r in caplog.records if r.name.startswith("sempre")]
    assert lines[:5] == FIVE_LINES


async def test_cleaning_up_inactive_sessions_touches_nothing(store, tmp_path, clock):
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        ref = await manager.open_default(tmp_path)
        await manager.submit(ref, "Hello")
        await manager.wait_idle()
        before = versions(store)
        clock.advance(timedelta(days=3650))
        assert manager.cleanup_inactive_sessions() == []
        assert versions(store) == before
        assert manager.live_refs == (ref,)
        assert manager.connection_count == 1
        await manager.submit(ref, "Ten years later")
        await manager.wait_idle()
        texts = [entry.text for entry in (await manager.tail(ref)).entries]
        assert texts == ["Hello", "echo: Hello", "Ten years later", "echo: Ten years later"]


async def test_at_rest_no_task_and_no_timer_exists(store, tmp_path):
    loop = asyncio.get_running_loop()
    tasks, timers = asyncio.all_tasks(), scheduled(loop)
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        ref = await manager.open_default(tmp_path)
        await manager.open(ref)
        await manager.submit(ref, "Hello")
        await manager.wait_idle()
        await manager.search("hello")
        assert asyncio.all_tasks() == tasks
        assert scheduled(loop) == timers
        assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer)]


def scheduled(loop):
    """Return the callbacks that wait for their time."""
    return {handle for handle in loop._scheduled if not handle.cancelled()}
