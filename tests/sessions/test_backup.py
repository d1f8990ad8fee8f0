"""Making and checking backups with the real store, real files and real faults."""

import json
import os
import shutil
import subprocess
import threading
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.archive.catalog import backup_name, list_backups
from desktop_app.sessions.backup import (
    BackupCancelledError,
    BackupProgress,
    check_backup,
    make_backup,
)
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.store import Store

LINE = b'{"type":"user","uuid":"%d","message":{"role":"user","content":"hello"}}\n'


@pytest.fixture
def conversation(store, tmp_path):
    ref = store.create(tmp_path)
    path = store.own_path(ref)
    path.write_bytes(b"".join(LINE % n for n in range(50)))
    directory = path.with_suffix("") / "tool-results"
    directory.mkdir(parents=True)
    (directory / "result.txt").write_bytes(os.urandom(3000))
    return path


def names_in(directory):
    return sorted(path.name for path in directory.iterdir())


def test_a_backup_holds_every_byte_and_a_manifest_as_its_last_member(store, conversation, paths):
    paths.settings_file.write_text('{"theme": "dark"}')

    report = make_backup(store)

    with zipfile.ZipFile(report.path) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        held = {name: archive.read(name) for name in names[:-1]}
    assert names[-1] == "manifest.json"
    assert held == {
        str(path.relative_to(paths.root)): path.read_bytes()
        for path in (*paths.projects.rglob("*"), paths.settings_file)
        if path.is_file()
    }
    assert {item["path"]: (item["size"], item["sha256"]) for item in manifest["files"]} == {
        name: (len(content), sha256(content).hexdigest()) for name, content in held.items()
    }
    assert (report.files, report.conversations, report.is_unchanged) == (3, 1, False)
    assert report.size_bytes == sum(map(len, held.values()))
    assert report.sha256 == sha256(report.path.read_bytes()).hexdigest()
    assert report.archive_bytes == report.path.stat().st_size
    assert report.path.stat().st_mode & 0o777 == 0o600
    assert paths.backups.stat().st_mode & 0o777 == 0o700
    assert names_in(paths.backups) == [report.path.name]


def test_what_was_backed_up_passes_its_check(store, conversation):
    report = make_backup(store)

    check = check_backup(report.path)

    assert (check.files, check.conversations) == (2, 1)
    assert (check.size_bytes, check.created) == (report.size_bytes, report.created)
    assert not check.is_partial


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_any_unzip_tool_reads_it(store, conversation, tmp_path):
    report = make_backup(store)

    subprocess.run(["unzip", "-tqq", report.path], check=True, capture_output=True)
    subprocess.run(
        ["unzip", "-qq", report.path, "-d", tmp_path / "out"], check=True, capture_output=True
    )

    copy = tmp_path / "out" / conversation.relative_to(store.paths.root)
    assert copy.read_bytes() == conversation.read_bytes()


def test_nothing_new_says_so_and_writes_nothing(store, conversation, clock, paths):
    first = make_backup(store)
    clock.advance(timedelta(days=1))

    second = make_backup(store)

    assert second.is_unchanged
    assert (second.path, second.sha256, second.created) == (first.path, first.sha256, first.created)
    assert names_in(paths.backups) == [first.path.name]


def test_a_change_of_the_same_length_makes_a_new_backup(store, conversation):
    first = make_backup(store)
    conversation.write_bytes(conversation.read_bytes().replace(b"hello", b"jello", 1))

    second = make_backup(store)

    assert not second.is_unchanged
    assert second.path != first.path


def test_a_damaged_newest_backup_is_not_taken_for_a_backup(store, conversation, caplog):
    first = make_backup(store)
    damaged = bytearray(first.path.read_bytes())
    damaged[60] ^= 1
    first.path.write_bytes(damaged)

    second = make_backup(store)

    assert not second.is_unchanged
    check_backup(second.path)
    assert "the newest backup is not usable" in caplog.text


def test_the_order_is_by_number_even_when_the_clock_is_set_back(store, conversation, clock, paths):
    first = make_backup(store)
    conversation.write_bytes(conversation.read_bytes() + LINE % 51)
    clock.set_wall(clock.now() - timedelta(days=3))

    second = make_backup(store)

    assert [path for _, path in list_backups(paths.backups)] == [first.path, second.path]
    assert second.path.name.startswith("sempre-000002-")
    assert make_backup(store).path == second.path


def test_a_target_of_ones_own_is_always_written_and_never_replaces(store, conversation, tmp_path):
    target = tmp_path / "mine.zip"
    make_backup(store)

    report = make_backup(store, target)

    assert (report.path, report.is_unchanged) == (target, False)
    before = target.read_bytes()
    with pytest.raises(BackupError, match="exists already"):
        make_backup(store, target)
    assert target.read_bytes() == before
    assert not target.with_name("mine.zip.partial").exists()


def test_somebody_elses_partial_file_is_left_alone(store, conversation, tmp_path):
    partial = tmp_path / "mine.zip.partial"
    partial.write_bytes(b"theirs")

    with pytest.raises(BackupError, match=r"mine\.zip\.partial exists already"):
        make_backup(store, tmp_path / "mine.zip")

    assert partial.read_bytes() == b"theirs"


def test_a_killed_backup_leaves_nothing_that_looks_complete(store, conversation, paths, clock):
    paths.backups.mkdir()
    left = paths.backups / (backup_name(1, clock.now()) + ".partial")
    left.write_bytes(b"PK\x03\x04 half")

    report = make_backup(store)

    assert report.path.name.startswith("sempre-000002-")
    assert left.exists()
    assert [path for _, path in list_backups(paths.backups)] == [report.path]
    with pytest.raises(BackupError):
        check_backup(left)


