"""FAULTS 29-43: what stands where a conversation should, and what becomes of one that is open."""

import os
import resource
import socket
import stat
import traceback
from contextlib import suppress

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.base.errors import SempreError
from desktop_app.sessions.errors import FileReplacedError, UnreadableSessionError
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.summary import SessionState
from tests.fakes.transcripts import encoded, prompt, write_transcript

NOBODY = 65534
GOOD = 7


@pytest.fixture
def good(paths):
    """A sound conversation beside whatever else there is."""
    ref, path = write_transcript(paths.projects, GOOD, prompt("needle", uuid="good"))
    return ref, path


@pytest.fixture
def beside(good):
    """Return the id and path of a conversation that may be made beside the good one."""
    ref, path = good
    session_id = f"00000000-0000-0000-0000-{99:012}"
    return SessionRef(ref.project, session_id), path.with_name(f"{session_id}.jsonl")


@pytest.fixture
def store(paths, claude_dir, good):
    with Store(paths, claude_dir, ManualClock()) as store:
        yield store


def in_a_child(work):
    """Run `work` in a process of its own; fail with its trace where it fails."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the parent tells it
            os.write(write_end, traceback.format_exc().encode())
            os._exit(1)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as told:
        trace = told.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, trace


def as_nobody(work):
    """Run `work` in a process without privileges."""

    def without_privileges():
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work()

    in_a_child(without_privileges)


def make_symlink(path):
    path.symlink_to("/etc/hostname")


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as made:
        directory = os.open(path.parent, os.O_RDONLY)
        made.bind(f"/proc/self/fd/{directory}/{path.name}")  # a socket's own path is short
        os.close(directory)


def make_device(path):
    if os.geteuid() != 0:
        pytest.skip("only root makes devices")
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero never ends


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (make_symlink, "/etc/hostname"),
        (os.mkfifo, "pipe"),
        (make_device, "device"),
        (make_socket, "socket"),
        (os.mkdir, "directory"),
    ],
    ids=["29 symlink", "31 FIFO", "32 device", "32 socket", "32 directory"],
)
def test_what_is_no_file_is_refused_at_once_and_the_others_load(sempre, good, beside, make, kind):
    ref, path = beside
    make(path)
    listed = {s["id"]: s["state"] for s in sempre("sessions", "--json").json}
    assert listed == {good[0].session_id: "ready", ref.session_id: "unreadable"}
    for command in ("show", "verify"):
        result = sempre(command, ref.session_id)
        assert result.status == 1
        assert kind in result.errors + result.output.decode()
    sent = sempre("send", "hi", "--session", ref.session_id, "--json")
    assert sent.status == 1
    assert sent.uuids() == set()
    assert len(sempre("search", "needle", "--json").json) == 1


def test_30_a_linked_directory_that_leads_out_is_refused(sempre, good, paths, tmp_path, caplog):
    outside = tmp_path / "outside"
    write_transcript(outside, 99, prompt("needle outside"))
    (paths.projects / "-linked").symlink_to(outside / "-home-user-chat")
    assert [s["id"] for s in sempre("sessions", "--json").json] == [good[0].session_id]
    assert len(sempre("search", "needle", "--json").json) == 1
    assert "leads out" in caplog.text


def test_33_an_unreadable_file_is_listed_so_and_the_others_load(
    paths, claude_dir, good, beside, tmp_path
):
    _, path = beside
    path.write_bytes(encoded(prompt("secret")))
    _hand_to_nobody(tmp_path, paths.root)
    path.chmod(0)

    def work():
        with Store(paths, claude_dir, ManualClock()) as store:
            states = {s.ref: s.state for s in store.summaries()}
            assert states[good[0]] is SessionState.READY
            assert states[beside[0]] is SessionState.UNREADABLE
            with pytest.raises(UnreadableSessionError):
                store.tail(beside[0], 10)
            store.refresh_index()
            assert [hit.uuid for hit in store.search("needle")] == ["good"]

    as_nobody(work)


def test_34_a_read_only_directory_refuses_clearly_and_changes_nothing(
    paths, claude_dir, good, tmp_path
):
    ref, path = good
    before = path.read_bytes()
    _hand_to_nobody(tmp_path, paths.root)
    with Store(paths, claude_dir, ManualClock()) as store:
        store.refresh_index()
    for directory in (path.parent, paths.projects):
        directory.chmod(0o500)
    path.chmod(0o400)

    def work():
        with Store(paths, claude_dir, ManualClock()) as store:
            assert store.tail(ref, 10).entries[0].text == "needle"
            with pytest.raises(SempreError, match="Permission"):
                store.append(ref, [prompt("refused")]).result()
            with pytest.raises(SempreError, match="Permission"):
                store.create(tmp_path)

    as_nobody(work)
    assert path.read_bytes() == before


def _hand_to_nobody(tmp_path, root):
    if os.geteuid() != 0:
        return
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == 0 and place != place.parent and place.is_relative_to("/tmp"):  # noqa: S108 - pytest's own directories, made for this user only
            place.chmod(place.stat().st_mode | 0o055)
    root.mkdir(exist_ok=True)
    for place in (root, *root.rglob("*")):
        os.chown(place, NOBODY, NOBODY)


def removed(path):
    path.unlink()


def renamed(path):
    path.rename(path.with_name("elsewhere"))


def replaced(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes() * 3)
    other.replace(path)


def truncated(path):
    os.truncate(path, 5)


def replaced_by_an_older_shorter_version(path):
    other = path.with_name("older")
    other.write_bytes(path.read_bytes()[:-20])
    other.replace(path)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (removed, "removed"),
        (renamed, "removed"),
        (replaced, "replaced"),
        (truncated, "shortened"),
        (replaced_by_an_older_shorter_version, "replaced"),
    ],
    ids=["35", "36", "37", "38", "39"],
)
def test_a_file_that_another_program_changed_while_open(store, good, tmp_path, change, word):
    ref, path = good
    store.append(ref, [prompt("first", uuid="first")]).result()
    change(path)
    before = {p: p.read_bytes() for p in path.parent.iterdir()}
    with pytest.raises(FileReplacedError, match=word):
        store.append(ref, [prompt("second", uuid="second")]).result()
    assert {p: p.read_bytes() for p in path.parent.iterdir()} == before
    if path.exists():  # whoever looks again goes on with what is there now
        store.append(ref, [prompt("third", uuid="third")]).result()
        assert path.read_bytes().startswith(before[path])
        assert b'"third"' in path.read_bytes()
        assert b'"second"' not in path.read_bytes()


@pytest.mark.parametrize(
    "hostile", ["../../x", "/etc/passwd", "a" * 300, "CON", "..", "x/../../y", "%2e%2e", "\u202e"]
)
@pytest.mark.parametrize("command", ["show", "verify", "send"])
def test_40_hostile_ids_are_refused_before_any_path(sempre, tmp_path, command, hostile):
    arguments = {
        "show": ("show", hostile),
        "verify": ("verify", hostile),
        "send": ("send", "hi", "--session", hostile),
    }[command]
    result = sempre(*arguments)
    assert result.status in {1, 2}
    assert result.errors
    assert "Traceback" not in result.errors
    assert not list(tmp_path.rglob("*.jsonl"))


def test_40_a_nul_in_an_id_never_reaches_the_system(store, tmp_path):
    with pytest.raises(SempreError):
        store.find("00000000-0000-0000-0000-00000000000\0")
    with pytest.raises(SempreError):
        store.create(tmp_path, "../\0")


def test_41_out_of_file_descriptors_loses_nothing_and_passes(paths, claude_dir, good):
    ref, path = good

    def work():
        with Store(paths, claude_dir, ManualClock()) as store:
            _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
            taken = []
            with suppress(OSError):
                while True:
                    taken.append(os.dup(0))
            refused = store.append(ref, [prompt("refused", uuid="refused")])
            with pytest.raises(SempreError, match="open files"):
                refused.result(10)
            with pytest.raises(UnreadableSessionError, match="open files"):
                store.tail(ref, 1)
            for fd in taken:
                os.close(fd)
            store.append(ref, [prompt("later", uuid="later")]).result(10)
            assert [e.uuid for e in store.tail(ref, 9).entries] == ["good", "later"]

    in_a_child(work)
    assert b"refused" not in path.read_bytes()


def test_43_no_inodes_left_refuses_and_passes(tmpfs, processes):
    disk = tmpfs("size=4m,nr_inodes=40")
    processes.data_dir = disk / "data"
    first = processes.send("first")
    assert first.status == 0
    fillers = []
    try:
        while True:
            fillers.append(disk / f"filler-{len(fillers)}")
            fillers[-1].touch()
    except OSError:
        fillers.pop()
    second = processes.send("second", session="12345678-1234-4234-8234-123456789012")
    assert second.status == 1
    assert second.uuids() == set()
    assert second.errors
    for filler in fillers:
        filler.unlink()
    last = processes.send("third", session="12345678-1234-4234-8234-123456789012")
    assert last.status == 0
    assert first.uuids() | last.uuids() <= processes.uuids()
