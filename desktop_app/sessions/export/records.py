"""A conversation as one JSON document that holds every byte of its file.

`records` has one element per record, with the bytes that stand in the file: numbers of any size,
keys that occur twice and escaped halves of characters stay as they are. What no strict reader
takes is written anew (`rewritten` lists where, with the original bytes as base64), and bytes that
hold no record stand at their place as `{"type": "sempre-damage", ...}` with base64 of them.
"""

import base64
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from desktop_app import __version__
from desktop_app.base.clock import to_iso
from desktop_app.base.files import reading
from desktop_app.sessions.export.reading import watched_lines
from desktop_app.sessions.lines import ParsedLine
from desktop_app.sessions.progress import Watch
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.summary import Summary

FORMAT_VERSION = 1
# A multiple of three, so that pieces of base64 join without padding in between.
_PIECE_BYTES = 3 << 18
_CONTROL_BYTES = re.compile(rb"[\x00-\x1f]")


def json_pieces(summary: Summary, now: datetime, watch: Watch) -> Iterator[bytes]:
    """Yield the document piece by piece. Raises OSError."""
    head = _json(
        {"format": "sempre-conversation", "version": FORMAT_VERSION} | _facts(summary, now)
    )
    yield head[:-1] + b',"records":['
    separator = b"\n"
    rewritten: list[dict[str, Any]] = []
    records = 0
    with reading(summary.path) as fd:
        for line in watched_lines(summary.path, watch):
            for item in line.items:
                yield separator
                separator = b",\n"
                if isinstance(item, Damage):
                    yield from _damage(item, fd)
                else:
                    yield _record(item, line, records, rewritten)
                records += 1
    yield b'\n],"rewritten":' + _json(rewritten) + b"}\n"


def _facts(summary: Summary, now: datetime) -> dict[str, Any]:
    return {
        "exported": to_iso(now),
        "program": f"sempre {__version__}",
        "id": summary.ref.session_id,
        "project": summary.ref.project,
        "title": summary.title,
        "cwd": summary.cwd,
        "origin": summary.origin.value,
        "messages": summary.messages,
        "created": to_iso(summary.created) if summary.created else None,
        "last_activity": to_iso(summary.last_activity) if summary.last_activity else None,
    }


def _record(
    item: Record, line: ParsedLine, position: int, rewritten: list[dict[str, Any]]
) -> bytes:
    start = item.offset - line.offset
    raw = line.raw[start : start + item.length]
    if _is_strict(raw):
        return raw.strip(b" \t\r")
    data = base64.b64encode(raw).decode("ascii")
    rewritten.append({"record": position, "offset": item.offset, "base64": data})
    return _json(dict(item.fields))


def _damage(item: Damage, fd: int) -> Iterator[bytes]:
    told = {
        "type": "sempre-damage",
        "offset": item.offset,
        "length": item.length,
        "reason": item.reason.value,
        "sha256": item.digest,
    }
    yield _json(told)[:-1] + b',"base64":"'
    position, end = item.offset, item.offset + item.length
    while position < end and (piece := _exactly(fd, min(_PIECE_BYTES, end - position), position)):
        position += len(piece)
        yield base64.b64encode(piece)
    yield b'"}'


def _exactly(fd: int, size: int, offset: int) -> bytes:
    piece = os.pread(fd, size, offset)
    while (
        piece
        and len(piece) < size
        and (more := os.pread(fd, size - len(piece), offset + len(piece)))
    ):
        piece += more
    return piece


def _is_strict(raw: bytes) -> bool:
    """Tell whether a strict reader takes these bytes, which a lenient one took as a record."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if raw.startswith(b"\xef\xbb\xbf"):
        return False
    if not _CONTROL_BYTES.search(raw.strip(b" \t\r")):
        return True
    try:  # a tab between tokens is fine, inside a string it is not
        orjson.loads(raw)
    except orjson.JSONDecodeError:
        return False
    return True


def _json(value: object) -> bytes:
    # ASCII: lone halves of characters have no bytes in UTF-8
    return json.dumps(value, separators=(",", ":")).encode("ascii")
