"""FAULTS 60-62: clocks that jump, memory that runs out, listeners that fail."""

import asyncio
import resource
import subprocess
from datetime import timedelta
from typing import Any

import pytest

from desktop_app.engines.base import TextDelta
from desktop_app.sessions.events import TextStreamed, TurnEnded, TurnStarted
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from tests.fakes.engines import ConductedEngine, FakeFactory, final
from tests.fakes.events import EventLog
from tests.fakes.transcripts import encoded, prompt, write_transcript

MIB = 1 << 20


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


def timers():
    loop: Any = asyncio.get_running_loop()
    return [handle for handle in loop._scheduled if not handle.cancelled()]


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=7), timedelta(days=-3)])
async def test_60_a_jump_of_the_clock_starts_nothing_and_keeps_the_order(
    store, clock, tmp_path, jump
):
    timers_of_the_test = timers()
    log, factory = EventLog(), FakeFactory(ConductedEngine)
    async with SessionManager(store, factory) as manager:
        manager.subscribe(log)
        ref = await manager.open_default(tmp_path)
        for number in range(2):
            await manager.submit(ref, f"question {number}")
            await log.wait_for(TurnStarted, number + 1)
            factory.latest.send(TextDelta("half "))
            await log.wait_for(TextStreamed, number + 1)
            clock.set_wall(clock.now() + jump)
            factory.latest.send(final("half an answer"))
            await log.wait_for(TurnEnded, number + 1)
        await manager.wait_idle(ref)
        assert timers() == timers_of_the_test
        assert manager.cleanup_inactive_sessions() == []
        page = await manager.tail(ref, 10)
        assert [entry.text for entry in page.entries] == [
            "question 0", "half an answer", "question 1", "half an answer",
        ]  # fmt: skip
        assert len(await manager.sessions()) == 1


@pytest.mark.parametrize(
    "limit_mib", [180, *(pytest.param(limit, marks=pytest.mark.slow) for limit in (100, 260, 340))]
)
def test_61_out_of_memory_is_an_error_that_changes_nothing(processes, paths, limit_mib):
    ref, path = write_transcript(paths.projects, 7, prompt("needle", uuid="before"))
    with path.open("ab") as file:
        file.write(encoded(prompt("w" * (40 * MIB), uuid="large")))
    size, content = path.stat().st_size, path.read_bytes()

    def limited():
        resource.setrlimit(resource.RLIMIT_AS, (limit_mib * MIB, limit_mib * MIB))

    command = processes.command("show", ref.session_id, "--json")
    done = subprocess.run(command, capture_output=True, timeout=30, check=False, preexec_fn=limited)
    if done.returncode == 0:
        assert len(done.stdout) > 40 * MIB
    else:
        assert done.stderr
        assert done.returncode != -11  # no crash of the interpreter
    assert path.stat().st_size == size
    assert path.read_bytes() == content
    assert processes.send("after", session=ref.session_id).status == 0
    assert path.read_bytes().startswith(content)


async def test_62_a_listener_that_fails_costs_nobody_a_record(store, tmp_path, caplog):
    def failing(event):
        raise RuntimeError("a listener's mistake")

    factory = FakeFactory(ConductedEngine)
    async with SessionManager(store, factory) as manager:
        log = EventLog()
        manager.subscribe(failing)
        manager.subscribe(log)
        ref = await manager.open_default(tmp_path)
        await manager.submit(ref, "question")
        await log.wait_for(TurnStarted)
        factory.latest.send(final("answer"))
        await log.wait_for(TurnEnded)
        assert [e.text for e in (await manager.tail(ref, 5)).entries] == ["question", "answer"]
