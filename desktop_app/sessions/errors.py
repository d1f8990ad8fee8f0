"""Known failures of the sessions layer, each with its three sentences."""

from enum import Enum
from pathlib import Path
from typing import Self

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of


class InvalidSessionIdError(SempreError):
    """The id is not a canonical UUID, so it was never let near a path."""

    def __init__(self, session_id: str) -> None:
        super().__init__(
            message("Errors", "“{id}” is not a conversation id.", id=session_id[:80]),
            hint=message(
                "Errors",
                "An id looks like 00000000-0000-0000-0000-000000000001; "
                "`sempre sessions` lists yours.",
            ),
        )


class SessionNotFoundError(SempreError):
    """No conversation of ours or of Claude Code's has this id."""

    def __init__(self, session_id: str) -> None:
        super().__init__(
            message("Errors", "There is no conversation {id} on this machine.", id=session_id),
            hint=message("Errors", "`sempre sessions` lists every conversation."),
        )


class UnreadableSessionError(SempreError):
    """The conversation's file can't be read: permissions, a link, a pipe, an I/O error."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message("Errors", "{path} can't be read: {reason}.", path=path, reason=reason),
            data=message("Errors", "The file was left as it is; all other conversations work."),
            hint=message("Errors", "Check who owns the file and what it is, then open it again."),
        )
        self.path = path

    @classmethod
    def because(cls, path: Path, error: OSError) -> Self:
        """Return the error for what the system said, naming a link's target."""
        return cls(path, reason_of(error))


class DataDirectoryError(SempreError):
    """The data directory can't be used."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message(
                "Errors",
                "The data directory {path} can't be used: {reason}.",
                path=path,
                reason=reason,
            ),
            hint=message("Errors", "Choose another with --data-dir, or make it writable for you."),
        )


class NotSavedError(SempreError):
    """The text could not be made durable: full disk, I/O error, read-only directory."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message(
                "Errors", "Your message is not saved: {reason} ({path}).", reason=reason, path=path
            ),
            data=message(
                "Errors",
                "Everything saved before is untouched; the text you typed stays in the composer.",
            ),
            hint=message("Errors", "Free some space or repair the disk, then send it again."),
        )


class ReplyNotSavedError(NotSavedError):
    """The prompt is durable, its reply could not be made so."""

    def __init__(self, cause: NotSavedError) -> None:
        SempreError.__init__(
            self,
            message("Errors", "The disk refused the reply, so it is not saved."),
            data=message(
                "Errors",
                "Your message is saved. What could be kept of the reply comes back when Sempre "
                "starts next.",
            ),
            hint=cause.hint,
        )


class FileChange(Enum):
    """What another program did to the file under an open conversation."""

    REMOVED = 1
    REPLACED = 2
    SHORTENED = 3


class FileReplacedError(SempreError):
    """The file under an open conversation was removed, replaced or shortened by another program."""

    def __init__(self, path: Path, change: FileChange) -> None:
        super().__init__(
            _changed(path, change),
            data=message(
                "Errors", "Nothing was written to it. What you see may be only in memory."
            ),
            hint=message(
                "Errors", "Open the conversation again; `sempre backup` holds older copies."
            ),
        )


class ConversationGoneError(SempreError):
    """The file of an open conversation is not there any more, and there is no copy of it."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "The file of this conversation was removed or moved."),
            data=message(
                "Errors", "What you see stays on the screen, and what you typed stays in the box."
            ),
            hint=message(
                "Errors",
                "Put the file back and the conversation goes on, or restore it from a backup.",
            ),
        )


class ConversationBusyError(SempreError):
    """A reply is being written in this conversation already."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "A reply is still being written in this conversation."),
            data=message("Errors", "Your text stays in the composer."),
            hint=message("Errors", "Wait for it to end, or stop it with Esc."),
        )


