"""A real store and manager with some conversations, for the dialogs that work on them."""

from contextlib import asynccontextmanager

import pytest

from desktop_app.base.tasks import TaskOwner
from desktop_app.engines.registry import Registry
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.store import Store

CONVERSATIONS = 3


def add_conversations(store, cwd, count=CONVERSATIONS):
    """Write conversations of one message each."""
    for number in range(count):
        ref = store.create(cwd)
        context = RecordContext(ref.session_id, str(cwd))
        record = context.user(
            f"Message {number}", uuid=new_uuid(), parent_uuid=None, now=store.clock.now()
        )
        store.append(ref, [record]).result()


@pytest.fixture
def no_quit(qapp):
    """Keep the loop running when the only window closes, as the application does."""
    before = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(before)


@pytest.fixture
def running(paths, claude_dir, clock, tmp_path, no_quit):
    """Give a context manager of (manager, tasks) over a store with some conversations."""

    @asynccontextmanager
    async def run():
        with Store(paths, claude_dir, clock) as store:
            add_conversations(store, tmp_path)
            async with SessionManager(store, Registry()) as manager, TaskOwner() as tasks:
                yield manager, tasks

    return run
