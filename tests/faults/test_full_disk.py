"""FAULTS 44, 51: a disk that is really full, and a limit on the size of files.

The data directory is a memory disk of 1 MB. What was called saved is there afterwards, what was
not is refused with a sentence, and once there is room again everything goes on.
"""

import os
import resource
import signal

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.base.files import make_private_directory
from desktop_app.sessions.checkpoints import CheckpointFile, CheckpointHeader
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.records import new_uuid
from desktop_app.sessions.recovery import read_checkpoint
from desktop_app.sessions.reply import ReplyPosition
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.transcripts import prompt

BLOCK = 4096
LINE = 100 * 1024


@pytest.fixture
def small_disk(tmpfs):
    return tmpfs("size=1m")


def fill(disk, leave_bytes):
    """Leave only so many bytes free; return the file that takes the rest."""
    status = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(status.f_bavail * status.f_frsize - leave_bytes))
    return filler


def uuids_in(path):
    return {line.split(b'"uuid":"')[1].split(b'"')[0].decode()
            for line in path.read_bytes().split(b"\n")
            if line.startswith(b"{") and line.endswith(b"}") and b'"uuid":"' in line}  # fmt: skip


def header_of_reply(ref):
    position = ReplyPosition(new_uuid(), None, "scripted")
    return CheckpointHeader(ref, position, "2026-11-22T11:59:00.000Z", "Question")


def test_44_a_write_that_the_disk_takes_only_in_part(small_disk, claude_dir, tmp_path, caplog):
    root = small_disk / "data"
    with Store(DataPaths(root), claude_dir, ManualClock()) as store:
        ref = store.create(tmp_path)
        store.append(ref, [prompt("before", uuid="before")]).result()
        content = store.own_path(ref).read_bytes()
        filler = fill(small_disk, 3 * BLOCK)
        with pytest.raises(NotSavedError, match="No space left"):
            store.append(ref, [prompt("w" * LINE, uuid="refused")]).result()
        after = store.own_path(ref).read_bytes()
        assert len(after) > len(content)  # a part was taken, and stays as a torn line
        assert after.startswith(content)
        filler.unlink()
        store.append(ref, [prompt("later", uuid="later")]).result()
        assert uuids_in(store.own_path(ref)) == {"before", "later"}
        assert store.own_path(ref).read_bytes().startswith(after)
        shown = [entry.uuid for entry in store.tail(ref, 10).entries]
        assert (shown[0], shown[-1]) == ("before", "later")
        assert len(next(iter(store.verify(ref))).damages) >= 1


def test_44_a_disk_filled_record_by_record_keeps_every_acknowledged_one(
    small_disk, claude_dir, tmp_path, caplog, figure
):
    saved = set()
    with Store(DataPaths(small_disk / "data"), claude_dir, ManualClock()) as store:
        ref = store.create(tmp_path)
        errors = []
        while not errors:
            uuid = f"record-{len(saved)}"
            error = store.append(ref, [prompt("w" * 9000, uuid=uuid)]).exception(10)
            saved.update([] if error else [uuid])
            errors += [error] if error else []
        assert 20 < len(saved) < 150
        assert isinstance(errors[0], NotSavedError)
        for size in (9000, 200, 9000):  # also where a small one would still have found room
            waiting = store.append(ref, [prompt("w" * size, uuid=f"small-{size}")])
            if waiting.exception(10) is None:
                saved.add(f"small-{size}")
        found = uuids_in(store.own_path(ref))
        figure("acknowledged", len(saved))
        figure("acknowledged and lost", len(saved - found))
        assert saved <= found


def test_44_send_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    small_disk, processes, figure
):
    processes.data_dir = small_disk / "data"
    first = processes.send("first")
    assert first.status == 0
    filler = fill(small_disk, 0)
    refused = processes.send("typed on a full disk" * 1000)
    assert refused.status == 1
    assert refused.uuids() == set()
    assert "No space left" in refused.errors
    assert refused.events[-1]["saved"] is False
    filler.unlink()
    again = processes.send("typed on a full disk" * 1000)
    assert again.status == 0
    typed = {r["message"]["content"] for r in processes.records() if r["type"] == "user"}
    figure("typed and lost", len({"first", "typed on a full disk" * 1000} - typed))
    assert typed == {"first", "typed on a full disk" * 1000}
    assert first.uuids() | again.uuids() <= processes.uuids()


