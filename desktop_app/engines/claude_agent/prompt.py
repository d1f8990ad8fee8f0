"""The prompt as Claude Code takes it: our uuid, and attachments as content blocks."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from desktop_app.engines.base import Attachment, Turn

_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def user_message(turn: Turn) -> dict[str, Any]:
    """Return the message that begins a turn; reads its attachments. Blocks.

    The record that Claude Code writes of it has the same uuid as ours.
    """
    content: Any = turn.prompt
    if turn.attachments:
        blocks = [_block(attachment) for attachment in turn.attachments]
        content = [*blocks, {"type": "text", "text": turn.prompt}]
    return {
        "type": "user",
        "uuid": turn.prompt_uuid,
        "message": {"role": "user", "content": content},
        "parent_tool_use_id": None,
    }


def _block(attachment: Attachment) -> Mapping[str, Any]:
    kind = attachment.media_type
    if kind in _IMAGES or kind == "application/pdf":
        data = b64encode(attachment.path.read_bytes()).decode("ascii")
        source = {"type": "base64", "media_type": kind, "data": data}
        return {"type": "image" if kind in _IMAGES else "document", "source": source}
    # anything else stands on this machine, where Claude Code can read it by its own tools
    return {"type": "text", "text": f"Attached file {attachment.name}: {attachment.path}"}
