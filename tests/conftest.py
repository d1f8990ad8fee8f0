"""Fixtures and rules for every test: offscreen, own HOME, async tests on the right loop, no leaks.

A test fails when it leaves a task, thread, running timer or visible window behind, or when the
application logs a warning that nobody expected. Asking for `caplog` says that log lines are
expected.
"""

import asyncio
import gc
import inspect
import logging
import os
import threading
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app.base.clock import ManualClock
from desktop_app.settings.paths import DataPaths

# How long an example takes on a noisy machine says nothing about the code; fewer examples keep the
# whole run short enough for every change.
settings.register_profile(
    "sempre", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("sempre")

DATA = Path(__file__).parent / "data"
ASYNC_TEST_LIMIT_S = 20
# What was told to end may need a moment to do so; what does not end is a leak.
GRACE_S = 2

call_failed = pytest.StashKey[bool]()


def pytest_collection_finish():
    """Take what was imported and collected out of every later search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run async tests: on the Qt loop when the test asks for Qt, on asyncio's own otherwise."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    qt = pyfuncitem.funcargs.get("qapp")
    if qt is None:
        factory = None
    else:
        from qasync import QEventLoop

        factory = lambda: QEventLoop(qt)  # noqa: E731 - Runner wants a callable, used once
    with asyncio.Runner(loop_factory=factory, debug=True) as runner:
        runner.run(_without_leaked_tasks(pyfuncitem.obj(**arguments)))
    return True


async def _without_leaked_tasks(test):
    """Run the test's coroutine; fail where a task of its making outlives it."""
    await asyncio.wait_for(test, timeout=ASYNC_TEST_LIMIT_S)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        _, pending = await asyncio.wait(others, timeout=GRACE_S)
        assert not pending, f"tasks without an owner were left running: {pending}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember a failed test: its traceback keeps objects alive, which is not a second fault."""
    report = yield
    if report.failed:
        item.stash[call_failed] = True
    return report


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable():
    """Let what a test logged or asserted of lone surrogates pass from a worker to the console."""
    return _encodable((yield))


def _encodable(value):
    """Return plain data with every string such that UTF-8 can say it."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_encodable(name): _encodable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_encodable, value))
    return value


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep every test away from the machine's own home, data and Claude directories."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("SEMPRE_DATA_DIR", "CLAUDE_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in [n for n in os.environ if n.startswith(("ANTHROPIC_", "OPENAI_", "CLAUDE_CODE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")  # nobody is there
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_thread_left_behind(request):
    """Fail a test after which a thread of its making runs on."""
    before = set(threading.enumerate())
    yield
    if request.node.stash.get(call_failed, False):
        return
    # Threads that Qt made appear as dummies, and go on appearing when they have ended.
    new = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in new:
        thread.join(GRACE_S)
    left = [thread.name for thread in new if thread.is_alive()]
    assert not left, f"threads were left running: {left}"


@pytest.fixture(autouse=True)
def no_window_or_timer_left_behind(request):
    """Fail a test after which a window of its making is visible or a timer runs on."""
    if "qapp" not in request.fixturenames:
        yield
        return
    windows_before = _visible_windows()
    with _noting_timers() as timers:
        yield
    if request.node.stash.get(call_failed, False):
        return
    # deleteLater() waits for a running event loop, and between tests there is none.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _running(timers):
        gc.collect()  # a cycle that nobody can reach any more is no leak
    left = [
        *(
            f"{type(window).__name__} {window.objectName()}"
            for window in _visible_windows() - windows_before
        ),
        *(f"{timer.interval()} ms timer of {timer.parent()}" for timer in _running(timers)),
    ]
    assert not left, f"left behind: {left}"


def _visible_windows():
    return {window for window in QApplication.topLevelWidgets() if window.isVisible()}


@contextmanager
def _noting_timers():
    """Collect the timers that are started meanwhile, without keeping them alive."""
    timers: WeakSet[QTimer] = WeakSet()
    start = QTimer.start

    def start_and_note(timer, *arguments):
        timers.add(timer)
        start(timer, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QTimer, "start", start_and_note)
        yield timers


def _running(timers):
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


@pytest.fixture(autouse=True)
def no_unexpected_log(request):
    """Fail a test during which the application logged a warning, unless it asked for `caplog`."""
    if "caplog" in request.fixturenames:
        yield
        return
    collector = _WarningCollector()
    logger = logging.getLogger("sempre")
    logger.addHandler(collector)
    yield
    logger.removeHandler(collector)
    if not request.node.stash.get(call_failed, False):
        assert not collector.lines, f"nobody asked for caplog, but: {collector.lines}"


class _WarningCollector(logging.Handler):
    """Keeps what is logged at WARNING and above."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture
def paths(tmp_path):
    """The places of a data directory that does not exist yet."""
    return DataPaths(tmp_path / "data")


@pytest.fixture
def clock():
    """A clock that stands still."""
    return ManualClock()


@pytest.fixture
def claude_dir(tmp_path):
    """An empty Claude Code directory."""
    path = tmp_path / "claude"
    (path / "projects").mkdir(parents=True)
    return path


@pytest.fixture
def real_claude_dir():
    """Real transcripts of Claude Code 2.1.330; never written to."""
    return DATA / "claude"
