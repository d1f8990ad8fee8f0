"""An engine that asks a model on a server anew with every turn, and holds no state.

What all vendors have in common: what of the conversation is sent, waiting and trying again, ending
at once. What differs is a `ModelServer`.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Protocol

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.values import frozen
from desktop_app.engines.api_problem import (
    STREAM_BROKE,
    ApiProblem,
    ProblemKind,
    failure_of,
    waiting_reason,
)
from desktop_app.engines.base import (
    Capabilities,
    ContextMessage,
    ContextWindow,
    EngineEvent,
    Failure,
    ModelChoice,
    PermissionAnswer,
    TextDelta,
    TextDropped,
    ThinkingDelta,
    Turn,
    TurnChoices,
    Waiting,
)
from desktop_app.engines.model_catalogue import ModelLimits
from desktop_app.engines.retries import RetryPolicy

# How much of a window is left for the reply, and how often a prompt that a server calls too long
# is made shorter: the lengths are estimates.
REPLY_SHARE = 4
MAX_SHORTENINGS = 4
SHORTER, SAFETY = 0.7, 0.95
CLOSE_TIMEOUT_S = 0.5

_SUMMARY_TASK = (
    "You write the running summary of a long conversation, from which it will be continued later. "
    "Keep every fact, name, number, date, decision, preference, open question and unfinished task; "
    "say who said it where that matters. Leave out courtesies and repetitions. Write in the "
    "language of the conversation, as plain notes, and nothing but the summary."
)


@frozen
class Request:
    """One request to a model."""

    messages: tuple[ContextMessage, ...]
    model: str
    limits: ModelLimits
    system: str = ""
    wants_thinking: bool = True


class ModelServer(Protocol):
    """What one vendor's package can do; every failure is an `ApiProblem`."""

    @property
    def capabilities(self) -> Capabilities:
        """What the engine is and needs."""
        ...

    async def model(self, choices: TurnChoices) -> str:
        """Return the id of the model that a turn takes."""
        ...

    async def limits(self, model: str) -> ModelLimits:
        """Return what is known of a model; never raises."""
        ...

    async def models(self) -> tuple[ModelChoice, ...]:
        """Return what the server offers."""
        ...

    def reply(self, request: Request) -> AsyncGenerator[EngineEvent, None]:
        """Make one request; deltas, then exactly one `FinalMessage`."""
        ...

    async def close(self) -> None:
        """Close the connections. May be called twice."""
        ...


