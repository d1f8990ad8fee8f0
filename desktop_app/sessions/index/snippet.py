"""The short piece of a message that a hit shows."""

from collections.abc import Sequence

from desktop_app.base.values import frozen
from desktop_app.sessions.index.query import Term, first_place, occurrences

SNIPPET_CHARS = 160
LEAD_CHARS = 50
# How far a cut may move to fall between two words.
SLACK_CHARS = 20
ELLIPSIS = "…"


@frozen
class Snippet:
    """One line of plain text; `marks` are the ranges of it that matched."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet_of(text: str, terms: Sequence[Term]) -> Snippet:
    """Return about `SNIPPET_CHARS` around the first place where a term stands.

    Without one (the message changed since it was indexed) the beginning of the text.
    """
    first = first_place(text, terms)
    start = _word_start(text, max(0, first - LEAD_CHARS), first)
    end = _word_end(text, start + SNIPPET_CHARS)
    # white space goes before the marks are found, so that they fit the line that is shown
    line = " ".join(text[start:end].split())
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if end < len(text) and text[end:].strip() else ""
    shown = f"{before}{line}{after}"
    return Snippet(shown, tuple(occurrences(shown, terms)))


def _word_start(text: str, start: int, limit: int) -> int:
    if start == 0:
        return 0
    for place in range(start, min(start + SLACK_CHARS, limit)):
        if text[place - 1].isspace():
            return place
    return start


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    for place in range(end, end - SLACK_CHARS, -1):
        if text[place].isspace():
            return place
    return end
