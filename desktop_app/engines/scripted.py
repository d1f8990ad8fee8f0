"""The `scripted` engine: plays a JSON file, for tests, demonstrations and screenshots.

The file holds one turn, a list of steps, which is played for every prompt:

    [{"after_ms": 5, "text": "Hello"}, {"text": " there."}]

or successive turns, a list of such lists; after the last one the first comes again:

    [[{"text": "First reply."}], [{"after_ms": 200, "fail": "overloaded"}]]

A step waits `after_ms` milliseconds (0 when absent), then either adds `text` to the reply or ends
the turn with the failure `fail`. A turn without `fail` ends with its whole text.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message
from desktop_app.base.values import frozen
from desktop_app.engines.base import (
    Capabilities,
    EngineEvent,
    Failure,
    FinalMessage,
    PermissionAnswer,
    TextDelta,
    Turn,
)

NAME = "scripted"
CAPABILITIES = Capabilities(NAME, label="Script", is_language_model=False, needs_network=False)

MAX_AFTER_MS = 3_600_000
_STEP_FIELDS = frozenset({"after_ms", "text", "fail"})


class ScriptError(SempreError):
    """The script can't be played; the title says where it is wrong."""

    def __init__(self, title: Message) -> None:
        super().__init__(
            title,
            hint=message(
                "Scripted",
                "A script is a JSON list of steps such as {example}.",
                example='{"after_ms": 5, "text": "Hello"}',
            ),
        )


@frozen
class Step:
    """Wait, then say `text`, or end the turn with the failure `fail`."""

    after_ms: float
    text: str = ""
    fail: str | None = None


Script = tuple[tuple[Step, ...], ...]


def read_script(path: Path) -> Script:
    """Return the turns of a script file.

    Raises:
        ScriptError: it can't be read, or is no script; names the line, or the turn and step.
    """
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScriptError(
            message("Scripted", "The script {path} can't be read.", path=path)
        ) from error
    except json.JSONDecodeError as error:
        raise ScriptError(
            message("Scripted", "{path}: line {line} is not JSON.", path=path, line=error.lineno)
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ScriptError(message("Scripted", "{path} is not a script.", path=path)) from error
    if not isinstance(parsed, list) or not parsed:
        raise ScriptError(message("Scripted", "{path} holds no list of steps.", path=path))
    turns = parsed if all(isinstance(turn, list) for turn in parsed) else [parsed]
    return tuple(_turn(path, turn, number) for number, turn in enumerate(turns, 1))


class ScriptedEngine:
    """Plays one script, turn by turn."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._next_turn = 0
        self._interrupted = asyncio.Event()

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        return CAPABILITIES

    async def stream(self, turn: Turn) -> AsyncIterator[EngineEvent]:
        """Play the next turn of the script, whatever the prompt says."""
        del turn
        self._interrupted.clear()
        steps = self._script[self._next_turn % len(self._script)]
        self._next_turn += 1
        for step in steps:
            if await self._is_interrupted_within(step.after_ms / 1000):
                return
            if step.fail is not None:
                yield _failure(step.fail)
                return
            if step.text:
                yield TextDelta(step.text)
        if not self._interrupted.is_set():
            text = "".join(step.text for step in steps)
            yield FinalMessage(f"scripted_{uuid4().hex}", ({"type": "text", "text": text},))

    async def interrupt(self) -> None:
        """End the running turn at once, also in the middle of a wait."""
        self._interrupted.set()

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """Do nothing: it never asks."""

    async def close(self) -> None:
        """End the running turn; there is nothing else to free."""
        self._interrupted.set()

    async def _is_interrupted_within(self, delay_s: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(delay_s):
                await self._interrupted.wait()
        # a wait of zero ends before the loop had a turn
        await asyncio.sleep(0)
        return self._interrupted.is_set()


def _turn(path: Path, steps: object, number: int) -> tuple[Step, ...]:
    if not isinstance(steps, list) or not steps:
        raise ScriptError(
            message("Scripted", "{path}: turn {turn} holds no steps.", path=path, turn=number)
        )
    return tuple(
        _step(step, {"path": path, "turn": number, "step": position})
        for position, step in enumerate(steps, 1)
    )


def _step(step: object, where: Mapping[str, object]) -> Step:
    if not isinstance(step, dict):
        raise ScriptError(
            message("Scripted", "{path}: step {step} of turn {turn} is not an object.", **where)
        )
    problem = _problem(step, where)
    if problem is not None:
        raise ScriptError(problem)
    return Step(float(step.get("after_ms", 0)), step.get("text", ""), step.get("fail"))


def _problem(step: Mapping[str, object], where: Mapping[str, object]) -> Message | None:
    unknown = sorted(set(step) - _STEP_FIELDS)
    if unknown:
        return message(
            "Scripted",
            "{path}: step {step} of turn {turn} has the unknown field “{name}”.",
            **where,
            name=unknown[0][:40],
        )
    if ("text" in step) == ("fail" in step):
        return message(
            "Scripted", "{path}: step {step} of turn {turn} needs “text” or “fail”.", **where
        )
    if not isinstance(step.get("text", step.get("fail")), str):
        return message(
            "Scripted",
            "{path}: “text” or “fail” in step {step} of turn {turn} is not a string.",
            **where,
        )
    if not _is_delay(step.get("after_ms", 0)):
        return message(
            "Scripted",
            "{path}: “after_ms” in step {step} of turn {turn} is not a number from 0 to {limit}.",
            **where,
            limit=MAX_AFTER_MS,
        )
    return None


def _is_delay(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= MAX_AFTER_MS  # false for NaN, too


def _failure(reason: str) -> Failure:
    return Failure(
        reason,
        message(
            "Scripted", "The script ends this turn with the failure “{reason}”.", reason=reason
        ),
        message("Scripted", "Send again; the script goes on with its next turn."),
    )
