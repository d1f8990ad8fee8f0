"""Driving a whole window from a test."""

import asyncio
from contextlib import asynccontextmanager


async def until(condition):
    """Return when `condition` holds; the test's own limit ends a wait in vain."""
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


@asynccontextmanager
async def running(shell):
    """Run the window beside the test; at the end it is asked to close and must."""
    running = shell._context.tasks.start(shell.run(), "run")
    try:
        await until(lambda: shell.conversations.current is not None or running.done())
        await until(lambda: bool(shell.conversations.list.summaries) or running.done())
        yield running
    finally:
        shell.request_close()
        await running
