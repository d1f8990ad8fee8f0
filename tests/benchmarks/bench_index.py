"""Measure the index: MB/s against a plain loop over the same lines, and how long a search takes.

    python tests/benchmarks/bench_index.py [--size-mb 50]

Both are measured in one run on one machine, so the ratio can be compared between machines.
"""

import argparse
import random
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import orjson

from desktop_app.sessions.index import Index, IndexFile
from tests.fakes.transcripts import prompt, reply, write_transcript

RECORD_CHARS = 1_200  # of text; about 1.5 KB with its fields
QUERIES = ("w17", "w3 w5", "w900 w901", '"w3 w5"', "w99*", "w2 w4 w6 w8", "absent")


def make_file(directory: Path, size_bytes: int) -> IndexFile:
    """Write one conversation of about `size_bytes`, its words as unevenly frequent as in texts."""
    chance = random.Random(1)  # noqa: S311 - the same file every time
    records: list[dict[str, object]] = []
    written = 0
    while written < size_bytes:
        text = ""
        while len(text) < RECORD_CHARS:
            text += f"w{int(chance.paretovariate(0.7))}"[:9] + " "
        make = prompt if len(records) % 2 == 0 else reply
        records.append(make(text, timestamp="2026-11-22T12:00:00.000Z", cwd="/home"))
        written += len(orjson.dumps(records[-1])) + 1
    ref, path = write_transcript(directory, 1, *records)
    return IndexFile(ref, path, is_ours=False)


def raw_loop(path: Path) -> float:
    """Return how many seconds it takes to read and parse every line and do nothing with it."""
    started = perf_counter()
    with path.open("rb") as handle:
        for line in handle:
            orjson.loads(line)
    return perf_counter() - started


def search_ms(index: Index, query: str) -> tuple[float, int]:
    """Return the median of five searches in milliseconds, and the number of hits."""
    times = []
    hits = 0
    for _ in range(5):
        started = perf_counter()
        hits = len(index.search(query, limit=50))
        times.append((perf_counter() - started) * 1000)
    return median(times), hits


def main() -> None:
    """Run everything once and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size-mb", type=int, default=50)
    size_bytes = parser.parse_args().size_mb * 1_000_000
    with tempfile.TemporaryDirectory() as name:
        file = make_file(Path(name) / "projects", size_bytes)
        size_mb = file.path.stat().st_size / 1e6
        raw_s = raw_loop(file.path)
        with Index.open(Path(name) / "index.sqlite3") as index:
            started = perf_counter()
            index.summaries([file])
            summary_s = perf_counter() - started
            started = perf_counter()
            index.refresh([file])
            text_s = perf_counter() - started
            started = perf_counter()
            index.refresh([file])
            fresh_ms = (perf_counter() - started) * 1000
            with file.path.open("ab") as handle:
                handle.write(orjson.dumps(prompt("one more")) + b"\n")
            started = perf_counter()
            index.update(file)
            update_ms = (perf_counter() - started) * 1000
            on_disk_mb = sum(p.stat().st_size for p in Path(name).glob("index*")) / 1e6
            print(f"file          {size_mb:.1f} MB, {index.size().messages} messages")
            print(f"plain loop    {size_mb / raw_s:8.1f} MB/s")
            print(f"summary       {size_mb / summary_s:8.1f} MB/s, {summary_s / raw_s:.1f} x loop")
            print(f"full text     {size_mb / text_s:8.1f} MB/s, {text_s / raw_s:.1f} x loop")
            print(f"index on disk {on_disk_mb:8.1f} MB")
            print(f"nothing new   {fresh_ms:8.1f} ms")
            print(f"one record    {update_ms:8.1f} ms")
            for query in QUERIES:
                latency_ms, hits = search_ms(index, query)
                print(f"search {query:<12} {latency_ms:8.1f} ms, {hits} hits")


if __name__ == "__main__":
    main()
