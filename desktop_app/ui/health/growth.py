"""How the conversations' total size grew, worked out from their dates and sizes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop_app.sessions.summary import Summary

POINTS = 60


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """The total size of all conversations at one moment."""

    moment: datetime
    size_bytes: float


def growth(summaries: Iterable[Summary], now: datetime) -> tuple[GrowthPoint, ...]:
    """Return `POINTS` totals at even distances from the first conversation until `now`.

    Nobody recorded the sizes of the past, so this is an estimate: each conversation is taken to
    have grown evenly between its first and its last message. The last point is exact. Conversations
    without a date count from the beginning. Empty where no conversation has a date.
    """
    known = list(summaries)
    spans = [_span(summary, now) for summary in known]
    starts = [start for start, _ in spans if start is not None]
    if not starts:
        return ()
    first = min(starts)
    step = (now - first) / (POINTS - 1)
    moments = [first + step * index for index in range(POINTS - 1)] + [now]
    sizes = [summary.size_bytes for summary in known]
    return tuple(
        GrowthPoint(
            moment,
            sum(
                size * _share(start, end, moment)
                for size, (start, end) in zip(sizes, spans, strict=True)
            ),
        )
        for moment in moments
    )


def _span(summary: Summary, now: datetime) -> tuple[datetime | None, datetime]:
    """Return when it began and ended, both not after `now`, in this order."""
    end = min(summary.last_activity or summary.created or now, now)
    start = summary.created or summary.last_activity
    return (None if start is None else min(start, end)), end


def _share(start: datetime | None, end: datetime, moment: datetime) -> float:
    """Return which part of a conversation existed at `moment`, 0 to 1."""
    if start is None or moment >= end:
        return 1.0
    if moment <= start:
        return 0.0
    return (moment - start) / (end - start)
