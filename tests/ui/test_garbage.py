"""Dead cycles that hold Qt objects die on the window's thread, whoever allocates."""

import asyncio
import gc
import threading

import pytest
from PySide6.QtCore import QObject

from desktop_app.ui.garbage import collecting_here


class _Cycle(QObject):
    """A QObject that only the collector can free; notes the thread on which that happens."""

    def __init__(self, places):
        super().__init__()
        self.places = places
        self.myself = self

    def __del__(self):
        self.places.append(threading.current_thread())


def _allocate(kept):
    # kept until the end of the test: the collector is due by what was allocated and not yet freed
    kept.extend([] for _ in range(50_000))


async def test_a_busy_thread_frees_nothing_of_the_window_s(qapp):
    places: list[threading.Thread] = []
    with collecting_here():
        for _ in range(200):
            _Cycle(places)
        kept: list[list[object]] = []
        thread = threading.Thread(target=_allocate, args=[kept])
        thread.start()
        await asyncio.to_thread(thread.join)
        while len(places) < 200:  # noqa: ASYNC110 - the collector has no event to wait for
            await asyncio.sleep(0.001)  # the loop must fall idle in between

    assert set(places) == {threading.main_thread()}


@pytest.mark.parametrize("is_on", [True, False])
async def test_afterwards_python_collects_as_before(qapp, is_on):
    (gc.enable if is_on else gc.disable)()
    with collecting_here():
        assert not gc.isenabled()

    assert gc.isenabled() == is_on
    assert gc.get_freeze_count() == 0
    gc.disable()  # as for all tests of the window


async def test_what_is_left_at_the_end_is_freed_at_the_end(qapp):
    places: list[threading.Thread] = []
    with collecting_here():
        _Cycle(places)

    assert places == [threading.main_thread()]
