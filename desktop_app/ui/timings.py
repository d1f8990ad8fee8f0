"""Start-up milestones, measured from the moment the process began."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.files import write_durably
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of

MILESTONES = ("imports", "window_shown", "transcript_painted", "index_ready")

_LOADED_AT = time.monotonic()
_STARTTIME_FIELD = 22  # of /proc/self/stat, see proc(5); in clock ticks since the machine's boot


class TimingsNotSavedError(SempreError):
    """The file can't be written."""

    def __init__(self, file: Path, reason: Message) -> None:
        super().__init__(
            message(
                "Timings", "The timings {file} are not saved: {reason}.", file=file, reason=reason
            ),
            hint=message("Timings", "Choose a file in a directory that you can write to."),
        )


class Timings:
    """Collects milestones in milliseconds; each counts when it is first reached.

    `age_ms` tells how long the process has existed.
    """

    def __init__(self, age_ms: Callable[[], float] | None = None) -> None:
        self._age_ms = age_ms or process_age_ms
        self._reached: dict[str, float] = {}

    def mark(self, milestone: str) -> None:
        """Note that `milestone` is reached now, unless it was before."""
        self._reached.setdefault(milestone, round(self._age_ms(), 1))

    @property
    def is_complete(self) -> bool:
        """Whether every milestone was reached."""
        return all(name in self._reached for name in MILESTONES)

    def write(self, file: Path) -> None:
        """Write all milestones as one JSON object, null for those that were not reached.

        Raises:
            TimingsNotSavedError: the system refused.
        """
        reached = {name: self._reached.get(name) for name in MILESTONES}
        try:
            write_durably(file.absolute(), json.dumps(reached, indent=2).encode("ascii") + b"\n")
        except OSError as error:
            raise TimingsNotSavedError(file, reason_of(error)) from error


def process_age_ms() -> float:
    """Return how long this process has existed.

    On Linux to 10 ms, from the kernel; elsewhere since this module was loaded, which is later.
    """
    try:
        import os

        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        # The name in brackets and the pid before it are fields 1 and 2.
        started_s = int(fields[_STARTTIME_FIELD - 3]) / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - started_s) * 1000
    except (OSError, ValueError, AttributeError, IndexError):
        return (time.monotonic() - _LOADED_AT) * 1000
