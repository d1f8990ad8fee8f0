"""One process of Claude Code and the one task that reads what it says, for as long as it lives."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.values import frozen
from desktop_app.engines.base import Turn, TurnChoices
from desktop_app.engines.claude_agent.permissions import Permissions
from desktop_app.engines.claude_agent.prompt import user_message
from desktop_app.engines.claude_agent.setup import ClaudeSetup, options_for

if TYPE_CHECKING:
    from claude_agent_sdk import ClaudeSDKClient

# An idle process ends in 40 ms. One in the middle of a reply takes 5 s and loses it, so it was
# interrupted before; together below the second that the pool waits.
DISCONNECT_TIMEOUT_S = 0.6
KILL_TIMEOUT_S = 0.3


class NotStartedError(Exception):
    """The process could not be started, or ended at once; its text is the SDK's."""


@frozen
class ConnectionEnded:
    """Nothing more comes: the process has ended."""


class Connection:
    """A process that holds one conversation; used on the event loop's thread.

    What it says stands in `items`, in its order, also between the turns.
    """

    def __init__(self, turn: Turn) -> None:
        self.items: asyncio.Queue[Any] = asyncio.Queue()
        self.permissions = Permissions(self.items.put_nowait)
        self.cost_usd = 0.0
        self.is_alive = False
        self.cwd = turn.cwd
        self.models: tuple[dict[str, Any], ...] = ()
        self._choices = turn.choices
        self._client: ClaudeSDKClient | None = None
        self._pid = 0
        self._tasks = TaskOwner()

    async def start(self, turn: Turn, setup: ClaudeSetup, *, is_resumed: bool) -> None:
        """Start the process and its reader; raises NotStartedError."""
        # some 70 MB of packages: a second that the window must not wait
        sdk = await asyncio.to_thread(import_module, "claude_agent_sdk")
        ask = self.permissions.ask
        options = await asyncio.to_thread(
            options_for, turn, setup, is_resumed=is_resumed, can_use_tool=ask
        )
        client = sdk.ClaudeSDKClient(options)
        try:
            await client.connect()
        except sdk.ClaudeSDKError as error:
            raise NotStartedError(str(error)) from error
        except Exception as error:
            # the SDK raises a plain Exception where the process refuses its first request
            raise NotStartedError(str(error)) from error
        self._client = client
        info = await client.get_server_info() or {}
        self._pid = int(info.get("pid") or 0)
        self.models = tuple(info.get("models") or ())
        self.is_alive = True
        self._tasks.start(self._read(client), "reader of Claude Code")

    async def choose(self, choices: TurnChoices) -> None:
        """Tell the process of another model or permission mode."""
        if self._client is None or choices == self._choices:
            return
        if choices.model != self._choices.model:
            await self._client.set_model(choices.model or None)
        if choices.permission_mode != self._choices.permission_mode:
            mode: Any = choices.permission_mode or "default"
            await self._client.set_permission_mode(mode)
        self._choices = choices

    async def send(self, turn: Turn) -> None:
        """Send the prompt under its own uuid."""
        content = await asyncio.to_thread(user_message, turn)

        async def one() -> AsyncIterator[dict[str, Any]]:
            yield content

        if self._client is not None:
            await self._client.query(one())

    async def interrupt(self) -> None:
        """Ask the running turn to end; its result still comes."""
        if self._client is not None and self.is_alive:
            await self._client.interrupt()

    async def close(self) -> None:
        """End the process: gently where it is idle, within about a second in any case."""
        client, self._client = self._client, None
        if client is not None:
            closing = self._tasks.start(client.disconnect(), "end of Claude Code")
            await asyncio.wait({closing}, timeout=DISCONNECT_TIMEOUT_S)
            if not closing.done():
                self._kill()
                await asyncio.wait({closing}, timeout=KILL_TIMEOUT_S)
        self.is_alive = False
        await self._tasks.aclose(timeout_s=KILL_TIMEOUT_S)

    def _kill(self) -> None:
        if self._pid and hasattr(signal, "SIGKILL"):
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    async def _read(self, client: "ClaudeSDKClient") -> None:
        try:
            async for message in client.receive_messages():
                self.items.put_nowait(message)
        except Exception as error:  # noqa: BLE001 - the SDK says by any of them that it has ended
            del error  # its text may quote the conversation, which the log never holds
        finally:
            self.is_alive = False
            self.items.put_nowait(ConnectionEnded())