def test_44_a_reply_that_fills_the_disk_comes_back_when_there_is_room(tmpfs, processes):
    disk = tmpfs("size=4m")
    processes.data_dir = disk / "data"
    before = processes.send("before")
    filler = fill(disk, 800 * 1024)
    steps = [{"after_ms": 50, "text": "word " * 5_000} for _ in range(40)]
    sent = processes.send("a question", *steps)
    assert sent.status == 1
    assert len(sent.uuids()) == 1
    assert "not saved" in sent.errors
    assert before.uuids() | sent.uuids() <= processes.uuids()
    filler.unlink()
    again = processes.send("again")
    assert "cut off" in again.errors
    assert before.uuids() | sent.uuids() | again.uuids() <= processes.uuids()
    (restored,) = [r for r in processes.records() if r.get("interrupted")]
    text = restored["message"]["content"][0]["text"]
    assert len(text) > 100_000
    assert ("word " * 200_000).startswith(text)


def test_44_of_a_batch_that_fills_the_disk_the_lines_that_fit_are_kept(
    small_disk, claude_dir, tmp_path
):
    thought, text = "hm " * 1000, "".join(f"word{number} " for number in range(60_000))
    with Store(DataPaths(small_disk / "data"), claude_dir, ManualClock()) as store:
        ref = store.create(tmp_path)
        filler = fill(small_disk, 300 * 1024)
        file = CheckpointFile(store.paths.inflight, header_of_reply(ref))
        with pytest.raises(OSError, match="No space left"):
            file.append([("thinking", thought), ("text", text)])
        assert file.owes
        kept = read_checkpoint(file.path.read_bytes())
        assert kept.text.parts[0] == ("thinking", thought)
        assert text.startswith(kept.text.parts[1][1])
        assert 200 * 1024 < len(kept.text.parts[1][1]) < 300 * 1024
        assert file.path.read_bytes().endswith(b"}\n")
        with pytest.raises(OSError, match="No space left"):
            file.append([("text", "and on")])
        filler.unlink()
        file.append([("text", " and on")])
        whole = read_checkpoint(file.path.read_bytes())
        assert whole.text.parts == [("thinking", thought), ("text", text + "and on and on")]
        file.close()


def test_44_a_checkpoint_for_which_there_is_no_room_at_all_comes_later(
    small_disk, claude_dir, tmp_path
):
    with Store(DataPaths(small_disk / "data"), claude_dir, ManualClock()) as store:
        ref = store.create(tmp_path)
        make_private_directory(store.paths.inflight)
        filler = fill(small_disk, 0)
        file = CheckpointFile(store.paths.inflight, header_of_reply(ref))
        with pytest.raises(OSError, match="No space left"):
            file.append([("text", "one ")])
        filler.unlink()
        file.append([("text", "two")])
        assert read_checkpoint(file.path.read_bytes()).text.parts == [("text", "one two")]
        file.close()


@pytest.mark.parametrize("extra_bytes", [0, 1, 500])
def test_51_a_limit_on_the_size_of_files(paths, claude_dir, tmp_path, extra_bytes, caplog):
    with Store(paths, claude_dir, ManualClock()) as store:
        ref = store.create(tmp_path)
        store.append(ref, [prompt("before", uuid="before")]).result()
        content = store.own_path(ref).read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN  # or it would end the process
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) + extra_bytes, hard))
        try:
            error = store.append(ref, [prompt("w" * 5000, uuid="refused")]).exception(10)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert isinstance(error, NotSavedError)
        store.append(ref, [prompt("later", uuid="later")]).result()
        assert store.own_path(ref).read_bytes().startswith(content)
        assert uuids_in(store.own_path(ref)) == {"before", "later"}
