"""A backup in the background, told by signals."""

import asyncio

import pytest

from desktop_app.base.tasks import TaskOwner
from desktop_app.engines.registry import Registry
from desktop_app.sessions.backup import check_backup
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.ui.health.backup_run import BackupRun


class Told:
    """Notes what a run told."""

    def __init__(self, run):
        self.reports, self.failures, self.ends = [], [], []
        self.is_over = asyncio.Event()
        run.succeeded.connect(self.reports.append)
        run.failed.connect(self.failures.append)
        run.ended.connect(lambda: self.ends.append(True))
        run.ended.connect(self.is_over.set)


@pytest.fixture
def store(paths, claude_dir, clock, tmp_path):
    with Store(paths, claude_dir, clock) as store:
        store.ensure_default(tmp_path)
        yield store


async def test_a_backup_is_made_once_however_often_it_is_asked_for(qapp, store):
    async with SessionManager(store, Registry()) as manager, TaskOwner() as tasks:
        run = BackupRun(manager, tasks)
        told = Told(run)

        run.start()
        run.start()
        assert run.is_running
        await told.is_over.wait()

        (report,) = told.reports
        assert check_backup(report.path).conversations == 1
        assert told.failures == []
        assert not run.is_running


async def test_a_cancelled_backup_leaves_nothing(qapp, store, paths):
    async with SessionManager(store, Registry()) as manager, TaskOwner() as tasks:
        run = BackupRun(manager, tasks)
        told = Told(run)

        run.start()
        run.cancel()
        await told.is_over.wait()

        assert told.reports == told.failures == []
        assert not list(paths.backups.glob("*"))


async def test_a_failure_is_told(qapp, store, paths):
    paths.backups.write_text("in the way")
    async with SessionManager(store, Registry()) as manager, TaskOwner() as tasks:
        run = BackupRun(manager, tasks)
        told = Told(run)

        run.start()
        await told.is_over.wait()

        assert [type(failure) for failure in told.failures] == [BackupError]
        assert told.reports == []
