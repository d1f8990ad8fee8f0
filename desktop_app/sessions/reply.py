"""The reply of one turn as it grows: engine events in, records of Claude Code's format out.

A reply without tools is one record. Around tools it is several, as Claude Code writes them: text,
the tool's use, its result (a user record), then the next text. Each hangs on the one before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.base.values import frozen
from desktop_app.engines.base import FinalMessage, ReplyPart, ToolResult, ToolUse, Usage
from desktop_app.sessions.records import RecordContext, new_uuid

Fields = dict[str, Any]

# Read by models, not by people: an API refuses a tool use that has no result.
_NO_RESULT = "[No result: the reply ended here]"


@dataclass
class PartialText:
    """What was streamed of one record, in the order of arrival."""

    parts: list[tuple[str, str]] = field(default_factory=list)  # ("text" or "thinking", text)

    def add(self, kind: str, text: str) -> None:
        """Append to the last part where that is of the same kind, else begin one."""
        if self.parts and self.parts[-1][0] == kind:
            self.parts[-1] = (kind, self.parts[-1][1] + text)
        else:
            self.parts.append((kind, text))

    def join(self, kind: str) -> str:
        """Return everything of one kind."""
        return "".join(text for part, text in self.parts if part == kind)

    def blocks(self) -> list[Fields]:
        """Return the text as content blocks; empty where no character is visible.

        Thinking is not among them: without its signature an API refuses it.
        """
        texts = (text for kind, text in self.parts if kind == "text")
        return [{"type": "text", "text": text} for text in texts if text.strip()]


@frozen
class ReplyPosition:
    """Which record the text being streamed will become."""

    uuid: str
    parent_uuid: str | None
    engine: str


def interrupted_record(
    context: RecordContext, position: ReplyPosition, text: PartialText, now: datetime
) -> Fields | None:
    """Return the record of a reply that never ended; None where no text had arrived.

    Thinking is kept beside the message, where nobody sends it to an API.
    """
    blocks = text.blocks()
    if not blocks:
        return None
    record = context.assistant(
        blocks,
        uuid=position.uuid,
        parent_uuid=position.parent_uuid,
        now=now,
        engine=position.engine,
        message_id=_new_message_id(),
        stop_reason=None,
    )
    thinking = text.join("thinking")
    return record | {"interruptedThinking": thinking} if thinking else record


class Reply:
    """Folds the events of one turn. Nothing here touches a disk or a screen.

    The methods that return records change nothing; `advance` is called once they are durable.
    """

    def __init__(self, context: RecordContext, prompt_uuid: str, engine: str) -> None:
        self.text = PartialText()
        self.position = ReplyPosition(new_uuid(), prompt_uuid, engine)
        self.last_uuid: str | None = None  # of the last part that is durable
        self._context = context
        self._message_id = _new_message_id()
        self._unanswered: dict[str, str] = {}  # tool use id -> uuid of its record
        self._given: set[str] = set()  # uuids that the engine chose
        self._usage: dict[str, Usage] = {}

    def count(self, usage: Usage) -> None:
        """Note the tokens of one message; a later count of the same message replaces it."""
        self._usage[usage.message_id] = usage

    def tool_use(self, event: ToolUse, now: datetime) -> list[Fields]:
        """Return the text so far and the use of a tool, a record each."""
        block = {"type": "tool_use", "id": event.id, "name": event.name, "input": event.input}
        return self._chain(
            *(self._assistant([text], self._message_id, now) for text in self.text.blocks()),
            self._assistant([block], self._message_id, now),
        )

    def tool_result(self, event: ToolResult, now: datetime) -> list[Fields]:
        """Return the text so far and what a tool returned."""
        return self._chain(
            *(self._assistant([text], self._message_id, now) for text in self.text.blocks()),
            self._result(event, now),
        )

    def part(self, event: ReplyPart, now: datetime) -> list[Fields]:
        """Return a part of the reply under the engine's uuid; what was streamed of it is void."""
        record = self._assistant(event.blocks, event.message_id, now, uuid=event.uuid)
        _describe(record["message"], event)
        return self._chain(record)

    def final(self, event: FinalMessage, now: datetime) -> list[Fields]:
        """Return the whole reply; what was streamed counts only where the engine gave no blocks.

        An empty list means that there is nothing to save.
        """
        blocks = [dict(block) for block in event.blocks] or self.text.blocks()
        if not blocks:
            return self._chain(*self._missing_results(now))
        record = self._assistant(blocks, event.message_id, now, uuid=event.uuid)
        _describe(record["message"], event)
        record["message"]["usage"] = dict(self._tokens(event))
        counted = self._usage.get(event.message_id)
        if counted is not None and counted.cost_usd is not None:
            record["costUsd"] = counted.cost_usd
        return self._chain(*self._missing_results(now), record)

    def interrupted(self, now: datetime) -> list[Fields]:
        """Return what there is of a reply that will not go on; often nothing."""
        record = interrupted_record(self._context, self.position, self.text, now)
        return self._chain(*self._missing_results(now), *([record] if record else []))

    def advance(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Go on behind `records`, which were returned from here and are durable now."""
        for record in records:
            if record["type"] == "assistant":
                self.last_uuid = record["uuid"]
            for block in record["message"]["content"]:
                if block["type"] == "tool_use":
                    self._unanswered[block["id"]] = record["uuid"]
                elif block["type"] == "tool_result":
                    self._unanswered.pop(block["tool_use_id"], None)
                    self._message_id = _new_message_id()
        leaf = records[-1]["uuid"] if records else self.position.parent_uuid
        self.position = ReplyPosition(new_uuid(), leaf, self.position.engine)
        self.text = PartialText()

    def _assistant(
        self,
        blocks: Sequence[Mapping[str, Any]],
        message_id: str,
        now: datetime,
        uuid: str = "",
    ) -> Fields:
        return self._context.assistant(
            blocks,
            uuid=self._uuid(uuid),
            parent_uuid=None,
            now=now,
            engine=self.position.engine,
            message_id=message_id,
            stop_reason="tool_use",
        )

    def _uuid(self, given: str) -> str:
        if given:
            self._given.add(given)
        return given or new_uuid()

    def _result(self, event: ToolResult, now: datetime) -> Fields:
        block = {
            "type": "tool_result",
            "tool_use_id": event.tool_use_id,
            "content": [dict(part) for part in event.blocks] or event.content,
            "is_error": event.is_error,
        }
        record = self._context.user("", uuid=self._uuid(event.uuid), parent_uuid=None, now=now)
        record["message"]["content"] = [block]
        if event.detail is not None:
            record["toolUseResult"] = event.detail
        if event.tool_use_id in self._unanswered:
            record["sourceToolAssistantUUID"] = self._unanswered[event.tool_use_id]
        return record

    def _missing_results(self, now: datetime) -> list[Fields]:
        missing = (ToolResult(id_, _NO_RESULT, is_error=True) for id_ in self._unanswered)
        return [self._result(event, now) for event in missing]

    def _chain(self, *records: Fields) -> list[Fields]:
        """Hang each record on the one before; the last text keeps the uuid that was announced."""
        parent = self.position.parent_uuid
        own = (r for r in records if r["uuid"] not in self._given)
        announced = next((r for r in own if r["type"] == "assistant"), None)
        for record in records:
            record["uuid"] = self.position.uuid if record is announced else record["uuid"]
            record["parentUuid"] = parent
            parent = record["uuid"]
        return list(records)

    def _tokens(self, event: FinalMessage) -> Mapping[str, Any]:
        counted = self._usage.get(event.message_id)
        if event.usage or counted is None:
            return event.usage or {"input_tokens": 0, "output_tokens": 0}
        return {"input_tokens": counted.input_tokens, "output_tokens": counted.output_tokens}


def _describe(message: Fields, event: ReplyPart | FinalMessage) -> None:
    message["stop_reason"] = event.stop_reason
    message["model"] = event.model or message["model"]
    message["usage"] = dict(event.usage) or message["usage"]


def _new_message_id() -> str:
    return "msg_" + new_uuid().replace("-", "")
