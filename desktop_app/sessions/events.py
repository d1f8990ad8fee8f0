"""What happened, told to whoever listens: frozen facts in the past tense.

All events are delivered on the event loop's thread, in the order in which they became true.
"""

from typing import TYPE_CHECKING

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message
from desktop_app.base.values import frozen
from desktop_app.engines.base import PermissionRequest, Verdict
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.refs import SessionRef

if TYPE_CHECKING:
    from desktop_app.sessions.backup import BackupReport


@frozen
class SessionEvent:
    """Something happened in one conversation."""

    ref: SessionRef


@frozen
class SessionOpened(SessionEvent):
    """The conversation is live: in memory, ready for a prompt."""


@frozen
class SessionParked(SessionEvent):
    """Its memory and connection were freed. Its file is untouched; a click brings it back."""


@frozen
class SessionCreated(SessionEvent):
    """A new conversation exists on the disk."""


@frozen
class SessionAdopted(SessionEvent):
    """A conversation of Claude Code's now has its own durable copy in our data directory."""


@frozen
class EntrySaved(SessionEvent):
    """A record is on the disk. Only now may it be drawn as saved."""

    entry: Entry


@frozen
class TurnStarted(SessionEvent):
    """The prompt `prompt_uuid` was handed to an engine."""

    prompt_uuid: str
    engine: str
    label: str


@frozen
class TextStreamed(SessionEvent):
    """More of the reply arrived; provisional until its `EntrySaved`."""

    text: str


@frozen
class ThinkingStreamed(SessionEvent):
    """More of the model's thinking arrived; provisional."""

    text: str


@frozen
class StreamDropped(SessionEvent):
    """What was streamed since the last `EntrySaved` is void: the model began the message anew."""


@frozen
class EngineWaiting(SessionEvent):
    """The engine waits for `reason` and tries again after `delay_s`, the `attempt`th time."""

    reason: Message
    delay_s: float
    attempt: int
    of: int


@frozen
class PermissionAsked(SessionEvent):
    """The engine waits for `SessionManager.answer`; the request was saved before this."""

    request: PermissionRequest


@frozen
class PermissionSettled(SessionEvent):
    """The request is open no more; `verdict` is None where the turn ended without an answer."""

    request_id: str
    verdict: Verdict | None


@frozen
class EngineNoticed(SessionEvent):
    """The engine tells something that does not end the turn, such as that its own file is lost."""

    text: Message


@frozen
class ChoicesChanged(SessionEvent):
    """Model, permission mode or working directory were chosen for this conversation."""


@frozen
class SessionForked(SessionEvent):
    """The conversation `ref` was copied; `fork` goes on under an id of its own."""

    fork: SessionRef


@frozen
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


@frozen
class ConversationCompacted(SessionEvent):
    """A summary of everything before `boundary_uuid` was added; nothing was removed."""

    boundary_uuid: str


@frozen
class TurnEnded(SessionEvent):
    """No reply is in flight any more. The reply, whole or interrupted, was saved before this."""

    reply_uuid: str | None
    was_stopped: bool


@frozen
class TurnFailed(SessionEvent):
    """The reply did not come, or could not be saved. `TurnEnded` follows."""

    error: SempreError


@frozen
class ConversationsChanged:
    """The list of conversations is different: created, removed, restored or grown."""


@frozen
class EnginesChanged:
    """Other engines can be used now: one was found on this machine, added or removed."""


@frozen
class StorageFailed:
    """The disk refused a write; nothing was acknowledged."""

    error: SempreError


@frozen
class StorageRecovered:
    """A write succeeded after `StorageFailed`."""


@frozen
class IndexRefreshed:
    """Search now covers everything that is on the disk."""

    messages: int


@frozen
class BackupMade:
    """A backup was made without anybody asking, because there was enough new text."""

    report: "BackupReport"


@frozen
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
