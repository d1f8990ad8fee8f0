"""The running summary: made by the model when a conversation outgrows it, and only ever added.

It stands in the file as Claude Code's own does: a boundary that begins a new chain, then a record
with the summary, from which the next prompt goes on. Everything before stays where it is.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.base.errors import SempreError
from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.base import StatelessEngine, TurnChoices
from desktop_app.sessions.context_turns import Told, read_told
from desktop_app.sessions.context_window import fitting
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

# A summary is made once what stands behind the last one fills so much of the window.
FULL_SHARE = 0.75
# How much the model is given to summarise at once, and how often; beyond that, in the newest part
# only: what is older is recalled by search.
PIECE_SHARE = 0.5
MAX_PIECES = 24

_PREAMBLE = (
    "This session is being continued from a previous conversation that ran out of context. "
    "The conversation is summarized below:\n"
)
_log = logging.getLogger("sempre.sessions")

Records = list[dict[str, Any]]
# Appends records behind the leaf that is named; tells whether that was still the leaf.
Append = Callable[[SessionRef, str, Records], Awaitable[bool]]


@dataclass
class _Draft:
    """A summary on its way: it covers everything up to the record `last_uuid`."""

    summary: str
    last_uuid: str


class Compaction:
    """Makes summaries; used on the event loop's thread, one conversation at a time.

    What was summarised is remembered until it is on the disk: where the person goes on meanwhile,
    only what is new is left to do after the next reply.
    """

    def __init__(self, store: Store, threads: WorkerThreads, append: Append) -> None:
        self._store = store
        self._run = threads.run
        self._append = append
        self._drafts: dict[SessionRef, _Draft] = {}
        self._busy: set[SessionRef] = set()

    async def after_reply(
        self, context: RecordContext, ref: SessionRef, engine: StatelessEngine, choices: TurnChoices
    ) -> str | None:
        """Add a summary where it is time for one; return the boundary's uuid.

        Where it can't be made nothing is lost: newest turns and recall fit without it.
        """
        if ref in self._busy:
            return None
        self._busy.add(ref)
        try:
            return await self._compact(context, ref, engine, choices)
        except SempreError as error:
            _log.info("no summary of %s: %s", ref, error.title.source)
            return None
        finally:
            self._busy.discard(ref)

    async def _compact(
        self, context: RecordContext, ref: SessionRef, engine: StatelessEngine, choices: TurnChoices
    ) -> str | None:
        window_tokens = await engine.window_tokens(choices)
        leaf = await self._run(self._store.leaf, ref)
        if leaf is None:
            return None
        piece_tokens = int(window_tokens * PIECE_SHARE)

        def read(path: Path) -> tuple[list[Told], str, int]:
            return _behind_boundary(path, leaf, piece_tokens * MAX_PIECES)

        told, summary, tokens = await self._run(self._store.read, ref, read)
        if tokens <= window_tokens * FULL_SHARE:
            return None
        draft = self._drafts.get(ref)
        uuids = [each.uuid for each in told]
        if draft is not None and draft.last_uuid in uuids:
            summary = draft.summary
            told = told[uuids.index(draft.last_uuid) + 1 :]
        for piece in _pieces(told, piece_tokens):
            summary = await engine.summarize(_task(summary, piece, piece_tokens), choices)
            self._drafts[ref] = _Draft(summary, piece[-1].uuid)
        if not summary:
            return None
        records = boundary_records(context, summary, leaf, tokens, self._store.clock.now())
        if not await self._append(ref, leaf, records):
            return None
        self._drafts.pop(ref, None)
        boundary_uuid: str = records[0]["uuid"]
        return boundary_uuid


def boundary_records(
    context: RecordContext, summary: str, leaf: str, tokens: int, now: datetime
) -> Records:
    """Return the boundary and the summary in Claude Code's own form."""
    boundary = context.notice(
        "compact_boundary", "Conversation compacted", uuid=new_uuid(), parent_uuid=None, now=now
    )
    boundary["logicalParentUuid"] = leaf
    boundary["compactMetadata"] = {"trigger": "auto", "preTokens": tokens}
    told = context.user(_PREAMBLE + summary, uuid=new_uuid(), parent_uuid=boundary["uuid"], now=now)
    told["isCompactSummary"] = True
    told["isVisibleInTranscriptOnly"] = True
    return [boundary, told, context.last_prompt("", told["uuid"])]


def _behind_boundary(path: Path, leaf: str, limit_tokens: int) -> tuple[list[Told], str, int]:
    """Return what was told since the last summary, in its order, that summary, and the tokens."""
    told: list[Told] = []
    summary, tokens = "", 0
    for each in read_told(path, leaf):
        if each.is_boundary:
            summary = each.summary.removeprefix(_PREAMBLE)
            break
        if tokens > limit_tokens:
            break
        told.append(each.without_files())
        tokens += told[-1].tokens
    told.reverse()
    return told, summary, tokens


def _pieces(told: list[Told], piece_tokens: int) -> Iterator[list[Told]]:
    piece: list[Told] = []
    tokens = 0
    for each in told:
        if piece and tokens + each.tokens > piece_tokens:
            yield piece
            piece, tokens = [], 0
        piece.append(each)
        tokens += each.tokens
    if piece:
        yield piece


def _task(summary: str, piece: list[Told], piece_tokens: int) -> str:
    """Return what the model is given: the summary so far, then what it does not cover yet."""
    lines = [f"{each.role} ({str(each.timestamp)[:16]}): {each.text}" for each in piece]
    parts = ["Conversation:", fitting("\n\n".join(lines), piece_tokens * 3 // 2)]
    if summary:
        parts = ["Summary so far:", fitting(summary, piece_tokens // 2), *parts]
    return "\n\n".join(parts)
