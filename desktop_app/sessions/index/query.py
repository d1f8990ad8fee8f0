"""What a person types into a search field, as something that FTS5 can never stumble over.

Words are AND-ed, `"several words"` is a phrase, `pre*` finds every word that begins so. Everything
else (operators, brackets, colons, quotes that do not close) only separates words.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

# Beyond this a query is not a query; the rest is left out.
MAX_QUERY_CHARS = 1_000
MAX_TERMS = 32
MAX_WORD_CHARS = 100

# As FTS5's `unicode61 remove_diacritics 2` splits: letters, digits, and the marks upon them.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_PART = re.compile(r'"(?P<phrase>[^"]*)"?(?P<phrase_star>\*)?|(?P<word>[^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, folded; with `is_prefix` the last one may go on."""

    words: tuple[str, ...]
    is_prefix: bool = False


def parse(query: str) -> tuple[Term, ...]:
    """Return the terms of a query as a person typed it; none where it holds no word."""
    terms: list[Term] = []
    for part in _PART.finditer(query[:MAX_QUERY_CHARS]):
        text = part["word"] or part["phrase"] or ""
        star = part["phrase_star"] is not None or (part["word"] or "").endswith("*")
        words = tuple(fold(word)[:MAX_WORD_CHARS] for word in WORD.findall(text))
        term = Term(words, is_prefix=star)
        if words and term not in terms:
            terms.append(term)
    return tuple(terms[:MAX_TERMS])


def any_of(words: Sequence[str]) -> tuple[Term, ...]:
    """Return one term for each of `words`, as `parse` would."""
    terms = dict.fromkeys(term for word in words for term in parse(word.replace('"', " ")))
    return tuple(terms)[:MAX_TERMS]


def match_all(terms: Sequence[Term]) -> str:
    """Return the FTS5 expression for messages that hold every term."""
    return " AND ".join(map(_expression, terms))


def match_any(terms: Sequence[Term]) -> str:
    """Return the FTS5 expression for messages that hold some term."""
    return " OR ".join(map(_expression, terms))


def fold(word: str) -> str:
    """Return a word without case and accents, as the full text compares it."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def occurrences(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Yield where terms stand in `text`, `(start, end)` in characters, in order."""
    longest = max((len(term.words) for term in terms), default=0)
    # most words begin no term; telling that first makes long messages cheap
    firsts = {term.words[0] for term in terms}
    prefixes = tuple(t.words[0] for t in terms if t.is_prefix and len(t.words) == 1)
    window: deque[_Word] = deque()
    for found in chain(WORD.finditer(text), repeat(None, longest)):
        if found is not None:
            window.append(_Word(fold(found[0]), found.start(), found.end()))
        if window and (found is None or len(window) > longest):
            first = window[0].folded
            if first in firsts or first.startswith(prefixes):
                yield from _at_start(window, terms)
            window.popleft()


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


def _at_start(window: Sequence[_Word], terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    words = [word.folded for word in window]
    ends = [
        window[len(term.words) - 1].end
        for term in terms
        if len(term.words) <= len(words) and _matches(words, term)
    ]
    if ends:
        yield window[0].start, max(ends)


def _matches(words: Sequence[str], term: Term) -> bool:
    *whole, last = term.words
    if any(wanted != word for wanted, word in zip(whole, words, strict=False)):
        return False
    word = words[len(whole)]
    return word.startswith(last) if term.is_prefix else word == last


def _expression(term: Term) -> str:
    # words hold letters and digits only, so nothing in them needs quoting beyond this
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")
