"""FAULTS: days of use in seconds; memory, handles, threads and references stay where they were.

The long form is `pytest -m slow tests/faults/test_soak.py`, or `tests/benchmarks/bench_soak.py`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# Of the short form: its first tenth is so early that caches still fill.
SHORT_GROWTH = 1.10
GROWTH = 1.05

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measured from /proc")


def soak(place, *arguments):
    """Return what the window held after each tenth."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fakes.soak", str(place), *arguments],
        check=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def judge(held, growth):
    first, last = held[0], held[-1]
    assert last["memory_bytes"] <= growth * first["memory_bytes"]
    for name in ("handles", "threads", "connections"):
        assert last[name] == first[name], name
    for before, after in zip(first["references"], last["references"], strict=True):
        assert after > 0.9 * before


def test_hundreds_of_turns_leave_nothing_behind(tmp_path):
    arguments = ["--turns", "150", "--conversations", "40", "--searches", "20", "--talking", "8"]
    judge(soak(tmp_path, *arguments), SHORT_GROWTH)


@pytest.mark.slow
def test_twenty_thousand_turns_leave_nothing_behind(tmp_path):
    held = soak(tmp_path)
    assert held[-1]["connections"] == 50
    judge(held, GROWTH)
