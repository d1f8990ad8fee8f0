"""Ctrl+C, `kill` and a closed terminal as a wish to stop, not as an exception somewhere."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def on_interruption(react: Callable[[], object]) -> Iterator[None]:
    """Call `react` on the main thread for each such signal until the block ends.

    A signal that the caller told us to ignore (`nohup`) stays ignored. Call it on the main thread.
    """

    def handle(number: int, frame: FrameType | None) -> None:
        react()

    before: dict[signal.Signals, Any] = {}
    for name in _NAMES:
        number = getattr(signal, name, None)  # Windows lacks SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
