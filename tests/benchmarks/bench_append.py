"""Acknowledging a record, against a raw write + fdatasync of the same bytes in the same run.

python tests/benchmarks/bench_append.py [--records 500] [--group 100]
"""

import argparse
import os
import statistics
import tempfile
from pathlib import Path
from time import perf_counter_ns

from desktop_app.sessions.journal import WriterThread, create_journal

RECORD = b'{"type":"user","x":"' + b"y" * 2000 + b'"}\n'


def median_us(samples_ns):
    return statistics.median(samples_ns) / 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--group", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as directory:
        root = Path(directory).resolve()
        raw_path, path = root / "raw", root / "projects" / "-x" / "a.jsonl"
        create_journal(path)
        fd = os.open(raw_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        writer = WriterThread(root)
        writer.append(path, RECORD).result()
        raw, ours = [], []
        # in turns, so that a change of the machine's mood hits both
        for _ in range(options.records):
            start = perf_counter_ns()
            os.write(fd, RECORD)
            os.fdatasync(fd)
            raw.append(perf_counter_ns() - start)
            start = perf_counter_ns()
            writer.append(path, RECORD).result()
            ours.append(perf_counter_ns() - start)
        start = perf_counter_ns()
        waiting = [writer.append(path, RECORD) for _ in range(options.group)]
        for future in waiting:
            future.result()
        group_us = (perf_counter_ns() - start) / 1000
        writer.close()
        os.close(fd)
    ratio = median_us(ours) / median_us(raw)
    print(f"raw write + fdatasync   p50 {median_us(raw):8.0f} µs")
    print(f"acknowledged append     p50 {median_us(ours):8.0f} µs   {ratio:.2f} x raw")
    print(f"{options.group} at once                {group_us:8.0f} µs")


if __name__ == "__main__":
    main()
