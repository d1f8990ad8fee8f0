"""The owner of asyncio tasks: nothing runs that nobody holds, watches and ends."""

import asyncio
import logging
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from desktop_app.base.errors import SempreError
from desktop_app.base.traces import trace_without_text

T = TypeVar("T")

_log = logging.getLogger("sempre.tasks")


class TaskOwner:
    """Starts tasks, keeps them alive, logs their crashes, and ends them all at the end.

    A crash in one task does not touch the others. All methods run on the event loop's thread.
    Leaving the `async with` block cancels what still runs and waits for it.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._is_closed = False

    def start(self, coroutine: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Run `coroutine` as a task called `name` (for the log).

        Whoever awaits the task receives its result or exception as usual; where nobody does, an
        exception is in the log and nowhere else.

        Raises:
            RuntimeError: the owner was closed; the coroutine never runs.
        """
        if self._is_closed:
            coroutine.close()
            raise RuntimeError(f"{name!r} was started after its owner had been closed")
        task = asyncio.create_task(coroutine, name=name)  # noqa: TID251 - this is the owner
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task

    @property
    def running(self) -> tuple[asyncio.Task[Any], ...]:
        """The tasks that have not ended."""
        return tuple(self._tasks)

    async def aclose(self, timeout_s: float | None = None) -> None:
        """Cancel every task and wait until all have ended; afterwards none can be started.

        With `timeout_s` a task that ignores its cancellation is named in the log and left alone.
        """
        self._is_closed = True
        pending = self._tasks - {asyncio.current_task()}
        for task in pending:
            task.cancel()
        if pending:
            _, pending = await asyncio.wait(pending, timeout=timeout_s)
        for task in pending:
            _log.error("task %s ignored its cancellation for %s s", task.get_name(), timeout_s)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    def _on_task_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        match task.exception():
            case None:
                pass
            case SempreError() as error:
                # normal life, and usually awaited by somebody who tells the user
                _log.info("task %s: %s", task.get_name(), error)
            case error:
                _log.error("task %s crashed:\n%s", task.get_name(), trace_without_text(error))
