"""A conversation as one HTML page that needs nothing else and asks nobody."""

import base64
from collections.abc import Iterator
from hashlib import sha256

from desktop_app.base.messages import message
from desktop_app.base.resources import resource_path
from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind
from desktop_app.sessions.export.markup import html_of, plain
from desktop_app.sessions.export.words import (
    Facts,
    Words,
    moment_text,
    pictures,
    speaker,
    tool_input,
)

_WITHOUT_BLOCKS = frozenset({EntryKind.COMPACTION, EntryKind.DAMAGE})
_PROMPTS = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT})
# A longer text is shown as it is: no browser lays out so much of emphasis and tables.
MAX_MARKUP_CHARS = 2_000_000


class HtmlRenderer:
    """Turns entries into pieces of one page."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._speaker: tuple[str, ...] = ()
        self._is_open = False

    def begin(self, facts: Facts) -> Iterator[str]:
        """Yield the head of the page; its policy lets only its own style and script act."""
        style = resource_path("styles", "export.css").read_text("utf-8")
        script = resource_path("styles", "export.js").read_text("utf-8")
        policy = (
            f"default-src 'none'; img-src data:; style-src '{_hash_of(style)}'; "
            f"script-src '{_hash_of(script)}'; base-uri 'none'; form-action 'none'"
        )
        self._script = script
        title = plain(facts.title)
        find = plain(self._words.say(message("Export", "Find in this conversation")))
        lines = "".join(f"<li>{plain(line)}</li>" for line in facts.lines)
        yield (
            "<!DOCTYPE html>\n<html>\n<head>\n"
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f'<header><h1 dir="auto">{title}</h1><ul class="facts">{lines}</ul>'
            f'<p class="find"><input id="find" type="search" placeholder="{find}" '
            f'aria-label="{find}" autocomplete="off"><output id="found"></output></p></header>\n'
            "<main>\n"
        )

    def entry(self, entry: Entry) -> Iterator[str]:
        """Yield one entry."""
        if entry.kind in _WITHOUT_BLOCKS:
            yield self._closed()
            self._speaker = ()
            yield f'<p class="divider">{plain(self._words.without_blocks(entry))}</p>\n'
            return
        if speaker(entry) != self._speaker:
            yield self._closed()
            self._speaker, self._is_open = speaker(entry), True
            yield self._heading(entry)
        for block in entry.blocks:
            yield from self._block(block)

    def end(self) -> Iterator[str]:
        """Yield the foot of the page."""
        yield self._closed()
        yield f"</main>\n<script>{self._script}</script>\n</body>\n</html>\n"

    def _closed(self) -> str:
        was_open, self._is_open = self._is_open, False
        return "</article>\n" if was_open else ""

    def _heading(self, entry: Entry) -> str:
        kind = "prompt" if entry.kind in _PROMPTS else entry.kind.value
        remarks = "".join(f" <i>{plain(remark)}</i>" for remark in self._words.remarks(entry))
        return (
            f'<article class="{kind}"><h2>{plain(self._words.author(entry))}{remarks}'
            f"<time>{plain(moment_text(entry.timestamp))}</time></h2>\n"
        )

    def _block(self, block: Block) -> Iterator[str]:
        label = plain(self._words.label(block))
        match block.kind:
            case BlockKind.TEXT:
                yield f'<div class="text" dir="auto">{self._text(block.text)}</div>\n'
            case BlockKind.THINKING:
                yield _folded("thinking", label, self._text(block.text))
            case BlockKind.TOOL_USE:
                code = f"<pre>{plain(tool_input(block))}</pre>"
                yield _folded("tool", f"⚙ {label}", code)
            case BlockKind.TOOL_RESULT:
                kind = "tool failed" if block.is_error else "tool"
                yield _folded(kind, label, f"<pre>{plain(block.text)}</pre>")
                yield from self._pictures(block)
            case BlockKind.IMAGE:
                yield from self._pictures(block)
            case _:
                yield f'<p class="part">{label}</p>\n'

    def _text(self, text: str) -> str:
        return html_of(text) if len(text) <= MAX_MARKUP_CHARS else f"<pre>{plain(text)}</pre>"

    def _pictures(self, block: Block) -> Iterator[str]:
        label = plain(self._words.say(message("Export", "Picture")))
        found = False
        for picture in pictures(block):
            found = True
            address = f"data:{picture.media_type};base64,{picture.data}"
            yield f'<p class="picture"><img src="{address}" alt="{label}"></p>\n'
        if not found and block.kind is BlockKind.IMAGE:
            yield f'<p class="part">{label}</p>\n'


def _folded(kind: str, label: str, content: str) -> str:
    return f'<details class="{kind}"><summary>{label}</summary>{content}</details>\n'


def _hash_of(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode("ascii")
