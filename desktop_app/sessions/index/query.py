"""What a person types into a search field, as something that FTS5 can never stumble over.

Words are AND-ed, `"several words"` is a phrase, `pre*` finds every word that begins so. Everything
else (operators, brackets, colons, quotes that do not close) only separates words.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from desktop_app.base.values import frozen
from desktop_app.sessions.folding import fold, is_aligned

# Beyond this a query is not a query; the rest is left out.
MAX_QUERY_CHARS = 1_000
MAX_TERMS = 32
MAX_WORD_CHARS = 100

# Letters, digits, and the marks upon them, as FTS5's `unicode61` would split.
# Where words are not parted by spaces each character is a word: ideographs, kana, bopomofo.
_IDEOGRAPHS = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_ALONE = re.compile(f"[{_IDEOGRAPHS}]")
WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\W_{_IDEOGRAPHS}]|[\u0300-\u036f])*")
# In lower case; an escape may look like a letter.
_BETWEEN_WORDS = rb"(?:[^0-9a-z\\]|\\.)+"
_PART = re.compile(r'"(?P<phrase>[^"]*)"?(?P<phrase_star>\*)?|(?P<word>[^\s"]+)')


@frozen
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
        words = tuple(word[:MAX_WORD_CHARS] for word in WORD.findall(fold(text)))
        term = Term(words, is_prefix=star)
        if words and term not in terms:
            terms.append(term)
    return tuple(terms[:MAX_TERMS])


def any_of(words: Sequence[str]) -> tuple[Term, ...]:
    """Return one term for each of `words`, as `parse` would."""
    terms = dict.fromkeys(term for word in words for term in parse(word.replace('"', " ")))
    return tuple(terms)[:MAX_TERMS]


def match_all(terms: Sequence[Term]) -> str:
    """Return the FTS5 expression for messages that hold the words of every term, "" for none."""
    return " AND ".join(map(_expression, terms))


def is_broad(term: Term) -> bool:
    """Tell whether it is a prefix of one letter: most messages hold it, FTS5 takes long for it."""
    return term.is_prefix and len(term.words) == 1 == len(term.words[0])


def match_each(terms: Sequence[Term]) -> tuple[str, ...]:
    """Return, for each term, the FTS5 expression for messages that hold it."""
    return tuple(map(_expression, terms))


def indexed(text: str) -> str:
    """Return a message as the full text takes it in: folded, its words parted by spaces.

    The full text itself parts and folds ASCII only, which is quicker than all of Unicode.
    """
    return text if text.isascii() else " ".join(WORD.findall(fold(text)))


def count_in(folded: str, term: Term) -> int:
    """Return how often a term stands in a folded text."""
    return sum(1 for _ in _spans(folded, term))


def first_place(text: str, terms: Sequence[Term]) -> int:
    """Return where the first term stands in `text`, 0 where none does."""
    folded = fold(text)
    if not is_aligned(text, folded):
        return next(_occurrences(text, terms), (0, 0))[0]
    firsts = (next(_spans(folded, term), None) for term in terms)
    return min((span[0] for span in firsts if span is not None), default=0)


def occurrences(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Yield where terms stand in `text`, `(start, end)` in characters, in order."""
    folded = fold(text)
    if not is_aligned(text, folded):
        yield from _occurrences(text, terms)
        return
    ends: dict[int, int] = {}
    for term in terms:
        for start, end in _spans(folded, term):
            ends[start] = max(end, ends.get(start, 0))
    yield from sorted(ends.items())


def _spans(folded: str, term: Term) -> Iterator[tuple[int, int]]:
    # looking for the letters first is ten times as quick as the pattern alone
    match, first = _pattern(term).match, term.words[0]
    place = folded.find(first)
    while place >= 0:
        found = match(folded, place)
        if found is not None:
            yield place, found.end()
        place = folded.find(first, place + 1 if found is None else found.end())


def _occurrences(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Yield the same, word by word, where folding changes how long the text is."""
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
    # that the words follow each other is seen in the text; nothing in letters needs quoting
    *whole, last = (f'"{word}"' for word in dict.fromkeys(term.words))
    return f"({' AND '.join((*whole, last))}{' *' if term.is_prefix else ''})"


@lru_cache(maxsize=64)
def sieve_of(terms: Sequence[Term]) -> tuple[re.Pattern[bytes], ...]:
    r"""Return what the line of JSON of every message matches that holds the phrases of `terms`.

    Only for lines that are ASCII without `\u`, in lower case.
    """
    phrases = (term for term in terms if len(term.words) > 1 and "".join(term.words).isascii())
    return tuple(
        re.compile(_BETWEEN_WORDS.join(re.escape(word.encode()) for word in term.words))
        for term in phrases
    )


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    first, last = term.words[0], term.words[-1]
    inside = rf"[^\W_{_IDEOGRAPHS}]"
    pieces = [re.escape(first)]
    for before, word in zip(term.words, term.words[1:], strict=False):
        is_parted = not (_ALONE.match(before) or _ALONE.match(word))
        pieces += [r"[\W_]+" if is_parted else r"[\W_]*", re.escape(word)]
    start = "" if _ALONE.match(first) else f"(?<!{inside})"
    end = f"(?!{inside})"
    if term.is_prefix:
        end = "" if _ALONE.match(last) else f"{inside}*"
    elif _ALONE.match(last):
        end = ""
    return re.compile(f"{start}{''.join(pieces)}{end}")
