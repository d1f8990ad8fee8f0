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
import sys
import threading
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.settings.paths import DataPaths

DATA = Path(__file__).parent / "data"
ASYNC_TEST_LIMIT_S = 20
# What was told to end may need a moment to do so; what does not end is a leak.
GRACE_S = 2

call_failed = pytest.StashKey[bool]()


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


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep every test away from the machine's own home, data and Claude directories."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("SEMPRE_DATA_DIR", "CLAUDE_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    """Fail a test after which a thread, running timer or visible window of its making remains."""
    threads = set(threading.enumerate())
    uses_qt = "qapp" in request.fixturenames
    windows = _visible_windows() if uses_qt else set()
    timers = _running_timers() if uses_qt else set()
    yield
    if request.node.stash.get(call_failed, False):
        return
    leaked = [f"thread {thread.name}" for thread in _threads_that_stay(threads)]
    if uses_qt:
        leaked += _windows_and_timers_that_stay(windows, timers)
    assert not leaked, f"left behind: {', '.join(leaked)}"


def _threads_that_stay(before):
    # Threads that Qt made appear as dummies, and go on appearing when they have ended.
    new = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in new:
        thread.join(GRACE_S)
    return [thread for thread in new if thread.is_alive()]


def _windows_and_timers_that_stay(windows_before, timers_before):
    from PySide6.QtCore import QCoreApplication, QEvent

    # deleteLater() waits for a running event loop, which there is none of between tests.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _running_timers() - timers_before:
        gc.collect()  # a cycle that nobody can reach any more is no leak
    windows = _visible_windows() - windows_before
    timers = _running_timers() - timers_before
    return [
        *(f"window {window.objectName() or type(window).__name__}" for window in windows),
        *(f"timer of {timer.parent()}, {timer.interval()} ms" for timer in timers),
    ]


def _visible_windows():
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtWidgets import QApplication

    return {window for window in QApplication.topLevelWidgets() if window.isVisible()}


def _running_timers():
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    # type() rather than isinstance(): weak proxies among the objects answer for dead ones.
    timers = (each for each in gc.get_objects() if issubclass(type(each), QTimer))
    return {timer for timer in timers if isValid(timer) and timer.isActive()}


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