@pytest.mark.parametrize("target", ["missing/x.zip", "file/x.zip"])
def test_a_target_that_cannot_be_written_is_told_in_three_sentences(
    store, conversation, tmp_path, target
):
    (tmp_path / "file").write_text("no directory")

    with pytest.raises(BackupError, match="No backup could be made") as caught:
        make_backup(store, tmp_path / target)

    assert all(str(part) for part in caught.value.parts)


def test_a_full_target_leaves_nothing(store, conversation, small_disk):
    (conversation.parent / "big.bin").write_bytes(os.urandom(2_000_000))

    with pytest.raises(BackupError, match="No space left"):
        make_backup(store, small_disk / "x.zip")

    assert names_in(small_disk) == []


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MB that really fills up."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a tmpfs needs root")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_growing_conversation_is_backed_up_to_where_it_was(store, conversation):
    before = conversation.read_bytes()

    def grow(step):
        if step.phase == "verify" and step.done_files == 0:
            with conversation.open("ab") as file:
                file.write(LINE % 99)

    report = make_backup(store, progress=grow)

    name = str(conversation.relative_to(store.paths.root))
    with zipfile.ZipFile(report.path) as archive:
        assert archive.read(name) == before
    assert len(conversation.read_bytes()) > len(before)
    assert not report.is_partial


@pytest.mark.parametrize("change", ["rewrite", "shorten", "remove"])
def test_a_file_that_changes_otherwise_than_by_growing_is_refused(store, conversation, change):
    def meddle(step):
        if step.phase != "verify" or not conversation.exists():
            return
        if change == "rewrite":
            conversation.write_bytes(b"x" * conversation.stat().st_size)
        elif change == "shorten":
            os.truncate(conversation, 10)
        else:
            conversation.unlink()

    with pytest.raises(BackupError, match="not by growing"):
        make_backup(store, progress=meddle)

    assert names_in(store.paths.backups) == []


def test_a_file_that_can_be_read_only_in_part_is_kept_in_part(store, conversation):
    large = conversation.parent / "large.bin"
    content = os.urandom(6 << 20)
    large.write_bytes(content)

    def shorten(step):
        if step.phase == "copy" and step.done_bytes >= 1 << 20:
            os.truncate(large, 1 << 20)

    report = make_backup(store, progress=shorten)

    name = str(large.relative_to(store.paths.root))
    with zipfile.ZipFile(report.path) as archive:
        held = archive.read(name)
    assert content.startswith(held)
    assert 1 << 20 <= len(held) < len(content)
    assert [(skipped.path, skipped.reason) for skipped in report.skipped] == [
        (name, "it became shorter while it was read")
    ]
    assert check_backup(report.path).is_partial


@pytest.mark.parametrize("kind", ["symlink", "fifo", "directory-link"])
def test_what_is_no_regular_file_makes_the_backup_partial(store, conversation, tmp_path, kind):
    strange = conversation.with_name("strange.jsonl")
    if kind == "fifo":
        os.mkfifo(strange)
    else:
        strange.symlink_to(conversation if kind == "symlink" else tmp_path)

    report = make_backup(store)

    assert report.is_partial
    assert [skipped.path.endswith("strange.jsonl") for skipped in report.skipped] == [True]
    assert report.skipped[0].reason.startswith("a ")
    assert check_backup(report.path).is_partial
    assert not make_backup(store).is_unchanged


def test_names_that_no_archive_can_hold_make_the_backup_partial(store, conversation):
    (conversation.parent / "a\\b").write_text("x")
    (conversation.parent / b"\xff\xfe".decode("utf-8", "surrogateescape")).write_text("x")

    report = make_backup(store)

    assert len(report.skipped) == 2
    check_backup(report.path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_makes_the_backup_partial(store, conversation):
    other = conversation.with_name("secret.txt")
    other.write_text("x")
    other.chmod(0)

    assert make_backup(store).is_partial


@pytest.mark.parametrize("phase", ["copy", "verify"])
@pytest.mark.parametrize("files", [0, 1, 2])
def test_cancel_works_in_every_phase_and_leaves_nothing(store, conversation, phase, files):
    cancel = threading.Event()

    def stop(step):
        if (step.phase, step.done_files) == (phase, files):
            cancel.set()

    with pytest.raises(BackupCancelledError):
        make_backup(store, progress=stop, cancel=cancel)

    assert names_in(store.paths.backups) == []
    assert conversation.exists()


def test_progress_goes_from_nothing_to_everything(store, conversation):
    steps: list[BackupProgress] = []

    report = make_backup(store, progress=steps.append)

    for phase, factor in (("copy", 1), ("verify", 2)):
        of_phase = [step for step in steps if step.phase == phase]
        assert (of_phase[0].done_bytes, of_phase[0].done_files) == (0, 0)
        assert of_phase[-1].done_bytes == of_phase[-1].total_bytes == factor * report.size_bytes
        assert of_phase[-1].done_files == of_phase[-1].total_files == report.files


def test_an_empty_data_directory_can_be_backed_up(store):
    report = make_backup(store)

    assert (report.files, report.size_bytes) == (0, 0)
    assert check_backup(report.path).conversations == 0


def test_the_machines_own_clock_is_finer_than_what_a_manifest_holds(paths, claude_dir):
    class FineClock(ManualClock):
        def now(self):
            return super().now().replace(microsecond=123_456)

    with Store(paths, claude_dir, FineClock()) as store:
        report = make_backup(store)

        assert report.created.microsecond == 123_000
        assert check_backup(report.path).created == report.created
        assert make_backup(store).is_unchanged


def test_a_file_dated_before_zip_existed_is_backed_up(store, conversation):
    os.utime(conversation, (0, 0))

    check_backup(make_backup(store).path)
