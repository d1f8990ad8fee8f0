"""The guarded cleanup with the real store: on any doubt nothing is removed."""

import os
import shutil
import subprocess
import threading

import pytest

from desktop_app.sessions.backup import BackupCancelledError, check_backup, make_backup
from desktop_app.sessions.cleanup import force_cleanup_all, plan_cleanup
from desktop_app.sessions.errors import BackupError, WrongConfirmationError
from desktop_app.sessions.exclusive import exclusively
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.sessions.restore import restore_backup

LINE = b'{"type":"user","uuid":"%d","message":{"content":"hello"}}\n'


@pytest.fixture
def work(tmp_path):
    """Two conversations, one of them the default one, in a project of their own."""
    directory = tmp_path / "work"
    directory.mkdir()
    return directory


@pytest.fixture
def default(store, work):
    store.create(work)
    ref = store.create(work, DEFAULT_SESSION_ID)
    for number, (_, path) in enumerate(sorted(store.our_files())):
        path.write_bytes(LINE % number + b'{"torn')
        (path.with_suffix("") / "deep").mkdir(parents=True)
        (path.with_suffix("") / "deep" / "result.txt").write_text("a result")
    return store.own_path(ref)


def contents(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / "projects").rglob("*")
        if path.is_file()
    }


PHRASE = "DELETE 2 CONVERSATIONS"


def test_the_plan_counts_what_is_there_and_changes_nothing(store, default, paths):
    before = contents(paths.root)

    plan = plan_cleanup(store)

    assert (plan.conversations, plan.phrase, plan.has_room) == (2, PHRASE, True)
    assert plan.size_bytes == sum(map(len, before.values()))
    assert plan.backup_dir == paths.backups
    assert plan.free_bytes > 0
    assert contents(paths.root) == before
    assert not paths.backups.exists()


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "DELETE 1 CONVERSATIONS",
        "delete 2 conversations",
        PHRASE + " ",
        "DELETE 02 CONVERSATIONS",
    ],
)
def test_the_wrong_phrase_removes_nothing_and_tells_the_right_one(store, default, paths, phrase):
    before = contents(paths.root)

    with pytest.raises(WrongConfirmationError) as caught:
        force_cleanup_all(store, phrase)

    assert caught.value.expected == PHRASE
    assert contents(paths.root) == before
    assert not paths.backups.exists()


def test_everything_goes_the_default_starts_anew_and_restore_brings_every_byte_back(
    store, default, paths
):
    before = contents(paths.root)
    paths.settings_file.write_text("{}")

    result = force_cleanup_all(store, PHRASE)

    assert result.removed == 2
    assert contents(paths.root) == {str(default.relative_to(paths.root)): b""}
    assert [p.name for p in default.parent.iterdir()] == [default.name]
    assert paths.settings_file.exists()
    check = check_backup(result.backup.path)
    assert (check.conversations, check.files) == (2, 5)

    report = restore_backup(store, result.backup.path)

    assert contents(paths.root) == before
    assert report.conversations == 2


def test_the_conversations_are_gone_from_list_and_search_and_come_back(store, default, paths):
    default.write_bytes(LINE % 7)
    store.refresh_index()
    assert store.search("hello")

    result = force_cleanup_all(store, PHRASE)

    assert [summary.ref.session_id for summary in store.summaries()] == [DEFAULT_SESSION_ID]
    assert store.search("hello") == []
    restore_backup(store, result.backup.path)
    store.refresh_index()
    assert store.search("hello")


def test_a_fresh_backup_is_not_made_twice_but_verified_again(store, default, paths):
    made = make_backup(store)

    result = force_cleanup_all(store, PHRASE)

    assert (result.backup.path, result.backup.is_unchanged) == (made.path, True)
    assert len(list(paths.backups.iterdir())) == 1


def test_a_damaged_backup_is_not_relied_upon(store, default, paths, caplog):
    made = make_backup(store)
    os.truncate(made.path, made.archive_bytes - 1)

    result = force_cleanup_all(store, PHRASE)

    assert result.backup.path != made.path
    check_backup(result.backup.path)


@pytest.mark.parametrize("phase", ["copy", "verify"])
def test_a_conversation_that_grows_meanwhile_saves_them_all(store, default, paths, phase):
    def grow(step):
        if step.phase == phase and step.done_files == step.total_files:
            with default.open("ab") as file:
                file.write(LINE % 99)

    with pytest.raises(BackupError, match="changed after it was backed up"):
        force_cleanup_all(store, PHRASE, progress=grow)

    assert len(contents(paths.root)) == 4
    assert default.read_bytes().endswith(LINE % 99)


def test_a_conversation_replaced_by_an_equal_one_saves_them_all(store, default, paths):
    def replace(step):
        if step.phase == "verify" and step.done_files == step.total_files:
            copy = default.with_suffix(".copy")
            shutil.copy2(default, copy)
            copy.replace(default)

    with pytest.raises(BackupError, match="changed after it was backed up"):
        force_cleanup_all(store, PHRASE, progress=replace)

    assert len(contents(paths.root)) == 4


