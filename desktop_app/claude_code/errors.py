"""Known failures around Claude Code's files, each with its three sentences."""

from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of


class ClaudeSettingsError(SempreError):
    """Claude Code's settings file was not changed: broken, a link, or refused by the system."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message("Retention", "Claude Code's settings file {path} was not changed.", path=path),
            data=reason,
            hint=message(
                "Retention",
                "Set cleanupPeriodDays to 36500 there yourself. Sempre's own protection of the "
                "transcripts goes on without it.",
            ),
        )


class VaultError(SempreError):
    """The vault can't be written: full disk, missing permission, something in the way."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            message(
                "Vault",
                "Claude Code's transcripts can't be protected: {reason} ({path}).",
                reason=reason_of(error),
                path=path,
            ),
            data=message(
                "Vault", "What was protected before is untouched, and so are Claude Code's files."
            ),
            hint=message(
                "Vault", "Free some space or make the directory writable, then try again."
            ),
        )


class PutBackError(SempreError):
    """A transcript was not put back into Claude Code's directory."""

    def __init__(self, title: Message, hint: Message) -> None:
        super().__init__(
            title,
            data=message("Vault", "The protected copy is untouched, and nothing was replaced."),
            hint=hint,
        )
