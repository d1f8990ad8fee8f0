"""A conversation as Markdown that reads well as plain text too."""

import re
from collections.abc import Iterator

from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind
from desktop_app.sessions.export.words import (
    Facts,
    Words,
    moment_text,
    pictures,
    size_text,
    speaker,
    tool_input,
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_TICKS = re.compile("`+")
# What a renderer could take for a tag; `a < b` stays as it is.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ACTIVE_LINK = re.compile(r"\]\(\s*<?\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_ACTIVE_REFERENCE = re.compile(
    r"^( {0,3}\[[^\]\n]{1,200}\]:)\s*<?\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE
)
_WITHOUT_BLOCKS = frozenset({EntryKind.COMPACTION, EntryKind.DAMAGE})


class MarkdownRenderer:
    """Turns entries into pieces of one Markdown document."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._speaker: tuple[str, ...] = ()

    def begin(self, facts: Facts) -> Iterator[str]:
        """Yield the head."""
        yield f"# {_one_line(facts.title)}\n\n"
        yield "".join(f"- {_one_line(line)}\n" for line in facts.lines)

    def entry(self, entry: Entry) -> Iterator[str]:
        """Yield one entry."""
        if entry.kind in _WITHOUT_BLOCKS:
            self._speaker = ()
            yield f"\n---\n\n*{self._words.without_blocks(entry)}*\n"
            return
        if speaker(entry) != self._speaker:
            self._speaker = speaker(entry)
            yield self._heading(entry)
        for block in entry.blocks:
            yield from self._block(block)

    def end(self) -> Iterator[str]:
        """Yield the foot: nothing."""
        yield ""

    def _heading(self, entry: Entry) -> str:
        facts = (self._words.author(entry), moment_text(entry.timestamp))
        parts = [_one_line(part) for part in (*facts, *self._words.remarks(entry)) if part]
        return f"\n---\n\n## {' · '.join(parts)}\n"

    def _block(self, block: Block) -> Iterator[str]:
        label = _one_line(self._words.label(block))
        match block.kind:
            case BlockKind.TEXT:
                yield f"\n{inert(block.text)}\n"
            case BlockKind.THINKING:
                quoted = inert(block.text).replace("\n", "\n> ")
                yield f"\n> *{label}*\n>\n> {quoted}\n"
            case BlockKind.TOOL_USE:
                yield f"\n**⚙ {label}**\n\n{fenced(tool_input(block))}\n"
            case BlockKind.TOOL_RESULT:
                yield f"\n**{label}**\n\n{fenced(block.text)}\n"
                yield from self._pictures(block)
            case BlockKind.IMAGE:
                yield from self._pictures(block)
            case _:
                yield f"\n*{label}*\n"

    def _pictures(self, block: Block) -> Iterator[str]:
        label = self._words.label(block)
        for picture in pictures(block):
            size = size_text(len(picture.data) * 3 // 4)
            yield f"\n*{label}: {picture.media_type}, {size}*\n"


def inert(text: str) -> str:
    """Return Markdown that shows what `text` shows, holds no HTML, and closes what it opens."""
    lines: list[str] = []
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _FENCE.match(line)
        if fence:
            lines.append(line)
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found:
            lines.append(line)
            fence = found[1]
        else:
            lines.append(_inert_line(line))
    if fence:
        lines.append(fence)
    return "\n".join(lines)


def fenced(text: str) -> str:
    """Return `text` as a block of code that nothing in it can end."""
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}\n{text}\n{fence}"


def _inert_line(line: str) -> str:
    if "<" not in line and ":" not in line:
        return line
    line = _ACTIVE_REFERENCE.sub(r"\1 #", line)
    # between pairs of backticks is code, where a tag is a text already
    pieces = line.split("`")
    is_paired = len(pieces) % 2 == 1
    for index in range(0, len(pieces), 2 if is_paired else 1):
        pieces[index] = _ACTIVE_LINK.sub("](#", _TAG.sub("&lt;", pieces[index]))
    return "`".join(pieces)


def _one_line(text: str) -> str:
    return _TAG.sub("&lt;", " ".join(text.split()))
