"""What happened, told to whoever listens: frozen facts in the past tense.

All events are delivered on the event loop's thread, in the order in which they became true.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message
from desktop_app.engines.base import PermissionRequest, Verdict
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.refs import SessionRef

if TYPE_CHECKING:
    from desktop_app.sessions.backup import BackupReport


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """Something happened in one conversation."""

    ref: SessionRef


@dataclass(frozen=True, slots=True)
class SessionOpened(SessionEvent):
    """The conversation is live: in memory, ready for a prompt."""


@dataclass(frozen=True, slots=True)
class SessionParked(SessionEvent):
    """Its memory and connection were freed. Its file is untouched; a click brings it back."""


@dataclass(frozen=True, slots=True)
class SessionCreated(SessionEvent):
    """A new conversation exists on the disk."""


@dataclass(frozen=True, slots=True)
class SessionAdopted(SessionEvent):
    """A conversation of Claude Code's now has its own durable copy in our data directory."""


@dataclass(frozen=True, slots=True)
class EntrySaved(SessionEvent):
    """A record is on the disk. Only now may it be drawn as saved."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class TurnStarted(SessionEvent):
    """The prompt `prompt_uuid` was handed to an engine."""

    prompt_uuid: str
    engine: str
    label: str


@dataclass(frozen=True, slots=True)
class TextStreamed(SessionEvent):
    """More of the reply arrived; provisional until its `EntrySaved`."""

    text: str


@dataclass(frozen=True, slots=True)
class ThinkingStreamed(SessionEvent):
    """More of the model's thinking arrived; provisional."""

    text: str


@dataclass(frozen=True, slots=True)
class StreamDropped(SessionEvent):
    """What was streamed since the last `EntrySaved` is void: the model began the message anew."""


@dataclass(frozen=True, slots=True)
class EngineWaiting(SessionEvent):
    """The engine waits for `reason` and tries again after `delay_s`, the `attempt`th time."""

    reason: Message
    delay_s: float
    attempt: int
    of: int


@dataclass(frozen=True, slots=True)
class PermissionAsked(SessionEvent):
    """The engine waits for `SessionManager.answer`; the request was saved before this."""

    request: PermissionRequest


@dataclass(frozen=True, slots=True)
class PermissionSettled(SessionEvent):
    """The request is open no more; `verdict` is None where the turn ended without an answer."""

    request_id: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class EngineNoticed(SessionEvent):
    """The engine tells something that does not end the turn, such as that its own file is lost."""

    text: Message


@dataclass(frozen=True, slots=True)
class ChoicesChanged(SessionEvent):
    """Model, permission mode or working directory were chosen for this conversation."""


@dataclass(frozen=True, slots=True)
class SessionForked(SessionEvent):
    """The conversation `ref` was copied; `fork` goes on under an id of its own."""

    fork: SessionRef


@dataclass(frozen=True, slots=True)
class ContextUsed(SessionEvent):
    """What of the conversation a model that holds no state was given with the last prompt.

    `tokens` of `budget_tokens` (the window less room for the reply), estimated. What stands before
    `boundary_uuid` (empty: there is none) is in a summary, from `oldest_uuid` on everything was
    shown as it is; of the rest the model saw what was recalled and pinned. `is_everything` says
    that nothing was left out.
    """

    tokens: int
    budget_tokens: int
    boundary_uuid: str
    oldest_uuid: str
    recalled_uuids: tuple[str, ...]
    pinned_uuids: tuple[str, ...]
    is_everything: bool


@dataclass(frozen=True, slots=True)
class ConversationCompacted(SessionEvent):
    """A summary of everything before `boundary_uuid` was added; nothing was removed."""

    boundary_uuid: str


@dataclass(frozen=True, slots=True)
class TurnEnded(SessionEvent):
    """No reply is in flight any more. The reply, whole or interrupted, was saved before this."""

    reply_uuid: str | None
    was_stopped: bool


@dataclass(frozen=True, slots=True)
class TurnFailed(SessionEvent):
    """The reply did not come, or could not be saved. `TurnEnded` follows."""

    error: SempreError


@dataclass(frozen=True, slots=True)
class ConversationsChanged:
    """The list of conversations is different: created, removed, restored or grown."""


@dataclass(frozen=True, slots=True)
class EnginesChanged:
    """Other engines can be used now: one was found on this machine, added or removed."""


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """The disk refused a write; nothing was acknowledged."""

    error: SempreError


@dataclass(frozen=True, slots=True)
class StorageRecovered:
    """A write succeeded after `StorageFailed`."""


@dataclass(frozen=True, slots=True)
class IndexRefreshed:
    """Search now covers everything that is on the disk."""

    messages: int


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup was made without anybody asking, because there was enough new text."""

    report: "BackupReport"


@dataclass(frozen=True, slots=True)
class BackupFailed:
    """Such a backup could not be made. Conversations are not concerned."""

    error: SempreError


ManagerEvent = (
    SessionEvent
    | ConversationsChanged
    | EnginesChanged
    | StorageFailed
    | StorageRecovered
    | IndexRefreshed
    | BackupMade
    | BackupFailed
)
