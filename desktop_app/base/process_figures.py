"""What this process holds of the machine: memory, handles, threads, children."""

import os
import threading
from pathlib import Path

from desktop_app.base.values import frozen

_SELF = Path("/proc/self")


@frozen
class ProcessFigures:
    """All at one moment; None where the system does not tell."""

    memory_bytes: int | None
    handles: int | None
    threads: int
    children: int | None


def measure_process(place: Path = _SELF) -> ProcessFigures:
    """Return the figures of this process, from the kernel's own table. Never raises."""
    return ProcessFigures(_memory_bytes(place), _handles(place), _threads(place), _children(place))


def _memory_bytes(place: Path) -> int | None:
    try:
        resident_pages = int((place / "statm").read_text(encoding="ascii").split()[1])
        return resident_pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def _handles(place: Path) -> int | None:
    try:
        return len(os.listdir(place / "fd")) - 1  # noqa: PTH208 - the listing's own handle is one
    except OSError:
        return None


def _threads(place: Path) -> int:
    try:
        return sum(1 for _ in (place / "task").iterdir())
    except OSError:
        return threading.active_count()  # Python's own, where the kernel's are not told


def _children(place: Path) -> int | None:
    try:
        lists = [task / "children" for task in (place / "task").iterdir()]
        return sum(len(each.read_text(encoding="ascii").split()) for each in lists)
    except OSError:
        return None
