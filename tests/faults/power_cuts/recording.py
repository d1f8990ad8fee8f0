"""Runs a real program on a real directory and returns the disk it leaves to a power cut."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.power_cuts.model import Disk, Inode, Rules
from tests.faults.power_cuts.states import State, distinct_states
from tests.faults.power_cuts.system_calls import SystemCall, read_calls, strace

TIMEOUT_S = 60


@dataclass(frozen=True)
class Recording:
    """What a program did below `root`."""

    root: Path
    initial: dict[str, bytes | None]
    calls: Sequence[SystemCall]
    output: bytes
    status: int

    def disk(self, rules: Rules = Rules.POSIX, ignored: str = r"(?!)") -> Disk:
        """Replay the calls; files whose path below the root matches `ignored` are left out."""
        inodes = {str(self.root): Inode(is_directory=True)}
        for path, content in self.initial.items():
            data = content or b""
            inodes[str(self.root / path)] = Inode(content is None, data, len(data))
        disk = Disk(str(self.root), inodes, rules=rules, ignored=ignored)
        for call in self.calls:
            disk.replay(call)
        return disk

    def states(
        self,
        rules: Rules = Rules.POSIX,
        ignored: str = r"(?!)",
        *,
        at_every_cut: bool = True,
    ) -> list[State]:
        """Return the distinct states of that disk after a power cut; see `distinct_states`."""
        return distinct_states(self.disk(rules, ignored), at_every_cut=at_every_cut)


def record(
    root: Path, command: Sequence[str | Path], trace: Path, *injections: str, cwd: Path
) -> Recording:
    """Run `command` under strace; `root` must exist. Its stdout carries its announcements."""
    initial = dict(_contents(root))
    options = [word for injection in injections for word in ("-e", f"inject={injection}")]
    done = subprocess.run(
        [*strace(trace, *options), *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    calls = list(read_calls(trace))
    assert calls, done.stderr.decode()
    return Recording(root, initial, calls, done.stdout, done.returncode)


def sample(states: Sequence[State], at_most: int) -> Iterable[State]:
    """Return states spread evenly over all of them, the last one included."""
    step = max(1, -(-len(states) // at_most))
    return states[::-1][::step]


def _contents(root: Path) -> Iterable[tuple[str, bytes | None]]:
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        yield name, path.read_bytes() if path.is_file() else None
