"""The rules of conftest.py catch what they are there for, and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SAMPLE = """
import asyncio, logging, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

kept = []

def test_thread():
    ended = threading.Event()
    threading.Thread(target=ended.wait, daemon=True).start()

def test_timer(qapp):
    QTimer(qapp).start(60_000)

def test_window(qapp):
    kept.append(QLabel("x"))
    kept[-1].show()

def test_log():
    logging.getLogger("sempre.sample").warning("unexpected")

async def test_task():
    kept.append(asyncio.get_running_loop().create_task(asyncio.Event().wait()))

async def test_task_under_qt(qapp):
    kept.append(asyncio.get_running_loop().create_task(asyncio.Event().wait()))

async def test_all_is_put_away(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTimer(window).start(60_000)
    thread = threading.Thread(target=str)
    thread.start()
    await asyncio.get_running_loop().create_task(asyncio.sleep(0))

def test_unreachable(qapp):
    widget = QWidget()
    widget.itself = widget
    QTimer(widget).start(60_000)

def test_declared(caplog):
    logging.getLogger("sempre.sample").warning("expected")
"""


def test_what_is_left_behind_fails_its_test(tmp_path):
    rules = (ROOT / "tests" / "conftest.py").read_text("utf-8")
    assert "GRACE_S = 2\n" in rules
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "conftest.py").write_text(
        rules.replace("GRACE_S = 2\n", "GRACE_S = 0.1\n")
    )
    (tmp_path / "tests" / "test_sample.py").write_text(SAMPLE)
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "-rA"],
        cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip
    outcomes = set(re.findall(r"^(FAILED|ERROR) \S+::test_(\w+)", done.stdout, re.MULTILINE))
    assert outcomes == {
        ("ERROR", "thread"),
        ("ERROR", "timer"),
        ("ERROR", "window"),
        ("ERROR", "log"),
        ("FAILED", "task"),
        ("FAILED", "task_under_qt"),
    }, done.stdout
