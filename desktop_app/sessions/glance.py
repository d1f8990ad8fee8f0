"""A glance at a large file: its two ends tell what a list of conversations shows of it.

However large the file is, a glance takes a millisecond. Titles, places and times are nearly always
right; counts and damage are left to `sessions.summary`, which reads everything.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop_app.base.files import reading
from desktop_app.base.system_errors import words_of
from desktop_app.base.values import frozen
from desktop_app.sessions.records import Record, parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import (
    SessionState,
    Summarised,
    Summary,
    SummaryFacts,
    SummaryFold,
    fold_items,
    modified,
    summary_of,
    unreadable,
)

# The second is taken where the first held nothing telling: one tool result may be that long.
PART_BYTES = (64 * 1024, 1024 * 1024)

# Every line with a title holds one of these; the few others that do are parsed in vain.
_TITLE_MARKS = (b'"custom-title"', b'"ai-title"', b'"summary"')


@frozen
class Beginning:
    """What is exactly known of a file's first `read_bytes`; the glance adds to `fold`."""

    fold: SummaryFold
    read_bytes: int


def glance(
    ref: SessionRef, path: Path, *, is_ours: bool, known: Beginning | None = None
) -> Summary:
    """Return an estimated summary from the two ends of the file, and from what is known of it.

    `messages` and `records` count what was looked at; damage beyond `known` is not looked for. A
    file that can't be read is summarised as such. Reads 2 MiB at most; never raises.
    """
    beginning = known or Beginning(SummaryFold(), 0)
    try:
        with reading(path) as fd:
            status = os.fstat(fd)
            facts = _facts(fd, status.st_size, beginning)
    except OSError as error:
        return unreadable(ref, path, is_ours=is_ours, reason=words_of(error))
    file = Summarised(ref, path, is_ours, status.st_size, modified(status.st_mtime_ns))
    state = SessionState.DAMAGED if facts.damaged else SessionState.READY
    return replace(summary_of(facts, file), state=state, is_estimated=True)


def _facts(fd: int, size_bytes: int, known: Beginning) -> SummaryFacts:
    fold, start = known.fold, known.read_bytes
    if not start:
        start = _fold_head(fd, size_bytes, fold)
    tail_start, records = _tail(fd, start, size_bytes)
    fold_items(fold, records)
    facts = fold.facts()
    if tail_start == start or any(record.timestamp for record in records):
        return facts
    return replace(facts, last_activity=None)  # the file's own time is nearer to the truth


def _fold_head(fd: int, size_bytes: int, fold: SummaryFold) -> int:
    """Take in what matters of the first lines; return where the last of these ends."""
    end = 0
    for part_bytes in PART_BYTES:
        part = os.pread(fd, min(part_bytes, size_bytes), 0)
        for offset, line in _lines(part[: part.rfind(b"\n") + 1]):
            if offset >= end and (_is_wanting(fold.facts()) or _may_hold_title(line)):
                fold_items(fold, _records(line, offset))
                end = offset + len(line) + 1
        if not _is_wanting(fold.facts()):
            break
    return end


def _tail(fd: int, start: int, size_bytes: int) -> tuple[int, list[Record]]:
    """Return where the last lines begin, not before `start`, and the records of them that matter.

    A last line without its newline counts if it is whole.
    """
    begin, records = size_bytes, list[Record]()
    for part_bytes in PART_BYTES:
        begin = max(start, size_bytes - part_bytes)
        part = os.pread(fd, size_bytes - begin, begin)
        # the first line is a piece of one, unless the part begins where another line ended
        skipped = 0 if begin == start else (part.find(b"\n") + 1) or len(part)
        records = []
        has_time = False
        for offset, line in reversed(list(_lines(part[skipped:]))):
            if has_time and not _may_hold_title(line):
                continue
            found = _records(line, begin + skipped + offset)
            records.extend(reversed(found))
            has_time = has_time or any(record.timestamp for record in found)
        if has_time or begin == start:
            break
    return begin, records[::-1]


def _lines(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield `(offset, line)` of every line that is not empty."""
    offset = 0
    for line in part.split(b"\n"):
        if line:
            yield offset, line
        offset += len(line) + 1


def _records(line: bytes, offset: int) -> list[Record]:
    return [item for item in parse_line(line, offset) if isinstance(item, Record)]


def _is_wanting(facts: SummaryFacts) -> bool:
    return not (facts.title and facts.cwd) or facts.entrypoint is None


def _may_hold_title(line: bytes) -> bool:
    return any(mark in line for mark in _TITLE_MARKS)
