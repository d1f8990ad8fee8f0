"""Tokens and cost of a conversation, in all and by day, read from its records.

A reply is several records that repeat one usage, and Claude Code's file repeats ours, so each
`message.id` counts once, with the last that is said of it. Cost is known where an engine told it
(`costUsd` in our records); the rest of Claude Code's own records has tokens only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Record
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store


@frozen
class TokenCount:
    """Tokens of one message or of many; `cost_usd` is None where nobody told any."""

    messages: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cost_usd: float | None = None

    def __add__(self, other: "TokenCount") -> "TokenCount":
        known = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return TokenCount(
            self.messages + other.messages,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cache_read_tokens + other.cache_read_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
            sum(known) if known else None,
        )


@frozen
class ConversationUsage:
    """What one conversation has used; days are those of the local time zone."""

    total: TokenCount = TokenCount()
    by_day: Mapping[date, TokenCount] = field(default_factory=dict)
    by_model: Mapping[str, TokenCount] = field(default_factory=dict)


def usage_of(store: Store, ref: SessionRef) -> ConversationUsage:
    """Return what a conversation has used, its sub-agents in the file included; blocks.

    Raises:
        SessionNotFoundError: there is no such conversation.
        OSError: its file can't be read.
    """
    return usage_of_file(store.path(ref))


def usage_of_file(path: Path) -> ConversationUsage:
    """Return what the replies of one file have used; raises OSError."""
    messages: dict[str, tuple[date | None, str, TokenCount]] = {}
    for item in read_items(path):
        if isinstance(item, Record) and item.type == "assistant":
            found = _of_record(item)
            if found is not None:
                key = str(item.message.get("id") or item.uuid)
                messages[key] = _latest(messages.get(key), found)
    total = TokenCount()
    by_day: dict[date, TokenCount] = {}
    by_model: dict[str, TokenCount] = {}
    for day, model, count in messages.values():
        total += count
        if day is not None:
            by_day[day] = by_day.get(day, TokenCount()) + count
        if model:
            by_model[model] = by_model.get(model, TokenCount()) + count
    return ConversationUsage(total, by_day, by_model)


def usage_of_message(entries: Iterable[Entry]) -> TokenCount | None:
    """Return what one message has used, from the entries of its records; None if nobody said."""
    found: TokenCount | None = None
    for entry in entries:
        if entry.usage is not None:
            count = _count(entry.usage, entry.cost_usd)
            found = count if found is None else _merged(found, count)
    return found if found is not None and _says_something(found) else None


def _latest(
    earlier: tuple[date | None, str, TokenCount] | None, later: tuple[date | None, str, TokenCount]
) -> tuple[date | None, str, TokenCount]:
    """Return the later count, on the day of the earlier and with its cost where it has none."""
    if earlier is None:
        return later
    return earlier[0], later[1], _merged(earlier[2], later[2])


def _merged(earlier: TokenCount, later: TokenCount) -> TokenCount:
    """Return what two records of one message say of it together."""
    cost_usd = later.cost_usd if later.cost_usd is not None else earlier.cost_usd
    # the first blocks of a message are written before all of its tokens are known
    output = max(earlier.output_tokens, later.output_tokens)
    return replace(later, cost_usd=cost_usd, output_tokens=output)


def _of_record(record: Record) -> tuple[date | None, str, TokenCount] | None:
    usage = record.message.get("usage")
    if not isinstance(usage, Mapping):
        return None
    cost = record.fields.get("costUsd")
    count = _count(usage, float(cost) if isinstance(cost, int | float) else None)
    if not _says_something(count):
        return None
    moment = record.timestamp
    model = record.message.get("model")
    day = moment.astimezone().date() if moment is not None else None
    return day, model if isinstance(model, str) else "", count


def _count(usage: Mapping[str, Any], cost_usd: float | None) -> TokenCount:
    return TokenCount(
        1,
        _tokens(usage, "input_tokens"),
        _tokens(usage, "output_tokens"),
        _tokens(usage, "cache_read_input_tokens"),
        _tokens(usage, "cache_creation_input_tokens"),
        cost_usd,
    )


def _says_something(count: TokenCount) -> bool:
    return any((count.input_tokens, count.output_tokens, count.cost_usd))


def _tokens(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
