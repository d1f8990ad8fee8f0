"""Group commit: order, durability before acknowledgement, and life after every failure."""

import errno
import os
import threading

import pytest

from desktop_app.base.files import sync_data
from desktop_app.sessions.errors import FileReplacedError, NotSavedError
from desktop_app.sessions.journal import WriterThread, append, create_journal, writer
from desktop_app.sessions.lines import read_lines


@pytest.fixture
def root(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def thread(root):
    thread = WriterThread(root)
    yield thread
    thread.close()


@pytest.fixture
def path(root):
    path = root / "projects" / "-x" / "a.jsonl"
    create_journal(path)
    return path


class Gate:
    """Holds the first sync until it is opened, so that requests pile up behind it."""

    def __init__(self, monkeypatch):
        self.entered, self.open = threading.Event(), threading.Event()
        self.syncs = 0
        monkeypatch.setattr(append, "sync_data", self)

    def __call__(self, fd):
        self.syncs += 1
        self.entered.set()
        assert self.open.wait(10)
        os.fdatasync(fd)


def test_a_hundred_waiting_records_share_one_group(thread, path, monkeypatch):
    gate = Gate(monkeypatch)
    first = thread.append(path, b'{"n":-1}\n')
    assert gate.entered.wait(10)
    waiting = [thread.append(path, b'{"n":%d}\n' % n) for n in range(100)]
    assert not first.done()
    gate.open.set()
    offsets = [future.result(10) for future in waiting]
    assert gate.syncs == 2
    content = path.read_bytes()
    for n, offset in enumerate(offsets):
        assert content[offset:].startswith(b'{"n":%d}\n' % n)


def test_files_keep_their_own_order(thread, path):
    other = path.with_name("b.jsonl")
    create_journal(other)
    futures = [thread.append((path, other)[n % 2], b"%d\n" % n) for n in range(40)]
    for future in futures:
        future.result(10)
    assert [int(line) for _, line in read_lines(path)] == list(range(0, 40, 2))
    assert [int(line) for _, line in read_lines(other)] == list(range(1, 40, 2))


def test_an_io_error_at_sync_writes_the_whole_group_again(thread, path, monkeypatch, caplog):
    failures = [OSError(errno.EIO, "Input/output error")]

    def fails_once(fd):
        if failures:
            raise failures.pop()
        sync_data(fd)

    monkeypatch.setattr(append, "sync_data", fails_once)
    with_warning = thread.append(path, b'{"a":1}\n')
    assert with_warning.result(10) == 9
    assert path.read_bytes() == b'{"a":1}\n\n{"a":1}\n'


def test_a_full_disk_acknowledges_nothing_and_the_thread_lives_on(
    thread, path, monkeypatch, caplog
):
    def full(fd, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(NotSavedError, match="No space left"):
        thread.append(path, b'{"a":1}\n').result(10)
    monkeypatch.undo()
    offset = thread.append(path, b'{"b":2}\n').result(10)
    assert path.read_bytes()[offset:] == b'{"b":2}\n'


def test_a_bug_does_not_end_the_only_writer(thread, path, monkeypatch, caplog):
    monkeypatch.setattr(append.Journal, "append", lambda self, group: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        thread.append(path, b"{}\n").result(10)
    monkeypatch.undo()
    thread.append(path, b'{"b":2}\n').result(10)
    assert path.read_bytes().endswith(b'{"b":2}\n')


def test_a_raising_callback_and_a_cancelled_future_harm_nobody(thread, path, monkeypatch, caplog):
    gate = Gate(monkeypatch)
    first = thread.append(path, b'{"a":1}\n')
    assert gate.entered.wait(10)
    withdrawn = thread.append(path, b'{"withdrawn":1}\n')
    last = thread.append(path, b'{"b":2}\n')
    assert withdrawn.cancel()
    assert not first.cancel()
    first.add_done_callback(lambda done: 1 / 0)
    gate.open.set()
    last.result(10)
    assert path.read_bytes() == b'{"a":1}\n{"b":2}\n'


def test_a_file_that_vanished_is_told_and_the_next_one_there_is_used(thread, path):
    thread.append(path, b'{"a":1}\n').result(10)
    path.unlink()
    with pytest.raises(FileReplacedError):
        thread.append(path, b'{"b":2}\n').result(10)
    create_journal(path)
    thread.append(path, b'{"c":3}\n').result(10)
    assert path.read_bytes() == b'{"c":3}\n'


def test_more_files_than_descriptors_allowed(thread, root, monkeypatch):
    monkeypatch.setattr(writer, "MAX_OPEN_FILES", 3)
    paths = [root / "projects" / "-x" / f"{n}.jsonl" for n in range(10)]
    for path in paths:
        create_journal(path)
    for future in [thread.append(path, b"1\n") for path in paths * 2]:
        future.result(10)
    assert all(path.read_bytes() == b"1\n1\n" for path in paths)


def test_closing_writes_what_waits(root, path):
    thread = WriterThread(root)
    futures = [thread.append(path, b"%d\n" % n) for n in range(50)]
    thread.close()
    assert all(future.done() for future in futures)
    assert len(list(read_lines(path))) == 50


def test_every_directory_up_to_the_root_is_synced_once_before_the_first_acknowledgement(
    thread, root, path, monkeypatch
):
    synced = []
    monkeypatch.setattr(writer, "sync_directory", synced.append)
    thread.append(path, b"{}\n").result(10)
    thread.release(path).result(10)
    thread.append(path, b"{}\n").result(10)
    assert synced == [path.parent, root / "projects", root, root.parent]