class EmptyTextError(SempreError):
    """A prompt or a title without a single visible character."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "There is no text to save."),
            hint=message("Errors", "Type something first."),
        )


class EngineFailedError(SempreError):
    """The engine answered with a failure, or not at all."""

    def __init__(self, title: Message, hint: Message) -> None:
        super().__init__(
            title,
            data=message("Errors", "Your message is saved, and so is what arrived of the reply."),
            hint=hint,
        )


class RepliesInFlightError(SempreError):
    """Something that needs all conversations at rest was asked for while replies are written."""

    def __init__(self, count: int) -> None:
        super().__init__(
            message("Errors", "{n} replies are still being written.", count),
            hint=message("Errors", "Wait for them to end, or stop them, then try again."),
        )


class NotNowError(SempreError):
    """Sempre is closing, or all conversations are being backed up and removed."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "Nothing can be written just now: Sempre is closing or cleaning up."),
            data=message("Errors", "Your text stays in the composer."),
            hint=message("Errors", "Try again when it is done."),
        )


class AllSessionsBusyError(SempreError):
    """Every live conversation has a reply in flight, so none can be parked."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            message(
                "Errors", "All {limit} live conversations are waiting for a reply.", limit=limit
            ),
            hint=message("Errors", "Wait for one of them to end, or stop one, then try again."),
        )


class AllConnectionsBusyError(SempreError):
    """Every engine connection has a reply in flight, so none can be closed."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            message("Errors", "All {limit} engine connections are busy.", limit=limit),
            data=message("Errors", "Your message is saved and not yet answered."),
            hint=message("Errors", "Wait for a reply to end, or stop one, then send again."),
        )


class WrongConfirmationError(SempreError):
    """The phrase that guards the cleanup was not typed exactly."""

    def __init__(self, expected: str) -> None:
        super().__init__(
            message("Errors", "The confirmation phrase is not right, so nothing was removed."),
            hint=message("Errors", "To remove everything, type exactly: {phrase}", phrase=expected),
        )
        self.expected = expected


class LiveElsewhereError(SempreError):
    """Another process of Claude Code's has the conversation open.

    The person may follow it here, read-only, or go on in a copy (`SessionManager.fork`).
    """

    def __init__(self, session_id: str, pid: int) -> None:
        super().__init__(
            message(
                "Errors",
                "Claude Code has this conversation open in another place (process {pid}).",
                pid=str(pid),
            ),
            data=message("Errors", "Nothing was written, so the two can't part ways."),
            hint=message(
                "Errors", "Follow it here until it is closed there, or go on in a copy of your own."
            ),
        )
        self.session_id = session_id
        self.pid = pid


class DirectoryGoneError(SempreError):
    """The conversation's working directory is not there any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message("Errors", "The working directory {path} does not exist.", path=path),
            data=message("Errors", "Your message is saved and not yet answered."),
            hint=message(
                "Errors", "Make it again, or choose another directory for this conversation."
            ),
        )


class HandoverError(SempreError):
    """Claude Code's own file of the conversation could not be brought up to date."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message(
                "Errors",
                "Claude Code can't be given the conversation: {reason} ({path}).",
                reason=reason,
                path=path,
            ),
            data=message("Errors", "Your message is saved and not yet answered."),
            hint=message(
                "Errors",
                "Free some space or make the file readable and writable, then send again.",
            ),
        )


class PermissionGoneError(SempreError):
    """The permission that is being answered is not asked for any more."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "Nobody waits for this permission any more."),
            hint=message("Errors", "Send a message that says what to do now."),
        )


class ModeRefusedError(SempreError):
    """The permission mode would let tools run unasked as the administrator of the machine."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "Working without asking is refused while Sempre runs as root."),
            hint=message("Errors", "Choose another mode, or start Sempre as another user."),
        )


class BackupError(SempreError):
    """A backup could not be made, read or trusted. Nothing was removed."""


class RestoreError(SempreError):
    """An archive was refused, or could not be brought back whole."""


def _changed(path: Path, change: FileChange) -> Message:
    match change:
        case FileChange.REMOVED:
            return message("Errors", "Another program removed {path}.", path=path)
        case FileChange.REPLACED:
            return message("Errors", "Another program replaced {path}.", path=path)
        case FileChange.SHORTENED:
            return message("Errors", "Another program shortened {path}.", path=path)
