"""Living processes are told from files that were left behind."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from desktop_app.claude_code.processes import processes_with

SESSION = "00000000-0000-4000-8000-000000000009"
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@pytest.fixture
def claims(claude_dir):
    """Return what writes the file of a process."""
    (claude_dir / "sessions").mkdir()

    def claims(pid, **fields):
        fields = {"pid": pid, "sessionId": SESSION, "cwd": "/work"} | fields
        (claude_dir / "sessions" / f"{pid}.json").write_text(json.dumps(fields))

    return claims


def started(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]


def test_a_living_process_with_this_conversation(claims, claude_dir):
    claims(os.getppid(), procStart=started(os.getppid()))
    (found,) = processes_with(claude_dir, SESSION)
    assert (found.pid, found.cwd) == (os.getppid(), "/work")


def test_files_that_were_left_behind_prove_nothing(claims, claude_dir):
    ended = subprocess.Popen(["true"])
    ended.wait()
    claims(ended.pid)
    claims(os.getppid(), procStart="1")  # the pid was given to another process
    claims(os.getpid(), sessionId="another")
    (claude_dir / "sessions" / "1.json").write_text("{broken")
    (claude_dir / "sessions" / "2.json").write_text('{"pid": "2"}')
    assert processes_with(claude_dir, SESSION) == []


def test_our_own_children_are_nobody_else(claims, claude_dir):
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as child:
        claims(child.pid)
        assert processes_with(claude_dir, SESSION) == []


def test_without_the_directory_there_are_none(claude_dir):
    assert processes_with(claude_dir, SESSION) == []
