"""A backup with its verification, against `zip -1` followed by `unzip -t` on the same files.

python tests/benchmarks/bench_backup.py [--megabytes 100] [--files 40] [--rounds 3]
"""

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.backup import check_backup, make_backup
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

WORD_COUNT = 5000
WORDS_A_MESSAGE = 120


def transcripts(directory, size_bytes, files):
    """Write records of random words: they deflate to about half, real ones to a third or less."""
    rng = random.Random(2)  # noqa: S311 - the same test data every time
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(WORD_COUNT)]
    directory.mkdir(parents=True)
    for number in range(files):
        path = directory / f"00000000-0000-4000-8000-{number:012d}.jsonl"
        with path.open("w") as file:
            while file.tell() < size_bytes // files:
                text = " ".join(rng.choices(words, k=WORDS_A_MESSAGE))
                record = {"type": "user", "uuid": f"{rng.getrandbits(128):032x}", "message": text}
                file.write(json.dumps(record) + "\n")


def seconds(work):
    start = perf_counter()
    work()
    return perf_counter() - start


def zip_and_test(root, target):
    subprocess.run(["zip", "-1", "-q", "-r", target, "projects"], cwd=root, check=True)
    subprocess.run(["unzip", "-tqq", target], check=True)
    target.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not (shutil.which("zip") and shutil.which("unzip")):
        sys.exit("skipped: zip and unzip are not installed")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "data")
        transcripts(root / "projects" / "-bench", options.megabytes * 1_000_000, options.files)
        with Store(DataPaths(root), root / "no-claude", ManualClock()) as store:
            before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            archive_bytes = 0
            ours, zips, checks = [], [], []
            # in turns, so that a change of the machine's mood hits both
            for number in range(options.rounds):
                target = Path(name, f"{number}.zip")
                ours.append(seconds(lambda path=target: make_backup(store, path)))
                checks.append(seconds(lambda path=target: check_backup(path)))
                archive_bytes = target.stat().st_size
                target.unlink()
                zips.append(seconds(lambda: zip_and_test(root, Path(name, "plain.zip"))))
            after_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"backup + verification  {statistics.median(ours):6.2f} s")
    print(f"zip -1 + unzip -t      {statistics.median(zips):6.2f} s")
    print(f"ratio                  {statistics.median(ours) / statistics.median(zips):6.2f}")
    print(f"backup --check         {statistics.median(checks):6.2f} s")
    print(f"archive / data         {archive_bytes / options.megabytes / 1e6:6.2f}")
    print(f"more memory            {(after_kib - before_kib) / 1024:6.1f} MiB")


if __name__ == "__main__":
    main()
