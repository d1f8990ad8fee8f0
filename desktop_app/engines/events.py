"""What an engine says while it answers, and what it is told when it asks: frozen values."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from desktop_app.base.messages import Message
from desktop_app.base.values import frozen


@frozen
class TextDelta:
    """More text of the reply. Provisional: `FinalMessage` replaces all of it."""

    text: str


@frozen
class ThinkingDelta:
    """More of the model's thinking. Provisional."""

    text: str


@frozen
class ToolUse:
    """The engine uses a tool."""

    id: str
    name: str
    input: Mapping[str, Any]


@frozen
class ToolResult:
    """What a tool returned.

    `blocks` is there where it is more than text. `uuid` and `detail` belong to engines that keep
    records of their own: the uuid of theirs, and what they tell besides (`toolUseResult`).
    """

    tool_use_id: str
    content: str
    is_error: bool = False
    blocks: tuple[Mapping[str, Any], ...] = ()
    uuid: str = ""
    detail: Any = None


@frozen
class ReplyPart:
    """A part of the reply that is whole, and replaces what was streamed of it; more follows.

    For engines that keep records of their own: `uuid` is that of theirs.
    """

    uuid: str
    message_id: str
    blocks: tuple[Mapping[str, Any], ...]
    stop_reason: str | None = None
    model: str | None = None
    usage: Mapping[str, Any] = field(default_factory=dict)


@frozen
class TextDropped:
    """What was streamed of the message so far is void: the model began it anew."""


@frozen
class Waiting:
    """The engine waits and will try again by itself.

    `reason` says for what, for the user; `attempt` counts from 1, `of` is 0 where nobody knows.
    """

    reason: Message
    delay_s: float
    attempt: int
    of: int = 0


@frozen
class PermissionRequest:
    """The engine asks before it uses a tool, and goes on when `Engine.answer` was called.

    `suggestions` are kept for the engine: what "for this conversation" would allow. A question of
    the model's own to the person is one whose `tool_name` is `AskUserQuestion`.
    """

    id: str
    tool_name: str
    input: Mapping[str, Any]
    title: str = ""
    suggestions: tuple[Mapping[str, Any], ...] = ()


class Verdict(StrEnum):
    """What a person may answer to a permission request."""

    ALLOW_ONCE = "allow-once"
    ALLOW_CONVERSATION = "allow-conversation"
    DENY = "deny"
    DENY_AND_STOP = "deny-and-stop"


@frozen
class PermissionAnswer:
    """The answer; `reason` is told to the model, `input` replaces the tool's where it is given."""

    verdict: Verdict
    reason: str = ""
    input: Mapping[str, Any] | None = None


@frozen
class Approval:
    """An answer that was given when nobody waited for it any more, after a restart for instance.

    An engine that asks for the same use of the same tool again is answered by it.
    """

    request: PermissionRequest
    answer: PermissionAnswer


@frozen
class Notice:
    """Something that the person must know and that does not end the turn."""

    text: Message


@frozen
class Usage:
    """Tokens and cost of one message, counted once per `message_id`."""

    message_id: str
    input_tokens: int
    output_tokens: int
    cost_usd: float | None = None
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    window_tokens: int = 0  # how much the model can see at once; 0 where nobody said


@frozen
class FinalMessage:
    """The whole reply; replaces everything that was streamed for it.

    Where `ReplyPart`s came before, it is the last part only. `blocks` are content blocks of the
    Messages API, for instance `{"type": "text", "text": ...}`. `model` is None where no model was
    involved.
    """

    message_id: str
    blocks: tuple[Mapping[str, Any], ...]
    stop_reason: str = "end_turn"
    model: str | None = None
    usage: Mapping[str, Any] = field(default_factory=dict)
    uuid: str = ""  # of the engine's own record, where it keeps some


@frozen
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
    | TextDropped
    | Waiting
    | ToolUse
    | ToolResult
    | ReplyPart
    | PermissionRequest
    | Notice
    | Usage
    | FinalMessage
    | Failure
)
