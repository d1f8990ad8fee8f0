"""Fixtures and rules for every test: offscreen, own HOME, async tests on the right loop."""

import asyncio
import inspect
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from desktop_app.base.clock import ManualClock
from desktop_app.settings.paths import DataPaths

DATA = Path(__file__).parent / "data"

# The machines are slow and noisy: how long an example takes says nothing about the code.
settings.register_profile("sempre", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sempre")


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

        factory = lambda: QEventLoop(qt)  # noqa: E731
    with asyncio.Runner(loop_factory=factory, debug=True) as runner:
        runner.run(asyncio.wait_for(pyfuncitem.obj(**arguments), timeout=20))
    return True


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep every test away from the machine's own home, data and Claude directories."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("SEMPRE_DATA_DIR", "CLAUDE_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


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
