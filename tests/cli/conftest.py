"""Running one command line in this process, with its own data and Claude directories."""

import json
import sys
import time
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.settings.options import LaunchOptions


@dataclass(frozen=True)
class Result:
    """What one command printed and how it ended."""

    status: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.output)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.output.splitlines()]


class CommandLine:
    """Runs commands and keeps what the bare one wanted to open."""

    def __init__(self, data_dir: Path, claude_dir: Path, capsysbinary, monkeypatch) -> None:
        self.data_dir = data_dir
        self.claude_dir = claude_dir
        self.launches: list[LaunchOptions] = []
        self.window_error: Exception | None = None
        self._captured = capsysbinary
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result:
        places = ("--data-dir", str(self.data_dir), "--claude-dir", str(self.claude_dir))
        return self.bare(*places, *arguments, stdin=stdin)

    def bare(self, *arguments: str, stdin: bytes = b"") -> Result:
        """Run exactly these arguments."""
        self._monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        self._captured.readouterr()
        status = main(arguments, self._open)
        output, errors = self._captured.readouterr()
        return Result(status, output, errors.decode("utf-8"))

    def transcript(self, session_id: str) -> Path:
        """Return the only file of ours with this id."""
        (path,) = (self.data_dir / "projects").glob(f"*/{session_id}.jsonl")
        return path

    def _open(self, options: LaunchOptions) -> int:
        self.launches.append(options)
        if self.window_error is not None:
            raise self.window_error
        return 0


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """English, no screen, nothing asked for."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def universal_time():
    """Show times in UTC wherever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def work_dir(tmp_path, monkeypatch):
    """The directory in which the command is run."""
    path = tmp_path / "work"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def sempre(paths, claude_dir, work_dir, capsysbinary, monkeypatch):
    """The command line over empty directories."""
    return CommandLine(paths.root, claude_dir, capsysbinary, monkeypatch)


@pytest.fixture
def sempre_with_history(paths, real_claude_dir, work_dir, capsysbinary, monkeypatch):
    """The command line over real transcripts of Claude Code."""
    return CommandLine(paths.root, real_claude_dir, capsysbinary, monkeypatch)


@pytest.fixture
def script(tmp_path):
    """Write a script for the engine `scripted` and return its flags."""

    def write(*steps: dict[str, object]) -> tuple[str, str]:
        file = tmp_path / "script.json"
        file.write_text(json.dumps(steps))
        return "--script", str(file)

    return write
