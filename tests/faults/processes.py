"""The application as real processes over one data directory, and what they left there."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

    def reply_text(self, session: str) -> str:
        """Return the first reply of the conversation as a plain reader finds it; empty if none."""
        for record in self.records():
            if record.get("sessionId") == session and record.get("type") == "assistant":
                return str(record["message"]["content"][0]["text"])
        return ""
