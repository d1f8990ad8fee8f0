"""501 conversations and 51 connections: the least recently used idle one gives way."""

import asyncio

import pytest

from desktop_app.sessions.errors import AllConnectionsBusyError, AllSessionsBusyError
from desktop_app.sessions.events import (
    EntrySaved,
    SessionOpened,
    SessionParked,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from desktop_app.sessions.manager import SessionManager
from tests.fakes.engines import ConductedEngine, EchoEngine, FakeFactory, final
from tests.fakes.events import EventLog


class SmallManager(SessionManager):
    """The same rules at a size at which everything can be busy."""

    MAX_SESSIONS = 3
    MAX_CONNECTION_POOL_SIZE = 2


def snapshot(store):
    return {path: path.read_bytes() for _, path in store.our_files()}


async def test_the_501st_conversation_parks_the_least_recently_used(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(501)]
    files = snapshot(store)
    log = EventLog()
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        manager.subscribe(log)
        for ref in refs[:500]:
            await manager.open(ref)
        assert manager.live_count == 500
        await manager.open(refs[0])  # used again, so the second is the least recent now
        await manager.open(refs[500])
        assert manager.live_count == 500
        assert [event.ref for event in log.of(SessionParked)] == [refs[1]]
        assert refs[1] not in manager.live_refs
        assert refs[0] in manager.live_refs
        # parking is not expiry: every file is what it was, and a click brings it back
        assert snapshot(store) == files
        await manager.open(refs[1])
        assert refs[1] in manager.live_refs
        assert manager.live_count == 500
        assert len(log.of(SessionOpened)) == 502


async def test_the_51st_connection_closes_the_least_recently_used(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(51)]
    factory, log = FakeFactory(EchoEngine), EventLog()
    async with SessionManager(store, factory) as manager:
        manager.subscribe(log)
        for ref in refs[:50]:
            await manager.submit(ref, "Hello")
            await manager.wait_idle(ref)
        assert manager.connection_count == 50
        await manager.submit(refs[0], "Again")
        await manager.wait_idle()
        await manager.submit(refs[50], "Hello")
        await manager.wait_idle()
        assert manager.connection_count == 50
        assert [engine.is_closed for engine in factory.made] == [False, True, *[False] * 49]
        # the conversation without a connection stays live, and gets a new one
        assert manager.live_count == 51
        await manager.submit(refs[1], "Still here?")
        await manager.wait_idle()
        assert len(factory.made) == 52
        assert log.of(SessionParked) == []
        assert log.of(TurnFailed) == []
    assert all(engine.is_closed for engine in factory.made)


async def test_parking_closes_the_connection_and_the_file(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(4)]
    factory = FakeFactory(EchoEngine)
    async with SmallManager(store, factory) as manager:
        await manager.submit(refs[0], "Hello")
        await manager.wait_idle()
        for ref in refs[1:]:
            await manager.open(ref)
        assert refs[0] not in manager.live_refs
        assert factory.made[0].is_closed
        assert manager.connection_count == 0
        await manager.submit(refs[0], "Back again")
        await manager.wait_idle()
        assert [e.text for e in (await manager.tail(refs[0])).entries] == [
            "Hello",
            "echo: Hello",
            "Back again",
            "echo: Back again",
        ]


async def test_a_conversation_with_a_reply_in_flight_is_never_parked(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(5)]
    factory, log = FakeFactory(ConductedEngine), EventLog()
    async with SmallManager(store, factory) as manager:
        manager.subscribe(log)
        await manager.submit(refs[0], "Busy")
        await log.wait_for(TurnStarted)
        for ref in refs[1:]:
            await manager.open(ref)
        assert manager.live_refs == (refs[0], refs[3], refs[4])
        factory.latest.send(final("Done"))
        await manager.wait_idle()
        await manager.open(refs[1])
        assert refs[0] not in manager.live_refs


async def test_all_conversations_busy_is_told_and_nothing_happens(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(4)]
    factory, log = FakeFactory(ConductedEngine), EventLog()

    class ThreeOfEach(SessionManager):
        MAX_SESSIONS = 3
        MAX_CONNECTION_POOL_SIZE = 3

    async with ThreeOfEach(store, factory) as manager:
        manager.subscribe(log)
        for ref in refs[:3]:
            await manager.submit(ref, "Hello")
        with pytest.raises(AllSessionsBusyError, match="All 3 live conversations"):
            await manager.open(refs[3])
        with pytest.raises(AllSessionsBusyError):
            await manager.submit(refs[3], "Hello")
        assert manager.live_refs == tuple(refs[:3])
        assert store.own_path(refs[3]).stat().st_size == 0


async def test_all_connections_busy_is_told_and_the_prompt_is_saved(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(3)]
    factory, log = FakeFactory(ConductedEngine), EventLog()
    async with SmallManager(store, factory) as manager:
        manager.subscribe(log)
        for ref in refs[:2]:
            await manager.submit(ref, "Hello")
        await log.wait_for(TurnStarted, 2)
        entry = await manager.submit(refs[2], "Is anybody free?")
        ended = await log.wait_for(TurnEnded)
        assert ended.ref == refs[2]
        assert isinstance(log.of(TurnFailed)[0].error, AllConnectionsBusyError)
        assert log.of(EntrySaved)[2].entry == entry
        assert store.tail(refs[2], 5).entries == (entry,)
        assert manager.connection_count == 2


async def test_many_at_once_never_exceed_the_limits(store, tmp_path):
    refs = [store.create(tmp_path) for _ in range(12)]
    factory = FakeFactory(EchoEngine)

    async def use(manager, ref):
        while True:
            try:
                await manager.submit(ref, "Hello")
            except AllSessionsBusyError:
                await manager.wait_idle()
            else:
                return

    async with SmallManager(store, factory) as manager:
        seen = []

        def watch(event):
            seen.append((manager.live_count, manager.connection_count))

        manager.subscribe(watch)
        async with asyncio.TaskGroup() as group:
            for ref in refs:
                group.create_task(use(manager, ref))
        await manager.wait_idle()
        assert max(live for live, _ in seen) <= 3
        assert max(held for _, held in seen) <= 2
    assert all(store.tail(ref, 5).entries[0].text == "Hello" for ref in refs)


async def test_another_engine_takes_the_place_of_the_one_before(store, tmp_path):
    ref = store.create(tmp_path)
    factory = FakeFactory(EchoEngine)
    async with SessionManager(store, factory) as manager:
        await manager.submit(ref, "One")
        await manager.wait_idle()
        assert manager.engine_name(ref) == "conducted"
        manager.set_engine(ref, "echo")
        assert manager.engine_name(ref) == "echo"
        await manager.submit(ref, "Two")
        await manager.wait_idle()
        assert [engine.is_closed for engine in factory.made] == [True, False]
        assert manager.connection_count == 1


async def test_the_chosen_engine_survives_a_restart_while_it_can_be_used(store, tmp_path):
    ref, other = store.create(tmp_path), store.create(tmp_path)
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        await manager.keep_engine(ref, "echo")
        await manager.keep_engine(other, "gone")
    async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
        await manager.open(ref)
        await manager.open(other)
        assert [manager.engine_name(each) for each in (ref, other)] == ["echo", "conducted"]
