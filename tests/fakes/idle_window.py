"""A window whose state is set from outside, and what its processes do meanwhile, from /proc."""

import contextlib
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STATES = ("hidden", "unfocused", "focused")
CARET_RESTS_AFTER_S = 10
# One line per state on its standard input; nothing else of the program is different.
_WINDOW = """
import os, sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget
from desktop_app.__main__ import main

app = QApplication(["sempre", "-style", "Fusion"])
other = QWidget()

def on_command():
    word = os.read(0, 100).decode().strip()
    if not word:
        notifier.setEnabled(False)
        return
    window = next(w for w in app.topLevelWidgets() if w.objectName() == "mainWindow")
    if word == "hidden":
        window.hide()
    else:
        window.show()
        (other if word == "unfocused" else window).show()
        (other if word == "unfocused" else window).activateWindow()
        if word == "focused":
            other.hide()
            window.raise_()
            window.findChild(QWidget, "composer").setFocus()
    print(word, flush=True)

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(on_command)
sys.exit(main())
"""


@dataclass(frozen=True)
class Activity:
    """What all threads of a process and of its children have done since they began."""

    switches: int
    cpu_ticks: int
    written_bytes: int

    def since(self, before: "Activity") -> "Activity":
        return Activity(
            self.switches - before.switches,
            self.cpu_ticks - before.cpu_ticks,
            self.written_bytes - before.written_bytes,
        )

    @property
    def cpu_s(self) -> float:
        return self.cpu_ticks / os.sysconf("SC_CLK_TCK")


def activity_of(pid: int) -> Activity:
    """Return the sums of the process `pid` and of all below it."""
    switches = ticks = written = 0
    for each in _family(pid):
        # a process or thread may end between being listed and being read
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = (each / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
            written += _value(each / "io", "wchar")
            switches += sum(_value(t / "status", "voluntary_ctxt_switches") for t in _threads(each))
    return Activity(switches, ticks, written)


def switches_by_thread(pid: int) -> dict[str, int]:
    """Return the voluntary switches of each thread, by process, thread and name."""
    return {
        f"{each.name}/{thread.name} {(thread / 'comm').read_text().strip()}": _value(
            thread / "status", "voluntary_ctxt_switches"
        )
        for each in _family(pid)
        for thread in _threads(each)
    }


def _family(pid: int) -> list[Path]:
    place = Path("/proc") / str(pid)
    below = [
        int(child) for task in _threads(place) for child in (task / "children").read_text().split()
    ]
    return [place, *(member for child in below for member in _family(child))]


def _threads(place: Path) -> list[Path]:
    return list((place / "task").iterdir())


def _value(file: Path, name: str) -> int:
    lines = (line.partition(":") for line in file.read_text().splitlines())
    return next(int(value) for key, _, value in lines if key == name)


class IdleWindow:
    """A running window; `state` brings it into one of STATES."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    def state(self, word: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline().strip() == word

    def settle(self, quiet_s: float, limit_s: float) -> bool:
        """Return when no thread woke up for `quiet_s`; False when none of `limit_s` was quiet."""
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            before = activity_of(self.pid)
            self.stay(quiet_s)
            if activity_of(self.pid) == before:
                return True
        return False

    def watch(self, seconds: float) -> Activity:
        before = activity_of(self.pid)
        self.stay(seconds)
        return activity_of(self.pid).since(before)

    def stay(self, seconds: float) -> None:
        """Let it be for so long; fail as soon as it ends. The time itself is what is measured."""
        try:
            status = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return
        raise AssertionError(f"the window ended with {status}")


@contextmanager
def idle_window(data: Path, claude: Path, *arguments: str, platform: str = "offscreen"):
    """Give a window that has opened its conversation; afterwards it has ended."""
    ready = data / "ready.json"
    data.mkdir(parents=True, exist_ok=True)
    command = ["--data-dir", str(data), "--claude-dir", str(claude), "--cwd", str(data)]
    process = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, *command, "--timings", str(ready), *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    window = IdleWindow(process)
    try:
        while not ready.exists():
            window.stay(0.1)
        yield window
    finally:
        process.terminate()
        process.communicate(timeout=20)
