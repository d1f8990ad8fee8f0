"""Backups that come by themselves: off at first, after enough new text, told, never in the way."""

import asyncio

import pytest

from desktop_app.base.files import open_regular
from desktop_app.sessions import backup
from desktop_app.sessions.archive.catalog import list_backups
from desktop_app.sessions.backup import bytes_since_backup, make_backup
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.events import BackupFailed, BackupMade
from desktop_app.sessions.manager import SessionManager
from tests.fakes.engines import EchoEngine, FakeFactory

MEGABYTE = 1_000_000


@pytest.fixture
def manager(store, log):
    manager = SessionManager(store, FakeFactory(EchoEngine))
    manager.subscribe(log)
    return manager


async def say(manager, ref, megabytes):
    await manager.submit(ref, "x" * (megabytes * MEGABYTE // 2))  # echoed, so twice in the file
    await manager.wait_idle()
    await manager.wait_backed_up()


def backups(store):
    return list_backups(store.paths.backups)


async def test_nothing_is_backed_up_unless_it_was_asked_for(manager, store, ref, log):
    async with manager:
        await say(manager, ref, 2)
        manager.set_automatic_backups(1)
        manager.set_automatic_backups(None)
        await say(manager, ref, 2)
    assert backups(store) == []
    assert not log.of(BackupMade)


async def test_enough_new_text_makes_a_backup_and_all_of_them_stay(manager, store, ref, log):
    async with manager:
        manager.set_automatic_backups(2)
        await say(manager, ref, 1)
        assert backups(store) == []
        await say(manager, ref, 2)
        assert len(backups(store)) == 1
        await say(manager, ref, 1)
        assert len(backups(store)) == 1
        await say(manager, ref, 2)
        assert len(backups(store)) == 2
    made = [event.report for event in log.of(BackupMade)]
    assert [report.path for report in made] == [path for _, path in backups(store)]
    assert bytes_since_backup(store) == 0


async def test_the_next_start_counts_from_the_same_backup(store, ref, log):
    for _ in range(3):
        async with SessionManager(store, FakeFactory(EchoEngine)) as manager:
            manager.set_automatic_backups(2)
            await say(manager, ref, 1)
    assert len(backups(store)) == 1


async def test_a_failure_is_told_and_tried_again_after_as_much_more(manager, store, ref, log):
    store.paths.backups.write_text("no directory")
    async with manager:
        manager.set_automatic_backups(1)
        await say(manager, ref, 2)
        (failed,) = log.of(BackupFailed)
        assert isinstance(failed.error, BackupError)
        await manager.submit(ref, "short")
        await manager.wait_idle()
        await manager.wait_backed_up()
        assert len(log.of(BackupFailed)) == 1
        store.paths.backups.unlink()
        await say(manager, ref, 2)
        assert len(log.of(BackupMade)) == 1


async def test_what_a_person_asks_for_goes_first(manager, store, ref, log, monkeypatch):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    started = []

    def slow(store, target=None, *, cancel, **more):
        if started:  # this one is the person's
            return make_backup(store, target, cancel=cancel, **more)
        started.append(cancel)
        loop.call_soon_threadsafe(begun.set)
        assert cancel.wait(10)
        return make_backup(store, cancel=cancel)

    monkeypatch.setattr(backup, "make_backup", slow)
    async with manager:
        manager.set_automatic_backups(1)
        await manager.submit(ref, "x" * MEGABYTE)
        await manager.wait_idle()
        await begun.wait()
        report = await manager.backup()
        await manager.wait_backed_up()
    assert [path for _, path in backups(store)] == [report.path]
    assert not log.of(BackupMade)
    assert not log.of(BackupFailed)
    assert len(started) == 1


async def test_leaving_ends_a_backup_under_way(manager, store, ref, log, monkeypatch):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(store, *, cancel):
        loop.call_soon_threadsafe(begun.set)
        assert cancel.wait(10)
        return make_backup(store, cancel=cancel)

    monkeypatch.setattr(backup, "make_backup", slow)
    async with manager:
        manager.set_automatic_backups(1)
        await manager.submit(ref, "x" * MEGABYTE)
        await begun.wait()
    assert list(store.paths.backups.glob("*")) == []


def test_what_the_newest_usable_backup_lacks(store, ref):
    path = store.own_path(ref)
    path.write_bytes(b"x" * 100)
    attachment = path.with_suffix("") / "tool-results" / "1.txt"
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"y" * 10)
    store.paths.settings_file.write_bytes(b"{}")
    assert bytes_since_backup(store) == 110
    make_backup(store)
    assert bytes_since_backup(store) == 0
    path.write_bytes(b"x" * 160)
    store.paths.settings_file.write_bytes(b'{"theme": "dark"}')
    assert bytes_since_backup(store) == 60
    newest = make_backup(store).path
    assert bytes_since_backup(store) == 0
    newest.write_bytes(b"damaged")
    assert bytes_since_backup(store) == 60


def test_what_was_skipped_is_not_counted_again(store, ref, monkeypatch):
    store.own_path(ref).write_bytes(b"x" * 100)
    (store.own_path(ref).parent / "link.jsonl").symlink_to("elsewhere")
    dead = store.own_path(ref).with_name("dead.jsonl")
    dead.write_bytes(b"z" * 50)

    def refuse(path):
        if path == dead:
            raise OSError(5, "Input/output error")
        return open_regular(path)

    monkeypatch.setattr("desktop_app.sessions.backup.making.open_regular", refuse)
    assert make_backup(store).is_partial
    assert bytes_since_backup(store) == 0
