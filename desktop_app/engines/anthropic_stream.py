"""Folds the events of a streamed message of the Messages API into engine events.

Whatever an event lacks or has of a wrong type is passed over: servers differ, and grow.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from desktop_app.engines.api_problem import ApiProblem, ProblemKind
from desktop_app.engines.base import (
    EngineEvent,
    FinalMessage,
    TextDelta,
    ThinkingDelta,
    Usage,
)
from desktop_app.engines.unoffered_tool import asked_for_tool

_KEPT = frozenset({"text", "thinking", "redacted_thinking"})


class MessageFold:
    """One message as it grows."""

    def __init__(self, window_tokens: int) -> None:
        self._window_tokens = window_tokens
        self._id = ""
        self._model: str | None = None
        self._blocks: dict[int, dict[str, Any]] = {}
        self._inputs: dict[int, list[str]] = {}
        self._usage: dict[str, Any] = {}
        self._stop_reason = ""
        self.is_whole = False

    def take(self, event: Mapping[str, Any]) -> Iterator[EngineEvent]:
        """Return what one event of the stream adds."""
        match event.get("type"):
            case "message_start":
                self._begin(_object(event.get("message")))
            case "content_block_start":
                yield from self._start(
                    _number(event.get("index")), _object(event.get("content_block"))
                )
            case "content_block_delta":
                yield from self._grow(_number(event.get("index")), _object(event.get("delta")))
            case "content_block_stop":
                yield from self._settle(_number(event.get("index")))
            case "message_delta":
                reason = _object(event.get("delta")).get("stop_reason")
                self._stop_reason = reason if isinstance(reason, str) else self._stop_reason
                self._usage |= _counts(_object(event.get("usage")))
            case "message_stop":
                self.is_whole = True

    def ending(self) -> Iterator[EngineEvent]:
        """Return the usage and the whole message.

        Raises:
            ApiProblem: the message was cut off.
        """
        if not self.is_whole:
            raise ApiProblem(ProblemKind.CUT)
        message_id = self._id or f"msg_{uuid4().hex}"
        yield Usage(
            message_id,
            _number(self._usage.get("input_tokens")),
            _number(self._usage.get("output_tokens")),
            cache_read_tokens=_number(self._usage.get("cache_read_input_tokens")),
            cache_write_tokens=_number(self._usage.get("cache_creation_input_tokens")),
            window_tokens=self._window_tokens,
        )
        blocks = (self._blocks[index] for index in sorted(self._blocks))
        yield FinalMessage(
            message_id,
            tuple(block for block in blocks if _says_something(block)),
            self._stop_reason or "end_turn",
            self._model,
            self._usage,
        )

    def _begin(self, message: Mapping[str, Any]) -> None:
        message_id, model = message.get("id"), message.get("model")
        self._id = message_id if isinstance(message_id, str) else ""
        self._model = model if isinstance(model, str) and model else None
        self._usage |= _counts(_object(message.get("usage")))

    def _start(self, index: int, block: Mapping[str, Any]) -> Iterator[EngineEvent]:
        self._blocks[index] = {name: value for name, value in block.items() if value is not None}
        if block.get("type") == "text" and isinstance(block.get("text"), str) and block["text"]:
            yield TextDelta(block["text"])

    def _grow(self, index: int, delta: Mapping[str, Any]) -> Iterator[EngineEvent]:
        block = self._blocks.setdefault(index, {"type": "text", "text": ""})
        match delta:
            case {"type": "text_delta", "text": str(text)}:
                block["text"] = block.get("text", "") + text
                yield TextDelta(text)
            case {"type": "thinking_delta", "thinking": str(text)}:
                block["thinking"] = block.get("thinking", "") + text
                yield ThinkingDelta(text)
            case {"type": "signature_delta", "signature": str(signature)}:
                block["signature"] = signature
            case {"type": "input_json_delta", "partial_json": str(piece)}:
                self._inputs.setdefault(index, []).append(piece)

    def _settle(self, index: int) -> Iterator[EngineEvent]:
        """Tell in words what no tool can be given for: none are offered."""
        block = self._blocks.get(index, {})
        if block.get("type") not in _KEPT and isinstance(block.get("name"), str):
            text = asked_for_tool(block["name"], "".join(self._inputs.get(index, ())))
            self._blocks[index] = {"type": "text", "text": text}
            yield TextDelta(text)


def _says_something(block: Mapping[str, Any]) -> bool:
    if block.get("type") == "thinking":
        return bool(block.get("signature"))  # without it no API takes the thinking again
    if block.get("type") == "text":
        return bool(str(block.get("text", "")).strip())
    return block.get("type") in _KEPT


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _counts(usage: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in usage.items() if value is not None}
