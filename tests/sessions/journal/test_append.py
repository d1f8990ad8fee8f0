"""The append protocol, with the faults injected into real files and real system calls."""

import errno
import os
import stat

import pytest

from desktop_app.base import files
from desktop_app.sessions.errors import FileReplacedError
from desktop_app.sessions.journal import append
from desktop_app.sessions.journal.append import Journal, ShortWriteError, create_journal


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "projects" / "-x" / "a.jsonl"
    create_journal(path)
    return path


@pytest.fixture
def journal(path):
    journal = Journal(path)
    yield journal
    journal.close()


def test_created_files_and_directories_are_private(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes() == b""


def test_creating_leaves_an_existing_file_alone(path):
    path.write_bytes(b"old\n")
    with pytest.raises(FileExistsError):
        create_journal(path)
    assert path.read_bytes() == b"old\n"


def test_one_write_and_one_sync_per_group(journal, path, monkeypatch):
    calls = []
    write, sync = os.write, files.sync_data

    def counting_write(fd, data):
        calls.append("write")
        return write(fd, data)

    def counting_sync(fd):
        calls.append("sync")
        sync(fd)

    monkeypatch.setattr(os, "write", counting_write)
    monkeypatch.setattr(append, "sync_data", counting_sync)
    assert journal.append(b'{"a":1}\n{"b":2}\n') == 0
    assert journal.append(b'{"c":3}\n') == 16
    assert calls == ["write", "sync"] * 2
    assert path.read_bytes() == b'{"a":1}\n{"b":2}\n{"c":3}\n'


def test_a_torn_tail_gets_a_newline_and_keeps_its_bytes(path):
    path.write_bytes(b'{"torn')
    journal = Journal(path)
    assert journal.append(b"{}\n") == 7
    journal.close()
    assert path.read_bytes() == b'{"torn\n{}\n'


def test_a_foreign_writer_between_guard_and_write_cannot_glue_records(journal, path, monkeypatch):
    journal.append(b'{"a":1}\n')
    write = os.write

    def racing_write(fd, data):
        monkeypatch.setattr(os, "write", write)
        with path.open("ab") as foreign:
            foreign.write(b'{"torn by another')
        return write(fd, data)

    monkeypatch.setattr(os, "write", racing_write)
    offset = journal.append(b'{"b":2}\n')
    content = path.read_bytes()
    assert content[offset:] == b'{"b":2}\n'
    assert content[offset - 1 : offset] == b"\n"
    assert content.startswith(b'{"a":1}\n{"torn by another')


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda p: p.unlink(), "removed"),
        (lambda p: p.rename(p.with_name("elsewhere")), "removed"),
        (lambda p: (p.unlink(), p.write_bytes(b"other\n" * 9)), "replaced"),
        (lambda p: os.truncate(p, 3), "shortened"),
    ],
)
def test_a_file_that_is_not_ours_any_more_is_not_written(journal, path, change, word):
    journal.append(b'{"a":1}\n')
    change(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(FileReplacedError, match=word):
        journal.append(b'{"b":2}\n')
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_short_write_is_a_failure_and_the_next_handle_starts_on_a_new_line(path, monkeypatch):
    journal = Journal(path)
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[:4]))
    with pytest.raises(ShortWriteError):
        journal.append(b'{"a":1}\n')
    journal.close()
    monkeypatch.undo()
    again = Journal(path, after_failure=True)
    again.append(b'{"a":1}\n')
    again.close()
    assert path.read_bytes() == b'{"a"\n{"a":1}\n'


def test_links_and_pipes_are_refused_at_once(tmp_path):
    (tmp_path / "real").write_bytes(b"")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe.jsonl")
    for name in ("link.jsonl", "pipe.jsonl"):
        with pytest.raises(files.NotARegularFileError):
            Journal(tmp_path / name)
    with pytest.raises(OSError, match="exists"):
        create_journal(tmp_path / "pipe.jsonl")


def test_errors_of_the_system_are_passed_on(journal, monkeypatch):
    def full(fd):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(append, "sync_data", full)
    with pytest.raises(OSError, match="space"):
        journal.append(b"{}\n")
