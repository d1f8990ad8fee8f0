"""Colours for source code: Pygments finds the tokens, the theme says how they look."""

from collections.abc import Iterator
from functools import lru_cache
from threading import Event
from typing import TYPE_CHECKING

from desktop_app.base.values import frozen

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Pygments reads about 1 MB/s; beyond this code stays in one colour rather than stop the window.
MAX_COLORED_CHARS = 50_000
_LOADED = Event()
# What replies are mostly written in; any other is loaded when it comes.
_COMMON_LANGUAGES = ("python", "bash", "json", "javascript", "typescript", "html", "css", "diff")


@frozen
class Ink:
    """How some code is written; `color` is #RRGGBB."""

    color: str
    is_italic: bool = False
    is_strong: bool = False


@frozen
class ColoredRun:
    """Some characters of one line. Positions count UTF-16 units, as Qt does."""

    start: int
    length: int
    ink: Ink


@frozen
class _Look:
    light: str
    dark: str
    is_italic: bool = False
    is_strong: bool = False

    def ink(self, *, is_dark: bool) -> Ink:
        return Ink(self.dark if is_dark else self.light, self.is_italic, self.is_strong)


# By the beginning of Pygments' token names, the most special first. Every colour has a contrast
# of at least 4.5:1 on the code ground of its theme; a test computes it.
LOOKS: dict[str, _Look] = {
    "Token.Comment.Preproc": _Look("#855600", "#E3B25A"),
    "Token.Comment": _Look("#66635B", "#A19D95", is_italic=True),
    "Token.Keyword.Constant": _Look("#8A3B12", "#E8A87C"),
    "Token.Keyword.Type": _Look("#0F6F67", "#5CC9BC"),
    "Token.Keyword": _Look("#7A3E9D", "#C9A0E8", is_strong=True),
    "Token.Operator.Word": _Look("#7A3E9D", "#C9A0E8", is_strong=True),
    "Token.Literal.String": _Look("#1B6E3C", "#8CCB9B"),
    "Token.Literal.Number": _Look("#8A3B12", "#E8A87C"),
    "Token.Name.Function": _Look("#175CA8", "#82B6F2"),
    "Token.Name.Class": _Look("#175CA8", "#82B6F2", is_strong=True),
    "Token.Name.Decorator": _Look("#855600", "#E3B25A"),
    "Token.Name.Builtin": _Look("#0F6F67", "#5CC9BC"),
    "Token.Name.Exception": _Look("#B42318", "#FF8A7E"),
    "Token.Name.Tag": _Look("#175CA8", "#82B6F2"),
    "Token.Name.Attribute": _Look("#0F6F67", "#5CC9BC"),
    "Token.Generic.Deleted": _Look("#B42318", "#FF8A7E"),
    "Token.Generic.Inserted": _Look("#1B6E3C", "#74CF90"),
    "Token.Generic.Heading": _Look("#175CA8", "#82B6F2", is_strong=True),
    "Token.Generic.Subheading": _Look("#175CA8", "#82B6F2"),
}


class ColoredCode:
    """The colours of one code block, found line by line as far as somebody asks."""

    def __init__(self, code: str, language: str, *, is_dark: bool) -> None:
        self._lines: list[list[ColoredRun]] = []
        self._is_read = not language or len(code) > MAX_COLORED_CHARS
        self._source = _colored_lines(code, language, _inks(is_dark))

    def knows(self, number: int) -> bool:
        """Tell whether line `number` costs nothing to ask for."""
        return self._is_read or number < len(self._lines)

    def line(self, number: int) -> list[ColoredRun]:
        """Return the runs of line `number` (from 0); none where the code has no colours."""
        while not self.knows(number):
            runs = next(self._source, None)
            if runs is None:
                self._is_read = True
            else:
                self._lines.append(runs)
        return self._lines[number] if number < len(self._lines) else []


def load_common() -> None:
    """Load Pygments and the usual languages; takes 0.1 s once. May be called on any thread."""
    for language in _COMMON_LANGUAGES:
        _lexer(language)
    _LOADED.set()


def can_color() -> bool:
    """Tell whether `load_common` is through: before it, the first colour would stop the window."""
    return _LOADED.is_set()


@lru_cache(maxsize=64)
def colored_code(code: str, language: str, is_dark: bool) -> ColoredCode:
    """Return the colours of `code`; those found a short time ago are still known."""
    return ColoredCode(code, language, is_dark=is_dark)


def _colored_lines(code: str, language: str, inks: "_Inks") -> Iterator[list[ColoredRun]]:
    lexer = _lexer(language)
    if lexer is None:
        return
    runs: list[ColoredRun] = []
    column = 0
    for token, text in lexer.get_tokens(code):
        ink = inks[token]
        for index, piece in enumerate(text.split("\n") if "\n" in text else (text,)):
            if index:
                yield runs
                runs, column = [], 0
            length = len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2
            if ink is not None and piece:
                runs.append(ColoredRun(column, length, ink))
            column += length
    yield runs


class _Inks(dict[object, Ink | None]):
    """The inks of one theme by Pygments' tokens, None for plain text; found when first asked."""

    def __init__(self, *, is_dark: bool) -> None:
        super().__init__()
        self._is_dark = is_dark

    def __missing__(self, token: object) -> Ink | None:
        name = str(token)
        look = next((look for prefix, look in LOOKS.items() if name.startswith(prefix)), None)
        ink = self[token] = look.ink(is_dark=self._is_dark) if look else None
        return ink


@lru_cache(maxsize=2)
def _inks(is_dark: bool) -> _Inks:
    return _Inks(is_dark=is_dark)


@lru_cache(maxsize=64)
def _lexer(language: str) -> "Lexer | None":
    if not language:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
