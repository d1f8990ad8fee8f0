"""Finding messages: the full text says where, the conversation's file says what."""

import json
import math
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import EntryKind, entry_of
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.sessions.folding import fold
from desktop_app.sessions.index import files, query
from desktop_app.sessions.index.query import Term, count_in
from desktop_app.sessions.index.snippet import snippet_of
from desktop_app.sessions.lines import read_ranges
from desktop_app.sessions.outlines.rows import moment_of
from desktop_app.sessions.records import parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import sound

# So many of the newest messages are looked at for each expression: a word may stand in a million.
MAX_CANDIDATES = 1_000
# So many are read back at once; those whose words turn out not to follow each other are made up for
# by reading on, all candidates at most.
READ_BACK_ROWS = 64
# Of the likeliest by rarity and by when they were indexed, this many for each wanted one are put
# into the order of their times.
ORDERED_PER_HIT = 4
# How much a word counts that is there again (k1), and that a message is long (b): as in BM25.
REPETITION = 1.2
LENGTH_SHARE = 0.75
USUAL_CHARS = 1_000


@frozen
class Hit:
    """One message that was found.

    `snippet` is one line of plain text around the first match, `marks` the ranges in it that
    matched; `text` is the whole message, read back from its file. `score` is higher for better
    hits and comparable within one search only.
    """

    ref: SessionRef
    uuid: str
    role: str  # "user" or "assistant"
    timestamp: datetime | None
    title: str
    offset: int
    length: int
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    text: str


@frozen
class Found:
    """Where the full text says that a message stands."""

    row_id: int
    weight: float
    path: Path
    project: str
    session_id: str
    title: str
    offset: int
    length: int
    kind: str
    uuid: str
    time_us: int | None


@frozen
class Request:
    """What to look for: any of the FTS5 expressions, where, and which message to leave out."""

    expressions: tuple[str, ...]
    limit: int
    refs: Sequence[SessionRef] | None = None
    without_uuid: str | None = None
    has_phrase: bool = False  # what is found may turn out not to match


def find(connection: sqlite3.Connection, request: Request) -> list[Found]:
    """Return where the likeliest messages stand: those with the rarest words, the newest first.

    Of an expression that more than `MAX_CANDIDATES` messages match, those indexed last count.
    """
    weights: dict[int, float] = {}
    total = int(connection.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()[0])
    for expression in request.expressions:
        rows = _candidates(connection, expression, request)
        weight = math.log(2 + total / (1 + len(rows)))
        for row_id in rows:
            weights[row_id] = weights.get(row_id, 0.0) + weight
    likely = sorted(weights, key=lambda i: (weights[i], i), reverse=True)
    count = max(READ_BACK_ROWS, request.limit * ORDERED_PER_HIT)
    places = _places(connection, likely[:count], weights)
    places.sort(key=lambda place: (place.weight, place.time_us or 0, place.row_id), reverse=True)
    places += _places(connection, likely[count:], weights) if request.has_phrase else []
    return [place for place in places if place.uuid != request.without_uuid]


def _candidates(connection: sqlite3.Connection, expression: str, request: Request) -> list[int]:
    # without a look at `messages` this takes a tenth of the time
    condition, values = "", [expression]
    if request.refs is not None:
        condition = (
            "AND rowid IN (SELECT id FROM messages "
            "WHERE file_id IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(files.ids_of(connection, request.refs)))
    if expression:
        table, row_id, condition = "texts", "rowid", f"texts MATCH ? {condition}"
    else:
        table, row_id, condition = "messages", "id", f"? = '' {condition}"
    rows = connection.execute(
        f"SELECT {row_id} FROM {table} WHERE {condition} "  # noqa: S608 - constants
        f"ORDER BY {row_id} DESC LIMIT {MAX_CANDIDATES}",
        values,
    )
    return [row_id for (row_id,) in rows]


def _places(
    connection: sqlite3.Connection, row_ids: Sequence[int], weights: Mapping[int, float]
) -> list[Found]:
    """Return where messages stand, in the order of `row_ids`, without those that are gone."""
    rows = connection.execute(
        "SELECT messages.id, offset, length, kind, uuid, time_us, file_id "
        "FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value",
        (json.dumps(row_ids),),
    ).fetchall()
    known = {
        row_id: (Path(os.fsdecode(path)), os.fsdecode(project), session_id, title)
        for row_id, path, project, session_id, title in connection.execute(
            "SELECT id, path, project, session_id, title FROM files "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list({row[-1] for row in rows})),),
        )
    }
    return [
        Found(row[0], weights[row[0]], *known[row[-1]], *row[1:-1])
        for row in rows
        if row[-1] in known
    ]


