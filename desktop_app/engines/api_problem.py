"""What can go wrong with a model's server, in words that are the same for every vendor."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop_app.base.messages import Message, message, verbatim
from desktop_app.engines.base import Failure

SHOWN_CHARACTERS = 300


class ProblemKind(StrEnum):
    """What happened; the value is the stable reason of the `Failure`."""

    OVERLOADED = "overloaded"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    OFFLINE = "offline"
    TIMED_OUT = "timed-out"
    CUT = "cut"  # the stream ended before the reply did
    MALFORMED = "malformed"
    NO_KEY = "no-key"
    WRONG_KEY = "wrong-key"
    FORBIDDEN = "forbidden"
    UNPAID = "unpaid"
    NOT_FOUND = "not-found"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    REFUSED = "refused"


RETRIED = frozenset(
    {
        ProblemKind.OVERLOADED,
        ProblemKind.RATE_LIMITED,
        ProblemKind.SERVER_ERROR,
        ProblemKind.OFFLINE,
        ProblemKind.TIMED_OUT,
        ProblemKind.CUT,
        ProblemKind.MALFORMED,
    }
)
# After these what was streamed is void, and the model is asked once more.
STREAM_BROKE = frozenset(
    {ProblemKind.CUT, ProblemKind.OFFLINE, ProblemKind.TIMED_OUT, ProblemKind.MALFORMED}
)


@dataclass
class ApiProblem(Exception):  # noqa: N818 - no error of ours: it becomes a Failure
    """A request did not lead to a whole reply.

    `words` are the server's own, without any key. `retry_after_s` is what it asked for, `excess`
    by how much a prompt was longer than the model takes (1.5: half as long again), each None where
    it did not say.
    """

    kind: ProblemKind
    words: str = ""
    status: int = 0
    retry_after_s: float | None = None
    excess: float | None = field(default=None)

    def __post_init__(self) -> None:
        super().__init__(self.kind.value, self.status)
        self.words = " ".join(self.words.split())[:SHOWN_CHARACTERS]


_BY_STATUS = {
    400: ProblemKind.REFUSED,
    401: ProblemKind.WRONG_KEY,
    402: ProblemKind.UNPAID,
    403: ProblemKind.FORBIDDEN,
    404: ProblemKind.NOT_FOUND,
    408: ProblemKind.TIMED_OUT,
    413: ProblemKind.TOO_LARGE,
    429: ProblemKind.RATE_LIMITED,
    503: ProblemKind.OVERLOADED,
    504: ProblemKind.TIMED_OUT,
    529: ProblemKind.OVERLOADED,
}
# What an error says of itself counts more than its status: inside a stream that is always 200.
_BY_TYPE = {
    "overloaded_error": ProblemKind.OVERLOADED,
    "rate_limit_error": ProblemKind.RATE_LIMITED,
    "rate_limit_exceeded": ProblemKind.RATE_LIMITED,
    "api_error": ProblemKind.SERVER_ERROR,
    "server_error": ProblemKind.SERVER_ERROR,
    "timeout_error": ProblemKind.TIMED_OUT,
    "authentication_error": ProblemKind.WRONG_KEY,
    "invalid_api_key": ProblemKind.WRONG_KEY,
    "permission_error": ProblemKind.FORBIDDEN,
    "billing_error": ProblemKind.UNPAID,
    "insufficient_quota": ProblemKind.UNPAID,
    "not_found_error": ProblemKind.NOT_FOUND,
    "model_not_found": ProblemKind.NOT_FOUND,
    "request_too_large": ProblemKind.TOO_LARGE,
    "context_length_exceeded": ProblemKind.TOO_LONG,
    "exceed_context_size_error": ProblemKind.TOO_LONG,  # llama.cpp
}
_TOO_LONG = re.compile(
    r"prompt is too long|context.{0,20}(?:length|window|size)|maximum context|too many tokens"
    r"|exceeds? the (?:available )?context",
    re.IGNORECASE,
)
# As in: prompt is too long: 210000 tokens > 200000 maximum.
_LENGTHS = re.compile(r"(\d{3,}) tokens > (\d{3,})")


def problem_of_status(
    status: int, body: object, headers: Mapping[str, str], words: str = ""
) -> ApiProblem:
    """Return what a refusal means; `body` is the parsed JSON of it, of any form."""
    error = _error_object(body)
    text = error.get("message")
    said = text if isinstance(text, str) else words
    kind = _kind(status, error)
    if kind in {ProblemKind.REFUSED, ProblemKind.SERVER_ERROR} and _TOO_LONG.search(said):
        kind = ProblemKind.TOO_LONG
    return ApiProblem(kind, said, status, _retry_after_s(headers), _excess(said))


def _kind(status: int, error: Mapping[str, Any]) -> ProblemKind:
    for name in (error.get("code"), error.get("type")):
        if isinstance(name, str) and name in _BY_TYPE:
            return _BY_TYPE[name]
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    is_refusal = 400 <= status < 500
    return ProblemKind.REFUSED if is_refusal else ProblemKind.SERVER_ERROR


def _error_object(body: object) -> Mapping[str, Any]:
    if not isinstance(body, Mapping):
        return {}
    inner = body.get("error")
    if isinstance(inner, str):
        return {"message": inner}
    return inner if isinstance(inner, Mapping) else body


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    for name, unit_s in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            delay_s = float(headers.get(name, "")) * unit_s
        except ValueError:
            continue  # absent, or a date, which nobody of these sends
        if 0 <= delay_s < float("inf"):
            return delay_s
    return None


def _excess(said: str) -> float | None:
    found = _LENGTHS.search(said)
    return int(found[1]) / int(found[2]) if found else None


def waiting_reason(problem: ApiProblem, engine: str) -> Message:
    """Return for what the engine waits, for the person who waits with it."""
    match problem.kind:
        case ProblemKind.OVERLOADED:
            return message("Engines", "{engine} is overloaded.", engine=engine)
        case ProblemKind.RATE_LIMITED:
            return message("Engines", "{engine} asks you to slow down.", engine=engine)
        case ProblemKind.OFFLINE:
            return message("Engines", "{engine} can't be reached.", engine=engine)
        case ProblemKind.CUT | ProblemKind.MALFORMED:
            return message("Engines", "The connection to {engine} broke.", engine=engine)
        case _:
            return message("Engines", "{engine} has a problem of its own.", engine=engine)


def failure_of(problem: ApiProblem, engine: str) -> Failure:
    """Return the end of a turn that `problem` is the reason of."""
    title, hint = _SENTENCES[problem.kind](engine)
    if problem.words:
        title = message(
            "Engines",
            "{sentence} It says: “{words}”",
            sentence=title,
            words=verbatim(problem.words),
        )
    return Failure(problem.kind.value, title, hint, problem.kind in RETRIED)


_Sentences = Callable[[str], tuple[Message, Message]]

_SENTENCES: Mapping[ProblemKind, _Sentences] = {
    ProblemKind.OVERLOADED: lambda engine: (
        message("Engines", "{engine} is overloaded and did not answer.", engine=engine),
        message("Engines", "Your message is saved. Send it again in a few minutes."),
    ),
    ProblemKind.RATE_LIMITED: lambda engine: (
        message("Engines", "{engine} takes no more requests for now.", engine=engine),
        message("Engines", "Your message is saved. Wait a while, then send it again."),
    ),
    ProblemKind.SERVER_ERROR: lambda engine: (
        message("Engines", "{engine} has a problem of its own and did not answer.", engine=engine),
        message("Engines", "Your message is saved. Send it again later."),
    ),
    ProblemKind.OFFLINE: lambda engine: (
        message("Engines", "{engine} can't be reached.", engine=engine),
        message(
            "Engines",
            "Your message is saved. Check the network, or whether the server is running, then "
            "send it again.",
        ),
    ),
    ProblemKind.TIMED_OUT: lambda engine: (
        message("Engines", "{engine} did not answer in time.", engine=engine),
        message("Engines", "Your message is saved. Send it again."),
    ),
    ProblemKind.CUT: lambda engine: (
        message(
            "Engines", "The connection to {engine} broke before the reply ended.", engine=engine
        ),
        message("Engines", "Your message and what arrived are saved. Send it again."),
    ),
    ProblemKind.MALFORMED: lambda engine: (
        message("Engines", "{engine} answered with something that is no reply.", engine=engine),
        message(
            "Engines",
            "Your message is saved. Check that the address in the settings is that of the server's "
            "API.",
        ),
    ),
    ProblemKind.NO_KEY: lambda engine: (
        message("Engines", "{engine} needs a key, and there is none.", engine=engine),
        message("Engines", "Your message is saved. Add a key in the settings, then send it again."),
    ),
    ProblemKind.WRONG_KEY: lambda engine: (
        message("Engines", "{engine} does not accept the key.", engine=engine),
        message(
            "Engines", "Your message is saved. Put in another key in the settings, then send again."
        ),
    ),
    ProblemKind.FORBIDDEN: lambda engine: (
        message("Engines", "{engine} does not allow this key what was asked for.", engine=engine),
        message(
            "Engines",
            "Your message is saved. Choose another model, or ask whoever manages the account.",
        ),
    ),
    ProblemKind.UNPAID: lambda engine: (
        message("Engines", "The account with {engine} has no credit left.", engine=engine),
        message("Engines", "Your message is saved. Add credit there, then send it again."),
    ),
    ProblemKind.NOT_FOUND: lambda engine: (
        message(
            "Engines", "{engine} does not have the model, or is not at this address.", engine=engine
        ),
        message("Engines", "Your message is saved. Choose another model, or check the address."),
    ),
    ProblemKind.TOO_LARGE: lambda engine: (
        message("Engines", "The message with its files is too large for {engine}.", engine=engine),
        message("Engines", "Your message is saved. Send it again with fewer or smaller files."),
    ),
    ProblemKind.TOO_LONG: lambda engine: (
        message(
            "Engines", "The message is longer than the model of {engine} takes.", engine=engine
        ),
        message(
            "Engines", "Your message is saved. Send it in parts, or choose a model that takes more."
        ),
    ),
    ProblemKind.REFUSED: lambda engine: (
        message("Engines", "{engine} refused the request.", engine=engine),
        message("Engines", "Your message is saved. Change it, or choose another model."),
    ),
}
