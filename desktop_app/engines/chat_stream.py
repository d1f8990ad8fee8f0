"""Folds the chunks of a streamed chat completion into engine events.

Servers that call themselves compatible differ: thinking comes as `reasoning_content` (DeepSeek,
llama.cpp, vLLM) or `reasoning` (OpenRouter, Ollama), usage in the last chunk or never.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from desktop_app.engines.api_problem import ApiProblem, ProblemKind
from desktop_app.engines.base import EngineEvent, FinalMessage, TextDelta, ThinkingDelta, Usage
from desktop_app.engines.unoffered_tool import asked_for_tool

_STOP_REASONS = {
    "stop": "end_turn",
    "length": "max_tokens",
    "content_filter": "refusal",
    "tool_calls": "end_turn",
}


class ChatFold:
    """One completion as it grows."""

    def __init__(self, window_tokens: int) -> None:
        self._window_tokens = window_tokens
        # servers number their completions anew after a restart, and some always say the same
        self._id = f"msg_{uuid4().hex}"
        self._texts: list[str] = []
        self._tools: dict[int, tuple[str, list[str]]] = {}
        self._usage: Mapping[str, Any] = {}
        self._finish_reason = ""
        self.is_chat = False

    def take(self, chunk: Mapping[str, Any]) -> Iterator[EngineEvent]:
        """Return what one chunk adds."""
        if isinstance(chunk.get("usage"), Mapping):
            self._usage = chunk["usage"]
        choices = chunk.get("choices")
        if not isinstance(choices, list):
            return
        self.is_chat = True
        for choice in choices[:1]:
            if not isinstance(choice, Mapping):
                continue
            delta = choice.get("delta")
            if isinstance(delta, Mapping):
                yield from self._grow(delta)
            reason = choice.get("finish_reason")
            if isinstance(reason, str) and reason:
                self._finish_reason = reason

    def ending(self) -> Iterator[EngineEvent]:
        """Return the usage, where it was told, and the whole message.

        Raises:
            ApiProblem: the completion was cut off, or this was none.
        """
        if not self._finish_reason:
            raise ApiProblem(ProblemKind.CUT if self.is_chat else ProblemKind.MALFORMED)
        for name, pieces in self._tools.values():
            yield from self._add(asked_for_tool(name, "".join(pieces)))
        yield from self._counted()
        text = "".join(self._texts)
        yield FinalMessage(
            self._id,
            ({"type": "text", "text": text},) if text.strip() else (),
            _STOP_REASONS.get(self._finish_reason, self._finish_reason),
            # no model: Claude Code resumes no record that names a foreign one
            usage=self._counts() if self._usage else {},
        )

    def _grow(self, delta: Mapping[str, Any]) -> Iterator[EngineEvent]:
        for name in ("reasoning_content", "reasoning"):
            thought = delta.get(name)
            if isinstance(thought, str) and thought:
                yield ThinkingDelta(thought)
                break
        for name in ("content", "refusal"):
            text = delta.get(name)
            if isinstance(text, str) and text:
                yield from self._add(text)
        calls = delta.get("tool_calls")
        for call in calls if isinstance(calls, list) else ():
            self._note_call(call)

    def _note_call(self, call: object) -> None:
        match call:
            case {"function": {"name": str(name), **rest}, **place}:
                index = _number(place.get("index", len(self._tools)))
                self._tools[index] = (name, [str(rest.get("arguments") or "")])
            case {"index": int(index), "function": {"arguments": str(piece)}}:
                self._tools.setdefault(index, ("?", []))[1].append(piece)

    def _add(self, text: str) -> Iterator[EngineEvent]:
        self._texts.append(text)
        yield TextDelta(text)

    def _counted(self) -> Iterator[EngineEvent]:
        if self._usage:
            counts = self._counts()
            yield Usage(
                self._id,
                counts["input_tokens"],
                counts["output_tokens"],
                cache_read_tokens=counts["cache_read_input_tokens"],
                window_tokens=self._window_tokens,
            )

    def _counts(self) -> dict[str, int]:
        """Return the tokens as the Messages API counts them: cached ones are none of the input."""
        details = self._usage.get("prompt_tokens_details")
        cached = _number(details.get("cached_tokens")) if isinstance(details, Mapping) else 0
        return {
            "input_tokens": max(0, _number(self._usage.get("prompt_tokens")) - cached),
            "cache_read_input_tokens": cached,
            "output_tokens": _number(self._usage.get("completion_tokens")),
        }


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
