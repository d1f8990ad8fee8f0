"""Real processes, real mounts, and the command line in this process."""

import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.faults.power_cuts.system_calls import strace_problem
from tests.faults.processes import Processes, Result


@pytest.fixture
def sempre(paths, claude_dir, capsysbinary, monkeypatch):
    """Run a command line in this process."""

    def sempre(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO()))
        capsysbinary.readouterr()
        places = ("--data-dir", str(paths.root), "--claude-dir", str(claude_dir))
        status = main((*places, *arguments), lambda options: 0)
        output, errors = capsysbinary.readouterr()
        return Result(status, output, errors.decode())

    return sempre


@pytest.fixture
def figure(request):
    """Keep what a test measured; `tests/benchmarks/bench_reliability.py` prints it."""

    def figure(name: str, value: float | str) -> None:
        request.node.user_properties.append((name, value))

    return figure


@pytest.fixture
def processes(paths, claude_dir, tmp_path):
    return Processes(paths.root, claude_dir, tmp_path)


@pytest.fixture
def injecting(tmp_path):
    """Return what to run a command under so that its system calls fail as told."""
    if problem := strace_problem():
        pytest.skip(problem)

    def injecting(*injections: str) -> tuple[str | Path, ...]:
        options = [word for injection in injections for word in ("-e", f"inject={injection}")]
        names = ",".join(injection.partition(":")[0] for injection in injections)
        trace = ("-o", tmp_path / "trace", "-e", f"trace={names}", "-e", "signal=none")
        return ("strace", "-f", "--seccomp-bpf", "-qq", *trace, *options)

    return injecting


@pytest.fixture
def tmpfs(tmp_path):
    """Mount small memory disks; they are gone afterwards."""
    mounted = []

    def tmpfs(options: str):
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"this user may not mount: {done.stderr.strip()}")
        mounted.append(place)
        return place

    yield tmpfs
    for place in mounted:
        subprocess.run(["umount", "--lazy", place], check=True)
