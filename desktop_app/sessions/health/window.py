"""What a window that runs knows of itself, handed to the report by the window."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop_app.base.clock import to_iso
from desktop_app.base.process_figures import ProcessFigures
from desktop_app.base.values import frozen


@frozen
class WindowFigures:
    """Figures since the window was opened; `first` was measured `observed_s` ago.

    `longest_stall_ms` is the longest time for which the window answered nobody, at `stalled_at`.
    `retries` counts how often engines tried again. `toolkit` names Qt's version.
    """

    process: ProcessFigures
    first: ProcessFigures
    observed_s: float = 0.0
    longest_stall_ms: float = 0.0
    stalled_at: datetime | None = None
    retries: int = 0
    toolkit: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            **asdict(self.process),
            "at_first": asdict(self.first),
            "observed_s": round(self.observed_s, 1),
            "longest_stall_ms": round(self.longest_stall_ms, 1),
            "stalled_at": to_iso(self.stalled_at) if self.stalled_at else None,
            "engine_retries": self.retries,
        }
