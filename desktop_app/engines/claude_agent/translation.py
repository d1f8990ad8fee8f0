"""What Claude Code says, message by message, as events of a turn.

A part of the reply (one content block, one record with its own uuid) is held back until what
follows it is known: its stop reason and its tokens come after it, and the last one is the final
message.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from desktop_app.engines.base import (
    EngineEvent,
    FinalMessage,
    Notice,
    ReplyPart,
    TextDelta,
    TextDropped,
    ThinkingDelta,
    ToolResult,
    Usage,
    Waiting,
)
from desktop_app.engines.claude_agent import failures

if TYPE_CHECKING:
    from claude_agent_sdk import (
        AssistantMessage,
        ContentBlock,
        Message,
        RateLimitEvent,
        ResultMessage,
        StreamEvent,
        SystemMessage,
        UserMessage,
    )

_SYNTHETIC = "<synthetic>"  # the model of messages that Claude Code made up, for errors
_BLOCK_TYPES = {
    "TextBlock": "text",
    "ThinkingBlock": "thinking",
    "ToolUseBlock": "tool_use",
    "ServerToolUseBlock": "server_tool_use",
    "ServerToolResultBlock": "advisor_tool_result",
    "ToolResultBlock": "tool_result",
}
# After these the model goes on, so the part is not the last one.
_GOING_ON = frozenset({"tool_use", "pause_turn"})


class Translator:
    """Folds the messages of one turn; `is_over` once its result has come."""

    def __init__(self, prompt_uuid: str, cost_before_usd: float) -> None:
        self.is_over = False
        self.cost_usd = cost_before_usd  # of the whole connection, as the last result said
        self._prompt_uuid = prompt_uuid
        self._held: ReplyPart | None = None
        self._is_streamed = False  # text stands there that no whole part has replaced yet
        self._has_reply = False
        self._error = ""
        self._resets_at: int | None = None
        self._readers: Mapping[str, Callable[[Any], Iterator[EngineEvent]]] = {
            "StreamEvent": self._stream_event,
            "AssistantMessage": self._assistant,
            "UserMessage": self._user,
            "SystemMessage": self._system,
            "RateLimitEvent": self._rate_limit,
            "ResultMessage": self._result,
        }

    def take(self, message: "Message") -> Iterator[EngineEvent]:
        """Yield what a message means; nothing for those of sub-agents and of unknown kinds."""
        read = self._readers.get(type(message).__name__)
        if read is not None and getattr(message, "parent_tool_use_id", None) is None:
            yield from read(message)

    def release(self) -> Iterator[EngineEvent]:
        """Yield the part that was held back: more is known to follow."""
        part, self._held = self._held, None
        if part is not None:
            yield part

    def _stream_event(self, message: "StreamEvent") -> Iterator[EngineEvent]:
        event = message.event
        match event.get("type"):
            case "message_start":
                yield from self.release()
                if self._is_streamed:  # the stream was cut, and the model begins anew
                    self._is_streamed = False
                    yield TextDropped()
            case "content_block_delta":
                yield from self._delta(event.get("delta") or {})
            case "message_delta":
                yield from self._message_delta(event)

    def _delta(self, delta: Mapping[str, Any]) -> Iterator[EngineEvent]:
        text, thinking = delta.get("text"), delta.get("thinking")
        if isinstance(text, str) and text:
            self._is_streamed = True
            yield TextDelta(text)
        elif isinstance(thinking, str) and thinking:
            self._is_streamed = True
            yield ThinkingDelta(thinking)

    def _message_delta(self, event: Mapping[str, Any]) -> Iterator[EngineEvent]:
        if self._held is None:
            return
        reason = (event.get("delta") or {}).get("stop_reason")
        usage = {**self._held.usage, **(event.get("usage") or {})}
        self._held = replace(self._held, stop_reason=reason, usage=usage)
        if reason in _GOING_ON:
            yield from self.release()

    def _assistant(self, message: "AssistantMessage") -> Iterator[EngineEvent]:
        if message.error is not None or message.model == _SYNTHETIC:
            self._error = message.error or self._error
            return
        yield from self.release()
        blocks = tuple(_block(block) for block in message.content)
        if not blocks:
            return
        self._is_streamed = False
        self._has_reply = True
        self._held = ReplyPart(
            uuid=message.uuid or "",
            message_id=message.message_id or "",
            blocks=blocks,
            stop_reason=message.stop_reason,
            model=message.model,
            usage=message.usage or {},
        )

    def _user(self, message: "UserMessage") -> Iterator[EngineEvent]:
        yield from self.release()
        uuid = message.uuid or ""
        for block in message.content if isinstance(message.content, list) else ():
            fields = _block(block)
            if fields["type"] != "tool_result":
                continue
            content = fields.get("content")
            yield ToolResult(
                tool_use_id=fields["tool_use_id"],
                content=content if isinstance(content, str) else "",
                is_error=fields.get("is_error") is True,
                blocks=tuple(content) if isinstance(content, list) else (),
                uuid=uuid,
                detail=message.tool_use_result,
            )
            uuid = ""  # Claude Code writes a record for each

    def _system(self, message: "SystemMessage") -> Iterator[EngineEvent]:
        data = message.data
        if message.subtype == "api_retry":
            yield Waiting(
                failures.reason_of_waiting(data.get("error_status")),
                delay_s=float(data.get("retry_delay_ms") or 0) / 1000,
                attempt=int(data.get("attempt") or 1),
                of=int(data.get("max_retries") or 0),
            )
        elif message.subtype == "session_writes_lost":
            yield Notice(failures.unsaved())

    def _rate_limit(self, message: "RateLimitEvent") -> Iterator[EngineEvent]:
        if message.rate_limit_info.status == "rejected":
            self._resets_at = message.rate_limit_info.resets_at
        yield from ()

    def _result(self, result: "ResultMessage") -> Iterator[EngineEvent]:
        if not self._is_ours(result):
            return
        self.is_over = True
        if result.terminal_reason in ("aborted_streaming", "aborted_tools"):
            yield from self.release()
        elif result.is_error:
            yield from self.release()
            yield failures.refusal(result, self._error, self._resets_at)
        else:
            part = self._held or self._spoken(result)
            yield self._usage(result, part.message_id)
            yield FinalMessage(
                part.message_id,
                part.blocks,
                part.stop_reason or "end_turn",
                part.model,
                part.usage,
                uuid=part.uuid,
            )

    def _is_ours(self, result: "ResultMessage") -> bool:
        """Tell whether the result is that of our prompt: work in the background has its own."""
        uuids = (result.user_message_uuid, *(result.user_message_uuids or ()))
        if self._prompt_uuid in uuids:
            return True
        kind = result.origin["kind"] if result.origin else None
        return not any(uuids) and kind in (None, "human")

    def _spoken(self, result: "ResultMessage") -> ReplyPart:
        """Return what there is where no part is held: the words of a result without a message."""
        is_said = bool(result.result) and not self._has_reply
        blocks = ({"type": "text", "text": result.result},) if is_said else ()
        return ReplyPart("", result.uuid or "", blocks, result.stop_reason)

    def _usage(self, result: "ResultMessage", message_id: str) -> Usage:
        """Return the tokens of the turn; its cost is what the connection's total has grown by."""
        usage = result.usage or {}
        total_usd = result.total_cost_usd
        cost_usd = None if total_usd is None else max(0.0, total_usd - self.cost_usd)
        self.cost_usd = self.cost_usd if total_usd is None else total_usd
        windows = [model.get("contextWindow", 0) for model in (result.model_usage or {}).values()]
        return Usage(
            message_id,
            input_tokens=_count(usage, "input_tokens"),
            output_tokens=_count(usage, "output_tokens"),
            cost_usd=cost_usd,
            cache_read_tokens=_count(usage, "cache_read_input_tokens"),
            cache_write_tokens=_count(usage, "cache_creation_input_tokens"),
            window_tokens=max(windows, default=0),
        )


def _block(block: "ContentBlock") -> dict[str, Any]:
    """Return a content block as the API writes it."""
    fields = {name: value for name, value in asdict(block).items() if value is not None}
    return {"type": _BLOCK_TYPES.get(type(block).__name__, "other"), **fields}


def _count(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) else 0
