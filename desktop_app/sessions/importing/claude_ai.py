"""Conversations of a Claude.ai data export: messages in order, newer exports with parents."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.sessions.importing.foreign import (
    ForeignConversation,
    ForeignMessage,
    Role,
    UnknownShapeError,
    fields_of,
    moment_of,
    text_of,
)

SOURCE = "claude.ai"
_MAX_UNKNOWN_CHARS = 100_000


def is_conversation(value: Mapping[str, Any]) -> bool:
    """Tell whether `value` has the shape of such a conversation."""
    return isinstance(value.get("chat_messages"), list)


def read_conversation(value: Mapping[str, Any]) -> ForeignConversation:
    """Return what a conversation says, all branches.

    Raises:
        UnknownShapeError: it has no id or no messages.
    """
    conversation_id = text_of(value.get("uuid"))
    found = [m for m in value.get("chat_messages") or () if isinstance(m, dict)]
    if not conversation_id or not found:
        raise UnknownShapeError
    messages: list[ForeignMessage] = []
    last_of: dict[str, str] = {}  # of each message that was read, the last part that says something
    previous = ""
    for number, message in enumerate(found):
        key = text_of(message.get("uuid")) or f"message-{number}"
        if key in last_of:
            continue
        parent = text_of(message.get("parent_message_uuid"))
        above = last_of.get(parent, "") if parent else previous
        for part in _parts(key, message):
            messages.append(_below(part, above))
            above = part.id
        last_of[key] = previous = above
    return ForeignConversation(
        SOURCE,
        conversation_id,
        text_of(value.get("name")),
        moment_of(value.get("created_at")),
        tuple(messages),
    )


def _below(part: ForeignMessage, parent: str) -> ForeignMessage:
    return ForeignMessage(part.id, parent, part.role, part.text, part.moment, part.label)


def _parts(key: str, message: Mapping[str, Any]) -> Iterator[ForeignMessage]:
    """Yield notices of tools and thinking, then what was said, each under an id of its own."""
    moment = moment_of(message.get("created_at"))
    said: list[str] = []
    content = message.get("content")
    for number, block in enumerate(content if isinstance(content, list) else []):
        fields = fields_of(block)
        kind = text_of(fields.get("type"))
        if kind == "text":
            said.append(text_of(fields.get("text")))
        elif told := _told(fields, kind):
            label = text_of(fields.get("name")) or kind
            yield ForeignMessage(f"{key}/{number}", "", Role.NOTICE, told, moment, label)
    text = "\n\n".join(filter(str.strip, said)) or text_of(message.get("text"))
    files = [*_files(message)]
    roles = {"human": Role.PROMPT, "user": Role.PROMPT, "assistant": Role.REPLY}
    role = roles.get(text_of(message.get("sender")), Role.NOTICE)
    whole = "\n\n".join(filter(str.strip, (*files, text)))
    if whole:
        yield ForeignMessage(key, "", role, whole, moment, text_of(message.get("sender")))


def _told(fields: Mapping[str, Any], kind: str) -> str:
    if kind == "thinking":
        return text_of(fields.get("thinking"))
    given = fields.get("input") if kind == "tool_use" else fields.get("content", fields or None)
    return json.dumps(given, ensure_ascii=False)[:_MAX_UNKNOWN_CHARS] if given else ""


def _files(message: Mapping[str, Any]) -> Iterator[str]:
    for name in ("attachments", "files"):
        given = message.get(name)
        for file in given if isinstance(given, list) else []:
            title = text_of(fields_of(file).get("file_name"))
            content = text_of(fields_of(file).get("extracted_content"))
            if title or content:
                yield f"[{title}]\n{content}".strip()
