"""FAULTS 58, 59, 77: a power cut during a backup, the guarded cleanup, or a restore."""

import os
import shutil

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.backup import make_backup
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.sessions.restore import restore_backup
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.transcripts import encoded, prompt, reply
from tests.faults.power_cuts.judging import NOT_HISTORY, Archives, transcripts
from tests.faults.power_cuts.recording import sample

MAX_RESTORED = 8


@pytest.fixture
def history(data_dir, claude_dir, tmp_path):
    """Two conversations with a result beside each; return the bytes of every file."""
    with Store(DataPaths(data_dir), claude_dir, ManualClock()) as store:
        store.create(tmp_path)
        store.create(tmp_path, DEFAULT_SESSION_ID)
        for number, (_, path) in enumerate(sorted(store.our_files())):
            texts = [os.urandom(400).hex() for _ in range(4)]
            records = [prompt(f"{number} {text}", cwd=str(tmp_path)) for text in texts]
            path.write_bytes(encoded(*records, reply("the end")) + b'{"torn')
            path.with_suffix("").mkdir()
            (path.with_suffix("") / "result.txt").write_text("a result")
    return contents(data_dir)


def contents(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / "projects").rglob("*")
        if path.is_file()
    }


def in_place(state, path, original):
    content = state.files.get(path)
    return content is not None and content.data == original


def test_a_backup_that_bears_its_name_is_complete(recorded, history, figure):
    recording = recorded("backup", "--json")
    archives = Archives()
    states = recording.states(ignored=NOT_HISTORY)
    figure("states of the disk, none with a loss", len(states))
    for state in states:
        complete = archives.complete_in(state)
        assert all(in_place(state, path, data) for path, data in history.items()), state.label
        for members in complete:
            assert history.items() <= members.items()
        if state.announced:
            assert complete, state.label
    assert recording.status == 0
    assert len(states) > 25


def test_a_cleanup_removes_nothing_that_no_backup_brings_back(
    recorded, history, tmp_path, claude_dir, figure
):
    phrase = "DELETE 2 CONVERSATIONS"
    recording = recorded("cleanup", "--confirm", phrase, "--json")
    assert recording.status == 0, recording.output
    archives = Archives()
    states = recording.states(ignored=NOT_HISTORY)
    figure("states of the disk, none with a loss", len(states))
    removed = 0
    for state in states:
        complete = archives.complete_in(state)
        missing = {p: data for p, data in history.items() if not in_place(state, p, data)}
        if missing or state.announced:
            removed += bool(missing)
            assert complete, state.label
            assert all(missing.items() <= members.items() for members in complete), state.label
    assert removed > 5
    assert len(states) > 40
    with_backup = [state for state in states if archives.complete_in(state)]
    for number, state in enumerate(sample(with_backup, MAX_RESTORED)):
        root = tmp_path / "states" / str(number)
        state.write_to(root)
        with Store(DataPaths(root), claude_dir, ManualClock()) as store:
            restore_backup(store, next((root / "backups").glob("*.zip")))
        assert history.items() <= contents(root).items()


def test_a_restore_loses_nothing_and_what_it_announced_is_whole(
    recorded, history, data_dir, tmp_path, claude_dir, figure
):
    archive = tmp_path / "backup.zip"
    with Store(DataPaths(data_dir), claude_dir, ManualClock()) as store:
        make_backup(store, archive)
    shorter, gone = sorted(path for path in history if path.endswith(".jsonl"))
    os.truncate(data_dir / shorter, len(history[shorter]) // 2)
    (data_dir / gone).unlink()
    shutil.rmtree((data_dir / gone).with_suffix(""))
    half = history[shorter][: len(history[shorter]) // 2]
    recording = recorded("restore", archive, "--json")
    assert recording.status == 0, recording.output
    states = recording.states(ignored=NOT_HISTORY)
    figure("states of the disk, none with a loss", len(states))
    for state in states:
        found = transcripts(state)
        assert found[shorter].startswith(half), state.label
        assert found.get(gone, history[gone]) == history[gone], state.label
        if state.announced:
            lines = set(found[shorter].split(b"\n"))
            assert lines >= set(history[shorter].split(b"\n")), state.label
            assert all(in_place(state, p, d) for p, d in history.items() if p != shorter)
    for number, state in enumerate(sample(states, MAX_RESTORED)):
        root = tmp_path / "states" / str(number)
        state.write_to(root)
        with Store(DataPaths(root), claude_dir, ManualClock()) as store:
            restore_backup(store, archive)
        again = contents(root)
        assert set(again[shorter].split(b"\n")) >= set(history[shorter].split(b"\n"))
        assert again[gone] == history[gone]
    assert len(states) > 20
