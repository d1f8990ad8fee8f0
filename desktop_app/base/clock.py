"""Time as a dependency: whoever needs the time is given a Clock."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Every implementation may be called from any thread."""

    def now(self) -> datetime:
        """Return the wall clock's time, aware, in UTC. It may jump in both directions."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards, for measuring durations only."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Return the wall clock's time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the machine's monotonic clock in seconds."""
        return monotonic()


@dataclass
class ManualClock:
    """A clock that stands still until it is told otherwise; for tests and demonstrations."""

    current: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    elapsed: float = field(default=0.0)

    def now(self) -> datetime:
        """Return the time that was set last."""
        return self.current

    def monotonic(self) -> float:
        """Return the seconds advanced so far."""
        return self.elapsed

    def advance(self, delta: timedelta) -> None:
        """Move both clocks forward by `delta`."""
        self.current += delta
        self.elapsed += delta.total_seconds()

    def set_wall(self, moment: datetime) -> None:
        """Set the wall clock alone, as a user or a time server does; it may go backwards."""
        self.current = moment


def to_iso(moment: datetime) -> str:
    """Return `moment` as Claude Code writes it: UTC, milliseconds, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: object) -> datetime | None:
    """Return the moment written in `text`, aware, in UTC; None for anything that is not one."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
