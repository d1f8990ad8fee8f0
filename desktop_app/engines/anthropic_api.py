"""The `anthropic` engine: Anthropic's Messages API through the `anthropic` package."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from types import ModuleType
from typing import Any

from desktop_app.base.secret import Secret
from desktop_app.engines.anthropic_stream import MessageFold
from desktop_app.engines.api_problem import ApiProblem, ProblemKind
from desktop_app.engines.base import Capabilities, EngineEvent, ModelChoice, TurnChoices
from desktop_app.engines.connection import Server
from desktop_app.engines.model_catalogue import ModelCatalogue, ModelLimits
from desktop_app.engines.retries import RetryPolicy
from desktop_app.engines.server_engine import Request, ServerEngine
from desktop_app.engines.vendor_client import VendorClient, VendorObject, http_client

NAME = "anthropic"
BASE_URL = "https://api.anthropic.com"
CAPABILITIES = Capabilities(
    NAME,
    label="Anthropic",
    is_language_model=True,
    needs_network=True,
    thinks=True,
    holds_context=False,
    takes_attachments=True,
)

# Taken where the server names none (October 2026); the person's own choice goes first.
DEFAULT_MODEL = "claude-sonnet-5-5"
DEFAULT_LINE = "sonnet"
DEFAULT_WINDOW_TOKENS = 200_000
MAX_REPLY_TOKENS = 32_000
THINKING_TOKENS = 8_000
_LIST_TIMEOUT_S = 5.0


def anthropic_engine(
    server: Server, catalogue: ModelCatalogue | None = None, policy: RetryPolicy | None = None
) -> ServerEngine:
    """Return a new engine; nothing is loaded or opened before the first turn."""
    return ServerEngine(AnthropicServer(server, catalogue), policy)


class AnthropicServer:
    """A `ModelServer` that speaks the Messages API."""

    def __init__(self, server: Server, catalogue: ModelCatalogue | None = None) -> None:
        self._server = server
        self._client = VendorClient(server, _load, _make)
        self._catalogue = catalogue or ModelCatalogue()

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        return CAPABILITIES

    async def model(self, choices: TurnChoices) -> str:
        """Return the chosen model, else the settings', else the server's newest of middle size."""
        chosen = choices.model or self._server.model
        if not chosen:
            await self._ask_once()
        return chosen or self._catalogue.preferred or DEFAULT_MODEL

    async def limits(self, model: str) -> ModelLimits:
        """Return what the server says of a model, else what holds for most."""
        await self._ask_once()
        known = self._catalogue.limits.get(model, ModelLimits(DEFAULT_WINDOW_TOKENS))
        thinking = "" if model in self._catalogue.unthinking else known.thinking
        window_tokens = self._server.window_tokens or known.window_tokens
        return ModelLimits(window_tokens, known.reply_tokens, thinking)

    async def models(self) -> tuple[ModelChoice, ...]:
        """Ask the server for its models."""
        client = await self._client.open()
        choices: list[ModelChoice] = []
        preferred = ""
        with self._client.translating():
            async for info in client.models.list(limit=100, timeout=_LIST_TIMEOUT_S):
                fields = info.to_dict()
                limits = _limits_of(fields)
                choice = ModelChoice(
                    str(info.id), str(fields.get("display_name") or info.id), limits.window_tokens
                )
                self._catalogue.limits[choice.id] = limits
                choices.append(choice)
                is_active = fields.get("lifecycle", "active") == "active"
                if not preferred and is_active and DEFAULT_LINE in choice.id:
                    preferred = choice.id
        self._catalogue.preferred = preferred or (choices[0].id if choices else "")
        self._catalogue.choices = tuple(choices)
        return self._catalogue.choices

    async def reply(self, request: Request) -> AsyncGenerator[EngineEvent, None]:
        """Stream one message; ends the connection at once where the reading ends early."""
        client = await self._client.open()
        fold = MessageFold(request.limits.window_tokens)
        with self._client.translating():
            async with aclosing(self._events(client, request)) as events:
                async for event in events:
                    for step in fold.take(event):
                        yield step
            for step in fold.ending():
                yield step

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _events(
        self, client: VendorObject, request: Request
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        stream = await self._begin(client, request)
        async with stream:
            async for event in stream:
                fields = event.to_dict() if hasattr(event, "to_dict") else {}
                if isinstance(fields, Mapping):
                    yield fields

    async def _begin(self, client: VendorObject, request: Request) -> VendorObject:
        """Send the request; once more without thinking where the model does not know it."""
        is_thinking = bool(request.limits.thinking) and request.wants_thinking
        try:
            return await client.messages.create(**_parameters(request, is_thinking=is_thinking))
        except Exception as error:
            problem = self._client.problem_of(error)
            is_about_it = problem is not None and "thinking" in problem.words.lower()
            if not (is_thinking and is_about_it and problem and problem.status == 400):
                raise
        self._catalogue.unthinking.add(request.model)
        return await client.messages.create(**_parameters(request, is_thinking=False))

    async def _ask_once(self) -> None:
        """Look at the list of models before the first turn; a server without one is no failure."""
        if self._catalogue.choices is not None:
            return
        try:
            await self.models()
        except ApiProblem as problem:
            if problem.kind in {ProblemKind.NOT_FOUND, ProblemKind.MALFORMED}:
                self._catalogue.choices = ()  # it has no such list; the others may pass


def _load() -> ModuleType:
    import anthropic

    return anthropic


def _make(package: ModuleType, server: Server, key: Secret | None) -> VendorObject:
    if key is None and not server.is_local:
        raise ApiProblem(ProblemKind.NO_KEY)
    return package.AsyncAnthropic(
        # an explicit key keeps the package from looking for credentials by itself
        api_key=key.reveal() if key else "none",
        base_url=server.base_url or BASE_URL,
        max_retries=0,
        http_client=http_client(package, server),
    )


def _limits_of(info: Mapping[str, Any]) -> ModelLimits:
    window, reply = info.get("max_input_tokens"), info.get("max_tokens")
    return ModelLimits(
        window if isinstance(window, int) and window > 0 else DEFAULT_WINDOW_TOKENS,
        min(reply, MAX_REPLY_TOKENS) if isinstance(reply, int) and reply > 0 else 8192,
        _thinking_of(info),
    )


def _thinking_of(info: Mapping[str, Any]) -> str:
    found: Any = info
    for name in ("capabilities", "thinking", "types"):
        found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping):
        return ""
    for form in ("adaptive", "enabled"):
        support = found.get(form)
        if isinstance(support, Mapping) and support.get("supported") is True:
            return form
    return ""


def _parameters(request: Request, *, is_thinking: bool) -> dict[str, Any]:
    limits = request.limits
    reply_tokens = max(1, min(limits.reply_tokens, limits.window_tokens // 4))
    parameters: dict[str, Any] = {
        "model": request.model,
        "max_tokens": reply_tokens,
        "messages": [
            {"role": message.role, "content": [dict(block) for block in message.blocks]}
            for message in request.messages
        ],
        "stream": True,
    }
    if request.system:
        parameters["system"] = request.system
    if is_thinking and limits.thinking == "adaptive":
        parameters["thinking"] = {"type": "adaptive", "display": "summarized"}
    elif is_thinking and reply_tokens > 2 * 1024:  # the least that the API takes, and room to write
        budget_tokens = min(THINKING_TOKENS, reply_tokens // 2)
        parameters["thinking"] = {"type": "enabled", "budget_tokens": budget_tokens}
    return parameters
