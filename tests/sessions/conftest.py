"""A store, an empty conversation of ours, engines that a test conducts, and what was announced."""

import pytest

from desktop_app.sessions.store import Store
from tests.fakes.engines import ConductedEngine, FakeFactory
from tests.fakes.events import EventLog


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


@pytest.fixture
def ref(store, tmp_path):
    return store.create(tmp_path)


@pytest.fixture
def factory():
    return FakeFactory(ConductedEngine)


@pytest.fixture
def log():
    return EventLog()
