"""What a person types into a search field, as something that FTS5 can never stumble over.

Words are AND-ed, `"several words"` is a phrase, `pre*` finds every word that begins so. Everything
else (operators, brackets, colons, quotes that do not close) only separates words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    window: list[tuple[str, int, int]] = []
    for found in WORD.finditer(text):
        window.append((fold(found[0]), found.start(), found.end()))
        if len(window) > longest:
            yield from _at_start(window, terms)
            del window[0]
    while window:
        yield from _at_start(window, terms)
        del window[0]


def _at_start(
    window: Sequence[tuple[str, int, int]], terms: Sequence[Term]
) -> Iterator[tuple[int, int]]:
    ends = [
        window[len(term.words) - 1][2]
        for term in terms
        if len(term.words) <= len(window) and _matches([w for w, _, _ in window], term)
    ]
    if ends:
        yield window[0][1], max(ends)


def _matches(words: Sequence[str], term: Term) -> bool:
    *whole, last = term.words
    if any(wanted != word for wanted, word in zip(whole, words, strict=False)):
        return False
    word = words[len(whole)]
    return word.startswith(last) if term.is_prefix else word == last


def _expression(term: Term) -> str:
    # words hold letters and digits only, so nothing in them needs quoting beyond this
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")
