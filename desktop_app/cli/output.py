"""Printing: UTF-8 whatever the locale says, and calm when the reader goes away."""

import errno
import json
import os
import sys
from contextlib import suppress
from io import UnsupportedOperation
from typing import BinaryIO, TextIO

from desktop_app.cli.plain_text import escape_active, inert


class Output:
    """One stream of the process, written as bytes. Never raises.

    A reader that went away (`| head`) ends the output quietly; any other refusal, such as a full
    disk behind a redirection, is kept in `failure`. What is said afterwards is dropped.
    """

    def __init__(self, stream: BinaryIO | None) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody can still read what is printed."""
        return self._stream is not None

    def line(self, text: str = "") -> None:
        """Print `text`, made inert, and a newline."""
        self.raw_line(_encode(inert(text)))

    def text(self, text: str) -> None:
        """Print `text`, made inert, without a newline, and let it be seen at once."""
        self._write(_encode(inert(text)))
        self.flush()

    def raw_line(self, content: bytes) -> None:
        """Print `content` byte for byte and a newline."""
        self._write(content + b"\n")

    def document(self, value: object) -> None:
        """Print one JSON document, indented."""
        self.raw_line(_encode(_json(value, indent=2)))

    def event(self, value: object) -> None:
        """Print one JSON object on one line and let it be seen at once."""
        self.raw_line(encode_json(value))
        self.flush()

    def flush(self) -> None:
        """Hand over everything printed so far."""
        if self._stream is not None:
            try:
                self._stream.flush()
            except (OSError, ValueError) as error:
                self._end(error)

    def _write(self, content: bytes) -> None:
        if self._stream is not None:
            try:
                self._stream.write(content)
            except (OSError, ValueError) as error:
                self._end(error)

    def _end(self, error: OSError | ValueError) -> None:
        """Stop printing; ValueError says that the stream was closed before we began."""
        stream, self._stream = self._stream, None
        if isinstance(error, OSError) and error.errno != errno.EPIPE:
            self.failure = error
        if stream is None:
            return
        # What is left in the buffer would fail again, with a traceback, when Python exits.
        with suppress(OSError, ValueError, UnsupportedOperation):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def standard_output() -> Output:
    """Return the process's stdout."""
    return Output(_binary(sys.stdout))


def standard_error() -> Output:
    """Return the process's stderr."""
    return Output(_binary(sys.stderr))


def encode_json(value: object) -> bytes:
    """Return JSON on one line, as UTF-8, harmless to terminals and to strict readers."""
    return _encode(_json(value))


def _json(value: object, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if indent is None:
        return escape_active(text)
    return "\n".join(escape_active(line) for line in text.split("\n"))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _binary(stream: TextIO | None) -> BinaryIO | None:
    # None without a console (pythonw, `>&-`)
    if stream is None:
        return None
    with suppress(OSError, ValueError):
        stream.flush()
    return getattr(stream, "buffer", None)
