"""Threads for what blocks: the event loop hands work over and goes on."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Between the prompt and its acknowledgement the writer thread gives the interpreter up five times.
# Beside a thread that never rests, as one that paints, each return costs a whole turn: with
# Python's turns of 5 ms an acknowledgement took 11 to 25 ms, with these 2 to 6
# (tests/benchmarks/bench_append.py --busy).
TURN_S = 0.0005

_log = logging.getLogger("sempre.tasks")


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads that wait for the interpreter have it after `TURN_S`; affects the process."""
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before_s)


class WorkerThreads:
    """At most `count` threads, started when needed; used from the event loop's thread."""

    def __init__(self, count: int, name: str) -> None:
        self._executor = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._pending: set[Future[Any]] = set()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function` in a thread and return or raise what it does.

        A caller that is cancelled stops waiting; a function that has begun goes on to its end.
        """
        future = self._executor.submit(partial(function, *args, **kwargs))
        self._pending.add(future)
        try:
            return await asyncio.wrap_future(future)
        finally:
            if future.done():
                self._pending.discard(future)
            else:
                future.add_done_callback(self._pending.discard)

    async def aclose(self, timeout_s: float) -> None:
        """Begin nothing new, wait for what runs, end the threads.

        What is not done after `timeout_s` is left running and said so in the log.
        """
        self._executor.shutdown(wait=False, cancel_futures=True)
        running = [asyncio.wrap_future(f) for f in tuple(self._pending) if not f.done()]
        if running:
            done, pending = await asyncio.wait(running, timeout=timeout_s)
            for future in (*done, *pending):
                future.add_done_callback(_take_note)
            if pending:
                _log.warning("%d pieces of work went on after %s s", len(pending), timeout_s)
                return
        self._executor.shutdown(wait=True)  # all threads are idle: they end at once


def _take_note(future: asyncio.Future[object]) -> None:
    """Look at the exception: nobody waits for it any more, and asyncio would complain."""
    if not future.cancelled():
        future.exception()


def calling_on_loop(function: Callable[P, None] | None) -> Callable[P, None] | None:
    """Return what any thread may call so that `function` is called on this loop's thread; or None.

    Call it on the event loop's thread. Calls come in their order, and after the caller went on.
    """
    if function is None:
        return None
    loop = asyncio.get_running_loop()

    def forward(*args: P.args, **kwargs: P.kwargs) -> None:
        loop.call_soon_threadsafe(lambda: function(*args, **kwargs))

    return forward
