"""Pages of a conversation: what a person sees of a stretch of its file, read on demand.

Opening reads the tail only; everything above comes page by page, so a file of any size opens at
the same speed. All functions read the file anew, may be called from any thread, and raise
`NotARegularFileError` or `OSError` where it can't be read.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from desktop_app.base.files import check_regular
from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, EntryKind, entries_of
from desktop_app.sessions.lines import (
    ParsedLine,
    line_start,
    read_items_backwards,
    read_lines_backwards,
    read_parsed,
    read_parsed_backwards,
)
from desktop_app.sessions.records import Record

# How far back the record named by a `last-prompt` pointer is looked for; it stands close by.
LEAF_SEARCH_BYTES = 64 * 1024 * 1024
REPEAT_DISTANCE = 256

_log = logging.getLogger("sempre.store")


@frozen
class Page:
    """The entries on the lines of [start_offset, end_offset), in file order.

    A page read with `after` replaces whatever was shown from its `start_offset` on: a line that
    was torn when it was read first may be whole by now.
    """

    entries: tuple[Entry, ...]
    start_offset: int
    end_offset: int
    is_at_start: bool
    is_at_end: bool


def read_tail(path: Path, limit: int) -> Page:
    """Return the last `limit` entries (a few more where several stand on one line)."""
    size = check_regular(path).st_size
    return _backwards(path, None, limit, end=size)


def read_before(path: Path, offset: int, limit: int) -> Page:
    """Return the last `limit` entries before `offset`, which is some page's start."""
    return _backwards(path, offset, limit, end=offset)


def read_after(path: Path, offset: int, limit: int) -> Page:
    """Return the first `limit` entries from `offset`, which is some page's end."""
    size = check_regular(path).st_size
    taken: list[ParsedLine] = []
    count, is_at_end = 0, True
    for line in read_parsed(path, offset):
        if count >= limit:
            is_at_end = False
            break
        taken.append(line)
        count += len(entries_of(line.items))
    return _page(taken, offset, _end(taken, size, offset), is_at_end=is_at_end)


def read_around(path: Path, uuid: str, limit: int) -> Page | None:
    """Return some `limit` entries with the record `uuid` in their middle; None without it."""
    needle = uuid.encode()
    for offset, raw in read_lines_backwards(path):
        if needle in raw and any(
            isinstance(item, Record) and item.uuid == uuid
            for line in islice(read_parsed(path, offset), 1)
            for item in line.items
        ):
            return read_at(path, offset, limit)
    return None


def read_at(path: Path, offset: int, limit: int) -> Page:
    """Return some `limit` entries with the line that holds the byte `offset` in their middle."""
    start = line_start(path, min(offset, check_regular(path).st_size))
    above = read_before(path, start, limit // 2)
    below = read_after(path, start, limit - limit // 2)
    return Page(
        tuple(without_repeats((*above.entries, *below.entries))),
        above.start_offset,
        below.end_offset,
        above.is_at_start,
        below.is_at_end,
    )


def read_leaf(path: Path) -> str | None:
    """Return the uuid of the record that the next one continues; None in an empty conversation.

    That is the newest record of the chain, or, where nothing of the chain follows it in the file,
    the one that the newest `last-prompt` record points at (after going back to an earlier message
    Claude Code points there). A pointer to a record that is not found nearby is ignored.
    """
    newest: str | None = None
    pointer: str | None = None
    size = check_regular(path).st_size
    for item in read_items_backwards(path):
        if not isinstance(item, Record):
            continue
        if item.type == "last-prompt" and newest is None and pointer is None:
            pointer = item.text("leafUuid")
        elif item.is_in_chain:
            newest = newest or item.uuid
            if pointer is None or item.uuid == pointer:
                return pointer or newest
            if size - item.offset > LEAF_SEARCH_BYTES:
                break
    return newest


def last_prompt(path: Path) -> str:
    """Return the words of the newest `last-prompt` nearby, which listings show; else nothing."""
    size = check_regular(path).st_size
    for item in read_items_backwards(path):
        if isinstance(item, Record):
            if item.type == "last-prompt":
                return item.text("lastPrompt") or ""
            if size - item.offset > LEAF_SEARCH_BYTES:
                break
    return ""


def read_cwd(path: Path) -> str:
    """Return the first working directory that a record names; empty where none does."""
    for line in read_parsed(path):
        for item in line.items:
            if isinstance(item, Record) and (cwd := item.text("cwd")):
                return cwd
    return ""


def first_cwd(paths: Iterable[Path]) -> str:
    """Return what `read_cwd` finds in the first of these files that names one; never raises."""
    for path in paths:
        try:
            if cwd := read_cwd(path):
                return cwd
        except OSError as error:
            _log.info("no working directory from %s: %s", path, error.strerror)
    return ""


def last_lines(path: Path, count: int) -> Iterator[bytes]:
    """Yield the last `count` non-blank lines in file order."""
    lines = (raw for _, raw in read_lines_backwards(path) if raw.strip())
    yield from reversed(list(islice(lines, count)))


def _backwards(path: Path, before: int | None, limit: int, *, end: int) -> Page:
    taken: list[ParsedLine] = []
    count, is_at_start = 0, True
    for line in read_parsed_backwards(path, before):
        if count >= limit:
            is_at_start = False
            break
        taken.append(line)
        count += len(entries_of(line.items))
    taken.reverse()
    start = 0 if is_at_start or not taken else taken[0].offset
    page_end = _end(taken, end, end) if before is None else end
    return _page(taken, start, page_end, is_at_end=before is None)


def _end(taken: list[ParsedLine], size: int, default: int) -> int:
    """Return where the next page begins; a damaged line without its newline is read again then."""
    if not taken:
        return default
    last = taken[-1]
    if last.offset + last.length < size:
        return last.offset + last.length + 1
    is_whole = bool(last.items) and all(isinstance(item, Record) for item in last.items)
    return last.offset + last.length if is_whole else last.offset


def _page(taken: list[ParsedLine], start: int, end: int, *, is_at_end: bool) -> Page:
    entries = tuple(without_repeats(entries_of(i for line in taken for i in line.items)))
    return Page(entries, start, end, is_at_start=start == 0, is_at_end=is_at_end)


def without_repeats(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Leave out exact repetitions: an append that failed half-way was written again as a whole.

    They stand close together, so only the last `REPEAT_DISTANCE` entries are remembered.
    """
    seen: OrderedDict[str, Entry] = OrderedDict()
    for entry in entries:
        content = replace(entry, offset=0, length=0)
        if entry.kind is not EntryKind.DAMAGE and seen.get(entry.uuid) == content:
            continue
        seen[entry.uuid] = content
        if len(seen) > REPEAT_DISTANCE:
            seen.popitem(last=False)
        yield entry
