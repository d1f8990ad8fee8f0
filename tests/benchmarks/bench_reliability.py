"""The figures of reliability, as the tests of faults measure them; each is asserted there, too.

python tests/benchmarks/bench_reliability.py [PART ...] [--short]

Without names every part is run, in its long form: 200 kills, a sync of 30 s, 300 MB, ten minutes
in all. `--short` takes the forms of the daily run. The parts:

kills       kill -9 while a reply is streamed
power-cuts  every legal state of the disk after a power cut, by what was going on
slow-disk   a sync that takes its time: how late the event loop comes round, how soon one can leave
large       the window over a large conversation, opened and closed
full-disk   a memory disk of 1 MB that runs full
sweep       Claude Code's transcripts, aged by `touch` and removed by `rm`
log-out     the X server dies under the window while a reply is streamed
"""

import argparse
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).resolve().parents[1] / "faults"
PARTS = {
    "kills": ("test_kills.py", "test_54_"),
    "power-cuts": ("power_cuts", "not test_enumerator"),
    "slow-disk": ("test_slow_disk.py", "test_a_slow_sync"),
    "large": ("test_large_files.py", "opens_and_closes"),
    "full-disk": ("test_full_disk.py", "test_44_"),
    "sweep": ("test_foreign_writers.py", "aged_by_touch"),
    "log-out": ("test_log_out.py", "test_56_"),
}


class Figures:
    """A pytest plugin that keeps what each test measured, as lines to print."""

    def __init__(self):
        self.lines = []

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, config, items):
        """Leave out the short form of what has a long one and is run long."""
        if config.getoption("markexpr"):
            return
        long = {item.originalname for item in items if item.get_closest_marker("slow")}
        left_out = [
            item
            for item in items
            if item.originalname in long
            and not item.get_closest_marker("slow")
            and "power_cuts" not in item.path.parts
        ]
        items[:] = [item for item in items if item not in left_out]

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report):
        if report.skipped:
            self.lines.append(f"  {self._title(report)}: {report.longrepr[2]}")
        elif report.when == "call" or report.failed:
            self.lines.append(f"  {self._title(report)}: {report.outcome}")
            for name, value in report.user_properties:
                self.lines.append(f"      {name:<38} {value}")

    def _title(self, report):
        return report.nodeid.rpartition("::")[2].removeprefix("test_")


def run(part, *, is_short):
    path, expression = PARTS[part]
    figures = Figures()
    status = pytest.main(
        ["-qq", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=0",
         "-n", "0", str(FAULTS / path), "-k", expression, "-m", "not slow" if is_short else ""],
        plugins=[figures],
    )  # fmt: skip
    print(part, *figures.lines, sep="\n", flush=True)
    return status


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    results = [run(part, is_short=options.short) for part in options.parts or PARTS]
    sys.exit(any(results))


if __name__ == "__main__":
    main()
