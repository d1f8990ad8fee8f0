"""Stalls: how long the window's loop stands still over giants, while it opens and scrolls them.

python tests/benchmarks/bench_stalls.py [--line-mb 100] [--message-mb 10] [--branches 5000]

The goal is no stall over 100 ms. A coroutine asks for every millisecond; the longest time until it
has its turn is the stall. In brackets what the thread itself computed of that: others may be busy
on this machine, as the same window over a short conversation, in the same run, shows.
"""

import argparse
import asyncio
import os
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop_app.app import open_shell
from desktop_app.base.clock import SystemClock
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.store import Store
from desktop_app.settings.options import LaunchOptions
from desktop_app.settings.paths import DataPaths
from desktop_app.ui.timings import Timings
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript

MB = 1024 * 1024
WHEEL_PX = 120
WHEEL_STEPS = 200
JUMP_STEPS = 30  # after each jump
FRAME_S = 0.016
SETTLED_S = 1.0  # what is read beside the rows has come by then
PARAGRAPH = "always kept never lost it goes on until somebody reads all of it again " * 6 + "\n\n"


def around(*giants):
    """Return a conversation with something of a usual size above and below the giants."""
    usual = [reply(PARAGRAPH * 3, message_id=None) for _ in range(60)]
    return encoded(*usual[:40], *giants, *usual[40:])


def branch_point(count):
    """Return a message that was answered `count` times, as one who tries again and again does."""
    first = prompt("Which one?")
    answers = [
        reply(f"Answer {n}", message_id=f"message-{n}", parentUuid=first["uuid"])
        for n in range(count)
    ]
    return [first, *answers]


class Stalls:
    """The longest time for which the loop did not come round, and the longest it computed."""

    def __init__(self):
        self.longest_ms = self.computed_ms = 0.0

    async def watch(self):
        """Ask for every millisecond, for ever."""
        while True:
            before, computed = perf_counter(), thread_time()
            await asyncio.sleep(0.001)
            self.longest_ms = max(self.longest_ms, (perf_counter() - before) * 1000)
            self.computed_ms = max(self.computed_ms, (thread_time() - computed) * 1000)

    def take(self):
        """Return the longest stalls since this was asked last."""
        found = f"{self.longest_ms:4.0f} ({self.computed_ms:3.0f})"
        self.longest_ms = self.computed_ms = 0.0
        return found


@asynccontextmanager
async def window(app, root, name, content):
    """Open the window on a conversation; give it and what measures its loop."""
    claude = root / name / "claude"
    ref, path = write_transcript(claude / "projects", 2, project="-bench")
    path.write_bytes(content)
    data = root / name / "data"
    options = LaunchOptions(
        data, claude, root, "en", engine="recall", session_id=ref.session_id, size=(1100, 760)
    )
    stalls = Stalls()
    with Store(DataPaths(data), claude, SystemClock()) as store:
        async with open_shell(app, store, options, Timings()) as shell, TaskOwner() as tasks:
            shell.window.show()
            tasks.start(stalls.watch(), "watch the loop")
            yield shell, stalls


async def scrolled(view, delta_px, steps=WHEEL_STEPS):
    """Turn the wheel again and again, one frame for each step."""
    for _ in range(steps):
        view.scroll_pixels(delta_px)
        await asyncio.sleep(FRAME_S)


async def measured(app, root, name, content):
    """Print the longest stalls of opening, of scrolling up, and of jumps through everything."""
    async with window(app, root, name, content) as (shell, stalls):
        await asyncio.sleep(SETTLED_S)
        stalls.take()
        view, found = shell.chat.view, {}
        await shell.conversations.open_first(shell._options.session_id)
        await asyncio.sleep(SETTLED_S)
        found["open"] = stalls.take()
        await scrolled(view, -WHEEL_PX)
        found["wheel up"] = stalls.take()
        bar = view.verticalScrollBar()
        for share in (0.8, 0.6, 0.4, 0.2, 0.0, 0.5):
            bar.setValue(int(share * bar.maximum()))
            await asyncio.sleep(20 * FRAME_S)
            await scrolled(view, WHEEL_PX, JUMP_STEPS)
        found["jumps"] = stalls.take()
        view.jump_to_end()
        await asyncio.sleep(SETTLED_S)
        found["to the end"] = stalls.take()
        said = "  ".join(f"{what} {stall}" for what, stall in found.items())
        print(f"{name:22s} {said}  ms", flush=True)


async def bench(app, options):
    contents = {
        "short conversation": around,
        f"line of {options.line_mb} MB": lambda: around(prompt("x" * options.line_mb * MB)),
        f"message of {options.message_mb} MB": lambda: around(
            reply(PARAGRAPH * (options.message_mb * MB // len(PARAGRAPH)), message_id=None)
        ),
        f"{options.branches} branches": lambda: around(*branch_point(options.branches)),
    }
    with tempfile.TemporaryDirectory() as directory:
        for name, content in contents.items():
            await measured(app, Path(directory), name, content())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--line-mb", type=int, default=100)
    parser.add_argument("--message-mb", type=int, default=10)
    parser.add_argument("--branches", type=int, default=5_000)
    options = parser.parse_args()
    app = QApplication(["bench", "-style", "Fusion"])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(bench(app, options))


if __name__ == "__main__":
    main()
