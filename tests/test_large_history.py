"""The window as a process over a history that nobody indexed yet: it waits for none of it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop_app.base.clock import SystemClock
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript

ROOT = Path(__file__).parent.parent
STARTS_WITHIN_S = 30
ENDS_WITHIN_S = 2.5
WHERE_AND_WHEN = {"cwd": "/home/user/big", "timestamp": "2026-01-01T12:00:00.000Z"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as Unix has them")


@pytest.fixture
def big(tmp_path):
    """A conversation of Claude Code's with 60 MB in 240 000 records; some 20 s of indexing."""
    said = encoded(prompt("Some words to be found again", **WHERE_AND_WHEN))
    answered = encoded(reply("Other words", **WHERE_AND_WHEN))
    ref, path = write_transcript(
        tmp_path / "claude" / "projects", 1, *[(said + answered) * 1_000] * 120
    )
    assert 50_000_000 < path.stat().st_size < 80_000_000
    return ref


@pytest.fixture
def command(tmp_path, big):
    return [
        sys.executable, "-m", "desktop_app",
        "--data-dir", str(tmp_path / "data"),
        "--claude-dir", str(tmp_path / "claude"),
        "--cwd", str(tmp_path),
        "--session", big.session_id,
    ]  # fmt: skip


@pytest.fixture
def environment():
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def read_bytes(data_dir):
    """Return how much of the large conversation the index has taken in, by reading."""
    index = data_dir / "index.sqlite3"
    if not index.exists():
        return {}
    with closing(sqlite3.connect(index.as_uri() + "?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute(
                "SELECT reading, read_bytes FROM bookmarks JOIN files ON files.id = file_id "
                "WHERE CAST(path AS TEXT) LIKE '%-home-user-chat%'"
            ).fetchall()
        except sqlite3.OperationalError:  # its tables are just being made
            return {}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return dict(rows)


def test_painting_and_quitting_do_not_wait_for_it(command, environment, tmp_path):
    timings = tmp_path / "timings.json"
    started_s = time.monotonic()
    subprocess.run(
        [*command, "--timings", str(timings), "--quit-when-painted"],
        check=True,
        env=environment,
        timeout=STARTS_WITHIN_S,
    )
    took_s = time.monotonic() - started_s
    painted_s = json.loads(timings.read_text())["transcript_painted"] / 1000
    assert took_s - painted_s < ENDS_WITHIN_S


@pytest.mark.parametrize("page", ["chat", "health"])
def test_a_picture_does_not_wait_for_it(command, environment, tmp_path, page):
    picture = tmp_path / "window.png"
    subprocess.run(
        [*command, "--screenshot", str(picture), "--page", page],
        check=True,
        env=environment,
        timeout=STARTS_WITHIN_S,
    )
    assert not QImage(str(picture)).isNull()
    assert read_bytes(tmp_path / "data") == {}  # both ends were enough


def test_closing_in_the_middle_of_indexing_ends_soon_and_damages_nothing(
    command, environment, tmp_path, big
):
    data_dir = tmp_path / "data"
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for_index(process, data_dir)
        process.send_signal(signal.SIGTERM)
        assert process.wait(ENDS_WITHIN_S) == 0
    finally:
        process.kill()
        process.wait()
    before = read_bytes(data_dir)["summary"]
    assert before > 0

    looks = count()
    with Store(DataPaths(data_dir), tmp_path / "claude", SystemClock()) as store:
        store.refresh_index(should_stop=lambda: next(looks) > 1_000)
        assert not store.history_size().is_complete
        (listed,) = [s for s in store.summaries(quick=True) if s.ref == big]
    assert listed.is_estimated
    assert before < read_bytes(data_dir)["summary"] < before + 1_000_000


def wait_for_index(process, data_dir):
    """Return when the process has begun to take in the large conversation."""
    index = data_dir / "index.sqlite3-wal"
    while not (index.exists() and _knows_conversations(data_dir)):
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)


def _knows_conversations(data_dir):
    index = data_dir / "index.sqlite3"
    with closing(sqlite3.connect(index.as_uri() + "?mode=ro", uri=True)) as connection:
        try:
            (finished,) = connection.execute(
                "SELECT count(*) FROM bookmarks WHERE reading = 'text'"
            ).fetchone()
        except sqlite3.OperationalError:
            return False
    # the empty default conversation comes first, then the large one
    return finished > 0
