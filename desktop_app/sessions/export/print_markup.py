"""A conversation as the simple HTML that pages are laid out from: no folds, no script."""

from collections.abc import Iterator

from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind
from desktop_app.sessions.export.html import MAX_MARKUP_CHARS
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
_PRE_CHARS = 20_000
# A page is 17 cm wide; Qt takes the size of a picture from its attributes only.
_PICTURE_WIDTH_PX = 480


class PrintRenderer:
    """Turns entries into pieces, each of which may be laid out by itself."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._speaker: tuple[str, ...] = ()

    def begin(self, facts: Facts) -> Iterator[str]:
        """Yield the head."""
        yield f"<h1>{plain(facts.title)}</h1>"
        yield "".join(f'<p class="fact">{plain(line)}</p>' for line in facts.lines)

    def entry(self, entry: Entry) -> Iterator[str]:
        """Yield one entry."""
        if entry.kind in _WITHOUT_BLOCKS:
            self._speaker = ()
            yield f'<p class="fact">{plain(self._words.without_blocks(entry))}</p>'
            return
        if speaker(entry) != self._speaker:
            self._speaker = speaker(entry)
            facts = [moment_text(entry.timestamp), *self._words.remarks(entry)]
            told = plain(" · ".join(filter(None, facts)))
            author = plain(self._words.author(entry))
            yield f'<p class="who">{author} <span class="fact">{told}</span></p>'
        for block in entry.blocks:
            yield from self._block(block)

    def end(self) -> Iterator[str]:
        """Yield the foot: nothing."""
        yield ""

    def _block(self, block: Block) -> Iterator[str]:
        label = plain(self._words.label(block))
        match block.kind:
            case BlockKind.TEXT:
                yield from _text(block.text)
            case BlockKind.THINKING:
                yield f'<p class="label">{label}</p><div class="thinking">'
                yield from _text(block.text)
                yield "</div>"
            case BlockKind.TOOL_USE:
                yield f'<p class="label">⚙ {label}</p>'
                yield from _preformatted(tool_input(block))
            case BlockKind.TOOL_RESULT:
                yield f'<p class="label">{label}</p>'
                yield from _preformatted(block.text)
                yield from _pictures(block)
            case BlockKind.IMAGE:
                yield from _pictures(block)
            case _:
                yield f'<p class="label">{label}</p>'


def _text(text: str) -> Iterator[str]:
    if len(text) <= MAX_MARKUP_CHARS:
        yield html_of(text)
    else:
        yield from _preformatted(text)


def _preformatted(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PRE_CHARS):
        yield f"<pre>{plain(text[start : start + _PRE_CHARS])}</pre>"


def _pictures(block: Block) -> Iterator[str]:
    for picture in pictures(block):
        address = f"data:{picture.media_type};base64,{picture.data}"
        yield f'<p><img src="{address}" width="{_PICTURE_WIDTH_PX}"></p>'
