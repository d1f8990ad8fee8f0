"""Claude Code as an engine: it remembers the conversation by itself, in its own transcript."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.engines.base import (
    Capabilities,
    EngineEvent,
    FinalMessage,
    ModelChoice,
    Notice,
    PermissionAnswer,
    PermissionRequest,
    TextDelta,
    ThinkingDelta,
    Turn,
    Usage,
)
from desktop_app.engines.claude_agent import failures
from desktop_app.engines.claude_agent.connection import (
    Connection,
    ConnectionEnded,
    NotStartedError,
)
from desktop_app.engines.claude_agent.setup import PERMISSION_MODES, ClaudeSetup
from desktop_app.engines.claude_agent.translation import Translator

if TYPE_CHECKING:
    from claude_agent_sdk import Message

NAME = "claude"
CAPABILITIES = Capabilities(
    NAME,
    label="Claude",
    is_language_model=True,
    needs_network=True,
    thinks=True,
    uses_tools=True,
    takes_attachments=True,
    permission_modes=PERMISSION_MODES,
    keeps_transcript=True,
)

# Known before any process runs; a running one names its own.
MODELS = (
    ModelChoice("", "Default"),
    ModelChoice("opus", "Opus"),
    ModelChoice("sonnet", "Sonnet"),
    ModelChoice("haiku", "Haiku"),
)
_BYPASS = "bypassPermissions"
# What is not wanted any more once the person has stopped the reply; whole parts still count.
_PASSING = TextDelta | ThinkingDelta | Usage
# Claude Code may still be writing when its result is here already.
_SAVING_STEP_S, _SAVING_STEPS = 0.1, 5


class ClaudeEngine:
    """One conversation with Claude Code; its process starts with the first turn."""

    def __init__(self, setup: ClaudeSetup | None = None) -> None:
        self._setup = setup or ClaudeSetup()
        self._connection: Connection | None = None
        self._is_in_turn = False
        self._is_stopping = False

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        return CAPABILITIES

    async def stream(self, turn: Turn) -> AsyncIterator[EngineEvent]:
        """Answer one prompt; starts or restarts the process where there is none.

        Raises:
            SempreError: the conversation's transcript could not be prepared.
        """
        self._is_stopping = False
        self._is_in_turn = True
        try:
            if turn.choices.permission_mode == _BYPASS and _is_root():
                yield failures.refused_as_root()
                return
            try:
                connection = await self._connected(turn)
            except NotStartedError as error:
                yield failures.not_started(str(error))
                return
            async for event in self._answered(connection, turn):
                yield event
        finally:
            self._is_in_turn = False

    async def interrupt(self) -> None:
        """Ask the running turn to end; what had arrived is kept by both sides."""
        if self._is_in_turn:
            self._is_stopping = True
            if self._connection is not None:
                await self._connection.interrupt()

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """Answer a permission request; one that is not open is ignored."""
        if self._connection is not None:
            self._connection.permissions.answer(request_id, answer)

    async def models(self) -> tuple[ModelChoice, ...]:
        """Return the models of the running process, else those that are known without one."""
        named = self._connection.models if self._connection is not None else ()
        return tuple(_model(fields) for fields in named) or MODELS

    async def close(self) -> None:
        """End the process. May be called twice."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _connected(self, turn: Turn) -> Connection:
        held = self._connection
        if held is not None and held.is_alive and held.cwd == turn.cwd:
            await held.choose(turn.choices)
            return held
        await self.close()
        is_resumed = await turn.transcript.prepare() if turn.transcript is not None else False
        connection = Connection(turn)
        await connection.start(turn, self._setup, is_resumed=is_resumed)
        self._connection = connection
        return connection

    async def _answered(self, connection: Connection, turn: Turn) -> AsyncIterator[EngineEvent]:
        if self._is_stopping:  # while it was being started
            return
        connection.permissions.approved = turn.approved
        await connection.send(turn)
        translator = Translator(turn.prompt_uuid, connection.cost_usd)
        while not translator.is_over:
            item = await connection.items.get()
            if isinstance(item, ConnectionEnded):
                await self.close()
                yield failures.ended()
                return
            for event in _events(translator, item):
                if self._drops(event):
                    continue
                if isinstance(event, FinalMessage) and not await _is_saved(turn, event.uuid):
                    yield Notice(failures.unsaved())
                yield event
        connection.cost_usd = translator.cost_usd

    def _drops(self, event: EngineEvent) -> bool:
        return self._is_stopping and isinstance(event, _PASSING)


def _events(translator: Translator, item: "Message | PermissionRequest") -> Iterator[EngineEvent]:
    if isinstance(item, PermissionRequest):
        yield from translator.release()
        yield item
    else:
        yield from translator.take(item)


async def _is_saved(turn: Turn, uuid: str) -> bool:
    """Tell whether Claude Code's own file has the reply: it ends well on a full disk, too."""
    if turn.transcript is None or not uuid:
        return True
    for _ in range(_SAVING_STEPS):
        if await turn.transcript.holds(uuid):
            return True
        await asyncio.sleep(_SAVING_STEP_S)
    return False


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _model(fields: dict[str, Any]) -> ModelChoice:
    value = str(fields.get("value", ""))
    label = str(fields.get("displayName", value))
    return ModelChoice("" if value == "default" else value, label)
