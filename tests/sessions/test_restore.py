"""Restoring by union with the real store: nothing longer or newer is ever replaced."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.backup import BackupProgress, make_backup
from desktop_app.sessions.errors import BackupError, RestoreError
from desktop_app.sessions.exclusive import exclusively
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.sessions.restore import restore_backup
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths


def line(number):
    return b'{"type":"user","uuid":"%d","message":{"content":"hello"}}\n' % number


TORN = b'{"type":"user","uuid":"torn'


@pytest.fixture
def conversation(store, tmp_path):
    path = store.own_path(store.create(tmp_path, DEFAULT_SESSION_ID))
    path.write_bytes(b"".join(map(line, range(5))))
    attachment = path.with_suffix("") / "tool-results" / "result.txt"
    attachment.parent.mkdir(parents=True, mode=0o700)
    attachment.write_bytes(b"a result")
    return path


def contents(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / "projects").rglob("*")
        if path.is_file()
    }


def figures(report):
    return report.restored_files, report.merged_files, report.unchanged_files, report.conversations


def test_everything_that_is_missing_comes_back_as_it_was(store, conversation, paths):
    conversation.write_bytes(conversation.read_bytes() + TORN)
    paths.settings_file.write_text("{}")
    before = contents(paths.root)
    backup = make_backup(store).path
    shutil.rmtree(paths.projects)
    paths.settings_file.unlink()

    report = restore_backup(store, backup)

    assert contents(paths.root) == before
    assert paths.settings_file.read_text() == "{}"
    assert figures(report) == (3, 0, 0, 1)
    for path in paths.projects.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_a_second_restore_changes_nothing(store, conversation, paths):
    backup = make_backup(store).path
    conversation.write_bytes(line(0) + line(77))
    attachment = conversation.with_suffix("") / "tool-results" / "result.txt"
    attachment.write_bytes(b"another")

    first = restore_backup(store, backup)
    after_first = contents(paths.root)
    second = restore_backup(store, backup)

    assert figures(first) == (0, 2, 0, 1)
    assert figures(second) == (0, 0, 2, 0)
    assert contents(paths.root) == after_first


@pytest.mark.parametrize("tail", [b"", TORN])
def test_an_empty_conversation_gets_everything_back_byte_for_byte(store, conversation, tail):
    before = conversation.read_bytes() + tail
    conversation.write_bytes(before)
    backup = make_backup(store).path
    inode = conversation.stat().st_ino
    os.truncate(conversation, 0)

    report = restore_backup(store, backup)

    assert conversation.read_bytes() == before
    assert conversation.stat().st_ino == inode
    assert figures(report) == (0, 1, 1, 1)


def test_a_longer_conversation_is_left_alone(store, conversation):
    backup = make_backup(store).path
    with conversation.open("ab") as file:
        file.write(line(100))
    before = conversation.read_bytes()

    assert figures(restore_backup(store, backup)) == (0, 0, 2, 0)
    assert conversation.read_bytes() == before


def test_a_shorter_conversation_gets_the_rest_appended(store, conversation):
    whole = conversation.read_bytes()
    backup = make_backup(store).path
    os.truncate(conversation, len(line(0)) * 2)

    restore_backup(store, backup)

    assert conversation.read_bytes() == whole


def test_a_conversation_cut_in_mid_line_keeps_its_bytes_and_gets_whole_lines(store, conversation):
    whole = conversation.read_bytes()
    backup = make_backup(store).path
    cut = len(line(0)) * 2 + 7
    os.truncate(conversation, cut)

    restore_backup(store, backup)

    assert conversation.read_bytes() == whole[:cut] + b"\n" + whole[len(line(0)) * 2 :]


def test_two_versions_that_parted_are_united(store, conversation):
    backup = make_backup(store).path
    live = line(0) + line(1) + line(200)
    conversation.write_bytes(live)

    restore_backup(store, backup)

    assert conversation.read_bytes() == live + line(2) + line(3) + line(4)


def test_an_attachment_that_differs_is_kept_and_the_archived_one_put_beside(store, conversation):
    attachment = conversation.with_suffix("") / "tool-results" / "result.txt"
    backup = make_backup(store).path
    attachment.write_bytes(b"newer!!!")
    (attachment.parent / "result.txt.restored-1").write_bytes(b"from an earlier restore")

    report = restore_backup(store, backup)

    assert attachment.read_bytes() == b"newer!!!"
    assert (attachment.parent / "result.txt.restored-2").read_bytes() == b"a result"
    assert figures(report) == (0, 1, 1, 0)


def test_settings_are_never_replaced(store, conversation, paths):
    paths.settings_file.write_text('{"theme": "dark"}')
    backup = make_backup(store).path
    paths.settings_file.write_text('{"theme": "light"}')

    restore_backup(store, backup)

    assert paths.settings_file.read_text() == '{"theme": "light"}'


def test_what_came_back_can_be_written_to_at_once(store, conversation, tmp_path):
    backup = make_backup(store).path
    ref = store.find(DEFAULT_SESSION_ID)
    whole = conversation.read_bytes()
    os.truncate(conversation, 0)
    store.release(ref)
    store.append(ref, [{"type": "user", "uuid": "new"}]).result()

    restore_backup(store, backup)
    store.append(ref, [{"type": "user", "uuid": "newer"}]).result()

    lines = conversation.read_bytes().splitlines(keepends=True)
    assert b"".join(lines[1:-1]) == whole
    assert (b'"new"' in lines[0], b'"newer"' in lines[-1]) == (True, True)


def test_a_damaged_archive_is_refused_whole(store, conversation, paths):
    backup = make_backup(store).path
    raw = bytearray(backup.read_bytes())
    raw[-1] ^= 1
    backup.write_bytes(raw)
    shutil.rmtree(paths.projects)

    with pytest.raises(BackupError, match="seal"):
        restore_backup(store, backup)

    assert not paths.projects.exists()


@pytest.mark.parametrize("what", ["file-link", "directory-link", "directory", "fifo", "file"])
def test_something_in_the_way_is_refused_before_anything_is_written(
    store, conversation, paths, tmp_path, what
):
    (conversation.parent / "aaa.txt").write_text("first in the archive")
    backup = make_backup(store).path
    shutil.rmtree(conversation.parent)
    outside = tmp_path / "outside"
    outside.mkdir()
    if what == "directory-link":
        conversation.parent.symlink_to(outside)
    elif what == "file":
        conversation.parent.write_text("not a directory")
    else:
        conversation.parent.mkdir()
        if what == "file-link":
            conversation.symlink_to(outside / "x")
        elif what == "directory":
            conversation.mkdir()
        else:
            os.mkfifo(conversation)

    with pytest.raises(RestoreError, match="in the way"):
        restore_backup(store, backup)

    assert list(outside.iterdir()) == []
    assert not (conversation.parent / "aaa.txt").exists()


def test_a_leftover_of_a_killed_restore_is_no_obstacle(store, conversation):
    before = conversation.read_bytes()
    backup = make_backup(store).path
    left = conversation.with_name(conversation.name + ".restoring.partial")
    conversation.rename(left)

    restore_backup(store, backup)

    assert conversation.read_bytes() == before
    assert not left.exists()


def test_one_restore_at_a_time(store, conversation, paths):
    backup = make_backup(store).path

    with (
        exclusively(paths.root),
        pytest.raises(BackupError, match="Another backup, restore or cleanup is running"),
    ):
        restore_backup(store, backup)

    assert restore_backup(store, backup).unchanged_files == 2


def test_progress_ends_at_everything(store, conversation):
    backup = make_backup(store)
    steps: list[BackupProgress] = []

    restore_backup(store, backup.path, progress=steps.append)

    assert [step.phase for step in steps] == sorted((s.phase for s in steps), reverse=True)
    assert steps[-1].phase == "restore"
    assert steps[-1].done_bytes == steps[-1].total_bytes == backup.size_bytes


pieces = st.lists(
    st.one_of(
        st.integers(0, 9).map(line),
        st.sampled_from([b"\n", TORN + b"\n", b"\0\0\0\n", b"{}\n", b'{"t":1}\r\n']),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=30)
@given(pieces, pieces, pieces, st.sampled_from([b"", TORN]), st.sampled_from([b"", TORN]))
def test_no_line_of_either_side_is_ever_lost(start, one, two, archived_tail, live_tail):
    with tempfile.TemporaryDirectory() as name:
        paths = DataPaths(Path(name, "data"))
        with Store(paths, Path(name, "claude"), ManualClock()) as store:
            path = store.own_path(store.create(Path(name), DEFAULT_SESSION_ID))
            archived = b"".join((*start, *one)) + archived_tail
            live = b"".join((*start, *two)) + live_tail
            path.write_bytes(archived)
            backup = make_backup(store, Path(name, "b.zip")).path
            path.write_bytes(live)

            restore_backup(store, backup)
            united = path.read_bytes()
            second = restore_backup(store, backup)

            assert united.startswith(live)
            lines = set(united.split(b"\n"))
            lost = {piece for piece in archived.split(b"\n") if piece.strip()} - lines
            # an unfinished last line of the archive may be a whole line by now
            assert all(united.startswith(archived) for _ in lost)
            assert (second.unchanged_files, path.read_bytes()) == (1, united)