def test_what_appears_meanwhile_stays(store, default, paths):
    new = default.parent / "11111111-1111-4111-8111-111111111111.jsonl"
    beside = default.with_suffix("") / "deep" / "new.txt"

    def appear(step):
        if step.phase == "verify" and step.done_files == step.total_files:
            new.write_bytes(LINE % 5)
            beside.write_text("new")

    result = force_cleanup_all(store, PHRASE, progress=appear)

    assert result.removed == 2
    assert new.read_bytes() == LINE % 5
    assert beside.read_text() == "new"


@pytest.mark.parametrize("kind", ["symlink", "fifo"])
def test_what_cannot_be_backed_up_saves_everything(store, default, paths, tmp_path, kind):
    strange = default.parent / "11111111-1111-4111-8111-111111111111.jsonl"
    if kind == "fifo":
        os.mkfifo(strange)
    else:
        strange.symlink_to(tmp_path / "elsewhere")
    before = contents(paths.root)

    with pytest.raises(BackupError, match="not complete"):
        force_cleanup_all(store, "DELETE 3 CONVERSATIONS")

    assert contents(paths.root) == before


@pytest.mark.parametrize("phase", ["copy", "verify", "remove"])
def test_cancel_works_until_the_first_removal(store, default, paths, phase):
    before = contents(paths.root)
    cancel = threading.Event()

    def stop(step):
        if step.phase == phase:
            cancel.set()

    with pytest.raises(BackupCancelledError):
        force_cleanup_all(store, PHRASE, progress=stop, cancel=cancel)

    assert contents(paths.root) == before


def test_cancel_after_the_first_removal_is_too_late(store, default, paths):
    cancel = threading.Event()

    def stop(step):
        if step.phase == "remove" and step.done_files:
            cancel.set()

    assert force_cleanup_all(store, PHRASE, progress=stop, cancel=cancel).removed == 2


def test_a_removal_that_fails_midway_tells_how_many_are_gone_and_where_the_backup_is(
    store, default, paths
):
    before = contents(paths.root)

    def grow(step):
        if step.phase == "remove" and step.done_files == 1:
            last = max(path for _, path in store.our_files())
            with last.open("ab") as file:
                file.write(LINE % 99)

    with pytest.raises(BackupError, match="stopped half-way") as caught:
        force_cleanup_all(store, PHRASE, progress=grow)

    backup = next(paths.backups.iterdir())
    assert caught.value.data.count == 1
    assert str(backup) in str(caught.value.data)
    restore_backup(store, backup)
    assert contents(paths.root).keys() == before.keys()


def test_a_full_backup_directory_removes_nothing(store, default, paths, full_backups):
    before = contents(paths.root)

    with pytest.raises(BackupError, match=r"No space left|not enough room"):
        force_cleanup_all(store, PHRASE)

    assert contents(paths.root) == before
    assert list(full_backups.iterdir()) == [full_backups / "ballast"]


@pytest.fixture(params=["no room at all", "room runs out"])
def full_backups(request, paths, default):
    """DATA/backups on a file system of its own that is full, or becomes full while writing."""
    paths.backups.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", paths.backups],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a tmpfs needs root")
    full = request.param == "no room at all"
    (paths.backups / "ballast").write_bytes(b"x" * ((4 << 20) if full else (1 << 20)))
    (default.parent / "noise.bin").write_bytes(os.urandom(10 if full else 3_600_000))
    yield paths.backups
    subprocess.run(["umount", paths.backups], check=True)


def test_backups_that_cannot_be_written_remove_nothing(store, default, paths):
    paths.backups.write_text("a file where the directory should be")
    before = contents(paths.root)

    with pytest.raises(BackupError, match="No backup could be made"):
        force_cleanup_all(store, PHRASE)

    assert contents(paths.root) == before


def test_one_cleanup_at_a_time(store, default, paths):
    before = contents(paths.root)

    with exclusively(paths.root), pytest.raises(BackupError, match="is running"):
        force_cleanup_all(store, PHRASE)

    assert contents(paths.root) == before


def test_claude_codes_own_files_are_never_touched(store, default, claude_dir):
    theirs = claude_dir / "projects" / "-x" / "22222222-2222-4222-8222-222222222222.jsonl"
    theirs.parent.mkdir()
    theirs.write_bytes(LINE % 1)

    assert force_cleanup_all(store, PHRASE).removed == 2

    assert theirs.read_bytes() == LINE % 1


def test_the_store_goes_on_writing_afterwards(store, default, work):
    ref = store.find(DEFAULT_SESSION_ID)
    store.append(ref, [{"type": "user", "uuid": "before"}]).result()

    force_cleanup_all(store, PHRASE)
    store.append(ref, [{"type": "user", "uuid": "after"}]).result()

    assert default.read_bytes() == b'{"type":"user","uuid":"after"}\n'
    assert store.cwd(ref) == str(work)


def test_the_default_conversation_comes_into_being_where_there_was_none(store, own_home):
    result = force_cleanup_all(store, "DELETE 0 CONVERSATIONS")

    assert result.removed == 0
    assert store.cwd(store.find(DEFAULT_SESSION_ID)) == str(own_home)
