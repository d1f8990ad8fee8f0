"""The elements of a JSON array of any length, one at a time, in bounded memory."""

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

CHUNK_BYTES = 4 << 20
# One conversation above this is not read, and neither is what follows it.
MAX_ELEMENT_CHARS = 256 << 20
_BLANK = " \t\r\n"


class BrokenArrayError(ValueError):
    """From here on the text is not what it was to be: cut off, not JSON, or too large."""


def read_elements(source: IO[bytes]) -> Iterator[Any]:
    """Yield each element of the array in `source`; a lone object counts as an array of it.

    Raises:
        BrokenArrayError: after the elements before the broken place were yielded.
        OSError, EOFError, zipfile.BadZipFile, zlib.error: the source can't be read.
    """
    yield from _Reader(source).elements()


class _Reader:
    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._decoder = json.JSONDecoder(parse_int=_parse_int, strict=False)
        self._text = ""
        self._at = 0
        self._is_all = False

    def elements(self) -> Iterator[Any]:
        first = self._next_character()
        if first == "\ufeff":
            self._at += 1
            first = self._next_character()
        if first == "{":
            yield self._element()
            return
        if first != "[":
            raise BrokenArrayError
        self._at += 1
        while (character := self._next_character()) != "]":
            if character == ",":
                self._at += 1
            elif not character:
                raise BrokenArrayError
            else:
                yield self._element()

    def _element(self) -> Any:  # noqa: ANN401 - any JSON value
        """Return what begins at the present place; reads on until it is complete."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise BrokenArrayError from error
            except ValueError as error:
                if not self._read_on():
                    raise BrokenArrayError from error
            else:
                self._at = end
                return value

    def _next_character(self) -> str:
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Put more text behind what is not read yet, twice as much as that is."""
        if self._is_all:
            return False
        rest = self._text[self._at :]
        if len(rest) > MAX_ELEMENT_CHARS:
            return False
        raw = self._source.read(max(CHUNK_BYTES, len(rest)))
        self._is_all = not raw
        self._text, self._at = rest + self._decode(raw, final=not raw), 0
        return bool(raw)


def _parse_int(digits: str) -> int | str:
    return int(digits) if len(digits) < 400 else digits
