"""Days of use in minutes: what the window holds after each tenth of the work.

python tests/benchmarks/bench_soak.py [--turns 20000] [--conversations 500] [--searches 1000]

Turns stream from a script through 60 conversations, so that 50 connections are kept and others
park; the clock jumps forward by 30 days half-way. Asked for: memory after the last tenth at most
1.05 x that after the first, handles and threads equal, references to None, True, False not fewer.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile


def bench(place, options):
    process = subprocess.Popen(
        [
            sys.executable, "-m", "tests.fakes.soak", place,
            "--turns", str(options.turns),
            "--conversations", str(options.conversations),
            "--searches", str(options.searches),
        ],
        env={**os.environ, "HOME": place, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    print(f"{'turns':>7s}{'memory':>11s}{'x first':>9s}{'handles':>9s}{'threads':>9s}  references")
    first = None
    for line in process.stdout:
        held = json.loads(line)
        first = first or held
        print(
            f"{held['turns']:7d}{held['memory_bytes'] / 1e6:8.1f} MB"
            f"{held['memory_bytes'] / first['memory_bytes']:9.3f}{held['handles']:9d}"
            f"{held['threads']:9d}  {held['references']}",
            flush=True,
        )
    if process.wait():
        raise SystemExit("the window ended early")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=20_000)
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--searches", type=int, default=1_000)
    with tempfile.TemporaryDirectory() as place:
        bench(place, parser.parse_args())


if __name__ == "__main__":
    main()
