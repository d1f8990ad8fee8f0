"""What an engine is: something that answers one prompt with a stream of events.

Engines know nothing of files, sessions or screens. What an engine may read of the user's history
comes in through `HistoryReader`, which the sessions layer implements.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop_app.base.messages import Message


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine is and needs; shown in the engine menu.

    `name` is the contract's word (`recall`, `claude`, ...), `label` what the author of a reply is
    called in the transcript.
    """

    name: str
    label: str
    is_language_model: bool
    needs_network: bool
    thinks: bool = False
    uses_tools: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One message of the user's history, found by search.

    `text` is the whole message, `score` is higher for better hits (comparable within one search).
    """

    project: str
    session_id: str
    uuid: str
    title: str
    role: str
    text: str
    timestamp: datetime | None
    score: float


@dataclass(frozen=True, slots=True)
class HistorySize:
    """How much history there is to search."""

    conversations: int
    messages: int
    is_complete: bool  # False while the index is still being built


class HistoryReader(Protocol):
    """Reads the user's permanent history for an engine; never blocks the event loop."""

    async def search(
        self, words: Sequence[str], *, limit: int, before_uuid: str | None = None
    ) -> list[Passage]:
        """Return the best messages that hold any of `words`, best first.

        The message `before_uuid` (the prompt being answered) is left out.
        """
        ...

    async def size(self) -> HistorySize:
        """Return how much history there is."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One prompt to be answered. It is on the disk before an engine sees it."""

    session_id: str
    project: str
    cwd: Path
    prompt: str
    prompt_uuid: str
    history: HistoryReader
    language: str = "en"  # what the person reads: en, pt_BR


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More text of the reply. Provisional: `FinalMessage` replaces all of it."""

    text: str


@dataclass(frozen=True, slots=True)
class ThinkingDelta:
    """More of the model's thinking. Provisional."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolUse:
    """The engine uses a tool."""

    id: str
    name: str
    input: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool returned."""

    tool_use_id: str
    content: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class PermissionRequest:
    """The engine asks before it uses a tool; answered through the engine that asked."""

    id: str
    tool_name: str
    input: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and cost of one message, counted once per `message_id`."""

    message_id: str
    input_tokens: int
    output_tokens: int
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class FinalMessage:
    """The whole reply; replaces everything that was streamed for it.

    `blocks` are content blocks of the Messages API, for instance `{"type": "text", "text": ...}`.
    `model` is None where no model was involved.
    """

    message_id: str
    blocks: tuple[Mapping[str, Any], ...]
    stop_reason: str = "end_turn"
    model: str | None = None
    usage: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """The turn ended without a whole reply. Text streamed before it is kept as interrupted.

    `reason` is a stable word (`overloaded`, `offline`, ...), `title`, `hint` are for the user.
    """

    reason: str
    title: Message
    hint: Message
    is_retryable: bool = True


EngineEvent = (
    TextDelta
    | ThinkingDelta
    | ToolUse
    | ToolResult
    | PermissionRequest
    | Usage
    | FinalMessage
    | Failure
)


class Engine(Protocol):
    """One connection to something that answers. All methods run on the event loop's thread."""

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        ...

    def stream(self, turn: Turn) -> AsyncIterator[EngineEvent]:
        """Answer one prompt.

        Ends with exactly one `FinalMessage` or `Failure`; after `interrupt` it may end with
        neither. Known failures are events, never exceptions: what is raised here is a bug.
        """
        ...

    async def interrupt(self) -> None:
        """Ask the running stream to end soon; without one, do nothing."""
        ...

    async def close(self) -> None:
        """Free everything this engine holds. It is not used afterwards. May be called twice."""
        ...


class EngineFactory(Protocol):
    """Makes engines by name; implemented by `engines.registry`."""

    def default_name(self) -> str:
        """Return the name of the engine taken when nothing was chosen."""
        ...

    def available(self) -> tuple[Capabilities, ...]:
        """Return every engine that can be used on this machine, in the order of preference."""
        ...

    def create(self, name: str) -> Engine:
        """Return a new engine.

        Raises:
            desktop_app.base.errors.SempreError: there is no such engine, or it lacks something.
        """
        ...
