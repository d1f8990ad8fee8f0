"""Leaving the manager: everything that arrived is stored, within five seconds, whatever hangs."""

import asyncio

import pytest

from desktop_app.engines.base import TextDelta
from desktop_app.sessions.errors import NotNowError
from desktop_app.sessions.events import TextStreamed, TurnEnded, TurnStarted
from desktop_app.sessions.manager import SessionManager
from tests.fakes.engines import ConductedEngine, FakeFactory


async def test_leaving_stores_what_had_arrived(store, ref, factory, log):
    async with SessionManager(store, factory) as manager:
        manager.subscribe(log)
        await manager.submit(ref, "Hello")
        await log.wait_for(TurnStarted)
        factory.latest.send(TextDelta("Half"))
        await log.wait_for(TextStreamed)
    reply = store.tail(ref, 5).entries[-1]
    assert (reply.text, reply.is_interrupted) == ("Half", True)
    assert log.of(TurnEnded)[0].was_stopped
    assert factory.latest.closes == 1
    assert list(store.paths.inflight.iterdir()) == []


async def test_leaving_takes_five_seconds_at_most_with_engines_that_hang(
    store, factory, log, tmp_path, caplog
):
    refs = [store.create(tmp_path) for _ in range(3)]

    def make():
        engine = ConductedEngine(is_deaf=True, is_stubborn=True)
        engine.hangs_on_close = True
        return engine

    factory = FakeFactory(make)
    loop = asyncio.get_running_loop()
    async with SessionManager(store, factory) as manager:
        manager.subscribe(log)
        for ref in refs:
            await manager.submit(ref, "Hello")
        await log.wait_for(TurnStarted, 3)
        for engine in factory.made:
            engine.send(TextDelta("Half"))
        await log.wait_for(TextStreamed, 3)
        began = loop.time()
    assert loop.time() - began < 5
    for ref in refs:
        assert store.tail(ref, 5).entries[-1].is_interrupted
    for engine in factory.made:
        engine.send(None)  # let the stubborn streams end with the test
    await asyncio.sleep(0)


async def test_after_leaving_nothing_new_is_taken(store, ref, tmp_path):
    async with SessionManager(store, FakeFactory()) as manager:
        pass
    with pytest.raises(NotNowError):
        await manager.create(tmp_path)
