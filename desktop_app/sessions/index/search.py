"""Finding messages: the full text says where, the conversation's file says what."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.base.clock import parse_iso
from desktop_app.sessions.entries import Entry, EntryKind, entry_of
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.sessions.index import files
from desktop_app.sessions.index.query import Term
from desktop_app.sessions.index.snippet import snippet_of
from desktop_app.sessions.lines import read_exactly
from desktop_app.sessions.records import parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import sound

# Rows that turn out to be copies or unreadable are made up for by asking for more.
SPARE_ROWS = 20


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    rank: float


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for: an FTS5 expression, where, and which message to leave out."""

    expression: str
    limit: int
    refs: Sequence[SessionRef] | None = None
    without_uuid: str | None = None


def find(connection: sqlite3.Connection, request: Request) -> list[Found]:
    """Return the places of the best messages, best first."""
    condition, values = "", [request.expression, request.without_uuid]
    if request.refs is not None:
        condition = "AND file_id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(files.ids_of(connection, request.refs)))
    rows = connection.execute(
        "SELECT path, project, session_id, title, offset, length, kind, uuid, timestamp, rank "  # noqa: S608 - constants
        "FROM texts JOIN messages ON messages.id = texts.rowid "
        "JOIN files ON files.id = messages.file_id "
        f"WHERE texts MATCH ? AND uuid IS NOT ? {condition} ORDER BY rank LIMIT ?",
        (*values, request.limit * 2 + SPARE_ROWS),
    )
    return [Found(Path(os.fsdecode(row[0])), os.fsdecode(row[1]), *row[2:]) for row in rows]


def hits(found: Iterable[Found], terms: Sequence[Term], limit: int) -> list[Hit]:
    """Read the found messages back; what is no longer there, or there twice, is left out."""
    taken: dict[tuple[SessionRef, str], Hit] = {}
    for hit in _hits(found, terms):
        taken.setdefault((hit.ref, hit.uuid), hit)
        if len(taken) >= limit:
            break
    return list(taken.values())


def _hits(found: Iterable[Found], terms: Sequence[Term]) -> Iterator[Hit]:
    for place in found:
        entry = _read_back(place)
        ref = _ref(place)
        if entry is None or ref is None:
            continue
        snippet = snippet_of(entry.text, terms)
        yield Hit(
            ref=ref,
            uuid=place.uuid,
            role="assistant" if place.kind == EntryKind.REPLY else "user",
            timestamp=parse_iso(place.timestamp),
            title=place.title,
            offset=place.offset,
            length=place.length,
            snippet=snippet.text,
            marks=snippet.marks,
            score=-place.rank,
            text=entry.text,
        )


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
