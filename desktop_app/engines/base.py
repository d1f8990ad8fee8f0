"""What an engine is: something that answers one prompt with a stream of events.

Engines know nothing of files, sessions or screens. What an engine may read of the user's history
comes in through `HistoryReader`, which the sessions layer implements.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop_app.base.values import frozen
from desktop_app.engines.events import (
    Approval,
    EngineEvent,
    Failure,
    FinalMessage,
    Notice,
    PermissionAnswer,
    PermissionRequest,
    ReplyPart,
    TextDelta,
    TextDropped,
    ThinkingDelta,
    ToolResult,
    ToolUse,
    Usage,
    Verdict,
    Waiting,
)

__all__ = [
    "Approval",
    "Attachment",
    "Capabilities",
    "ContextMessage",
    "ContextSource",
    "ContextWindow",
    "Engine",
    "EngineEvent",
    "EngineFactory",
    "Failure",
    "FinalMessage",
    "HistoryReader",
    "HistorySize",
    "ModelChoice",
    "Notice",
    "OwnTranscript",
    "Passage",
    "PermissionAnswer",
    "PermissionRequest",
    "ReplyPart",
    "StatelessEngine",
    "Summarize",
    "TextDelta",
    "TextDropped",
    "ThinkingDelta",
    "ToolResult",
    "ToolUse",
    "Turn",
    "TurnChoices",
    "Usage",
    "Verdict",
    "Waiting",
]


@frozen
class Capabilities:
    """What an engine is and needs; shown in the engine menu.

    `name` is the contract's word (`recall`, `claude`, ...), `label` what the author of a reply is
    called in the transcript. `holds_context` says that the engine remembers the conversation by
    itself (Claude Code resumes its own session); the others are given it with every turn.
    """

    name: str
    label: str
    is_language_model: bool
    needs_network: bool
    thinks: bool = False
    uses_tools: bool = False
    holds_context: bool = True
    takes_attachments: bool = False
    permission_modes: tuple[str, ...] = ()  # the first is the default: always to ask
    keeps_transcript: bool = False  # writes a file of its own, which `Turn.transcript` looks after


@frozen
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


@frozen
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


@frozen
class Attachment:
    """A file that goes with a prompt. It stands beside the conversation and stays there."""

    path: Path
    media_type: str  # image/png, application/pdf, text/plain, ...
    name: str  # what the person calls it


@frozen
class ContextMessage:
    """One message as a model that holds no state is given it.

    `blocks` are content blocks of the Messages API. `uuid` names the record it came from; empty
    where it is a summary or recalled passages.
    """

    role: str  # "user" or "assistant"
    blocks: tuple[Mapping[str, Any], ...]
    uuid: str = ""


@frozen
class ContextWindow:
    """What a model sees of a conversation; roles alternate and the last message is the prompt."""

    messages: tuple[ContextMessage, ...]
    estimated_tokens: int
    system: str = ""


class ContextSource(Protocol):
    """Chooses what a model that holds no state sees; implemented by `sessions.context`."""

    async def window(self, budget_tokens: int) -> ContextWindow:
        """Return the prompt with the newest turns, the running summary and recalled passages.

        Its estimate is at most `budget_tokens`, unless the prompt alone is larger.
        """
        ...


@frozen
class TurnChoices:
    """What the person chose for this conversation; empty is the engine's own default."""

    model: str = ""
    permission_mode: str = ""
    cwd: str = ""  # the working directory; empty is the conversation's own


class OwnTranscript(Protocol):
    """The file that an engine keeps of a conversation by itself, as Claude Code does."""

    @property
    def path(self) -> Path:
        """Where it stands or will stand: `<engine's directory>/projects/<project>/<id>.jsonl`."""
        ...

    async def prepare(self) -> bool:
        """Bring it up to date with our file; called before the engine starts a process.

        Returns whether there is anything to resume. Raises SempreError where the engine must not
        start, for instance because another process has the conversation open.
        """
        ...

    async def holds(self, uuid: str) -> bool:
        """Tell whether the newest part of it has a record of this uuid."""
        ...


@frozen
class Turn:
    """One prompt to be answered. It is on the disk before an engine sees it.

    `context` is there for engines that hold no state, None for a turn without earlier ones.
    `is_first` says that nothing of the conversation was there before this prompt.
    """

    session_id: str
    project: str
    cwd: Path
    prompt: str
    prompt_uuid: str
    history: HistoryReader
    language: str = "en"  # what the person reads: en, pt_BR
    attachments: tuple[Attachment, ...] = ()
    choices: TurnChoices = TurnChoices()
    context: ContextSource | None = None
    is_first: bool = False
    transcript: OwnTranscript | None = None
    approved: "Approval | None" = None


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

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """Answer a permission request of the running stream; one that is not open is ignored."""
        ...

    async def close(self) -> None:
        """Free everything this engine holds. It is not used afterwards. May be called twice."""
        ...


# Asks a model to shorten a text; raises SempreError where it could not.
Summarize = Callable[[str], Awaitable[str]]


@frozen
class ModelChoice:
    """One model that an engine offers; `window_tokens` is 0 where nobody said."""

    id: str
    label: str
    window_tokens: int = 0


class StatelessEngine(Engine, Protocol):
    """An engine whose capabilities say `holds_context=False`."""

    async def summarize(self, text: str, choices: TurnChoices) -> str:
        """Return a summary of `text`, made by the model; raises SempreError where it can't."""
        ...

    async def window_tokens(self, choices: TurnChoices) -> int:
        """Return how many tokens the chosen model can see at once."""
        ...

    async def models(self) -> tuple[ModelChoice, ...]:
        """Return the models that the server offers; raises SempreError where it can't be asked."""
        ...


class EngineFactory(Protocol):
    """Makes engines by name; implemented by `engines.registry`."""

    def default_name(self) -> str:
        """Return the name of the engine taken when nothing was chosen."""
        ...

    def available(self) -> tuple[Capabilities, ...]:
        """Return every engine that can be used on this machine, in the order of preference."""
        ...

    async def discover(self) -> bool:
        """Look for servers on this machine, briefly; return whether other engines are there now."""
        ...

    def create(self, name: str) -> Engine:
        """Return a new engine.

        Raises:
            desktop_app.base.errors.SempreError: there is no such engine, or it lacks something.
        """
        ...
