"""Python's garbage collector, kept on the window's thread.

The collector runs in whichever thread happens to allocate. When a worker thread meets a dead cycle
that holds widgets, timers or text documents, Qt objects are destroyed on a thread that does not
own them, and the process dies with a segmentation fault (seen with the index refresh: three runs
of four). So automatic collection is off, and the window's thread collects when it falls idle.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractEventDispatcher

_GENERATIONS = (2, 1, 0)


@contextmanager
def collecting_here() -> Iterator[None]:
    """Collect garbage on this thread alone, for as long as the block lasts.

    Needs the thread's event loop. What exists on entry is taken out of every collection, so that
    each one is short; at the end everything is collected once more and all is as it was.
    """
    dispatcher = QAbstractEventDispatcher.instance()
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    dispatcher.aboutToBlock.connect(_collect_if_due)
    try:
        yield
    finally:
        dispatcher.aboutToBlock.disconnect(_collect_if_due)
        gc.unfreeze()
        gc.collect()
        if was_enabled:
            gc.enable()


def _collect_if_due() -> None:
    """Collect the oldest generation that Python itself would have collected by now."""
    limits, counts = gc.get_threshold(), gc.get_count()
    for generation in _GENERATIONS:
        if counts[generation] > limits[generation] > 0:
            gc.collect(generation)
            return
