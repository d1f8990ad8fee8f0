"""The `openai` engine: any OpenAI-compatible server through the `openai` package."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from types import ModuleType
from typing import Any

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.secret import Secret
from desktop_app.engines.api_problem import ApiProblem, ProblemKind
from desktop_app.engines.base import Capabilities, EngineEvent, ModelChoice, TurnChoices
from desktop_app.engines.chat_messages import chat_messages, has_files
from desktop_app.engines.chat_stream import ChatFold
from desktop_app.engines.connection import Server
from desktop_app.engines.model_catalogue import ModelCatalogue, ModelLimits
from desktop_app.engines.retries import RetryPolicy
from desktop_app.engines.server_engine import Request, ServerEngine
from desktop_app.engines.vendor_client import VendorClient, VendorObject, http_client

NAME = "openai"
BASE_URL = "https://api.openai.com/v1"

# Taken where the list of OpenAI's own models names no newer one (November 2026).
OPENAI_MODEL = "gpt-5.5"
OPENAI_WINDOW_TOKENS = 128_000
# Ollama's own default; longer prompts it cuts off without a word.
UNKNOWN_WINDOW_TOKENS = 4_096
# How servers call the length of a window in their list: vLLM, OpenRouter, Groq, LM Studio.
_WINDOW_FIELDS = ("max_model_len", "context_length", "context_window", "max_context_length")
_LIST_TIMEOUT_S = 5.0


def capabilities_of(name: str, label: str, *, is_local: bool) -> Capabilities:
    """Return what the engine for one server is and needs."""
    return Capabilities(
        name,
        label,
        is_language_model=True,
        needs_network=not is_local,
        thinks=True,
        holds_context=False,
        takes_attachments=True,
    )


def openai_engine(
    server: Server, catalogue: ModelCatalogue | None = None, policy: RetryPolicy | None = None
) -> ServerEngine:
    """Return a new engine; nothing is loaded or opened before the first turn."""
    return ServerEngine(OpenAiServer(server, catalogue), policy)


class NoModelError(SempreError):
    """The server offers no model and none was chosen."""

    def __init__(self, label: str) -> None:
        super().__init__(
            message("Engines", "{engine} offers no model.", engine=label),
            hint=message(
                "Engines",
                "Your message is saved. Install a model there, or name one in the settings, then "
                "send it again.",
            ),
        )


class FilesRefusedError(SempreError):
    """The model takes no files of this kind."""

    def __init__(self, label: str) -> None:
        super().__init__(
            message(
                "Engines", "This model of {engine} takes no images or documents.", engine=label
            ),
            hint=message(
                "Engines",
                "Your message is saved. Choose another model, or send it without the files.",
            ),
        )


class OpenAiServer:
    """A `ModelServer` that speaks chat completions."""

    def __init__(self, server: Server, catalogue: ModelCatalogue | None = None) -> None:
        self._server = server
        self._client = VendorClient(server, _load, _make)
        self._catalogue = catalogue or ModelCatalogue()
        self._counts_usage = True

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        server = self._server
        return capabilities_of(server.name, server.label, is_local=server.is_local)

    async def model(self, choices: TurnChoices) -> str:
        """Return the chosen model, else the settings', else the first that the server lists."""
        chosen = choices.model or self._server.model
        if chosen:
            return chosen
        if self._is_openai:
            return OPENAI_MODEL
        if not self._catalogue.choices:
            await self.models()
        if not self._catalogue.choices:
            raise NoModelError(self._server.label)
        return self._catalogue.choices[0].id

    async def limits(self, model: str) -> ModelLimits:
        """Return what the server says of a model, else what is safe for most."""
        if self._server.window_tokens:
            return ModelLimits(self._server.window_tokens)
        if self._is_openai:
            return ModelLimits(OPENAI_WINDOW_TOKENS)
        if self._catalogue.choices is None:
            try:
                await self.models()
            except ApiProblem as problem:
                if problem.kind in {ProblemKind.NOT_FOUND, ProblemKind.MALFORMED}:
                    self._catalogue.choices = ()  # it has no such list; the others may pass
        return self._catalogue.limits.get(model, ModelLimits(UNKNOWN_WINDOW_TOKENS))

    async def models(self) -> tuple[ModelChoice, ...]:
        """Ask the server for its models."""
        client = await self._client.open()
        choices: list[ModelChoice] = []
        with self._client.translating():
            async for info in client.models.list(timeout=_LIST_TIMEOUT_S):
                window_tokens = _window_of(info.to_dict())
                choices.append(ModelChoice(str(info.id), str(info.id), window_tokens))
                if window_tokens:
                    self._catalogue.limits[str(info.id)] = ModelLimits(window_tokens)
        self._catalogue.choices = tuple(choices)
        return self._catalogue.choices

    async def reply(self, request: Request) -> AsyncGenerator[EngineEvent, None]:
        """Stream one completion; ends the connection at once where the reading ends early."""
        client = await self._client.open()
        fold = ChatFold(request.limits.window_tokens)
        with self._client.translating():
            async with aclosing(self._chunks(client, request)) as chunks:
                async for chunk in chunks:
                    for step in fold.take(chunk):
                        yield step
            for step in fold.ending():
                yield step

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    @property
    def _is_openai(self) -> bool:
        return (self._server.base_url or BASE_URL).startswith(BASE_URL)

    async def _chunks(
        self, client: VendorObject, request: Request
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        stream = await self._begin(client, request)
        async with stream:
            async for chunk in stream:
                fields = chunk.to_dict() if hasattr(chunk, "to_dict") else {}
                if isinstance(fields, Mapping):
                    yield fields

    async def _begin(self, client: VendorObject, request: Request) -> VendorObject:
        """Send the request; once more without asking for usage where that is refused."""
        try:
            return await client.chat.completions.create(**self._parameters(request))
        except Exception as error:
            problem = self._client.problem_of(error)
            if problem is None or problem.kind is not ProblemKind.REFUSED:
                raise
            words = problem.words.lower()
            if has_files(request.messages) and _is_about_files(words):
                raise FilesRefusedError(self._server.label) from None
            if not self._counts_usage or "stream_options" not in words:
                raise
        self._counts_usage = False
        return await client.chat.completions.create(**self._parameters(request))

    def _parameters(self, request: Request) -> dict[str, Any]:
        parameters: dict[str, Any] = {
            "model": request.model,
            "messages": chat_messages(request.messages, request.system),
            "stream": True,
        }
        if self._counts_usage:
            parameters["stream_options"] = {"include_usage": True}
        return parameters


def _load() -> ModuleType:
    import openai

    return openai


def _make(package: ModuleType, server: Server, key: Secret | None) -> VendorObject:
    if key is None and not server.base_url:
        raise ApiProblem(ProblemKind.NO_KEY)
    return package.AsyncOpenAI(
        # an explicit key keeps the package from looking for one by itself
        api_key=key.reveal() if key else "none",
        base_url=server.base_url or BASE_URL,
        max_retries=0,
        http_client=http_client(package, server),
    )


def _window_of(info: Mapping[str, Any]) -> int:
    meta = info.get("meta")
    in_meta = meta.get("n_ctx") if isinstance(meta, Mapping) else None  # llama.cpp
    for value in (*(info.get(name) for name in _WINDOW_FIELDS), in_meta):
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return 0


def _is_about_files(words: str) -> bool:
    return any(word in words for word in ("image", "file", "document", "multimodal", "vision"))
