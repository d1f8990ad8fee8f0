"""Opening: the window over a conversation of 1 MB and of many, with an index and without.

python tests/benchmarks/bench_open.py [--big-mb 100] [--rounds 5]
python tests/benchmarks/bench_open.py --big-mb 1024     # 640,000 records

Each round starts every form once, so that a busy machine slows all of them. `bare` is a process
with an empty QMainWindow and a QTextBrowser, up to its first frame. Python's byte code is kept, as
an installed program has it; a first round warms everything up and is not counted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from tests.fakes.transcripts import encoded, prompt, record, reply, write_transcript

MB = 1024 * 1024
WORDS = "always kept never lost it goes on until somebody reads all of it again".split()  # noqa: SIM905
BARE = """
import json, os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser

class Browser(QTextBrowser):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

app = QApplication([])
window = QMainWindow()
window.setCentralWidget(Browser())
window.resize(1120, 760)
window.show()
app.exec()
from desktop_app.ui.timings import process_age_ms
print(json.dumps({"painted": process_age_ms(), "peak_mb": peak_mb()}))
"""
PEAK = """
def peak_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
"""
WINDOW = """
import sys
from desktop_app.__main__ import main
status = main()
print(peak_mb())
sys.exit(status)
"""
INDEX = """
import sys
from pathlib import Path
from desktop_app.base.clock import SystemClock
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
with Store(DataPaths(Path(sys.argv[1])), Path(sys.argv[2]), SystemClock()) as store:
    store.refresh_index()
"""


def text_of(source):
    sentence = " ".join(source.choices(WORDS, k=source.randint(40, 120)))
    return f"## Part\n\n{sentence} **strong** and `code`.\n\n```python\nx = 1\n```\n\n{sentence}"


def tool_call(source):
    """Return a reply that calls a tool and the record of its result, as most real ones are."""
    use = {"type": "tool_use", "id": "toolu_1", "name": "Bash", "input": {"command": "ls -l"}}
    output = "\n".join(" ".join(source.choices(WORDS, k=9)) for _ in range(source.randint(60, 112)))
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": output}
    yield record("assistant", [use])
    yield record("user", [result])


def conversation_of(size_mb, projects, number):
    """Write a conversation of this size and return its id; its last records are the same."""
    source = Random(7)  # noqa: S311 - the same texts each time
    records = []
    for _ in range(120):
        records += [prompt("And then?", cwd="/bench"), *tool_call(source), *tool_call(source)]
        records.append(reply(text_of(source), message_id=None))
    block = encoded(*records)
    ref, path = write_transcript(projects, number, project="-bench")
    with path.open("ab") as file:
        for _ in range(max(1, round(size_mb * MB / len(block)))):
            file.write(block)
    lines = len(records) * max(1, round(size_mb * MB / len(block)))
    print(f"{size_mb:5d} MB: {path.stat().st_size / MB:7.1f} MB in {lines:,} records")
    return ref.session_id


def run(code, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", PEAK + code, *arguments],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def bare():
    found = json.loads(run(BARE))
    return found["painted"], found["peak_mb"]


def window(root, claude, data, session_id):
    timings = root / "timings.json"
    peak_mb = run(
        WINDOW, "--data-dir", str(data), "--claude-dir", str(claude), "--session", session_id,
        "--timings", str(timings), "--quit-when-painted",
    )  # fmt: skip
    return json.loads(timings.read_text())["transcript_painted"], float(peak_mb)


def bench(root, big_mb, rounds):
    os.environ["PYTHONPYCACHEPREFIX"] = str(root / "bytecode")
    os.environ["HOME"] = str(root)
    forms = {"bare": bare}
    for size_mb in (1, big_mb):
        claude = root / f"claude-{size_mb}"
        # not 1: that is the default conversation, which is looked for in another way
        session_id = conversation_of(size_mb, claude / "projects", size_mb + 1)
        for is_indexed in (False, True):
            data = root / f"data-{size_mb}-{is_indexed}"
            if is_indexed:
                run(INDEX, str(data), str(claude))
            name = f"{size_mb} MB, {'indexed' if is_indexed else 'no index'}"
            forms[name] = partial(window, root, claude, data, session_id)
    found = {name: [] for name in forms}
    for turn in range(rounds + 1):
        for name, start in forms.items():
            measured = start()
            if turn:
                found[name].append(measured)
    report(found, big_mb)


def report(found, big_mb):
    painted = {name: statistics.median(ms for ms, _ in all_) for name, all_ in found.items()}
    peak = {name: statistics.median(mb for _, mb in all_) for name, all_ in found.items()}
    print(f"{'':22s} painted            x 1 MB   peak memory   x 1 MB")
    for name, ms in painted.items():
        small = name.replace(f"{big_mb} MB", "1 MB")
        against = painted.get(small, ms), peak.get(small, peak[name])
        print(
            f"{name:20s} {ms:7.0f} ms {ms / painted['bare']:5.2f} x bare {ms / against[0]:5.2f}"
            f"   {peak[name]:7.0f} MB     {peak[name] / against[1]:5.2f}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big-mb", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        bench(Path(directory), options.big_mb, options.rounds)


if __name__ == "__main__":
    main()
