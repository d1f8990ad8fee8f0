"""Measure the index: building it in its process, following growth, searching, stalls of a loop.

    python tests/benchmarks/bench_index.py [--megabytes 100] [--records 64000]

Everything is measured in one run on one machine, beside a plain loop over the same lines, an idle
event loop, and reading the file without an index.
"""

import argparse
import asyncio
import random
import resource
import tempfile
from collections.abc import Awaitable, Callable
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time

import orjson

from desktop_app.base.clock import SystemClock
from desktop_app.sessions.finding import find_in
from desktop_app.sessions.outline import branch_points, first_since, prompt_before
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

VOCABULARY = 60_000
PIECE_BYTES = 1_000_000  # what comes afterwards
SEARCHES = 350
FOLLOWED = 20
CHINESE = "汉字没有空格也能找到"
MARK = "Zanzibar café"
TICK_S = 0.005


def texts(chars: int) -> Callable[[], str]:
    """Return a maker of texts whose words are as unevenly frequent as in real ones."""
    chance = random.Random(1)  # noqa: S311 - the same texts every time
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
    return lambda: " ".join(chance.choices(words, cum_weights=weights, k=max(1, chars // 7)))


def line(number: int, text: str) -> bytes:
    """Return one record: prompts and replies by turns."""
    is_prompt = number % 2 == 0
    block = text if is_prompt else [{"type": "text", "text": text}]
    role = "user" if is_prompt else "assistant"
    day, second = divmod(number, 86_400)
    fields = {
        "parentUuid": f"00000000-0000-4000-8000-{number - 1:012}" if number else None,
        "isSidechain": False,
        "type": role,
        "uuid": f"00000000-0000-4000-8000-{number:012}",
        "timestamp": f"2026-01-{day + 1:02}T{second // 3600:02}:{second // 60 % 60:02}:00.000Z",
        "cwd": "/home/user",
        "message": {"role": role, "id": f"m{number}", "content": block},
    }
    return orjson.dumps(fields) + b"\n"


def write(path: Path, megabytes: int, records: int) -> int:
    """Write the conversation; return the bytes of text in it."""
    path.parent.mkdir(parents=True)
    make = texts(max(1, megabytes * 1_000_000 // records - 300))
    text_bytes = 0
    with path.open("wb") as file:
        for number in range(records):
            text = make() + (f" {MARK} {CHINESE} {number}" if number % 1_000 == 7 else "")
            text_bytes += len(text.encode())
            file.write(line(number, text))
    return text_bytes


def plain_loop_s(path: Path) -> float:
    """Return how long reading and parsing every line takes."""
    started = perf_counter()
    with path.open("rb") as file:
        for raw in file:
            orjson.loads(raw)
    return perf_counter() - started


def cpu_s(*whose: int) -> float:
    """Return the CPU time (user and system) of this process, or of ended ones that it started."""
    used = [resource.getrusage(who) for who in whose or (resource.RUSAGE_SELF,)]
    return sum(each.ru_utime + each.ru_stime for each in used)


async def stalls_ms(work: Awaitable[object]) -> tuple[float, float]:
    """Return the longest stall of this loop while `work` goes on, and how long it took in s."""
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            before = perf_counter()
            await asyncio.sleep(TICK_S)
            worst = max(worst, perf_counter() - before - TICK_S)

    watching = asyncio.ensure_future(watch())  # noqa: TID251 - cancelled below
    started = perf_counter()
    await work
    taken = perf_counter() - started
    watching.cancel()
    return worst * 1000, taken


def timed(function: Callable[..., object], *arguments: object) -> tuple[float, object]:
    """Return how many ms a call takes, and its result."""
    started = perf_counter()
    result = function(*arguments)
    return (perf_counter() - started) * 1000, result


def show(name: str, value: str) -> None:
    print(f"{name:<34} {value}", flush=True)


def measure_building(store: Store, path: Path, text_bytes: int, loop_s: float, number: int) -> None:
    """Build the index in its process, then follow what is appended from record `number` on."""
    size = path.stat().st_size

    async def build() -> tuple[tuple[float, float], tuple[float, float]]:
        busy = await stalls_ms(asyncio.to_thread(store.refresh_index_apart))
        return await stalls_ms(asyncio.sleep(busy[1])), busy  # watched for as long

    used_s = -cpu_s(resource.RUSAGE_CHILDREN)
    (idle_ms, _), (busy_ms, taken_s) = asyncio.run(build())
    used_s += cpu_s(resource.RUSAGE_CHILDREN)
    show("plain loop", f"{size / loop_s / 1e6:.1f} MB/s")
    show(
        "first indexing (summary and text)",
        f"{size / taken_s / 1e6:.1f} MB/s, {size / used_s / 1e6:.1f} MB per s of CPU, "
        f"{taken_s / loop_s:.1f} x the loop",
    )
    show("longest stall, idle / indexing", f"{idle_ms:.1f} / {busy_ms:.1f} ms")
    on_disk = sum(p.stat().st_size for p in store.paths.root.glob("index*"))
    show("index", f"{on_disk / 1e6:.1f} MB, {100 * on_disk / text_bytes:.1f} % of the text")
    make = texts(1_200)
    with path.open("ab") as file:
        added = 0
        while added < PIECE_BYTES:
            added += file.write(line(number, make()))
            number += 1
    piece_s = -cpu_s()
    piece_ms, _ = timed(store.refresh_index)
    piece_s += cpu_s()
    share_s = used_s * added / size
    show(
        "1 MB more",
        f"{piece_ms:.0f} ms; of CPU {piece_s / share_s:.2f} x its share of the first",
    )
    measure_following(store, path, make, number)


def measure_following(store: Store, path: Path, make: Callable[[], str], number: int) -> None:
    """Follow messages one by one on a worker thread, beside an event loop."""
    (ref,) = (file.ref for file in store.files())
    stalls, taken, used = [], [], []

    def follow() -> None:
        began_s = thread_time()
        taken.append(timed(store.summary, ref)[0])
        used.append((thread_time() - began_s) * 1000)

    for added in range(FOLLOWED):
        with path.open("ab") as file:
            file.write(line(number + added, make()))
        stalls.append(asyncio.run(stalls_ms(asyncio.to_thread(follow)))[0])
    show(
        "one message more",
        f"{median(taken):.1f} ms, the first {taken[0]:.1f}; of CPU {median(used):.1f}, "
        f"longest stall of the loop {median(stalls):.1f}, {max(stalls):.1f} at most",
    )


def measure_search(store: Store) -> None:
    """Search for rare and common words, pairs, phrases and prefixes."""
    chance, words = random.Random(2), texts(1_400)().split()  # noqa: S311 - the same every time
    makers: dict[str, Callable[[], str]] = {
        "word": lambda: chance.choice(words),
        "two words": lambda: f"{chance.choice(words)} {chance.choice(words)}",
        "phrase": lambda: f'"{chance.choice(words)} {chance.choice(words)}"',
        "prefix": lambda: f"{chance.choice(words)[:4]}*",
        "beginning": lambda: f"{chance.choice(words)[:1]}*",
        "rare": lambda: MARK,
        "Chinese": lambda: CHINESE[chance.randrange(6) :][:3],
    }
    every = []
    for kind, maker in makers.items():
        used_s = -cpu_s()
        taken = [timed(store.search, maker())[0] for _ in range(SEARCHES // len(makers))]
        used_s += cpu_s()
        every += taken
        centiles = quantiles(taken, n=100)
        show(
            f"search, {kind}",
            f"p50 {centiles[49]:.1f} ms, p99 {centiles[98]:.1f} ms, "
            f"of CPU {1000 * used_s / len(taken):.1f} ms",
        )
    centiles = quantiles(every, n=100)
    show("search", f"p50 {centiles[49]:.1f} ms, p99 {centiles[98]:.1f} ms")
    recall = [timed(lambda: store.match_any(words[:8], limit=10))[0] for _ in range(5)]
    show("recall of eight words", f"{sorted(recall)[2]:.1f} ms")


def measure_one_conversation(store: Store, ref: SessionRef, path: Path) -> None:
    """Find text in it, then ask for its outline."""
    size = path.stat().st_size
    for query in (MARK, "not in it", "e"):
        told: list[float] = []
        begun_s, used_s = perf_counter(), thread_time()
        found = find_in(store, ref, query, lambda _, told=told: told.append(perf_counter()))  # type: ignore[misc] # nothing
        taken_s = perf_counter() - begun_s
        show(
            f"find {query!r}",
            f"first told after {1000 * (told[0] - begun_s):.0f} ms, all {len(found)} messages in "
            f"{taken_s:.2f} s, {size / taken_s / 1e6:.0f} MB/s, "
            f"{size / (thread_time() - used_s) / 1e6:.0f} MB per s of CPU",
        )
    page = store.tail(ref, 40)
    moment = page.entries[0].timestamp
    show("outline, first time", f"{timed(prompt_before, store, ref, page.start_offset)[0]:.0f} ms")
    show("jump to a date", f"{timed(first_since, store, ref, moment)[0]:.1f} ms")
    uuids = [entry.uuid for entry in page.entries]
    show("branches of a page", f"{timed(branch_points, store, ref, uuids)[0]:.1f} ms")


def main() -> None:
    """Run everything once and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--records", type=int, default=64_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        ref = SessionRef("-home-user", "00000000-0000-4000-8000-000000000001")
        path = root / "claude" / "projects" / ref.project / f"{ref.session_id}.jsonl"
        text_bytes = write(path, wanted.megabytes, wanted.records)
        show("file", f"{path.stat().st_size / 1e6:.1f} MB, {wanted.records} records")
        loop_s = plain_loop_s(path)
        with Store(DataPaths(root / "data"), root / "claude", SystemClock()) as store:
            measure_building(store, path, text_bytes, loop_s, wanted.records)
            measure_search(store)
            measure_one_conversation(store, ref, path)


if __name__ == "__main__":
    main()
