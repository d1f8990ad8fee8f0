"""What a sub-agent said, and stored outputs of tools: read in bounded pieces beside a transcript.

Functions run on a worker thread; what is not kept is None, never an error.
"""

import re
from contextlib import suppress
from dataclasses import field, replace
from itertools import islice
from pathlib import Path

from desktop_app.base.files import check_regular
from desktop_app.base.values import frozen
from desktop_app.sessions.beside_transcript import (
    TOOL_RESULTS,
    find_file,
    find_sub_agent,
    read_beginning,
)
from desktop_app.sessions.entries import TASK_AUTHOR, Entry, EntryKind
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Record
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.transcript import read_after, read_tail

# What is shown of a long one at either end, and of a whole one at most.
END_ENTRIES = 30
WHOLE_ENTRIES = 1_000
MAX_OUTPUT_BYTES = 10_000_000
# The result that names the sub-agent stands close behind the call.
_RESULT_DISTANCE = 200
_ENTRY_BYTES = 2_000  # a rough mean, for the memory that is accounted
_STORED_OUTPUT = re.compile(r"tool-results[/\\]([\w.-]{1,200})")


@frozen
class SubAgent:
    """A sub-agent's transcript: all of it, or its two ends with something left out between."""

    path: Path
    first: tuple[Entry, ...]
    last: tuple[Entry, ...]
    is_whole: bool
    file_bytes: int

    @property
    def messages(self) -> int:
        """How many messages are here."""
        return sum(replace(e, is_sidechain=False).is_message for e in (*self.first, *self.last))

    @property
    def size_bytes(self) -> int:
        """The memory it takes, roughly."""
        return min(self.file_bytes, _ENTRY_BYTES * (len(self.first) + len(self.last)))


@frozen
class StoredOutput:
    """What a tool printed, kept in a file of its own; the beginning where it is very long."""

    text: str = field(repr=False)
    file_bytes: int

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here."""
        return self.file_bytes <= MAX_OUTPUT_BYTES

    @property
    def size_bytes(self) -> int:
        """The memory it takes, roughly."""
        return len(self.text)


def read_sub_agent(
    store: Store, ref: SessionRef, tool_use_id: str, offset: int, limit: int = END_ENTRIES
) -> SubAgent | None:
    """Return the sub-agent that the call `tool_use_id` at byte `offset` started, None without one.

    At most `limit` entries of each end are read.

    Raises:
        SempreError: the conversation itself can't be read.
    """
    path = find_sub_agent(store, ref, tool_use_id)
    if path is None and (agent_id := _agent_of(store, ref, tool_use_id, offset)):
        path = find_sub_agent(store, ref, tool_use_id, agent_id)
    if path is None:
        return None
    try:
        return _ends(path, limit)
    except OSError:
        return None


def read_stored_output(
    store: Store, ref: SessionRef, tool_use_id: str, text: str
) -> StoredOutput | None:
    """Return the whole output of a tool where the record holds only a part, else None.

    The record names the file, or the file is named after the call.
    """
    named = _STORED_OUTPUT.search(text[:4_000])
    names = [named[1]] if named else []
    for name in (*names, f"{tool_use_id}.txt"):
        path = find_file(store, ref, TOOL_RESULTS, name)
        if path is not None:
            with suppress(OSError):
                content, size = read_beginning(path, MAX_OUTPUT_BYTES)
                return StoredOutput(content.decode(errors="replace"), size)
    return None


def _ends(path: Path, limit: int) -> SubAgent:
    size = check_regular(path).st_size
    first = read_after(path, 0, limit)
    if first.is_at_end:
        return SubAgent(path, _plain(first.entries), (), True, size)
    last = read_tail(path, limit)
    behind = tuple(entry for entry in last.entries if entry.offset >= first.end_offset)
    is_whole = last.start_offset <= first.end_offset
    return SubAgent(path, _plain(first.entries), _plain(behind), is_whole, size)


def _plain(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries as those of a conversation of their own; nobody typed its prompts."""
    return tuple(
        replace(
            entry, is_sidechain=False, author=TASK_AUTHOR if _is_prompt(entry) else entry.author
        )
        for entry in entries
    )


def _is_prompt(entry: Entry) -> bool:
    return entry.kind in {EntryKind.PROMPT, EntryKind.QUEUED_PROMPT}


def _agent_of(store: Store, ref: SessionRef, tool_use_id: str, offset: int) -> str:
    """Return the sub-agent's id that the result of a call names, empty where none does."""
    if offset < 0 or not tool_use_id:
        return ""

    def find(path: Path) -> str:
        for item in islice(read_items(path, offset), _RESULT_DISTANCE):
            if isinstance(item, Record) and _answers(item, tool_use_id):
                result = item.fields.get("toolUseResult")
                agent_id = result.get("agentId") if isinstance(result, dict) else None
                if isinstance(agent_id, str):
                    return agent_id
        return ""

    return store.read(ref, find)


def _answers(record: Record, tool_use_id: str) -> bool:
    return any(
        isinstance(part, dict) and part.get("tool_use_id") == tool_use_id for part in record.content
    )
