import asyncio
import gc
import sys
import threading

import pytest

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import TURN_S, WorkerThreads, calling_on_loop, short_turns


@pytest.fixture
def threads():
    return WorkerThreads(2, "test-work")


async def test_work_runs_in_a_thread_and_returns_or_raises(threads):
    def work(number, *, is_bad=False):
        if is_bad:
            raise LookupError(number)
        return number, threading.current_thread().name

    number, name = await threads.run(work, 7)
    assert number == 7
    assert name.startswith("test-work")
    with pytest.raises(LookupError):
        await threads.run(work, 7, is_bad=True)
    await threads.aclose(1)


async def test_what_has_begun_goes_on_when_nobody_waits_any_more(threads):
    begun, gate, done = threading.Event(), threading.Event(), threading.Event()

    def work():
        begun.set()
        gate.wait()
        done.set()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await threads.run(work)
    await threads.run(begun.wait)
    gate.set()
    await threads.aclose(5)
    assert done.is_set()


async def test_closing_does_not_wait_for_ever(threads, caplog):
    gate = threading.Event()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(threads.run(gate.wait))
        await asyncio.sleep(0)
        await threads.aclose(0.01)
        assert "1 pieces of work went on" in caplog.text
        with pytest.raises(RuntimeError):
            await threads.run(gate.is_set)
        gate.set()
        assert await waiting


async def test_a_call_from_a_thread_comes_to_the_loop(threads):
    seen = []
    report = calling_on_loop(
        lambda *args, **kwargs: seen.append((threading.current_thread(), args))
    )
    await threads.run(report, 1, 2)
    await asyncio.sleep(0)
    assert seen == [(threading.current_thread(), (1, 2))]
    assert calling_on_loop(None) is None
    await threads.aclose(1)


async def test_a_failure_that_nobody_waits_for_is_no_complaint(threads):
    begun, gate, complaints = asyncio.Event(), threading.Event(), []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: complaints.append(context))

    def fail():
        loop.call_soon_threadsafe(begun.set)
        assert gate.wait(10)
        raise LookupError

    async with TaskOwner() as tasks:
        tasks.start(threads.run(fail), "work")
        await begun.wait()
    loop.call_soon(gate.set)
    await threads.aclose(5)
    gc.collect()
    assert not complaints


def test_turns_are_short_for_as_long_as_asked():
    before_s = sys.getswitchinterval()
    with short_turns():
        assert sys.getswitchinterval() == pytest.approx(TURN_S)
    assert sys.getswitchinterval() == before_s
