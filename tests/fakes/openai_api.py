"""An imitation of an OpenAI-compatible server on loopback: its chunks, errors, list of models."""

import asyncio
import json
from typing import Any

from tests.fakes.loopback_server import Answer, LoopbackServer, json_answer, stream_answer

MODEL = "little-model"
USAGE = {
    "prompt_tokens": 16,
    "completion_tokens": 7,
    "prompt_tokens_details": {"cached_tokens": 5},
}
DONE = b"data: [DONE]\n\n"


def sse(chunk: object) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def chunk(delta: dict[str, Any], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return sse({"id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": [choice]})


def usage() -> bytes:
    return sse({"id": "chatcmpl-1", "choices": [], "usage": USAGE})


def stop(reason: str = "stop") -> list[bytes]:
    return [chunk({}, reason), usage(), DONE]


def texts(*pieces: str) -> list[bytes]:
    return [chunk({"content": piece}) for piece in pieces]


def reply(*pieces: str) -> Answer:
    return stream_answer([*texts(*pieces), *stop()])


def held(piece: str, event: asyncio.Event) -> Answer:
    """Return a reply that goes on after `piece` once the event is set."""
    return stream_answer([*texts(piece), event, *stop()])


def cut(*pieces: str) -> Answer:
    return stream_answer(texts(*pieces), is_cut=True)


def failed_inside(kind: str, *pieces: str) -> Answer:
    error = {"error": {"type": kind, "message": "Something happened", "code": None}}
    return stream_answer([*texts(*pieces), sse(error)])


def malformed(*pieces: str) -> Answer:
    return stream_answer([*texts(*pieces), b"data: {oops\n\n"])


def refusal(status: int, kind: str, words: str, **headers: str) -> Answer:
    return json_answer({"error": {"type": kind, "message": words, "code": None}}, status, **headers)


def models(*ids: str, window_tokens: int = 32_768) -> Answer:
    listed = [
        {
            "id": each,
            "object": "model",
            "created": 0,
            "owned_by": "me",
            "max_model_len": window_tokens,
        }
        for each in ids
    ]
    return json_answer({"object": "list", "data": listed})


class OpenAiApi(LoopbackServer):
    """The server; `base_url` is what the engine is given."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = [reply("Once ", "upon ", "a time.")]
        self.pages["/v1/models"] = models(MODEL)

    @property
    def base_url(self) -> str:
        return f"{self.address}/v1"
