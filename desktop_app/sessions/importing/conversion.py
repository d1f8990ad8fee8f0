"""Foreign conversations as records in Claude Code's form, the same ones at every import."""

import uuid as uuid_module
from collections.abc import Callable
from datetime import datetime
from typing import Any

from desktop_app.base.values import frozen
from desktop_app.sessions.importing.foreign import ForeignConversation, ForeignMessage, Role
from desktop_app.sessions.records import RecordContext
from desktop_app.sessions.summary import MAX_CHOSEN_TITLE_CHARS, printable

_NAMESPACE = uuid_module.UUID("6f1d6b1e-6b7b-5d0e-9c63-0b7f2a9f4c11")
_NOTICE = "imported"
# Who is named beside a reply.
_AUTHORS = {"chatgpt": "ChatGPT", "claude.ai": "Claude"}

Picture = Callable[[str], "dict[str, object] | None"]


@frozen
class Converted:
    """The records of one conversation; the chain's first, then title and pointer."""

    session_id: str
    chain: tuple[dict[str, Any], ...]
    title: dict[str, Any]
    context: RecordContext
    last_prompt: str


def session_id_of(conversation: ForeignConversation) -> str:
    """Return the id under which a conversation stands here, whenever it is imported."""
    return str(uuid_module.uuid5(_NAMESPACE, _key(conversation.source, conversation.id)))


def convert(
    conversation: ForeignConversation, cwd: str, now: datetime, picture: Picture
) -> Converted:
    """Return the records of `conversation`; `picture` gives the content block of a named file."""
    context = RecordContext(session_id_of(conversation), cwd)
    moment = conversation.created or now
    chain: list[dict[str, Any]] = []
    uuids: dict[str, str] = {}
    prompt = ""
    for said in conversation.messages:
        if said.id in uuids:
            continue
        uuids[said.id] = str(
            uuid_module.uuid5(_NAMESPACE, _key(conversation.source, conversation.id, said.id))
        )
        moment = said.moment or moment
        record = _record(context, said, uuids, moment, picture)
        record["entrypoint"] = conversation.source
        if record["type"] == "assistant":
            record["engine"] = _AUTHORS[conversation.source]
        chain.append(record)
        prompt = said.text if said.role is Role.PROMPT else prompt
    title = printable(" ".join(conversation.title.split()))[:MAX_CHOSEN_TITLE_CHARS]
    return Converted(context.session_id, tuple(chain), context.title(title), context, prompt)


def _record(
    context: RecordContext,
    said: ForeignMessage,
    uuids: dict[str, str],
    moment: datetime,
    picture: Picture,
) -> dict[str, Any]:
    uuid, parent = uuids[said.id], uuids.get(said.parent)
    if said.role is Role.REPLY:
        return context.assistant(
            [{"type": "text", "text": said.text}],
            uuid=uuid,
            parent_uuid=parent,
            now=moment,
            engine="",
            message_id=f"imported-{uuid}",
        )
    if said.role is Role.NOTICE:
        content = f"{said.label}: {said.text}" if said.label else said.text
        return context.notice(_NOTICE, content, uuid=uuid, parent_uuid=parent, now=moment)
    record = context.user(said.text, uuid=uuid, parent_uuid=parent, now=moment)
    blocks = [block for name in said.pictures if (block := picture(name)) is not None]
    lost = len(said.pictures) - len(blocks)
    if said.pictures:
        names = f"\n[{', '.join(said.pictures)}]" if lost else ""
        text = f"{said.text}{names}".strip()
        texts = [{"type": "text", "text": text}] if text else []
        record["message"]["content"] = [*texts, *blocks]
    return record


def _key(*parts: str) -> str:
    return "\n".join(parts).encode("utf-8", "backslashreplace").decode("utf-8")
