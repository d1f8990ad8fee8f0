"""FAULTS 56: a log-out under X11 as this Qt meets it: the display is gone all at once.

PySide6-Essentials' xcb plugin does not speak the session management protocol (XSMP): it is linked
without libSM and libICE. So no session manager can announce the end; what comes is the death of the
X server, or SIGTERM and SIGHUP, which `test_kills` sends.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.processes import ROOT

END_LIMIT_S = 5
STREAM_S = 1.0
PIECE_MS = 20
WORDS = [f"word{number} " for number in range(2000)]
WORDS_BEFORE_THE_END = 120
STREAMING = Path(__file__).with_name("streaming_window.py")


@pytest.fixture
def screen():
    """Give an X server of our own and its display's name."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    command = [sys.executable, str(ROOT / "packaging" / "system_libraries.py"), "--window"]
    missing = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    if missing:
        pytest.skip(f"a window needs what is missing here: {' '.join(missing)}")
    read, write = os.pipe()
    server = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "1280x800x24"]
    with subprocess.Popen(server, pass_fds=[write], stderr=subprocess.DEVNULL) as process:
        os.close(write)
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        yield process, display
        process.kill()


@contextmanager
def window_on(display, processes, script):
    """Run the window on that display, with a reply in it that is told as it arrives."""
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
    }
    places = (processes.data_dir, processes.data_dir.parent / "claude", processes.data_dir.parent)
    command = [sys.executable, STREAMING, *places, script]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_56_a_log_out_takes_the_display_away_while_streaming(
    screen, processes, claude_dir, tmp_path, figure
):
    server, display = screen
    script = tmp_path / "script.json"
    script.write_text(json.dumps([{"after_ms": PIECE_MS, "text": word} for word in WORDS]))
    with window_on(display, processes, script) as window:
        told_at = []
        for line in window.stdout:
            assert json.loads(line)["text"] == WORDS[len(told_at)]
            told_at.append(time.monotonic())
            if len(told_at) == WORDS_BEFORE_THE_END:
                break
        server.kill()
        killed_at = time.monotonic()
        _, errors = window.communicate(timeout=END_LIMIT_S)
        ended_s = time.monotonic() - killed_at
    assert "X11 connection broke" in errors.decode()
    again = processes.send("what was lost?")
    assert again.status == 0
    (reply,) = [r for r in processes.records() if r.get("interrupted")]
    kept = reply["message"]["content"][0]["text"]
    assert "".join(WORDS).startswith(kept)
    lost_s = max((killed_at - at for at in told_at[kept.count("word") :]), default=0.0)
    figure("ended after (s)", round(ended_s, 2))
    figure("lost of the reply (s)", round(lost_s, 2))
    assert ended_s < END_LIMIT_S
    assert lost_s < STREAM_S
