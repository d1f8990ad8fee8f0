"""How all conversations grew, and when the disk is full at this rate.

Since Sempre records its size (`sessions.vitals`) these are measured facts. For the time before,
each conversation is taken to have grown evenly between its first and its last message, whose times
stand in the records.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from desktop_app.base.clock import to_iso
from desktop_app.base.values import frozen
from desktop_app.sessions.summary import Summary
from desktop_app.sessions.vitals import SizePoint

POINTS = 60
RATE_PERIOD = timedelta(days=30)
_SHORTEST = timedelta(days=1)
_FAR_DAYS = 3650


@frozen
class GrowthFigures:
    """The totals at even distances, the last one now; the rate over the last `period_days`.

    `recorded_since` None says that everything is worked out from the times of records.
    `disk_full` None means not within ten years.
    """

    points: tuple[SizePoint, ...] = ()
    bytes_per_day: int = 0
    period_days: int = 0
    recorded_since: datetime | None = None
    disk_full: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "bytes_per_day": self.bytes_per_day,
            "period_days": self.period_days,
            "recorded_since": to_iso(self.recorded_since) if self.recorded_since else None,
            "disk_full": to_iso(self.disk_full) if self.disk_full else None,
            "points": [[to_iso(point.moment), point.size_bytes] for point in self.points],
        }


def measure_growth(
    summaries: Iterable[Summary], recorded: Sequence[SizePoint], now: datetime, free_bytes: int
) -> GrowthFigures:
    """Return the growth until `now`; empty where no conversation has a date."""
    history = _History(summaries, recorded, now)
    first = history.first
    if first is None:
        return GrowthFigures()
    step = (now - first) / (POINTS - 1)
    moments = [first + step * index for index in range(POINTS - 1)] + [now]
    period = min(max(now - first, _SHORTEST), RATE_PERIOD)
    grown = history.size_at(now) - (history.size_at(now - period) if now - period >= first else 0)
    per_day = max(0, round(grown / (period / _SHORTEST)))
    days_left = free_bytes / per_day if per_day else _FAR_DAYS
    return GrowthFigures(
        tuple(SizePoint(moment, history.size_at(moment)) for moment in moments),
        per_day,
        round(period / _SHORTEST),
        history.recorded[0].moment if len(history.recorded) > 1 else None,
        now + timedelta(days=days_left) if days_left < _FAR_DAYS else None,
    )


class _History:
    """The total size at any moment until now."""

    def __init__(
        self, summaries: Iterable[Summary], recorded: Sequence[SizePoint], now: datetime
    ) -> None:
        known = list(summaries)
        total = sum(summary.size_bytes for summary in known)
        self._spans = [(summary.size_bytes, *_span(summary, now)) for summary in known]
        self.recorded = (*(p for p in recorded if p.moment < now), SizePoint(now, total))
        starts = [start for _, start, _ in self._spans if start is not None]
        starts += [point.moment for point in self.recorded[:-1]]
        self.first = min(starts, default=None)

    def size_at(self, moment: datetime) -> int:
        """Return what was measured around `moment`; before that, what the records' times say."""
        if moment >= self.recorded[-1].moment:
            return self.recorded[-1].size_bytes
        for before, after in pairwise(self.recorded):
            if before.moment <= moment < after.moment:
                share = (moment - before.moment) / (after.moment - before.moment)
                return round(before.size_bytes + share * (after.size_bytes - before.size_bytes))
        return round(sum(size * _share(start, end, moment) for size, start, end in self._spans))


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
