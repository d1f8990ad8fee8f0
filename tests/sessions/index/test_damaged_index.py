"""Every way in which the index file itself can be wrong."""

import os
import sqlite3
import time

import pytest

from desktop_app.sessions.index import Index, IndexFile
from desktop_app.sessions.index.schema import SCHEMA_VERSION
from tests.fakes.transcripts import encoded, prompt, write_transcript


@pytest.fixture
def file(tmp_path):
    ref, path = write_transcript(tmp_path / "projects", 1, prompt("the needle"))
    return IndexFile(ref, path, is_ours=False)


@pytest.fixture
def built(paths, file):
    """The path of an index that was built and closed."""
    with Index.open(paths.index) as index:
        index.refresh([file])
    return paths.index


def assert_works(path, file, *, is_persistent=True):
    with Index.open(path) as index:
        assert index.is_persistent is is_persistent
        (summary,) = index.summaries([file])
        assert summary.title == "the needle"
        index.refresh([file])
        assert [hit.text for hit in index.search("needle")] == ["the needle"]
        assert index.size().is_complete


def test_deleted(built, file):
    built.unlink()
    assert_works(built, file)


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 8192, b"garbage " * 999, b"SQLite format 3\x00"]
)
def test_emptied_zeroed_or_garbage(built, file, content, caplog):
    built.write_bytes(content)
    assert_works(built, file)


def test_truncated(built, file, caplog):
    built.write_bytes(built.read_bytes()[:20_000])
    assert_works(built, file)


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1, 2**31 - 1])
def test_of_another_version(built, file, version, caplog):
    connection = sqlite3.connect(built)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    assert_works(built, file)


def test_without_a_table(built, file, caplog):
    connection = sqlite3.connect(built)
    connection.execute("DROP TABLE messages")
    connection.close()
    assert_works(built, file)


def test_pages_overwritten_one_by_one(built, file, caplog):
    content = built.read_bytes()
    for page in range(len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 + 8 : (page + 1) * 4096] = b"\xa5" * 4088
        built.write_bytes(damaged)
        for companion in ("-wal", "-shm"):
            built.with_name(built.name + companion).unlink(missing_ok=True)
        with Index.open(built) as index:
            index.summaries([file])
            index.refresh([file])
            index.search("needle")
            index.size()


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM texts_data", "DROP TABLE texts_data", "DELETE FROM texts_idx"],
)
def test_damaged_while_open(built, file, damage, caplog):
    with Index.open(built) as index:
        index.refresh([file])
        connection = sqlite3.connect(built)
        connection.execute(damage)
        connection.commit()
        connection.close()
        # the damage is met by the search, which makes the index anew from the known files
        assert [hit.text for hit in index.search("needle")] == ["the needle"]


@pytest.mark.parametrize("kind", ["directory", "fifo", "symlink"])
def test_something_else_in_its_place(paths, file, kind, caplog):

    paths.root.mkdir()
    if kind == "directory":
        paths.index.mkdir()
    elif kind == "fifo":
        os.mkfifo(paths.index)
    else:
        paths.index.symlink_to(paths.root / "elsewhere")
    assert_works(paths.index, file, is_persistent=False)


def test_in_a_place_where_nothing_can_be_made(tmp_path, file, caplog):
    blocker = tmp_path / "a-file"
    blocker.write_text("")
    assert_works(blocker / "index.sqlite3", file, is_persistent=False)


def test_read_only(built, file, caplog, monkeypatch):
    # the tests may run as root, whom no mode keeps out
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert_works(built, file, is_persistent=False)


def test_locked_from_the_start(built, file, caplog):
    holder = sqlite3.connect(built, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    try:
        assert_works(built, file, is_persistent=False)
    finally:
        holder.close()
    assert time.monotonic() - started < 2


def test_locked_by_a_writer_that_never_ends(built, file, caplog):
    file.path.write_bytes(file.path.read_bytes() + encoded(prompt("a second needle")))
    with Index.open(built) as index:
        holder = sqlite3.connect(built, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            for work in (
                lambda: index.summaries([file]),
                lambda: [index.update(file)],
            ):
                started = time.monotonic()
                (summary,) = work()
                assert summary.messages == 2
                assert time.monotonic() - started < 2
            index.refresh([file])
            assert [hit.text for hit in index.search("needle")] == ["the needle"]
        finally:
            holder.close()
        index.refresh([file])
        assert len(index.search("needle")) == 2


def test_a_full_disk_keeps_what_was_indexed(built, file, caplog):
    file.path.write_bytes(
        file.path.read_bytes() + encoded(*(prompt("needle " * 500) for _ in range(99)))
    )
    with Index.open(built) as index:
        connection = index._database._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        (summary,) = index.summaries([file])
        assert summary.messages == 100
        index.refresh([file])
        assert [hit.text for hit in index.search("the")] == ["the needle"]
        connection.execute("PRAGMA max_page_count = 1000000")
        index.refresh([file])
        assert len(index.search("needle", limit=200)) == 100
