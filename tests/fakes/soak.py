"""A window that is used for days in minutes; prints what it holds after each tenth, as JSON.

    python -m tests.fakes.soak DIRECTORY --turns 20000 --conversations 500 --searches 1000

Turns stream from a script and go round through more conversations than connections are kept, so
that connections park. Half-way the clock jumps forward by 30 days.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop_app.app import open_shell
from desktop_app.base.clock import ManualClock
from desktop_app.base.process_figures import measure_process
from desktop_app.sessions.store import Store
from desktop_app.settings.options import LaunchOptions
from desktop_app.settings.paths import DataPaths
from desktop_app.ui.timings import Timings
from tests.fakes.transcripts import prompt, reply, write_transcript
from tests.fakes.windows import running, until

TENTHS = 10
JUMP = timedelta(days=30)
ENGINE = "scripted"
SCRIPT = [
    [{"text": "It goes on"}, {"after_ms": 1, "text": ", **and on**"}, {"text": ".\n\nStill."}]
]
WORDS = ("kept", "goes on", "question", "nothing")


@dataclass(frozen=True)
class Held:
    """What the process holds after a tenth of the work."""

    turns: int
    memory_bytes: int | None
    handles: int | None
    threads: int
    connections: int
    references: tuple[int, int, int]  # to None, True and False


@dataclass(frozen=True)
class Work:
    """How much is done in all."""

    turns: int
    conversations: int
    searches: int
    talking: int  # conversations that turns go round through


class Soak:
    """Does the work on one window, a tenth at a time."""

    def __init__(self, shell, manager, clock, work, refs):
        self._shell = shell
        self._manager = manager
        self._clock = clock
        self._work = work
        self._refs = refs
        self._turns = 0

    async def run(self):
        """Yield what is held after each tenth; before the first all connections are made."""
        await self._talk(self._work.talking)
        for tenth in range(TENTHS):
            if tenth == TENTHS // 2:
                self._clock.advance(JUMP)
            first = tenth * self._work.conversations // TENTHS
            for number in range(first, (tenth + 1) * self._work.conversations // TENTHS):
                await self._show(self._refs[number % len(self._refs)])
            for number in range(self._work.searches // TENTHS):
                await self._manager.search(WORDS[number % len(WORDS)])
            await self._talk(self._work.turns // TENTHS)
            yield await self._held()

    async def _show(self, ref):
        self._shell.conversations.open(ref)
        await until(lambda: self._shell.conversations.current == ref)

    async def _talk(self, turns):
        for _ in range(turns):
            ref = self._refs[self._turns % self._work.talking]
            if self._turns % 4 == 0:
                await self._show(ref)
            await self._manager.submit(ref, f"question {self._turns}", engine=ENGINE)
            await self._manager.wait_idle(ref)
            self._clock.advance(timedelta(seconds=30))
            self._turns += 1

    async def _held(self):
        await asyncio.sleep(0.5)  # what was told to follow is done: drafts, list, status
        gc.collect()
        now = measure_process()
        return Held(
            self._turns,
            now.memory_bytes,
            now.handles,
            now.threads,
            self._manager.connection_count,
            (sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)),
        )


async def soak(app, root, work):
    """Print the figures of each tenth as a line of JSON."""
    paths, claude = DataPaths(root / "data"), root / "claude"
    cwd = root / "work"
    cwd.mkdir(parents=True)
    script = root / "script.json"
    script.write_text(json.dumps(SCRIPT))
    refs = [
        write_transcript(
            paths.projects, number + 2, *[prompt(f"kept {number}"), reply("It goes on.")] * 20
        )[0]
        for number in range(max(work.conversations, work.talking))
    ]
    clock = ManualClock()
    options = LaunchOptions(
        paths.root, claude, cwd, "en", engine=ENGINE, size=(1100, 700), script=script
    )
    with Store(paths, claude, clock) as store:
        async with open_shell(app, store, options, Timings()) as shell, running(shell):
            manager = shell._context.manager
            await manager.refresh_index()
            async for held in Soak(shell, manager, clock, work, refs).run():
                sys.stdout.write(json.dumps(asdict(held)) + "\n")
                sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--turns", type=int, default=20_000)
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--talking", type=int, default=60)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    work = Work(options.turns, options.conversations, options.searches, options.talking)
    app = QApplication(["sempre", "-style", "Fusion"])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(soak(app, options.directory, work))


if __name__ == "__main__":
    main()
