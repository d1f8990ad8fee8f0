"""A listener that remembers, and that a test can wait with."""

import asyncio
from typing import Any


class EventLog:
    """Subscribe it to a manager."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self._waiting: list[tuple[type, int, asyncio.Future[None]]] = []

    def __call__(self, event) -> None:
        self.events.append(event)
        for kind, count, future in self._waiting:
            if not future.done() and len(self.of(kind)) >= count:
                future.set_result(None)

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def names(self) -> list[str]:
        return [type(event).__name__ for event in self.events]

    async def wait_for(self, kind: type, count: int = 1):
        """Return the `count`th event of a kind, once it has come."""
        if len(self.of(kind)) < count:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append((kind, count, future))
            await future
        return self.of(kind)[count - 1]
