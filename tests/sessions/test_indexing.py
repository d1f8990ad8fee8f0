"""The index is brought up to date in a process of its own, which never outlives its purpose."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from desktop_app.sessions.store import searching
from tests.fakes.transcripts import encoded, prompt, write_transcript

WAIT_S = 20
# Starts indexing and tells the indexer's process id, then waits to be killed.
STARTER = """
import sys, threading
from pathlib import Path
from desktop_app.base.clock import SystemClock
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

def tell(done, total):
    print(store.indexer_pid, flush=True)

with Store(DataPaths(Path(sys.argv[1])), Path(sys.argv[2]), SystemClock()) as store:
    store.refresh_index_apart(tell)
    print("done", flush=True)
"""


@pytest.fixture
def apart(monkeypatch):
    """Have a process started however little there is to read."""
    monkeypatch.setattr(searching, "MAX_READ_HERE_BYTES", -1)


def write_much(projects: Path, megabytes: int) -> None:
    line = encoded(prompt("needle " + "hay " * 50_000))
    write_transcript(projects, 1, prompt("needle"), line * (megabytes * 5))


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def ended_in_time(pid: int) -> bool:
    """Wait until a process that is nobody's child of ours is gone."""
    for _ in range(50):
        if not is_running(pid):
            return True
        threading.Event().wait(0.1)
    return False


def test_a_process_of_its_own_makes_everything_findable(store, apart):
    for number in range(3):
        write_transcript(store.claude_projects, number + 1, prompt(f"needle {number}"))
    told, pids = [], set()

    def progress(done, total):
        told.append((done, total))
        pids.add(store.indexer_pid)

    store.refresh_index_apart(progress)
    assert len(store.search("needle")) == 3
    assert told[-1][0] == told[-1][1] > 0
    assert len(pids - {None, os.getpid()}) == 1
    assert store.indexer_pid is None
    assert store.history_size().is_complete


def test_little_is_read_here(store):
    write_transcript(store.claude_projects, 1, prompt("needle"))
    pids = set()
    store.refresh_index_apart(lambda *_: pids.add(store.indexer_pid))
    assert pids == {None}
    assert len(store.search("needle")) == 1


@pytest.mark.parametrize("command", ["/does/not/exist", "/bin/false"])
def test_where_no_process_can_do_it_a_thread_does(store, apart, monkeypatch, caplog, command):
    write_transcript(store.claude_projects, 1, prompt("needle"))
    monkeypatch.setattr(sys, "executable", command)
    store.refresh_index_apart()
    assert len(store.search("needle")) == 1
    assert "process for the index" in caplog.text


def test_a_killed_process_loses_nothing(store, apart, caplog):
    write_much(store.claude_projects, 20)

    def kill(*_):
        if store.indexer_pid is not None:
            os.kill(store.indexer_pid, signal.SIGKILL)

    store.refresh_index_apart(kill)
    assert store.history_size().is_complete
    assert len(store.search("needle", limit=200)) == 2  # one of them is there many times
    assert "ended with code" in caplog.text


def test_stopping_to_read_ends_it(store, apart):
    write_much(store.claude_projects, 60)
    seen = []

    def stop(*_):
        seen.append(store.indexer_pid)
        store.stop_reading()

    store.refresh_index_apart(stop)
    assert not is_running(seen[0])
    assert not store.history_size().is_complete
    with pytest.raises(CancelledError):
        store.refresh_index_apart()


def test_killed_with_9_it_leaves_no_process_behind(paths, claude_dir):
    write_much(claude_dir / "projects", 60)
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, paths.root, claude_dir], stdout=subprocess.PIPE, text=True
    )
    with starter:
        pid = int(starter.stdout.readline())
        assert is_running(pid)
        starter.kill()
    assert ended_in_time(pid)


def test_it_needs_no_qt_and_lowers_itself(paths, claude_dir):
    code = (
        "import os, sys; from desktop_app.sessions.store import indexer; "
        "assert indexer.main(sys.argv[1:]) == 0; "
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'qasync'))]; "
        "assert os.nice(0) >= indexer.NICENESS"
    )
    run = [sys.executable, "-c", code, paths.root, claude_dir]
    # its input stays open for as long as it works
    with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.wait(WAIT_S) == 0
