"""Acknowledging a record, against a raw write + fdatasync of the same bytes in the same run.

python tests/benchmarks/bench_append.py [--records 500] [--group 100] [--window] [--busy]

Raw and acknowledged samples are taken in turns, in blocks of `BLOCK`, so that a change of the
machine's mood hits both. With `--window` a window streams a reply meanwhile: 40 pieces of 20 bytes
a second, drawn offscreen; its raw samples are taken on its own thread between two frames, like the
appends. It streams and rests by turns, and "quiet" is raw while it rests.
"Back on the loop" is when the window's own thread knows. Last, `--busy` appends beside a thread
that never rests, with Python's turns between threads and with the window's.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from time import perf_counter_ns

from desktop_app.base.threads import short_turns
from desktop_app.sessions.journal import WriterThread, create_journal

RECORD = b'{"type":"user","x":"' + b"y" * 2000 + b'"}\n'
BLOCK, ROUNDS = 10, 5
SETTLING_S = 0.5
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


def quantiles_us(samples_ns):
    tenths = statistics.quantiles(samples_ns, n=10)
    return statistics.median(samples_ns) / 1000, tenths[8] / 1000


def tell(what, samples_ns):
    p50, p90 = quantiles_us(samples_ns)
    print(f"{what:<34} p50 {p50:7.0f} µs   p90 {p90:7.0f} µs")


def tell_ratio(what, samples_ns, raw_ns):
    (p50, p90), (raw50, raw90) = quantiles_us(samples_ns), quantiles_us(raw_ns)
    print(f"  {what:<32} p50 {p50 / raw50:7.2f} x    p90 {p90 / raw90:7.2f} x")


def measure_alone(root, options):
    """Return raw and acknowledged samples without a window."""
    raw, path = Raw(root / "raw"), root / "projects" / "-x" / "alone.jsonl"
    create_journal(path)
    writer = WriterThread(root)
    writer.append(path, RECORD).result()
    ours = []
    for _ in range(options.records // BLOCK):
        for _ in range(BLOCK):
            raw.sample()
        for _ in range(BLOCK):
            start, moment = perf_counter_ns(), Moment()
            future = writer.append(path, RECORD)
            future.add_done_callback(moment)
            future.result()
            ours.append(moment.ns - start)
    start = perf_counter_ns()
    waiting = [writer.append(path, RECORD) for _ in range(options.group)]
    for future in waiting:
        future.result()
    print(f"{options.group} at once in {(perf_counter_ns() - start) / 1000:.0f} µs")
    writer.close()
    raw.close()
    return raw.samples_ns, ours


@asynccontextmanager
async def window_over(app, root):
    """Give a window's shell and its store, with a scripted engine that streams without end."""
    from desktop_app.app import open_shell
    from desktop_app.base.clock import SystemClock
    from desktop_app.sessions.store import Store
    from desktop_app.settings.options import LaunchOptions
    from desktop_app.settings.paths import DataPaths
    from desktop_app.ui.timings import Timings
    from tests.fakes.windows import running

    script = root / "script.json"
    script.write_text(json.dumps([{"after_ms": PIECE_MS, "text": PIECE}] * 40_000))
    launch = LaunchOptions(
        root / "data", root / "no-claude", root, "en", engine="scripted", script=script
    )
    with Store(DataPaths(launch.data_dir), launch.claude_dir, SystemClock()) as store:
        async with open_shell(app, store, launch, Timings()) as shell, running(shell):
            yield shell, store


async def measure_under_window(app, root, options):
    """Return quiet raw, raw and acknowledged samples, and when the loop knew of the latter.

    The window streams and rests by turns; the quiet ones are taken while it rests.
    """
    quiet, raw = Raw(root / "raw-quiet"), Raw(root / "raw-window")
    ours, known = [], []
    async with window_over(app, root) as (shell, store):
        path = store.own_path(store.create(root / "elsewhere"))
        manager, shown = shell._context.manager, shell.conversations.current
        assert shown is not None
        for _ in range(ROUNDS):
            await take(quiet, options.records // ROUNDS)
            await manager.submit(shown, "Stream.")
            await asyncio.sleep(SETTLING_S)
            for _ in range(options.records // BLOCK // ROUNDS):
                await take(raw, BLOCK)
                for number in range(BLOCK):
                    await any_moment(number)
                    start, moment = perf_counter_ns(), Moment()
                    future = store._writer.append(path, RECORD)
                    future.add_done_callback(moment)
                    await asyncio.wrap_future(future)
                    known.append(perf_counter_ns() - start)
                    ours.append(moment.ns - start)
            assert shell.chat.model.streaming is not None, "nothing was streamed"
            await manager.stop(shown)
            await manager.wait_idle(shown)
    for file in (quiet, raw):
        file.close()
    return quiet.samples_ns, raw.samples_ns, ours, known


async def take(raw, count):
    for number in range(count):
        await any_moment(number)
        raw.sample()


async def any_moment(number):
    """Let a part of a frame pass, each time another one."""
    await asyncio.sleep(0.002 * (number % 7))


def measure_busy(root, options):
    """Append from a thread that runs Python until the acknowledgement is there."""
    path = root / "projects" / "-x" / "busy.jsonl"
    create_journal(path)
    writer = WriterThread(root)
    turns = {"busy, Python's turns": False, "busy, short turns": True}
    found = {name: [] for name in turns}
    for _ in range(options.records // BLOCK // 5):
        for name, is_short in turns.items():
            with short_turns() if is_short else nullcontext():
                for _ in range(BLOCK):
                    start, moment = perf_counter_ns(), Moment()
                    writer.append(path, RECORD).add_done_callback(moment)
                    while not moment.ns:
                        pass
                    found[name].append(moment.ns - start)
    writer.close()
    for name, samples_ns in found.items():
        tell(name, samples_ns)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--group", type=int, default=100)
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--busy", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as directory:
        root = Path(directory).resolve()
        raw, alone = measure_alone(root, options)
        tell("raw", raw)
        tell("acknowledged", alone)
        tell_ratio(f"to raw (p50 <= {MAX_RATIO})", alone, raw)
        if options.window:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            from PySide6.QtWidgets import QApplication
            from qasync import QEventLoop

            app = QApplication([])
            with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
                quiet, beside, ours, known = runner.run(measure_under_window(app, root, options))
            tell("raw beside the window", beside)
            tell("raw, quiet", quiet)
            tell("acknowledged, window streams", ours)
            tell("back on the loop", known)
            tell_ratio(f"to raw beside (p50 <= {MAX_RATIO_WITH_WINDOW})", ours, beside)
            tell_ratio(f"to raw, quiet (p50 <= {MAX_RATIO_WITH_WINDOW})", ours, quiet)
            tell_ratio("loop to raw beside", known, beside)
        if options.busy:
            measure_busy(root, options)


if __name__ == "__main__":
    main()
