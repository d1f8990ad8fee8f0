"""Pictures of this machine that a Markdown text names, to be shown below the text."""

import re

from desktop_app.sessions.beside_transcript import is_local
from desktop_app.ui.chat.pictures import PictureSource

MAX_PICTURES_OF_A_TEXT = 20
_CODE_SPAN = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
# A list, a quotation, a table, or what is indented below one of them.
_BLOCK_BEGINS = re.compile(r"\s|[-*+>|]|\d{1,9}[.)]|\[\^?[^\]]*\]:")
_PICTURE = re.compile(
    r"!\[([^\]\n]{0,500})\]\(\s*(?:<([^<>\n]{1,2000})>|([^\s()<>]{1,2000}))"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)


def named_pictures(markdown: str) -> list[PictureSource]:
    """Return the pictures in their order; addresses of the network and code are left out."""
    if "![" not in markdown:
        return []
    found = _PICTURE.finditer(_CODE_SPAN.sub("", markdown))
    named = ((match[1], match[2] or match[3]) for match in found)
    sources = {
        target: PictureSource(label or target.rsplit("/", 1)[-1], path=target)
        for label, target in named
        if is_local(target)
    }
    return list(sources.values())[:MAX_PICTURES_OF_A_TEXT]


def is_only_picture(markdown: str) -> bool:
    """Tell whether a piece of Markdown is one picture of this machine and nothing else."""
    match = _PICTURE.fullmatch(markdown.strip())
    return match is not None and is_local(match[2] or match[3])


def parted_at_pictures(markdown: str) -> list[str]:
    """Return the text in pieces, each ending with a paragraph that names a picture.

    A paragraph that is nothing but a picture is a piece of its own.
    Only plain paragraphs are ends: lists, quotations and tables stay whole.
    """
    if "![" not in markdown:
        return [markdown]
    pieces: list[list[str]] = [[]]
    for paragraph in markdown.split("\n\n"):
        is_end = pieces[-1] and _names_picture(pieces[-1][-1])
        is_alone = pieces[-1] and is_only_picture(paragraph)
        if is_alone or (is_end and not _BLOCK_BEGINS.match(paragraph)):
            pieces.append([])
        pieces[-1].append(paragraph)
    return ["\n\n".join(piece) for piece in pieces]


def _names_picture(paragraph: str) -> bool:
    return not _BLOCK_BEGINS.match(paragraph) and bool(named_pictures(paragraph))
