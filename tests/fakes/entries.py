"""Entries of a conversation that exists only in the test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind, EntryState
from desktop_app.sessions.transcript import Page
from desktop_app.ui.models.streamed_reply import StreamedReply

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ENTRY_BYTES = 100


def entry(number, text=None, kind=None, **fields):
    """Return the entry number `number` of a file whose lines are ENTRY_BYTES long."""
    kind = kind or (EntryKind.REPLY if number % 2 else EntryKind.PROMPT)
    blocks = (Block(BlockKind.TEXT, f"message {number}" if text is None else text),)
    made = {
        "blocks": blocks,
        "offset": number * ENTRY_BYTES,
        "length": ENTRY_BYTES - 1,
        "timestamp": START + timedelta(seconds=number),
        "author": "" if kind is EntryKind.PROMPT else "echo",
    }
    return Entry(kind, f"uuid-{number}", **(made | fields))


def page(entries, *, start=0, count=None, is_at_end=True):
    """Return the page that holds `entries`, which follow each other from number `start` on."""
    size = len(entries) if count is None else count
    return Page(
        tuple(entries),
        start * ENTRY_BYTES,
        (start + size) * ENTRY_BYTES,
        is_at_start=start == 0,
        is_at_end=is_at_end,
    )


def streamed_reply(text=""):
    """Return a reply of which `text` has arrived."""
    head = entry(900, kind=EntryKind.REPLY, state=EntryState.STREAMING, offset=-1, blocks=())
    reply = StreamedReply(replace(head, uuid="streaming"))
    if text:
        reply.add_text(text)
    return reply


class EntryFile:
    """A file of entries that can be paged like a conversation's."""

    def __init__(self, entries) -> None:
        self.entries = list(entries)

    def tail(self, limit):
        return self._page(max(0, len(self.entries) - limit), len(self.entries))

    def before(self, offset, limit):
        end = offset // ENTRY_BYTES
        return self._page(max(0, end - limit), end)

    def after(self, offset, limit):
        start = offset // ENTRY_BYTES
        return self._page(start, min(len(self.entries), start + limit))

    def at(self, offset, limit):
        middle = offset // ENTRY_BYTES
        start = max(0, middle - limit // 2)
        return self._page(start, min(len(self.entries), start + limit))

    def append(self, text):
        made = entry(len(self.entries), text)
        self.entries.append(made)
        return made

    def _page(self, start, end):
        is_at_end = end == len(self.entries)
        return page(self.entries[start:end], start=start, is_at_end=is_at_end)
