"""What can go wrong with Claude Code, in plain words: what happened, and what to do."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop_app.base.messages import Message, message, verbatim
from desktop_app.engines.base import Failure

if TYPE_CHECKING:
    from claude_agent_sdk import ResultMessage

_SHOWN_CHARACTERS = 300
_AUTHENTICATION, _FORBIDDEN, _NOT_FOUND, _TOO_LARGE, _LIMIT = 401, 403, 404, 413, 429
_OVERLOADED = (503, 529)
_SERVER_ERRORS = range(500, 600)
# What the assistant's message says where there was no status.
_STATUS_OF = {"authentication_failed": 401, "billing_error": 402, "rate_limit": 429}


def refusal(result: "ResultMessage", error: str, resets_at: int | None) -> Failure:
    """Return the failure for a result that says `is_error`.

    `error` is the kind that the assistant's message named, `resets_at` when a limit ends.
    """
    status = result.api_error_status or _STATUS_OF.get(error)
    words = verbatim(_words(result))
    if status is None:
        return _without_status(words)
    title = message("Claude", "Claude Code could not answer: {words}", words=words)
    reason, is_retryable, hint = _advice(status, resets_at)
    return Failure(reason, title, hint, is_retryable)


def reason_of_waiting(status: object) -> Message:
    """Return why Claude Code tries again by itself."""
    if status == _LIMIT:
        return message("Claude", "Too many requests at this moment.")
    if status in _OVERLOADED:
        return message("Claude", "The model is overloaded.")
    if status == _AUTHENTICATION:
        return message("Claude", "The key was refused.")
    if isinstance(status, int):
        return message("Claude", "The server answered with error {status}.", status=status)
    return message("Claude", "The server can't be reached.")


def ended() -> Failure:
    """Return the failure for a process that ended in the middle of a turn."""
    return Failure(
        "ended",
        message("Claude", "Claude Code ended unexpectedly."),
        message("Claude", "Send again; Claude Code is started anew and knows the conversation."),
    )


def not_started(words: str) -> Failure:
    """Return the failure for a process that could not be started."""
    return Failure(
        "not-started",
        message(
            "Claude",
            "Claude Code could not be started: {words}",
            words=verbatim(words[:_SHOWN_CHARACTERS]),
        ),
        message("Claude", "Start `claude` in a terminal to see whether it works there."),
    )


def refused_as_root() -> Failure:
    """Return the failure for a mode that Claude Code refuses to the administrator."""
    return Failure(
        "root",
        message("Claude", "Claude Code does not work without asking while you are root."),
        message("Claude", "Choose another permission mode, or start Sempre as another user."),
        is_retryable=False,
    )


def unsaved() -> Message:
    """Return what to say where Claude Code lost its own record of a turn."""
    return message(
        "Claude",
        "Claude Code could not save this turn in its own file. Sempre has all of it, and gives it "
        "back before the next start.",
    )


def _advice(status: int, resets_at: int | None) -> tuple[str, bool, Message]:
    """Return the stable reason, whether trying again helps, and what to do."""
    if status == _LIMIT:
        return "rate-limited", True, _limit_hint(resets_at)
    if status in _OVERLOADED:
        return "overloaded", True, message("Claude", "Send again in a few minutes.")
    if status in _SERVER_ERRORS:
        return "server-error", True, message("Claude", "Send again in a few minutes.")
    reason, hint = _REFUSALS.get(status, _REFUSED)
    return reason, False, hint


_REFUSED = ("refused", message("Claude", "Change your message, then send again."))
_REFUSALS = {
    _AUTHENTICATION: (
        "wrong-key",
        message("Claude", "Check the API key, or log in with `claude` in a terminal."),
    ),
    _FORBIDDEN: ("forbidden", message("Claude", "Your account may not use this model.")),
    _NOT_FOUND: ("not-found", message("Claude", "Choose another model.")),
    _TOO_LARGE: ("too-large", message("Claude", "Send less text or smaller attachments.")),
}


def _limit_hint(resets_at: int | None) -> Message:
    if resets_at is None:
        return message("Claude", "Wait a little, then send again.")
    moment = datetime.fromtimestamp(resets_at, UTC).astimezone()
    return message("Claude", "Send again after {time}.", time=f"{moment:%H:%M}")


def _without_status(words: Message) -> Failure:
    return Failure(
        "offline",
        message("Claude", "Claude Code could not answer: {words}", words=words),
        message("Claude", "Check the connection to the network, then send again."),
    )


def _words(result: "ResultMessage") -> str:
    said = result.result or "; ".join(result.errors or ()) or result.subtype
    return " ".join(said.split())[:_SHOWN_CHARACTERS]
