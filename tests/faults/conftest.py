"""Real processes, real mounts, and the command line in this process."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from tests.faults.power_cuts.system_calls import strace_problem

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 30


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    status: int
    output: bytes
    errors: str

    @property
    def json(self) -> Any:
        return json.loads(self.output)

    @property
    def lines(self) -> list[bytes]:
        return self.output.split(b"\n")[:-1]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def uuids(self) -> set[str]:
        """Return what was called saved."""
        return {e["uuid"] for e in self.events if e["event"] in {"saved", "reply"}}


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


class Processes:
    """Starts the application as a process over one data directory."""

    def __init__(self, data_dir: Path, claude_dir: Path, cwd: Path) -> None:
        self.data_dir = data_dir
        self._claude_dir = claude_dir
        self._cwd = cwd
        self._number = 0

    def command(self, *arguments: str | Path) -> list[str | Path]:
        places: list[str | Path] = [
            "--data-dir",
            self.data_dir,
            "--claude-dir",
            self._claude_dir,
            "--cwd",
            self._cwd,
        ]
        return [sys.executable, "-m", "desktop_app", *places, *arguments]

    def start(self, *arguments: str | Path, under: tuple[str | Path, ...] = (), **how: Any):
        """Start a command, `under` others such as strace."""
        settings: dict[str, Any] = {
            "cwd": self._cwd,
            "env": {**os.environ, "PYTHONPATH": str(ROOT)},
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }
        return subprocess.Popen([*under, *self.command(*arguments)], **settings | how)

    def run(self, *arguments: str | Path, under: tuple[str | Path, ...] = (), **how: Any) -> Result:
        """Run a command to its end, whatever its end."""
        with self.start(*arguments, under=under, **how) as process:
            output, errors = process.communicate(timeout=TIMEOUT_S)
        return Result(process.returncode, output, errors.decode())

    def run_script(
        self, *words: str | Path, under: tuple[str | Path, ...] = (), timeout_s: float = TIMEOUT_S
    ) -> bytes:
        """Run one of our own scripts to its good end and return what it printed."""
        done = subprocess.run(
            [*under, sys.executable, *words],
            cwd=self._cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def send(self, text: str, *steps: dict[str, Any], session: str | None = None, **how: Any):
        """Run `send --json` with a scripted reply to its end."""
        return self.run(*self.sending(text, *steps, session=session), **how)

    def sending(
        self, text: str, *steps: dict[str, Any], session: str | None = None
    ) -> list[str | Path]:
        """Return the arguments of a `send` with a scripted reply."""
        self._number += 1
        script = self._cwd / f"script-{self._number}.json"
        script.write_text(json.dumps(steps or [{"text": "A reply."}]))
        chosen: list[str | Path] = ["--session", session] if session else []
        return ["send", text, "--json", "--script", script, *chosen]

    def records(self, root: Path | None = None) -> list[dict[str, Any]]:
        """Return what a plain JSONL reader finds in our conversations."""
        found = []
        for path in sorted(((root or self.data_dir) / "projects").glob("*/*.jsonl")):
            for line in path.read_bytes().split(b"\n"):
                try:
                    found.append(json.loads(line))
                except ValueError:
                    continue
        return found

    def uuids(self, root: Path | None = None) -> set[str]:
        return {record.get("uuid", "") for record in self.records(root)}


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
