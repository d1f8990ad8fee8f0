"""An idle window sleeps in the kernel: nothing polls, blinks or writes.

`tests/benchmarks/bench_idle.py` measures whole minutes over a large conversation.
"""

import sys

import pytest

from tests.fakes.idle_window import CARET_RESTS_AFTER_S, idle_window
from tests.fakes.transcripts import prompt, reply, write_transcript

QUIET_S = 1.0
LIMIT_S = 15.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measured from /proc")


@pytest.fixture
def start(tmp_path):
    """Return a context manager: a window over a conversation, whose index is ready."""
    claude = tmp_path / "claude"
    ref, _ = write_transcript(claude / "projects", 2, *[prompt("And then?"), reply("It goes on.")])
    return lambda: idle_window(tmp_path / "data", claude, "--session", ref.session_id)


def test_a_hidden_and_an_unfocused_window_wake_nobody(start):
    with start() as window:
        for state in ("hidden", "unfocused"):
            window.state(state)
            assert window.settle(QUIET_S, LIMIT_S), f"{state}: never asleep for {QUIET_S} s"


@pytest.mark.slow
def test_the_caret_rests_when_nobody_types(start):
    with start() as window:
        window.state("focused")
        assert not window.settle(QUIET_S, CARET_RESTS_AFTER_S - 2 * QUIET_S), "no caret blinked"
        window.stay(CARET_RESTS_AFTER_S)
        assert window.settle(QUIET_S, LIMIT_S)
