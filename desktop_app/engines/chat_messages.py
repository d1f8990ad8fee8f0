"""Messages in the form of OpenAI's chat completions, made from blocks of the Messages API."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.engines.base import ContextMessage

Part = dict[str, Any]


def chat_messages(messages: Iterable[ContextMessage], system: str = "") -> list[dict[str, Any]]:
    """Return `messages` for a chat completion; text alone is sent as a plain string."""
    sent: list[dict[str, Any]] = [{"role": "system", "content": system}] if system else []
    for message in messages:
        parts = [part for block in message.blocks if (part := _part(block)) is not None]
        texts = [part["text"] for part in parts if part["type"] == "text"]
        is_text = len(texts) == len(parts) or message.role != "user"
        sent.append({"role": message.role, "content": "\n\n".join(texts) if is_text else parts})
    return sent


def _part(block: Mapping[str, Any]) -> Part | None:
    """Return a block as a part of a message; None for what is not for another model's eyes."""
    part: Part | None = None
    match block:
        case {"type": "text", "text": str(text)}:
            part = _text(text)
        case {"type": "image", "source": {"type": "base64", "media_type": kind, "data": data}}:
            part = {"type": "image_url", "image_url": {"url": f"data:{kind};base64,{data}"}}
        case {"type": "document", "source": {"type": "base64", "media_type": kind, "data": data}}:
            name = str(block.get("title") or "document.pdf")
            file = {"filename": name, "file_data": f"data:{kind};base64,{data}"}
            part = {"type": "file", "file": file}
        case {"type": "document", "source": {"type": "text", "data": str(text)}}:
            part = _text(f"{block.get('title') or ''}\n\n{text}".strip())
    return part


def _text(text: str) -> Part:
    return {"type": "text", "text": text}


def has_files(messages: Iterable[ContextMessage]) -> bool:
    """Tell whether there is anything that not every model takes: images, documents."""
    return any(
        block.get("type") in {"image", "document"}
        for message in messages
        for block in message.blocks
    )
