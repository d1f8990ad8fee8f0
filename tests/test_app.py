"""The window as a process: signals, a second start, refusals."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ENDS_WITHIN_S = 5
ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as Unix has them")


@pytest.fixture
def command(tmp_path):
    return [
        sys.executable, "-m", "desktop_app",
        "--data-dir", str(tmp_path / "data"),
        "--claude-dir", str(tmp_path / "claude"),
        "--cwd", str(tmp_path),
    ]  # fmt: skip


@pytest.fixture
def environment():
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


@pytest.fixture
def start(command, environment, tmp_path):
    """Return a context manager: a running window that has painted its conversation."""

    @contextmanager
    def started(*arguments):
        ready = tmp_path / "ready.json"
        process = subprocess.Popen(
            [*command, "--timings", str(ready), *arguments],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            while not ready.exists():
                assert process.poll() is None, process.stderr.read()
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(0.05)
            yield process
        finally:
            process.kill()
            process.communicate()

    return started


def _run(command, environment, *arguments):
    return subprocess.run(
        [*command, *arguments],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_good_order(start, tmp_path, number):
    with start() as process:
        process.send_signal(number)
        assert process.wait(ENDS_WITHIN_S) == 0

    remembered = json.loads((tmp_path / "data" / "window.json").read_text())
    assert remembered["last_session"].endswith("/00000000-0000-0000-0000-000000000001")


def test_a_second_start_hands_over_and_ends(start, command, environment):
    with start() as first:
        second = _run(command, environment)

        assert (second.returncode, second.stderr) == (0, "")
        assert first.poll() is None


def test_a_killed_window_does_not_keep_the_next_from_opening(start):
    with start() as killed:
        killed.kill()
        killed.wait(ENDS_WITHIN_S)
    with start() as process:
        assert process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_leaves_a_report_that_an_end_in_good_order_does_not(start, tmp_path, number):
    logs = tmp_path / "data" / "logs"
    with start() as process:
        process.send_signal(number)
        assert process.wait(ENDS_WITHIN_S) == -number
    assert "Fatal Python error" in (logs / "crash.txt").read_text()

    (tmp_path / "ready.json").unlink()
    with start() as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(ENDS_WITHIN_S) == 0
    assert "Fatal Python error" in (logs / "crash-last.txt").read_text()
    assert not (logs / "crash.txt").exists()


def test_a_picture_is_taken_beside_an_open_window(start, command, environment, tmp_path):
    with start() as first:
        done = _run(
            command, environment, "--screenshot", str(tmp_path / "p.png"), "--size", "800x600"
        )

        assert done.returncode == 0, done.stderr
        assert first.poll() is None
    assert QImage(str(tmp_path / "p.png")).width() == 800


def test_a_data_directory_that_is_a_file_is_told_in_one_place(command, environment, tmp_path):
    (tmp_path / "data").write_text("not a directory")
    done = _run(command, environment)

    assert done.returncode == 1
    assert "The data directory" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "data").read_text() == "not a directory"


def test_a_picture_in_a_place_that_does_not_exist_is_told(command, environment, tmp_path):
    done = _run(command, environment, "--screenshot", str(tmp_path / "missing" / "p.png"))

    assert done.returncode == 1
    assert "is not saved" in done.stderr
    assert "Traceback" not in done.stderr


def test_timings_are_milestones_in_their_order(command, environment, tmp_path):
    file = tmp_path / "t.json"
    done = _run(command, environment, "--timings", str(file), "--quit-when-painted")

    assert done.returncode == 0, done.stderr
    reached = json.loads(file.read_text())
    assert 0 < reached["imports"] < reached["window_shown"] < reached["transcript_painted"]
