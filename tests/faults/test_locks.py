"""FAULTS 63-65, 68: a second instance, and holders of locks that stopped, died or forked."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.backup import make_backup
from desktop_app.sessions.cleanup import force_cleanup_all, plan_cleanup
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.exclusive import LOCK_NAME, exclusively
from desktop_app.sessions.recovery import recover_replies
from desktop_app.sessions.store import Store
from tests.fakes.transcripts import prompt

ROOT = Path(__file__).parents[2]
IN_USE_LIMIT_S = 2
STREAMING = [
    {"text": "Half a reply "},
    {"after_ms": 700, "text": "…"},
    {"after_ms": 60_000, "text": "!"},
]

# Holds the maintenance lock and says so; ends when its stdin does.
HOLDER = """
import sys
from pathlib import Path
from desktop_app.sessions.exclusive import exclusively
with exclusively(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(paths, processes):
    """A process that holds the lock of backup, restore and cleanup."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, paths.root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


@pytest.fixture
def store(paths, claude_dir):
    with Store(paths, claude_dir, ManualClock()) as store:
        yield store


@pytest.fixture
def streaming(processes):
    """A process in the middle of a reply whose checkpoint is on the disk."""
    with processes.start(*processes.sending("hi", *STREAMING)) as process:
        lines = [process.stdout.readline() for _ in range(3)]
        assert b'"delta"' in lines[-1]
        yield process
        process.kill()


def test_64_whoever_stops_with_a_lock_is_in_use_at_once(store, holder, tmp_path):
    store.create(tmp_path)
    holder.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(BackupError, match="running"):
        force_cleanup_all(store, plan_cleanup(store).phrase)
    assert time.monotonic() - began < IN_USE_LIMIT_S


def test_65_the_lock_of_a_killed_holder_is_free_whatever_the_file_says(store, holder, tmp_path):
    store.create(tmp_path)
    holder.kill()
    holder.wait()
    (store.paths.root / LOCK_NAME).write_text(f"{os.getpid()}\n")  # a number in use again
    assert force_cleanup_all(store, plan_cleanup(store).phrase).removed == 1


def test_64_a_stopped_reply_is_nobodys_to_recover_and_holds_nobody_up(store, streaming, processes):
    streaming.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    assert recover_replies(store) == ()
    (ref, _), *_ = store.our_files()
    store.append(ref, [prompt("meanwhile", uuid="meanwhile")]).result(IN_USE_LIMIT_S)
    assert store.tail(ref, 10).entries[-1].uuid == "meanwhile"
    make_backup(store, None)
    assert time.monotonic() - began < IN_USE_LIMIT_S
    streaming.kill()
    streaming.wait()
    assert recover_replies(store) == (ref,)
    assert [e.text for e in store.tail(ref, 10).entries if e.is_interrupted] == ["Half a reply "]


def test_68_a_forked_child_keeps_no_lock(paths):
    paths.root.mkdir()
    read_end, write_end = os.pipe()
    with exclusively(paths.root):
        child = os.fork()
        if child == 0:
            os.close(write_end)
            os.read(read_end, 1)  # until the parent is done
            os._exit(0)
    with exclusively(paths.root):
        pass
    os.close(write_end)
    os.close(read_end)
    os.waitpid(child, 0)


def start_window(processes, *arguments):
    return processes.start(
        "--timings", processes.data_dir.parent / f"timings-{len(arguments)}.json", *arguments,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def wait_for_window(processes, process):
    """Wait until the window listens for a second start: only then its lock and socket stand."""
    timings = processes.data_dir.parent / "timings-0.json"
    while not timings.exists():
        assert process.poll() is None, process.stderr.read().decode()


def test_63_a_second_window_hands_over_to_the_first(processes):
    with start_window(processes) as first:
        wait_for_window(processes, first)
        with start_window(processes, "--session", "00000000-0000-0000-0000-000000000001") as second:
            assert second.wait(timeout=10) == 0
        assert first.poll() is None
        first.terminate()
        assert first.wait(timeout=10) == 0


@pytest.mark.slow
def test_64_a_window_that_stopped_is_in_use_within_two_seconds(processes):
    with start_window(processes) as first:
        wait_for_window(processes, first)
        first.send_signal(signal.SIGSTOP)
        with start_window(processes, "--session", "00000000-0000-0000-0000-000000000001") as second:
            try:
                assert second.wait(timeout=IN_USE_LIMIT_S + 3) == 1
                assert second.stderr.read()
            finally:
                second.kill()
                first.kill()
