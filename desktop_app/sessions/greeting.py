"""Says hello to an engine, outside of any conversation: whether it works, shown by its own words.

Nothing is written: no record, no journal, no conversation. Claude Code is asked without a
transcript, in a directory that is gone afterwards.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message
from desktop_app.base.values import frozen
from desktop_app.engines.base import (
    Engine,
    EngineFactory,
    Failure,
    FinalMessage,
    HistoryReader,
    PermissionAnswer,
    PermissionRequest,
    Turn,
    Verdict,
    Waiting,
)
from desktop_app.sessions.records import new_uuid

GREETING = {
    "en": "Hello! Please answer with one short sentence.",
    "pt_BR": "Olá! Responda com uma frase curta, por favor.",
}
# The first request loads a vendor's package and may have to wait for a locked keyring.
LIMIT_S = 120.0


class GreetingFailedError(SempreError):
    """An engine did not answer; no conversation is concerned."""

    def __init__(self, title: Message, hint: Message) -> None:
        super().__init__(
            title,
            data=message("Greeting", "No conversation is concerned; nothing was written."),
            hint=hint,
        )


@frozen
class Greeting:
    """What an engine said; `model` is empty where it named none."""

    text: str
    model: str = ""


async def say_hello(
    engines: EngineFactory, name: str, history: HistoryReader, language: str
) -> Greeting:
    """Return the real answer to one short prompt, given by an engine made for it alone.

    Raises:
        SempreError: there is no such engine, or it did not answer; told in plain words.
    """
    engine = engines.create(name)
    label = engine.capabilities.label
    directory = await asyncio.to_thread(TemporaryDirectory, prefix="sempre-hello-")
    try:
        async with asyncio.timeout(LIMIT_S):
            return await _greeting(engine, _turn(Path(directory.name), history, language), label)
    except TimeoutError:
        title = message(
            "Greeting",
            "{engine} did not answer within {seconds} seconds.",
            engine=label,
            seconds=round(LIMIT_S),
        )
        raise GreetingFailedError(title, _later()) from None
    finally:
        await engine.close()
        await asyncio.to_thread(directory.cleanup)


def _turn(cwd: Path, history: HistoryReader, language: str) -> Turn:
    return Turn(
        session_id=new_uuid(),
        project="",
        cwd=cwd,
        prompt=GREETING.get(language, GREETING["en"]),
        prompt_uuid=new_uuid(),
        history=history,
        language=language,
        is_first=True,
    )


async def _greeting(engine: Engine, turn: Turn, label: str) -> Greeting:
    stream = engine.stream(turn)
    try:
        async for event in stream:
            match event:
                case FinalMessage(blocks=blocks, model=model):
                    return Greeting(_text_of(blocks), model or "")
                case Failure(reason=reason, title=title, hint=hint):
                    raise GreetingFailedError(title, _hint(reason, hint))
                case Waiting(reason=why):  # who tests wants the reason, not its end
                    raise GreetingFailedError(why, _later())
                case PermissionRequest(id=request_id):
                    await engine.answer(request_id, PermissionAnswer(Verdict.DENY))
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()
    raise GreetingFailedError(message("Greeting", "{engine} said nothing.", engine=label), _later())


def _text_of(blocks: Iterable[Mapping[str, Any]]) -> str:
    texts = (str(block.get("text", "")) for block in blocks if block.get("type") == "text")
    return "\n".join(text for text in texts if text).strip()


def _hint(reason: str, own: Message) -> Message:
    """Return what to do; an engine's own words speak of a message that was saved."""
    match reason:
        case "no-key" | "wrong-key":
            return message("Greeting", "Put the key in again, then say hello once more.")
        case "offline" | "malformed" | "cut" | "timed-out":
            return message(
                "Greeting", "Check the network, the address, and whether the server is running."
            )
        case "not-found" | "forbidden" | "unusable" | "refused":
            return message("Greeting", "Choose another model, or check the address.")
        case "unpaid":
            return message("Greeting", "Add credit to the account, then say hello once more.")
        case "overloaded" | "rate-limited" | "server-error":
            return _later()
        case _:
            return own


def _later() -> Message:
    return message("Greeting", "Say hello again in a few minutes.")
