"""Loading modules quickly: what they make stays, so nobody need look for garbage meanwhile."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Collect no garbage while the block lasts. For imports only.

    Hundreds of modules make so many lasting objects that Python would look through all of them
    several times, find nothing to free and take a tenth of the start for it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
