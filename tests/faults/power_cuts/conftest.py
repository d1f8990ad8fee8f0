"""Recording one command of the application over a data directory."""

import sys

import pytest

from tests.faults.power_cuts.recording import record
from tests.faults.power_cuts.system_calls import strace_problem


@pytest.fixture
def data_dir(tmp_path):
    path = tmp_path / "data"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture
def recorded(data_dir, tmp_path, claude_dir):
    """Run `sempre ARGUMENTS` under strace, with faults injected, and return the recording."""
    if problem := strace_problem():
        pytest.skip(problem)

    def recorded(*arguments, injections=()):
        places = ["--data-dir", data_dir, "--claude-dir", claude_dir, "--cwd", tmp_path]
        command = [sys.executable, "-m", "desktop_app", *places, *arguments]
        return record(data_dir, command, tmp_path / "trace", *injections, cwd=tmp_path)

    return recorded
