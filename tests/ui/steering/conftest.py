"""A whole window whose engine says what the test sends."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.ui.context import WindowContext
from desktop_app.ui.garbage import collecting_here
from desktop_app.ui.preferences import Preferences
from desktop_app.ui.shell import Shell
from desktop_app.ui.timings import Timings
from desktop_app.ui.window_state import WindowMemory
from tests.fakes.engines import SteeredFactory
from tests.fakes.windows import running, until


@pytest.fixture
def factory():
    return SteeredFactory()


@pytest.fixture
def steered(dressed, clock, paths, options, factory):
    """Return an async context manager: a running window that shows the default conversation."""

    @asynccontextmanager
    async def open_one(**changes):
        chosen = replace(options, **changes)
        with collecting_here(), Store(paths, chosen.claude_dir, clock) as store:
            threads = WorkerThreads(1, "settings")
            memory = WindowMemory(paths.window_file)
            async with SessionManager(store, factory) as manager, TaskOwner() as tasks:
                context = WindowContext(
                    manager=manager,
                    tasks=tasks,
                    clock=clock,
                    memory=memory,
                    preferences=Preferences(paths.settings_file, tasks, threads),
                    paths=paths,
                    claude_projects=store.claude_projects,
                    cwd=chosen.cwd,
                )
                shell = Shell(dressed, context, chosen, Timings())
                async with running(shell):
                    await until(lambda: shell.upkeep.steering is not None)
                    yield shell
                shell.dispose()
            memory.close()
            await threads.aclose(1)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    return open_one
