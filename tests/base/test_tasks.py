import asyncio
import gc
import logging

import pytest

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.traces import trace_without_text


async def test_whoever_awaits_the_task_gets_its_result():
    async def answer() -> int:
        return 42

    async with TaskOwner() as tasks:
        assert await tasks.start(answer(), "answer") == 42
        assert tasks.running == ()


async def test_a_task_nobody_else_holds_survives_the_garbage_collector():
    gate = asyncio.Event()
    done = asyncio.Event()

    async def wait() -> None:
        await gate.wait()
        done.set()

    async with TaskOwner() as tasks:
        tasks.start(wait(), "wait")
        await asyncio.sleep(0)
        gc.collect()
        gate.set()
        await done.wait()


async def test_leaving_cancels_and_waits_for_the_clean_up():
    ended: list[str] = []

    async def run() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("cleaned up")

    async with TaskOwner() as tasks:
        tasks.start(run(), "run")
        await asyncio.sleep(0)
    assert ended == ["cleaned up"]


async def test_a_crash_is_logged_without_its_words_and_spares_the_others(caplog):
    gate = asyncio.Event()

    words = "a secret of the user"

    async def crash() -> None:
        raise KeyError(words)

    async def survive() -> str:
        await gate.wait()
        return "alive"

    async with TaskOwner() as tasks:
        survivor = tasks.start(survive(), "survive")
        crashed = tasks.start(crash(), "crash")
        await asyncio.wait({crashed})
        gate.set()
        assert await survivor == "alive"
    assert "task crash crashed" in caplog.text
    assert "KeyError" in caplog.text
    assert "in crash" in caplog.text
    assert "secret" not in caplog.text


async def test_a_known_failure_is_no_alarm_but_in_the_log(caplog):
    caplog.set_level(logging.INFO, "sempre")

    async def fail() -> None:
        raise SempreError(message("Errors", "The disk is full."))

    async with TaskOwner() as tasks:
        with pytest.raises(SempreError):
            await tasks.start(fail(), "fail")
    assert [record.levelno for record in caplog.records] == [logging.INFO]
    assert "The disk is full." in caplog.text


async def test_nothing_starts_after_the_end():
    async def never() -> None:
        raise AssertionError

    tasks = TaskOwner()
    await tasks.aclose()
    with pytest.raises(RuntimeError, match="late"):
        tasks.start(never(), "late")


async def test_a_task_that_ignores_its_cancellation_is_named_and_left(caplog):
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    tasks = TaskOwner()
    task = tasks.start(stubborn(), "stubborn")
    await asyncio.sleep(0)
    await tasks.aclose(timeout_s=0.01)
    assert "task stubborn ignored its cancellation" in caplog.text
    release.set()
    await task


def test_a_trace_tells_the_cause_first_and_quotes_nothing():
    def read() -> None:
        raise ValueError

    def answer() -> None:
        try:
            read()
        except ValueError as error:
            raise RuntimeError from error

    with pytest.raises(RuntimeError) as caught:
        answer()
    trace = trace_without_text(caught.value)
    assert trace.index("builtins.ValueError") < trace.index("builtins.RuntimeError")
    assert "in read" in trace


def test_a_trace_never_repeats_what_the_exception_says():
    assert "secret" not in trace_without_text(ValueError("a secret"))
