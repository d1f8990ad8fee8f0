"""FAULTS 52: a sync that takes its time holds up the answer, never the loop.

The delay is put into the real call of a real process by strace; that process measures how late its
own event loop comes round meanwhile.
"""

import json
from pathlib import Path

import pytest

END_LIMIT_S = 5
MAX_LAG_MS = 250  # a frame or two on a machine that others use, too

MEASURING = Path(__file__).with_name("measured_loop.py")


# each thread's first sync is delayed: opening the index, saving, keeping the reply
@pytest.mark.timeout(180)
@pytest.mark.parametrize("delay_s", [2, pytest.param(30, marks=pytest.mark.slow)])
def test_a_slow_sync_never_holds_up_the_loop(  # noqa: PLR0913 - fixtures
    paths, claude_dir, tmp_path, processes, injecting, figure, delay_s
):
    slow = injecting(f"fdatasync:delay_enter={delay_s * 1_000_000}:when=1")
    measured = processes.run_script(
        MEASURING, paths.root, claude_dir, tmp_path, under=slow, timeout_s=4 * delay_s + 25
    )
    figures = json.loads(measured)
    figure("a sync that takes (s)", delay_s)
    figure("worst lag of the event loop (ms)", round(figures["worst_lag_ms"], 1))
    figure("left after (s)", round(figures["leaving_s"], 2))
    assert figures["saved_after_s"] >= delay_s
    assert figures["rounds"] > delay_s * 20
    assert figures["worst_lag_ms"] < MAX_LAG_MS
    assert figures["leaving_s"] < min(delay_s, END_LIMIT_S)  # nobody waits for the index
