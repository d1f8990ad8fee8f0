"""Conversations as tests hold them: what stands in their files, and a manager over them."""

import json

from desktop_app.sessions.manager import SessionManager
from tests.fakes.engines import ConductedEngine, FakeFactory
from tests.fakes.events import EventLog


def records(store, ref):
    """Read the file as any JSONL reader would."""
    lines = store.own_path(ref).read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def manager_with(store, **options):
    """Return a manager, the factory of its conducted engines, and what it announces."""
    log = EventLog()
    factory = FakeFactory(lambda: ConductedEngine(**options))
    manager = SessionManager(store, factory)
    manager.subscribe(log)
    return manager, factory, log
