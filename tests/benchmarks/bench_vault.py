"""Protecting transcripts by hard links, against a bare os.link loop over them in the same run.

python tests/benchmarks/bench_vault.py [--transcripts 1600] [--total-gb 5] [--dir .] [--subagents]

The transcripts are sparse, so that the benchmark itself needs no disk; links never look inside.
"""

import argparse
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from time import perf_counter

from desktop_app.base.clock import SystemClock
from desktop_app.claude_code.vault import Vault

PROJECTS = 40


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
        if has_subagents:
            agent = path.with_suffix("") / "subagents" / "agent-1.jsonl"
            agent.parent.mkdir(parents=True)
            agent.write_bytes(b"{}\n")
            paths.append(agent)
    return paths


def bare_loop(projects: Path, paths: list[Path], target: Path) -> float:
    links = [target / path.relative_to(projects) for path in paths]
    directories = {link.parent for link in links}
    start = perf_counter()
    for directory in directories:
        directory.mkdir(parents=True, exist_ok=True)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=1600)
    parser.add_argument("--total-gb", type=float, default=5.0)
    parser.add_argument("--dir", type=Path, default=Path())
    parser.add_argument("--subagents", action="store_true", help="a directory for each session")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.dir) as place:
        root = Path(place).resolve()
        total_bytes = int(options.total_gb * (1 << 30))
        projects = root / "claude" / "projects"
        paths = make_transcripts(
            projects, options.transcripts, total_bytes, has_subagents=options.subagents
        )
        os.sync()
        bare, ours, again, disk = [], [], 0.0, 0
        for run in range(3):  # in turns, so that a change of the machine's mood hits both
            bare.append(bare_loop(projects, paths, root / f"bare-{run}"))
            vault = Vault(root / f"vault-{run}", root / "claude", SystemClock())
            ours.append(protect(vault, len(paths)))
            again = protect(vault, 0)
            disk = used_bytes(vault.root)
            shutil.rmtree(root / f"bare-{run}")
            shutil.rmtree(vault.root)
    print(f"{len(paths)} files, {options.total_gb:.1f} GB")
    print(f"bare os.link loop, synced  best {min(bare):.3f} s")
    print(f"protect, synced            best {min(ours):.3f} s   {min(ours) / min(bare):.2f} x bare")
    print(f"                           worst {max(ours):.3f} s")
    print(f"protect again, nothing new      {again:.3f} s")
    print(f"disk taken: {disk // 1024} KB of directories, no file")


if __name__ == "__main__":
    main()
