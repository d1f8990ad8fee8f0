"""Beside the peers: the same conversation in this window and in two converters to HTML.

python -m venv PEERS && PEERS/bin/pip install claude-code-log claude-code-transcripts
python tests/benchmarks/bench_peers.py PEERS/bin [--megabytes 10] [--rounds 3]

The window counts from its process's start until the transcript is painted, with no index and
nothing else prepared; a converter until its pages are written, which a browser has yet to open.
The conversation is a recorded one of Claude Code's, repeated with fresh ids. Each round runs all
three, so that a busy machine slows all of them; the fastest round of each counts.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MB = 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]
SESSION_ID = "00000000-0000-0000-0000-000000000010"
RECORDED = ROOT / "tests/data/claude/projects/-home-user-sdk" / f"{SESSION_ID}.jsonl"
_ID = re.compile(rb'("(?:uuid|parentUuid|leafUuid)":\s?")[0-9a-f]{8}')


def write_conversation(path, megabytes):
    """Write the recorded conversation again and again; every copy has ids of its own."""
    recorded = RECORDED.read_bytes()
    path.parent.mkdir(parents=True)
    copies = max(1, round(megabytes * MB / len(recorded)))
    with path.open("wb") as file:
        for number in range(copies):
            file.write(_ID.sub(rb"\g<1>%08x" % number, recorded))
    lines = recorded.count(b"\n") * copies
    print(f"{path.stat().st_size / MB:.1f} MB, {lines:,} records")


def measure(arguments, home):
    """Return seconds and peak MB of a process; its words are shown only if it fails."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as words:
        begun = time.monotonic()
        process = subprocess.Popen(arguments, env=environment, stdout=words, stderr=words)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            sys.exit(f"{arguments[0]} failed: {words.read()[-500:].decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024


def bench(root, peers, options):
    claude = root / "claude"
    path = claude / "projects" / "-home-user-sdk" / f"{SESSION_ID}.jsonl"
    write_conversation(path, options.megabytes)
    os.environ["PYTHONPYCACHEPREFIX"] = str(root / "bytecode")
    pages, data = root / "pages", root / "data"
    forms = {
        "Sempre's window": [
            sys.executable, "-m", "desktop_app", "--data-dir", data, "--claude-dir", claude,
            "--session", SESSION_ID, "--quit-when-painted",
        ],
        "claude-code-transcripts": [
            peers / "claude-code-transcripts", "json", path, "-o", pages / "transcripts",
        ],
        "claude-code-log": [peers / "claude-code-log", path, "-o", pages / "log" / "log.html"],
    }  # fmt: skip
    found = {name: [] for name in forms}
    for turn in range(options.rounds + 1):
        for name, arguments in forms.items():
            home = root / "home"
            for directory in (home, pages, data):
                shutil.rmtree(directory, ignore_errors=True)
            for directory in (home, pages / "log"):
                directory.mkdir(parents=True)
            measured = measure([str(argument) for argument in arguments], home)
            if turn:  # the first round warms everything up
                found[name].append(measured)
    report(
        {name: (min(s for s, _ in all_), min(m for _, m in all_)) for name, all_ in found.items()}
    )


def report(best):
    ours_s, ours_mb = best["Sempre's window"]
    for name, (seconds, peak_mb) in best.items():
        print(
            f"{name:24s} {seconds:7.2f} s {seconds / ours_s:6.1f} x"
            f"   {peak_mb:6.0f} MB {peak_mb / ours_mb:5.1f} x"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peers", type=Path, help="directory of the peers' programs")
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        bench(Path(directory), options.peers.resolve(), options)


if __name__ == "__main__":
    main()
