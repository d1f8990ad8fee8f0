"""Engines that a test conducts event by event, and the factory that hands them out."""

import asyncio
from dataclasses import replace
from typing import Any

from desktop_app.base.errors import SempreError
from desktop_app.engines.base import (
    Capabilities,
    EngineEvent,
    FinalMessage,
    ModelChoice,
    PermissionAnswer,
    TextDelta,
    Turn,
)


def final(text: str, message_id: str = "msg_1") -> FinalMessage:
    """Return the whole reply `text`."""
    return FinalMessage(message_id, ({"type": "text", "text": text},))


class EchoEngine:
    """Repeats the prompt at once."""

    capabilities = Capabilities("echo", "Echo", is_language_model=False, needs_network=False)

    def __init__(self) -> None:
        self.is_closed = False

    async def stream(self, turn: Turn):
        yield TextDelta("echo: ")
        yield final(f"echo: {turn.prompt}")

    async def interrupt(self) -> None:
        """Nothing runs long enough."""

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """It never asks."""

    async def close(self) -> None:
        self.is_closed = True


class ConductedEngine:
    """Says what the test sends and nothing else.

    `send` an event, an exception to be raised, or None to end the stream. An obedient engine ends
    its stream when interrupted; a deaf one goes on; a stubborn one even ignores cancellation.
    """

    def __init__(
        self, name: str = "conducted", *, is_deaf: bool = False, is_stubborn: bool = False
    ) -> None:
        self.capabilities = Capabilities(
            name, name.title(), is_language_model=False, needs_network=False
        )
        self.turns: list[Turn] = []
        self.answers: list[tuple[str, PermissionAnswer]] = []
        self.interrupts = 0
        self.closes = 0
        self.hangs_on_close = False
        self.hangs_after_stream = False
        self._is_deaf = is_deaf
        self._is_stubborn = is_stubborn
        self._queue: asyncio.Queue[EngineEvent | Exception | None] = asyncio.Queue()

    def send(self, *events: EngineEvent | Exception | None) -> None:
        for event in events:
            self._queue.put_nowait(event)

    async def stream(self, turn: Turn):
        self.turns.append(turn)
        try:
            while (event := await self._next()) is not None:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            if self.hangs_after_stream:
                await asyncio.Event().wait()

    async def _next(self) -> EngineEvent | Exception | None:
        while True:
            try:
                return await self._queue.get()
            except asyncio.CancelledError:
                if not self._is_stubborn:
                    raise

    async def interrupt(self) -> None:
        self.interrupts += 1
        if not self._is_deaf:
            self.send(None)

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        self.answers.append((request_id, answer))

    async def close(self) -> None:
        self.closes += 1
        if self.hangs_on_close:
            await asyncio.Event().wait()


class FakeFactory:
    """Hands out what `make` returns, and keeps it in `made`."""

    def __init__(self, make=ConductedEngine) -> None:
        self._make = make
        self.made: list[Any] = []

    @property
    def latest(self):
        return self.made[-1]

    def default_name(self) -> str:
        return "conducted"

    def available(self) -> tuple[Capabilities, ...]:
        return (ConductedEngine().capabilities, EchoEngine.capabilities)

    async def discover(self) -> bool:
        return False

    def create(self, name: str):
        engine = self._make()
        self.made.append(engine)
        return engine


class SteeredFactory(FakeFactory):
    """Hands out one conducted engine that has models and permission modes to choose from."""

    def __init__(self) -> None:
        super().__init__(SteeredEngine)

    def available(self) -> tuple[Capabilities, ...]:
        return (SteeredEngine().capabilities, EchoEngine.capabilities)


class SteeredEngine(ConductedEngine):
    """Has models, or the error that asking for them ends with."""

    models_error: SempreError | None = None

    def __init__(self) -> None:
        super().__init__()
        modes = ("default", "acceptEdits", "bypassPermissions")
        self.capabilities = replace(
            self.capabilities, is_language_model=True, permission_modes=modes
        )

    async def models(self) -> tuple[ModelChoice, ...]:
        if self.models_error is not None:
            raise self.models_error
        return (ModelChoice("large-2", "Large 2", 200_000), ModelChoice("small", "Small"))
