"""What tests with the real Claude Code need; they skip themselves where it is not installed."""

from contextlib import ExitStack
from importlib.util import find_spec

import pytest

from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from tests.fakes.claude_sdk import SKIP_REASON, ClaudeFactory, setup_for
from tests.fakes.events import EventLog
from tests.fakes.messages_api import MessagesApi


@pytest.fixture
def api(monkeypatch):
    """The loopback API; whatever leads this user's own Claude Code somewhere is out of sight."""
    for name in ("ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_MODEL", "CLAUDE_CODE_OAUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with MessagesApi() as api:
        yield api


@pytest.fixture
def claude_setup(api, own_home):
    if find_spec("claude_agent_sdk") is None:
        pytest.skip(SKIP_REASON)
    return setup_for(api, own_home)


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


@pytest.fixture
def cwd(tmp_path):
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def ref(store, cwd):
    return store.create(cwd)


@pytest.fixture
def start(paths, claude_dir, clock, claude_setup):
    """Return what makes a manager and the log of its events, as a new start of Sempre would."""
    with ExitStack() as stores:

        def make():
            store = stores.enter_context(Store(paths, claude_dir, clock))
            manager, log = SessionManager(store, ClaudeFactory(claude_setup)), EventLog()
            manager.subscribe(log)
            return manager, log

        yield make
