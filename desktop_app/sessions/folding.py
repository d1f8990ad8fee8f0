"""Text without case and accents, as every search compares it.

Folding works character by character, so it is the same for a word, a message and a whole file:
case goes, the accents U+0300 to U+036F go, everything else stays (a voiced kana is another letter).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ASCII = bytes(range(128))
_ACCENTS = re.compile("[\u0300-\u036f]+")


@lru_cache(maxsize=8_192)
def fold_character(character: str) -> str:
    """Return one character folded: usually one, none for an accent, several for ß."""
    decomposed = unicodedata.normalize("NFD", character.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def fold(text: str) -> str:
    """Return `text` folded."""
    if text.isascii():
        return text.lower()
    return fold_encoded(text.encode("utf-8", "surrogatepass"), "surrogatepass")


def fold_encoded(encoded: bytes, errors: str = "replace") -> str:
    """Return UTF-8 as folded text; `errors` says what becomes of bytes that are none."""
    lowered = encoded.lower()
    text = lowered.decode("utf-8", errors)
    # a long text has few kinds of characters beyond ASCII; each is replaced at once, in C
    for character in set(lowered.translate(None, delete=_ASCII).decode("utf-8", errors)):
        folded = fold_character(character)
        if folded != character:
            text = text.replace(character, folded)
    return text


def is_aligned(text: str, folded: str) -> bool:
    """Tell whether each character of `folded` stands where the one of `text` does that it is of."""
    if len(text) != len(folded):
        return False
    return text.isascii() or all(len(fold_character(c)) == 1 for c in set(text) if c > "\x7f")


def occurrences_of(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where `folded` (already folded) stands in `text`: `(start, end)` in characters of it.

    They do not overlap. An accent that follows the last character belongs to the occurrence.
    """
    if not folded:
        return
    searched = fold(text)
    places = None if text.isascii() else _places(text)
    start = searched.find(folded)
    while start >= 0:
        end = start + len(folded)
        yield (start, end) if places is None else (places[start], _end(text, places, end))
        start = searched.find(folded, end)


def _places(text: str) -> list[int]:
    """Return, for each character of the folded text, which one of `text` it comes from."""
    return [place for place, c in enumerate(text) for _ in fold_character(c)]


def _end(text: str, places: list[int], end: int) -> int:
    return places[end] if end < len(places) else len(text)
