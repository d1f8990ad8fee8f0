"""How permissions are called where people read or hear of them."""

from collections.abc import Mapping
from typing import Any

from desktop_app.sessions.answers import Verdict
from desktop_app.sessions.entries import PERMISSION_REQUEST, Entry
from desktop_app.ui.i18n import translate

# The tool with which a model asks the person something.
QUESTION_TOOL = "AskUserQuestion"


def permission_words(entry: Entry) -> str:
    """Return the sentence of a request or of its answer, the reason included."""
    data = permission_data(entry)
    tool = _text(data, "toolName")
    if entry.name == PERMISSION_REQUEST:
        return asked_words(tool)
    try:
        verdict = Verdict(_text(data, "verdict"))
    except ValueError:
        return entry.text
    reason = _text(data, "reason")
    words = settled_words(verdict, tool)
    return f"{words} – {reason}" if reason else words


def permission_data(entry: Entry) -> Mapping[str, Any]:
    """Return what the record tells of a request or an answer; empty where it tells nothing."""
    return next((block.data for block in entry.blocks if block.data is not None), {})


def asked_words(tool: str) -> str:
    """Return the sentence that says what is asked."""
    if tool == QUESTION_TOOL:
        return translate("Permissions", "You are asked a question")
    return translate("Permissions", "May {tool} be used?", tool=tool)


def settled_words(verdict: Verdict, tool: str) -> str:
    """Return the sentence that says how a request was settled."""
    if tool == QUESTION_TOOL:
        return _settled_question(verdict)
    match verdict:
        case Verdict.ALLOW_ONCE:
            return translate("Permissions", "You allowed {tool} once.", tool=tool)
        case Verdict.ALLOW_CONVERSATION:
            return translate("Permissions", "You allowed {tool} for this conversation.", tool=tool)
        case Verdict.DENY:
            return translate("Permissions", "You denied {tool}.", tool=tool)
        case Verdict.DENY_AND_STOP:
            return translate("Permissions", "You denied {tool} and stopped the reply.", tool=tool)


def _settled_question(verdict: Verdict) -> str:
    match verdict:
        case Verdict.ALLOW_ONCE | Verdict.ALLOW_CONVERSATION:
            return translate("Permissions", "You answered.")
        case Verdict.DENY:
            return translate("Permissions", "You did not answer.")
        case Verdict.DENY_AND_STOP:
            return translate("Permissions", "You did not answer and stopped the reply.")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
