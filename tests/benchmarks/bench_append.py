"""Acknowledging a record, against a raw write + fdatasync of the same bytes in the same run.

python tests/benchmarks/bench_append.py [--records 500] [--group 100] [--window]

With `--window` a window streams a reply meanwhile: 40 pieces of 20 bytes a second, drawn offscreen.
"Back on the loop" is when the window's own thread knows. Its raw samples are taken in turns beside
the same window; the last line compares with the raw samples of the undisturbed disk.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from pathlib import Path
from time import perf_counter_ns

from desktop_app.sessions.journal import WriterThread, create_journal

RECORD = b'{"type":"user","x":"' + b"y" * 2000 + b'"}\n'
PIECE_MS = 25
PIECE = "always kept, never. "
MAX_RATIO, MAX_RATIO_WITH_WINDOW = 1.5, 2.5


class Raw:
    """A file of its own, written and synced without any of our code."""

    def __init__(self, path):
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.samples_ns = []

    def sample(self):
        start = perf_counter_ns()
        os.write(self._fd, RECORD)
        os.fdatasync(self._fd)
        self.samples_ns.append(perf_counter_ns() - start)

    def close(self):
        os.close(self._fd)


class Moment:
    """Notes when it is called, on whichever thread that happens."""

    def __init__(self):
        self.ns = 0

    def __call__(self, _done):
        self.ns = perf_counter_ns()


def median_us(samples_ns):
    return statistics.median(samples_ns) / 1000


def tell(what, samples_ns, raw):
    own_us, raw_us = median_us(samples_ns), median_us(raw.samples_ns)
    print(f"{what:<28} p50 {own_us:8.0f} µs   {own_us / raw_us:.2f} x raw ({raw_us:.0f} µs)")


def measure_alone(root, options):
    raw, path = Raw(root / "raw"), root / "projects" / "-x" / "a.jsonl"
    create_journal(path)
    writer = WriterThread(root)
    writer.append(path, RECORD).result()
    ours = []
    # in turns, so that a change of the machine's mood hits both
    for _ in range(options.records):
        raw.sample()
        start = perf_counter_ns()
        writer.append(path, RECORD).result()
        ours.append(perf_counter_ns() - start)
    start = perf_counter_ns()
    waiting = [writer.append(path, RECORD) for _ in range(options.group)]
    for future in waiting:
        future.result()
    group_us = (perf_counter_ns() - start) / 1000
    writer.close()
    raw.close()
    tell(f"alone (<= {MAX_RATIO})", ours, raw)
    print(f"{options.group} at once: {group_us:.0f} µs")
    return raw


async def measure_under_window(app, root, options, undisturbed):
    """Append while the window streams; raw samples are taken in turns, on the window's thread."""
    from desktop_app.app import open_shell
    from desktop_app.base.clock import SystemClock
    from desktop_app.sessions.store import Store
    from desktop_app.settings.options import LaunchOptions
    from desktop_app.settings.paths import DataPaths
    from desktop_app.ui.timings import Timings

    raw = Raw(root / "raw-window")
    script = root / "script.json"
    script.write_text(json.dumps([{"after_ms": PIECE_MS, "text": PIECE}] * 40_000))
    launch = LaunchOptions(root / "data", root / "no-claude", root, "en", script=script)
    acknowledged, seen = [], []
    with Store(DataPaths(launch.data_dir), launch.claude_dir, SystemClock()) as store:
        other = store.create(root / "elsewhere")
        async with open_shell(app, store, launch, Timings()) as shell:
            running = asyncio.get_running_loop().create_task(shell.run())
            while shell.conversations.current is None:  # noqa: ASYNC110 - a script
                await asyncio.sleep(0.05)
            await shell._context.manager.submit(shell.conversations.current, "Stream.")
            await asyncio.sleep(1)
            for number in range(options.records):
                await asyncio.sleep(0.002 * (number % 7))  # at any moment of a frame
                raw.sample()
                await asyncio.sleep(0.002 * (number % 5))
                start = perf_counter_ns()
                future = store._writer.append(store.own_path(other), RECORD)
                moment = Moment()
                future.add_done_callback(moment)
                await asyncio.wrap_future(future)
                seen.append(perf_counter_ns() - start)
                acknowledged.append(moment.ns - start)
            rows = shell.chat.model.rowCount()
            await shell._context.manager.stop(shell.conversations.current)
            shell.request_close()
            await running
    raw.close()
    assert rows >= 2, "nothing was streamed"
    tell(f"window streams (<= {MAX_RATIO_WITH_WINDOW})", acknowledged, raw)
    tell("the same, back on the loop", seen, raw)
    tell("window, undisturbed raw", acknowledged, undisturbed)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--group", type=int, default=100)
    parser.add_argument("--window", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as directory:
        root = Path(directory).resolve()
        undisturbed = measure_alone(root, options)
        if options.window:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            from PySide6.QtWidgets import QApplication
            from qasync import QEventLoop

            app = QApplication([])
            with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
                runner.run(measure_under_window(app, root, options, undisturbed))


if __name__ == "__main__":
    main()