def hits(found: Sequence[Found], terms: Sequence[Term], limit: int, *, need_all: bool) -> list[Hit]:
    """Read the found messages back until there are enough, and return them, the best first.

    What is no longer there, there twice, or (with `need_all`) lacks a term is left out.
    """
    taken: dict[tuple[SessionRef, str], tuple[float, Found, str]] = {}
    sieve = query.sieve_of(tuple(terms)) if need_all else ()
    for start in range(0, len(found), READ_BACK_ROWS):
        for place, text in _texts(found[start : start + READ_BACK_ROWS], sieve):
            ref = _ref(place)
            folded = fold(text)
            counts = [count_in(folded, term) for term in terms]
            if ref is not None and any(counts) and (all(counts) or not need_all):
                score = place.weight * _likeness(counts, len(folded))
                taken.setdefault((ref, place.uuid), (score, place, text))
        if len(taken) >= limit:
            break
    best = sorted(taken.items(), key=lambda item: item[1][0], reverse=True)[:limit]
    return [_hit(ref, *likely, terms) for (ref, _), likely in best]


def _hit(ref: SessionRef, score: float, place: Found, text: str, terms: Sequence[Term]) -> Hit:
    snippet = snippet_of(text, terms)
    return Hit(
        ref=ref,
        uuid=place.uuid,
        role="assistant" if place.kind == EntryKind.REPLY else "user",
        timestamp=moment_of(place.time_us),
        title=place.title,
        offset=place.offset,
        length=place.length,
        snippet=snippet.text,
        marks=snippet.marks,
        score=score,
        text=text,
    )


def _likeness(counts: Sequence[int], chars: int) -> float:
    """Return how much a message is about its words, as BM25 weighs one word of usual rarity."""
    length = REPETITION * (1 - LENGTH_SHARE + LENGTH_SHARE * chars / USUAL_CHARS)
    return sum(count * (REPETITION + 1) / (count + length) for count in counts)


def _texts(
    places: Sequence[Found], sieve: Sequence[re.Pattern[bytes]]
) -> Iterator[tuple[Found, str]]:
    """Yield the messages that are still there, in their order; each file is opened once.

    Those whose line does not pass the sieve are left out.
    """
    by_path: dict[Path, list[Found]] = {}
    for place in places:
        by_path.setdefault(place.path, []).append(place)
    found: dict[int, str] = {}
    for path, wanted in by_path.items():
        with suppress(OSError):
            ranges = [(place.offset, place.length) for place in wanted]
            for place, raw in zip(wanted, read_ranges(path, ranges), strict=True):
                text = _text(place, raw) if _may_hold(raw, sieve) else None
                if text is not None:
                    found[place.row_id] = text
    return ((place, found[place.row_id]) for place in places if place.row_id in found)


def _may_hold(raw: bytes, sieve: Sequence[re.Pattern[bytes]]) -> bool:
    if not sieve or not raw.isascii() or b"\\u" in raw:
        return True
    lowered = raw.lower()
    return all(pattern.search(lowered) for pattern in sieve)


def _text(place: Found, raw: bytes) -> str | None:
    entries = map(entry_of, parse_line(raw, place.offset))
    same = (e.text for e in entries if e is not None and sound(e.uuid) == place.uuid)
    return next(same, None)


def _ref(place: Found) -> SessionRef | None:
    try:
        return SessionRef(place.project, place.session_id)
    except InvalidSessionIdError:
        return None
