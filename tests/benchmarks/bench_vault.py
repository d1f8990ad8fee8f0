"""Protecting transcripts by hard links, against a bare os.link loop over them in the same run.

python tests/benchmarks/bench_vault.py [--transcripts 1600] [--total-gb 5] [--dir .]

Twice: transcripts alone, and with what a session of Claude Code's has beside each of them, where
most of the time goes into three directories a session. The transcripts are sparse, so that the
benchmark itself needs no disk; links never look inside.
"""

import argparse
import os
import tempfile
import uuid
from pathlib import Path
from time import perf_counter

from desktop_app.base.clock import SystemClock
from desktop_app.claude_code.vault import Vault

PROJECTS = 40
RUNS = 3
BESIDE = ("subagents/agent-1.jsonl", "subagents/agent-1.meta.json", "tool-results/1.txt")


def make_transcripts(
    projects: Path, count: int, total_bytes: int, *, has_subagents: bool
) -> list[Path]:
    paths = []
    for number in range(count):
        path = projects / f"-home-ana-{number % PROJECTS}" / f"{uuid.uuid4()}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.truncate(total_bytes // count)
        paths.append(path)
        for name in BESIDE if has_subagents else ():
            beside = path.with_suffix("") / name
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(b"{}\n")
            paths.append(beside)
    return paths


def bare_loop(projects: Path, paths: list[Path], target: Path) -> float:
    links = [target / path.relative_to(projects) for path in paths]
    parents = {parent for link in links for parent in link.parents if target in parent.parents}
    directories = [target, *sorted(parents)]
    start = perf_counter()
    for directory in directories:
        directory.mkdir()
    for path, link in zip(paths, links, strict=True):
        os.link(path, link)
    os.sync()
    return perf_counter() - start


def protect(vault: Vault, expected: int) -> float:
    start = perf_counter()
    done = vault.protect()
    seconds = perf_counter() - start
    assert (done.linked, done.failures) == (expected, ())
    return seconds


def used_bytes(directory: Path) -> int:
    return sum(path.lstat().st_blocks * 512 for path in directory.rglob("*") if path.is_dir())


def measure(root: Path, transcripts: int, total_bytes: int, *, has_subagents: bool) -> None:
    projects = root / "claude" / "projects"
    paths = make_transcripts(projects, transcripts, total_bytes, has_subagents=has_subagents)
    os.sync()
    bare, ours, again, disk = [], [], [], 0
    for run in range(RUNS):  # in turns, so that a change of the machine's mood hits both
        # Nothing is removed in between: ext4 is slow in making what follows a mass deletion.
        bare.append(bare_loop(projects, paths, root / f"bare-{run}"))
        vault = Vault(root / f"vault-{run}", root / "claude", SystemClock())
        ours.append(protect(vault, len(paths)))
        again.append(protect(vault, 0))
        disk = used_bytes(vault.root)
    print(f"{transcripts} transcripts, {len(paths)} files, {total_bytes / (1 << 30):.1f} GB")
    print(f"  bare os.link loop, synced  best {min(bare):.3f} s  worst {max(bare):.3f} s")
    print(f"  protect, synced            best {min(ours):.3f} s  worst {max(ours):.3f} s")
    print(f"  protect again, nothing new best {min(again):.3f} s  worst {max(again):.3f} s")
    print(f"  ratio to the bare loop     {min(ours) / min(bare):.2f}")
    print(f"  disk taken                 {disk // 1024} KB of directories, no file")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=1600)
    parser.add_argument("--total-gb", type=float, default=5.0)
    parser.add_argument("--dir", type=Path, default=Path())
    options = parser.parse_args()
    total_bytes = int(options.total_gb * (1 << 30))
    with tempfile.TemporaryDirectory(dir=options.dir) as place:
        for has_subagents in (False, True):
            root = Path(place).resolve() / ("sessions" if has_subagents else "transcripts")
            measure(root, options.transcripts, total_bytes, has_subagents=has_subagents)


if __name__ == "__main__":
    main()
