"""Finding messages: the full text says where, the conversation's file says what."""

import json
import logging
import math
import os
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from desktop_app.base.clock import parse_iso
from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, EntryKind, entry_of
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.sessions.folding import fold
from desktop_app.sessions.index import files
from desktop_app.sessions.index.query import Term, count_in
from desktop_app.sessions.index.snippet import snippet_of
from desktop_app.sessions.lines import read_exactly
from desktop_app.sessions.records import parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import sound

# So many of the newest messages are looked at for each expression: a word may stand in a million.
MAX_CANDIDATES = 1_000
# Rows that turn out to be copies, unreadable or without the phrase are made up for by asking more.
SPARE_ROWS = 20
# How much a word counts that is there again (k1), and that a message is long (b): as in BM25.
REPETITION = 1.2
LENGTH_SHARE = 0.75
USUAL_CHARS = 1_000

_log = logging.getLogger("sempre.index")


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

    path: Path
    project: str
    session_id: str
    title: str
    offset: int
    length: int
    kind: str
    uuid: str
    timestamp: str | None
    weight: float


@frozen
class Request:
    """What to look for: any of the FTS5 expressions, where, and which message to leave out."""

    expressions: tuple[str, ...]
    limit: int
    refs: Sequence[SessionRef] | None = None
    without_uuid: str | None = None


def find(connection: sqlite3.Connection, request: Request) -> list[Found]:
    """Return where the likeliest messages stand: those with the rarest words, the newest first.

    Of an expression that more than `MAX_CANDIDATES` messages match, the newest ones count.
    """
    weights: dict[int, float] = {}
    times: dict[int, str] = {}
    total = int(connection.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()[0])
    for expression in request.expressions:
        rows = _candidates(connection, expression, request)
        weight = math.log(2 + total / (1 + len(rows)))
        for row_id, time in rows:
            weights[row_id] = weights.get(row_id, 0.0) + weight
            times[row_id] = time or ""
    best = sorted(weights, key=lambda i: (weights[i], times[i], i), reverse=True)
    wanted = best[: request.limit + SPARE_ROWS]
    found = connection.execute(
        "SELECT messages.id, path, project, session_id, title, offset, length, kind, uuid, "
        "timestamp FROM messages JOIN files ON files.id = messages.file_id "
        "WHERE messages.id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    places = {
        row[0]: Found(Path(os.fsdecode(row[1])), os.fsdecode(row[2]), *(*row[3:], weights[row[0]]))
        for row in found
    }
    return [places[row_id] for row_id in wanted if row_id in places]


def _candidates(
    connection: sqlite3.Connection, expression: str, request: Request
) -> list[tuple[int, str | None]]:
    condition, values = "", [expression, request.without_uuid]
    if request.refs is not None:
        condition = "AND file_id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(files.ids_of(connection, request.refs)))
    try:
        return connection.execute(
            "SELECT messages.id, timestamp FROM texts "  # noqa: S608 - constants
            "CROSS JOIN messages ON messages.id = texts.rowid "
            f"WHERE texts MATCH ? AND uuid IS NOT ? {condition} "
            f"ORDER BY texts.rowid DESC LIMIT {MAX_CANDIDATES}",
            values,
        ).fetchall()
    except sqlite3.OperationalError as error:
        # letters younger than SQLite's tables part a word, which makes it a phrase
        if "phrase queries" not in str(error):
            raise
        _log.info("A word can't be looked for: %s", error)
        return []


def hits(found: Iterable[Found], terms: Sequence[Term], limit: int, *, need_all: bool) -> list[Hit]:
    """Read the found messages back, the best first.

    What is no longer there, there twice, or (with `need_all`) lacks a term is left out.
    """
    taken: dict[tuple[SessionRef, str], tuple[float, Found, str]] = {}
    for place in found:
        entry, ref = _read_back(place), _ref(place)
        if entry is None or ref is None:
            continue
        folded = fold(entry.text)
        counts = [count_in(folded, term) for term in terms]
        if any(counts) and (all(counts) or not need_all):
            score = place.weight * _likeness(counts, len(folded))
            taken.setdefault((ref, place.uuid), (score, place, entry.text))
    best = sorted(taken.items(), key=lambda item: item[1][0], reverse=True)[:limit]
    return [_hit(ref, *likely, terms) for (ref, _), likely in best]


def _hit(ref: SessionRef, score: float, place: Found, text: str, terms: Sequence[Term]) -> Hit:
    snippet = snippet_of(text, terms)
    return Hit(
        ref=ref,
        uuid=place.uuid,
        role="assistant" if place.kind == EntryKind.REPLY else "user",
        timestamp=parse_iso(place.timestamp),
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


def _read_back(place: Found) -> Entry | None:
    try:
        raw = read_exactly(place.path, place.offset, place.length)
    except OSError:
        return None
    entries = map(entry_of, parse_line(raw, place.offset))
    return next((e for e in entries if e is not None and sound(e.uuid) == place.uuid), None)


def _ref(place: Found) -> SessionRef | None:
    try:
        return SessionRef(place.project, place.session_id)
    except InvalidSessionIdError:
        return None
