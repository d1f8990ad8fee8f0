"""Finding in one conversation: every message that holds what was typed, in the file's order.

What was typed is looked for as it is, without case and accents (`sessions.folding`), in the text
of prompts and replies. Lines that can't hold it are told apart on their bytes, before any parsing.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

from desktop_app.base.files import check_regular
from desktop_app.base.values import frozen
from desktop_app.sessions.entries import entry_of
from desktop_app.sessions.folding import fold, fold_encoded
from desktop_app.sessions.lines import read_stretches
from desktop_app.sessions.records import parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

# Beyond this it is no longer something to find.
MAX_QUERY_CHARS = 1_000


@frozen
class FoundText:
    """One message that holds the text, where its line stands, and how often it holds it.

    Occurrences do not overlap; `folding.occurrences_of` tells where they are in a text.
    """

    uuid: str
    offset: int
    length: int
    occurrences: int


@frozen
class FindingProgress:
    """What was found since the last time, and how much of the file was looked at."""

    found: tuple[FoundText, ...]
    done_bytes: int
    total_bytes: int


OnProgress = Callable[[FindingProgress], None]


def find_in(
    store: Store,
    ref: SessionRef,
    query: str,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[FoundText, ...]:
    """Return every message of the conversation that holds `query`, in the file's order.

    `on_progress` is told, on this thread, what was found as soon as it is. Takes as long as
    reading the file takes: call it on a worker thread.

    Raises:
        UnreadableSessionError, SessionNotFoundError: as reading does.
        concurrent.futures.CancelledError: `should_stop` said so, or the program ends.
    """
    folded = fold(query[:MAX_QUERY_CHARS])
    if not folded.strip():
        return ()

    def check() -> None:
        store.check_reading()
        if should_stop is not None and should_stop():
            raise CancelledError

    def scan(path: Path) -> tuple[FoundText, ...]:
        total_bytes = check_regular(path).st_size
        found: list[FoundText] = []
        for done_bytes, new in _scan(path, folded):
            check()
            found += new
            if on_progress is not None:
                on_progress(FindingProgress(new, min(done_bytes, total_bytes), total_bytes))
        return tuple(found)

    check()
    return store.read(ref, scan)


def _scan(path: Path, folded: str) -> Iterator[tuple[int, tuple[FoundText, ...]]]:
    """Yield, stretch by stretch, where it ends and what was found in it."""
    sieve = LineSieve(folded)
    last: tuple[str, str] | None = None
    for offset, stretch in read_stretches(path):
        found = []
        for start, line in sieve.lines(stretch):
            for entry in map(entry_of, parse_line(line, offset + start)):
                if entry is None or not entry.is_message:
                    continue
                text = entry.text
                count = fold(text).count(folded)
                # an append that failed half-way was written again, and is shown once
                if count and last != (entry.uuid, text):
                    found.append(FoundText(entry.uuid, entry.offset, entry.length, count))
                    last = entry.uuid, text
        yield offset + len(stretch), tuple(found)


class LineSieve:
    """Tells which lines of JSON may hold a folded text, without parsing them.

    Never leaves out a line that holds it; some of those that it lets through do not.
    """

    def __init__(self, folded: str) -> None:
        # what JSON may write in two ways only separates pieces, of which the longest is looked for
        self._piece = max(_TWO_WAYS.split(folded), key=len)
        self._bytes = self._piece.encode("utf-8", "surrogatepass")

    def lines(self, stretch: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield `(offset in the stretch, line)` of the lines that may hold it."""
        lowered = stretch.lower()
        if lowered.isascii() and b"\\u" not in lowered:
            yield from self._plain_lines(stretch, lowered)
            return
        texts = [fold_encoded(lowered)]
        if b"\\u" in lowered:
            # both readings: what looks like an escape may be a backslash before a u
            texts.append(fold_encoded(_unescaped(lowered)))
        if not any(self._piece in text for text in texts):
            return
        offset = 0
        readings = zip(*(text.split("\n") for text in texts), strict=True)
        for line, read in zip(stretch.split(b"\n"), readings, strict=True):
            if line and any(self._piece in text for text in read):
                yield offset, line
            offset += len(line) + 1

    def _plain_lines(self, stretch: bytes, lowered: bytes) -> Iterator[tuple[int, bytes]]:
        place = lowered.find(self._bytes)
        while place >= 0:
            start = lowered.rfind(b"\n", 0, place) + 1
            end = lowered.find(b"\n", place)
            end = len(lowered) if end < 0 else end
            yield start, stretch[start:end]
            place = lowered.find(self._bytes, end + 1)


_TWO_WAYS = re.compile(r'["\\/\x00-\x1f\x7f]')
_ESCAPES = re.compile(rb"(?:\\u[0-9a-f]{4})+")


def _unescaped(lowered: bytes) -> bytes:
    return _ESCAPES.sub(_character, lowered)


def _character(escapes: re.Match[bytes]) -> bytes:
    units = bytes.fromhex(escapes[0].replace(b"\\u", b"").decode("ascii"))
    text = units.decode("utf-16-be", "replace")
    # lines must stay as many
    return text.replace("\n", " ").lower().encode("utf-8", "replace")