class ServerRefusedError(SempreError):
    """Outside a turn a server did not do what was asked for."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.title, hint=failure.hint)
        self.reason = failure.reason


class ServerEngine:
    """A `StatelessEngine` over one server."""

    def __init__(self, server: ModelServer, policy: RetryPolicy | None = None) -> None:
        self._server = server
        self._policy = policy or RetryPolicy()
        self._tasks = TaskOwner()
        self._answering: asyncio.Task[None] | None = None
        self._is_interrupted = False

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        return self._server.capabilities

    async def stream(self, turn: Turn) -> AsyncIterator[EngineEvent]:
        """Answer one prompt; ends at once, with nothing more, when it is interrupted."""
        events: asyncio.Queue[EngineEvent | None] = asyncio.Queue()
        answering = self._tasks.start(self._answer(turn, events.put_nowait), "answer")
        answering.add_done_callback(lambda _: events.put_nowait(None))
        self._answering, self._is_interrupted = answering, False
        try:
            while (event := await events.get()) is not None:
                if self._is_interrupted:  # the rest may have arrived already
                    return
                yield event
            if not answering.cancelled():
                answering.result()  # raises where it crashed: a bug
        finally:
            answering.cancel()
            await asyncio.wait({answering})

    async def interrupt(self) -> None:
        """End the running stream at once, also while it waits; without one, do nothing."""
        if self._answering is not None:
            self._is_interrupted = True
            self._answering.cancel()

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """Do nothing: it never asks."""

    async def close(self) -> None:
        """End what runs and close the connections."""
        await self._tasks.aclose(CLOSE_TIMEOUT_S)
        await self._server.close()

    async def summarize(self, text: str, choices: TurnChoices) -> str:
        """Return a summary of `text`; raises ServerRefusedError."""
        blocks = ({"type": "text", "text": text},)
        parts: list[str] = []

        def take(event: EngineEvent) -> None:
            match event:
                case TextDropped():
                    parts.clear()
                case TextDelta(more):
                    parts.append(more)

        try:
            model = await self._server.model(choices)
            request = Request(
                (ContextMessage("user", blocks),),
                model,
                await self._server.limits(model),
                system=_SUMMARY_TASK,
                wants_thinking=False,
            )
            await self._attempts(request, take)
        except ApiProblem as problem:
            raise ServerRefusedError(failure_of(problem, self.capabilities.label)) from problem
        return "".join(parts).strip()

    async def window_tokens(self, choices: TurnChoices) -> int:
        """Return how many tokens the chosen model can see at once; raises ServerRefusedError."""
        try:
            return (await self._server.limits(await self._server.model(choices))).window_tokens
        except ApiProblem as problem:
            raise ServerRefusedError(failure_of(problem, self.capabilities.label)) from problem

    async def models(self) -> tuple[ModelChoice, ...]:
        """Return the models that the server offers; raises ServerRefusedError."""
        try:
            return await self._server.models()
        except ApiProblem as problem:
            raise ServerRefusedError(failure_of(problem, self.capabilities.label)) from problem

    async def _answer(self, turn: Turn, emit: Callable[[EngineEvent], None]) -> None:
        label = self.capabilities.label
        try:
            model = await self._server.model(turn.choices)
            limits = await self._server.limits(model)
            await self._shortening(turn, Request((), model, limits), emit)
        except ApiProblem as problem:
            emit(failure_of(problem, label))
        except SempreError as error:
            emit(Failure("unusable", error.title, error.hint, is_retryable=False))

    async def _shortening(
        self, turn: Turn, request: Request, emit: Callable[[EngineEvent], None]
    ) -> None:
        """Ask with as much of the conversation as fits, with less where the server says so."""
        budget_tokens = _budget(request.limits)
        for is_last in (False,) * MAX_SHORTENINGS + (True,):
            window = await _window(turn, budget_tokens)
            try:
                await self._attempts(
                    replace(request, messages=window.messages, system=window.system), emit
                )
            except ApiProblem as problem:
                cannot_shrink = turn.context is None or len(window.messages) == 1
                if problem.kind is not ProblemKind.TOO_LONG or is_last or cannot_shrink:
                    raise
                excess = problem.excess or 0.0
                factor = SAFETY / excess if excess > 1 else SHORTER
                budget_tokens = int(min(budget_tokens, window.estimated_tokens) * factor)
            else:
                return

    async def _attempts(self, request: Request, emit: Callable[[EngineEvent], None]) -> None:
        """Ask until there is a reply; raises the ApiProblem after which there is no use in it."""
        attempt = 0
        while True:
            has_streamed = False
            try:
                async with aclosing(self._server.reply(request)) as events:
                    async for event in events:
                        has_streamed = has_streamed or isinstance(event, TextDelta | ThinkingDelta)
                        emit(event)
            except ApiProblem as problem:
                attempt += 1
                if has_streamed and problem.kind is ProblemKind.OFFLINE:
                    problem.kind = ProblemKind.CUT  # it was there a moment ago
                delay_s = self._policy.delay_s(problem, attempt)
                if delay_s is None or (has_streamed and problem.kind not in STREAM_BROKE):
                    raise
                if has_streamed:
                    emit(TextDropped())
                emit(
                    Waiting(
                        waiting_reason(problem, self.capabilities.label),
                        delay_s,
                        attempt,
                        self._policy.limit(problem),
                    )
                )
                await asyncio.sleep(delay_s)
            else:
                return


def _budget(limits: ModelLimits) -> int:
    reply_tokens = min(limits.reply_tokens, limits.window_tokens // REPLY_SHARE)
    return limits.window_tokens - reply_tokens


async def _window(turn: Turn, budget_tokens: int) -> ContextWindow:
    if turn.context is not None:
        return await turn.context.window(budget_tokens)
    blocks = ({"type": "text", "text": turn.prompt},)
    return ContextWindow((ContextMessage("user", blocks, turn.prompt_uuid),), 0)
