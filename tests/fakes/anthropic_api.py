"""An imitation of Anthropic's Messages API on loopback: its events, errors and list of models."""

import asyncio
import json
from typing import Any
from uuid import uuid4

from tests.fakes.loopback_server import Answer, LoopbackServer, json_answer, stream_answer

MODEL = "claude-sonnet-5-5"
USAGE = {
    "input_tokens": 11,
    "cache_read_input_tokens": 5,
    "cache_creation_input_tokens": 3,
    "output_tokens": 1,
}


def sse(event: dict[str, Any]) -> bytes:
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


def start() -> bytes:
    message = {
        "id": f"msg_{uuid4().hex}",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [],
        "stop_reason": None,
        "usage": USAGE,
    }
    return sse({"type": "message_start", "message": message})


def block(index: int, begin: dict[str, Any], *deltas: dict[str, Any]) -> list[bytes]:
    """Return the events of one whole content block."""
    return [
        sse({"type": "content_block_start", "index": index, "content_block": begin}),
        *(sse({"type": "content_block_delta", "index": index, "delta": delta}) for delta in deltas),
        sse({"type": "content_block_stop", "index": index}),
    ]


def text(index: int, *pieces: str) -> list[bytes]:
    deltas = [{"type": "text_delta", "text": piece} for piece in pieces]
    return block(index, {"type": "text", "text": ""}, *deltas)


def thinking(index: int, said: str, signature: str = "signed") -> list[bytes]:
    return block(
        index,
        {"type": "thinking", "thinking": "", "signature": ""},
        {"type": "thinking_delta", "thinking": said},
        {"type": "signature_delta", "signature": signature},
    )


def tool_use(index: int, name: str, *pieces: str) -> list[bytes]:
    deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]
    return block(index, {"type": "tool_use", "id": "t1", "name": name, "input": {}}, *deltas)


def stop(reason: str = "end_turn") -> list[bytes]:
    delta = {"stop_reason": reason, "stop_sequence": None}
    return [
        sse({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 7}}),
        sse({"type": "message_stop"}),
    ]


def reply(*pieces: str) -> Answer:
    return stream_answer([start(), *text(0, *pieces), *stop()])


def held(piece: str, event: asyncio.Event) -> Answer:
    """Return a reply that goes on after `piece` once the event is set."""
    begun = text(0, piece)
    return stream_answer([start(), *begun[:-1], event, begun[-1], *stop()])


def cut(*pieces: str) -> Answer:
    return stream_answer([start(), *text(0, *pieces)[:-1]], is_cut=True)


def failed_inside(kind: str, *pieces: str) -> Answer:
    error = {"type": "error", "error": {"type": kind, "message": "Something happened"}}
    begun = [start(), *text(0, *pieces)[:-1]] if pieces else []
    return stream_answer([*begun, sse(error)])


def malformed(*pieces: str) -> Answer:
    return stream_answer(
        [start(), *text(0, *pieces)[:-1], b"event: message_delta\ndata: {oops\n\n"]
    )


def refusal(status: int, kind: str, words: str, **headers: str) -> Answer:
    error = {"type": "error", "error": {"type": kind, "message": words}}
    return json_answer(error, status, **headers)


def models(*ids: str, window_tokens: int = 200_000, thinks: bool = True) -> Answer:
    capabilities = {"thinking": {"supported": thinks, "types": {"enabled": {"supported": thinks}}}}
    listed = [
        {
            "id": each,
            "type": "model",
            "display_name": each.title(),
            "created_at": "2026-01-01T00:00:00Z",
            "lifecycle": "active",
            "max_input_tokens": window_tokens,
            "max_tokens": 64_000,
            "capabilities": capabilities,
        }
        for each in ids
    ]
    return json_answer({"data": listed, "has_more": False, "first_id": None, "last_id": None})


class AnthropicApi(LoopbackServer):
    """The server; `base_url` is what the engine is given."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = [lambda: reply("Once ", "upon ", "a time.")]  # a new id each time
        self.pages["/v1/models"] = models("claude-opus-5-5", MODEL)

    @property
    def base_url(self) -> str:
        return self.address
