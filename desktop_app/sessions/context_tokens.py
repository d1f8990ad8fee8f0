"""How many tokens something has, estimated: cheap, and rather too many than too few."""

from collections.abc import Iterable, Mapping
from typing import Any

# English has about four characters to a token, code and numbers fewer.
CHARS_PER_TOKEN = 3.5
# For each byte that UTF-8 needs beyond one per character: Cyrillic 0.8 tokens a character, Chinese
# and Japanese 1.3, emoji 1.8.
TOKENS_PER_EXTRA_BYTE = 0.5
IMAGE_TOKENS = 1_600  # the most that either API counts for one of usual size
PAGE_BYTES, PAGE_TOKENS = 30_000, 2_500  # of a PDF: its text and its picture
MESSAGE_TOKENS = 8


def text_tokens(text: str) -> int:
    """Return an estimate for a text in any script."""
    extra = 0 if text.isascii() else len(text.encode("utf-8", "replace")) - len(text)
    return int(len(text) / CHARS_PER_TOKEN + extra * TOKENS_PER_EXTRA_BYTE) + 1


def block_tokens(block: Mapping[str, Any]) -> int:
    """Return an estimate for one content block."""
    match block:
        case {"type": "text", "text": str(text)}:
            return text_tokens(text)
        case {"type": "image"}:
            return IMAGE_TOKENS
        case {"type": "document", "source": {"type": "base64", "data": str(data)}}:
            return (len(data) * 3 // 4 // PAGE_BYTES + 1) * PAGE_TOKENS
        case {"type": "document", "source": {"type": "text", "data": str(text)}}:
            return text_tokens(text)
    return text_tokens(str(block))


def blocks_tokens(blocks: Iterable[Mapping[str, Any]]) -> int:
    """Return an estimate for one message."""
    return MESSAGE_TOKENS + sum(map(block_tokens, blocks))
