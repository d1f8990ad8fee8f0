"""What the list of conversations shows of one file: title, place, counts, times, state.

A summary is a fold over the items of a file. The fold can be stored after any line and taken up
again when bytes were appended, so that a conversation of 100 MB is not read again for every turn.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

import orjson

from desktop_app.base.clock import parse_iso
from desktop_app.base.files import check_regular
from desktop_app.base.system_errors import words_of
from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, EntryKind, entry_of
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.refs import Origin, SessionRef

# A prompt makes a title by chance, so it is cut early; a title that somebody chose is cut late.
MAX_PROMPT_TITLE_CHARS = 120
MAX_CHOSEN_TITLE_CHARS = 400
OUR_ENTRYPOINT = "sempre"
# What imported conversations name in the place of an entry point.
_IMPORTED = frozenset({Origin.CHATGPT.value, Origin.CLAUDE_AI.value})

# Marks that would turn the text around them in a list: embeddings, overrides, isolates.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class SessionState(StrEnum):
    """How a conversation's file is."""

    READY = "ready"
    EMPTY = "empty"  # no message in it yet, and no damage
    DAMAGED = "damaged"  # some bytes hold no record; everything else is shown
    UNREADABLE = "unreadable"  # `Summary.reason` says why


@frozen
class Summary:
    """One conversation as the list shows it.

    `messages` counts prompts, queued prompts and replies (a reply once, however many records it
    takes); `records` and `damaged` count what stands in the file. `created` and `last_activity`
    are the first and the last valid time in file order; without any, the file's modification time.
    """

    ref: SessionRef
    path: Path
    origin: Origin
    is_ours: bool
    title: str
    cwd: str
    messages: int
    records: int
    damaged: int
    size_bytes: int
    created: datetime | None
    last_activity: datetime | None
    state: SessionState
    reason: str = ""  # why it can't be read; English
    is_rescued: bool = False  # Claude Code has deleted it; only the vault has it
    is_estimated: bool = False  # from a glance (`sessions.glance`): the counts are no facts

    @property
    def activity_s(self) -> float:
        """When something was last said, in seconds since 1970; 0 where nothing tells."""
        moment = self.last_activity or self.created
        return moment.timestamp() if moment else 0.0


@frozen
class SummaryFacts:
    """What a fold knows: everything in a summary that comes from the file's content."""

    title: str = ""
    cwd: str = ""
    entrypoint: str | None = None  # of the first record of the chain; None without one
    messages: int = 0
    records: int = 0
    damaged: int = 0
    created: datetime | None = None
    last_activity: datetime | None = None


class SummaryFold:
    """Takes the items of one file in their order; tells the facts at any point. Never raises."""

    def __init__(self) -> None:
        self._titles = {"custom": "", "ai": "", "legacy": "", "prompt": ""}
        self._cwd = ""
        self._entrypoint: str | None = None
        self._prompts = 0
        self._last_prompt = ""  # its uuid: an append that failed half-way is written again
        self._records = 0
        self._damaged = 0
        self._first: datetime | None = None
        self._last: datetime | None = None
        # 8 bytes of a hash per reply keep the stored fold small
        self._replies: set[int] = set()
        self._stored_replies = array("Q")  # sorted
        self._last_reply: str | None = None

    def add(self, item: Record | Damage) -> None:
        """Take the next item of the file."""
        self.take(item, entry_of(item))

    def take(self, item: Record | Damage, entry: Entry | None) -> None:
        """Take the next item of the file, whose entry is known already."""
        if isinstance(item, Damage):
            self._damaged += 1
            return
        self._records += 1
        self._cwd = self._cwd or sound(item.text("cwd") or "")
        if self._entrypoint is None and item.is_in_chain:
            self._entrypoint = printable(item.text("entrypoint") or "")
        moment = item.timestamp if entry is None else entry.timestamp
        self._first = self._first or moment
        self._last = moment or self._last
        self._take_title(item)
        if entry is not None and entry.is_message:
            self._take_message(entry)

    def facts(self) -> SummaryFacts:
        """Return what is known so far."""
        return SummaryFacts(
            title=next((title for title in self._titles.values() if title), ""),
            cwd=self._cwd,
            entrypoint=self._entrypoint,
            messages=self._prompts + len(self._replies) + len(self._stored_replies),
            records=self._records,
            damaged=self._damaged,
            created=self._first,
            last_activity=self._last,
        )

    def dump(self) -> bytes:
        """Return the fold as bytes from which `load` goes on."""
        self._stored_replies = array("Q", sorted((*self._stored_replies, *self._replies)))
        self._replies.clear()
        facts = orjson.dumps(
            {
                "titles": self._titles,
                "cwd": self._cwd,
                "entrypoint": self._entrypoint,
                "prompts": self._prompts,
                "last_prompt": self._last_prompt,
                "records": self._records,
                "damaged": self._damaged,
                "first": self._first,
                "last": self._last,
            }
        )
        return facts + b"\n" + self._stored_replies.tobytes()

    @classmethod
    def load(cls, dumped: bytes) -> "SummaryFold":
        """Return the fold that `dump` stored on this machine.

        Raises:
            ValueError, KeyError, TypeError: the bytes are something else.
        """
        facts, _, replies = dumped.partition(b"\n")
        stored = orjson.loads(facts)
        fold = cls()
        fold._titles = {kind: str(stored["titles"][kind]) for kind in fold._titles}
        fold._cwd = stored["cwd"]
        fold._entrypoint = stored["entrypoint"]
        fold._prompts = int(stored["prompts"])
        fold._last_prompt = str(stored["last_prompt"])
        fold._records = int(stored["records"])
        fold._damaged = int(stored["damaged"])
        fold._first = parse_iso(stored["first"])
        fold._last = parse_iso(stored["last"])
        fold._stored_replies.frombytes(replies)
        return fold

    def _take_title(self, record: Record) -> None:
        match record.type:
            case "custom-title":
                self._keep_title("custom", record.text("customTitle"))
            case "ai-title":
                self._keep_title("ai", record.text("aiTitle") or record.text("title"))
            case "summary":
                self._keep_title("legacy", record.text("summary"))
            case _:
                return

    def _keep_title(self, kind: str, text: str | None) -> None:
        if text is not None:
            self._titles[kind] = _one_line(text, MAX_CHOSEN_TITLE_CHARS)

    def _take_message(self, entry: Entry) -> None:
        if entry.kind is EntryKind.REPLY:
            self._take_reply(entry.message_id or entry.uuid)
            return
        uuid = sound(entry.uuid)
        if uuid == self._last_prompt:
            return
        self._last_prompt = uuid
        self._prompts += 1
        if not self._titles["prompt"]:
            lines = (_one_line(line, MAX_PROMPT_TITLE_CHARS) for line in entry.text.splitlines())
            self._titles["prompt"] = next(filter(None, lines), "")

    def _take_reply(self, message_id: str) -> None:
        if message_id == self._last_reply:  # its records mostly follow each other
            return
        self._last_reply = message_id
        key = message_id.encode("utf-8", "surrogatepass")
        number = int.from_bytes(blake2b(key, digest_size=8).digest(), "big")
        place = bisect_left(self._stored_replies, number)
        if self._stored_replies[place : place + 1] != array("Q", (number,)):
            self._replies.add(number)


