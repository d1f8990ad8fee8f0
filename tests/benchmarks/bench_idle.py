"""Doing nothing: what the window costs in a minute in which nothing happens.

python tests/benchmarks/bench_idle.py [--size-mb 100] [--seconds 60] [--platform offscreen]
xvfb-run python tests/benchmarks/bench_idle.py --platform xcb

The window has a conversation open and its index is ready. Counted are all threads of the process
and of its children: voluntary context switches, CPU time, bytes written to anything. At most 5
switches, 0.00 s and 0 bytes are asked for. With --threads it says which threads woke up.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from tests.benchmarks.bench_open import conversation_of
from tests.fakes.idle_window import CARET_RESTS_AFTER_S, STATES, idle_window, switches_by_thread

QUIET_S = 2.0
SETTLE_LIMIT_S = 120
MAX_SWITCHES = 5


def bench(root, options):
    os.environ["HOME"] = str(root)
    claude = root / "claude"
    session_id = conversation_of(options.size_mb, claude / "projects", 2)
    with idle_window(
        root / "data", claude, "--session", session_id, platform=options.platform
    ) as window:
        print(f"{'':12s}{'switches':>10s}{'CPU s':>8s}{'written':>9s}   in {options.seconds:.0f} s")
        for state in STATES:
            window.state(state)
            if state == "focused":
                time.sleep(CARET_RESTS_AFTER_S + 1)
            is_settled = window.settle(QUIET_S, SETTLE_LIMIT_S)
            before = switches_by_thread(window.pid)
            spent = window.watch(options.seconds)
            is_met = spent.switches <= MAX_SWITCHES and not spent.cpu_ticks + spent.written_bytes
            print(
                f"{state:12s}{spent.switches:10d}{spent.cpu_s:8.2f}{spent.written_bytes:9d}"
                f"   {'met' if is_met else 'MISSED'}{'' if is_settled else ' (never settled)'}"
            )
            if options.threads:
                for name, count in switches_by_thread(window.pid).items():
                    if count > before.get(name, 0):
                        print(f"    {name}: {count - before.get(name, 0)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size-mb", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--platform", default="offscreen")
    parser.add_argument("--threads", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        bench(Path(directory), options)


if __name__ == "__main__":
    main()