def summarise(ref: SessionRef, path: Path, *, is_ours: bool) -> Summary:
    """Read a whole file and return its summary; a file that can't be read is summarised as such.

    For single conversations without an index; memory is bounded by the longest parsed line.
    """
    fold = SummaryFold()
    try:
        status = check_regular(path)
        fold_items(fold, read_items(path))
    except OSError as error:
        return unreadable(ref, path, is_ours=is_ours, reason=words_of(error))
    return summary_of(
        fold.facts(),
        Summarised(ref, path, is_ours, status.st_size, modified(status.st_mtime_ns)),
    )


def fold_items(fold: SummaryFold, items: Iterable[Record | Damage]) -> None:
    """Add all `items` to `fold`."""
    for item in items:
        fold.add(item)


@frozen
class Summarised:
    """Everything in a summary that does not come from the file's content."""

    ref: SessionRef
    path: Path
    is_ours: bool
    size_bytes: int
    modified: datetime | None


def summary_of(facts: SummaryFacts, file: Summarised) -> Summary:
    """Join what the content says with what is known about the file."""
    return Summary(
        ref=file.ref,
        path=file.path,
        origin=_origin(facts, is_ours=file.is_ours),
        is_ours=file.is_ours,
        title=facts.title,
        cwd=facts.cwd,
        messages=facts.messages,
        records=facts.records,
        damaged=facts.damaged,
        size_bytes=file.size_bytes,
        created=facts.created or file.modified,
        last_activity=facts.last_activity or file.modified,
        state=_state(facts),
    )


def unreadable(ref: SessionRef, path: Path, *, is_ours: bool, reason: str) -> Summary:
    """Return the summary of a file that can't be read: it is listed, and says why."""
    return Summary(
        ref=ref,
        path=path,
        origin=Origin.SEMPRE if is_ours else Origin.CLAUDE_CODE,
        is_ours=is_ours,
        title="",
        cwd="",
        messages=0,
        records=0,
        damaged=0,
        size_bytes=0,
        created=None,
        last_activity=None,
        state=SessionState.UNREADABLE,
        reason=reason,
    )


def modified(mtime_ns: int) -> datetime | None:
    """Return a modification time, None where a file system gives one beyond the calendar."""
    try:
        return datetime.fromtimestamp(mtime_ns // 1_000_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def printable(text: str) -> str:
    """Return `text` without what could disturb a terminal or a list.

    Lone surrogates become U+FFFD; control characters and marks that turn the text go.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = (c for c in sound(text) if c not in _BIDI_CONTROLS)
    return "".join(c for c in kept if unicodedata.category(c) != "Cc")


def sound(text: str) -> str:
    """Return `text` with lone surrogates as U+FFFD, so that every codec takes it."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _one_line(text: str, max_chars: int) -> str:
    # a title is never worth folding a prompt of 60 MB
    folded = printable(" ".join(text[: max_chars * 8].split()))
    if len(folded) <= max_chars:
        return folded
    return folded[: max_chars - 1].rstrip() + "…"


def _origin(facts: SummaryFacts, *, is_ours: bool) -> Origin:
    if facts.entrypoint in _IMPORTED:
        return Origin(facts.entrypoint)
    began_here = is_ours if facts.entrypoint is None else facts.entrypoint == OUR_ENTRYPOINT
    return Origin.SEMPRE if began_here else Origin.CLAUDE_CODE


def _state(facts: SummaryFacts) -> SessionState:
    if facts.damaged:
        return SessionState.DAMAGED
    return SessionState.READY if facts.messages else SessionState.EMPTY
