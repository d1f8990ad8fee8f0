"""The health report over real data directories in every condition."""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app import __version__
from desktop_app.sessions.backup import make_backup
from desktop_app.sessions.errors import DataDirectoryError
from desktop_app.sessions.health import HealthStatus, LiveFigures, report, report_unusable
from desktop_app.sessions.health.disk import network_type
from desktop_app.sessions.health.findings import of_disk
from desktop_app.sessions.health.report import DiskFigures
from desktop_app.sessions.last_verification import remember
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

LINE = b'{"type":"user","uuid":"%d","message":{"role":"user","content":"hello"}}\n'


@pytest.fixture
def default(store, tmp_path):
    ref = store.create(tmp_path, DEFAULT_SESSION_ID)
    store.own_path(ref).write_bytes(LINE % 1)
    return ref


def codes(health):
    return {finding.code: finding.severity.value for finding in health.findings}


def of_the_place(health):
    """Leave out what the machine that runs the tests contributes: its disk."""
    return {c: s for c, s in codes(health).items() if not c.startswith(("disk-", "network-"))}


def test_a_fresh_data_directory_is_well_and_notes_that_there_is_no_backup(store):
    health = report(store, LiveFigures())

    assert of_the_place(health) == {"no-backup": "note"}


def test_the_json_has_the_shape_that_support_relies_upon(store, default, paths, claude_dir):
    other = claude_dir / "projects" / "-x" / "22222222-2222-4222-8222-222222222222.jsonl"
    other.parent.mkdir()
    other.write_bytes(LINE % 1 + LINE % 2)
    backup = make_backup(store)

    document = json.loads(
        json.dumps(report(store, LiveFigures(3, 2, "recall", uptime_s=61.25), default).to_json())
    )

    assert document["version"] == __version__
    assert document["data_dir"] == str(paths.root)
    assert document["config"] == {
        "timeout_minutes": 0,
        "cleanup_interval": 0,
        "max_sessions": 500,
        "max_connection_pool_size": 50,
    }
    assert document["sessions"] == {"live": 3, "stored": 1, "claude_code": 1}
    assert document["connections"] == {"open": 2}
    assert (document["engine"], document["uptime_s"]) == ("recall", 61.2)
    size = len(LINE % 1)
    assert document["jsonl"] == {
        "total_bytes": size,
        "default_bytes": size,
        "current_bytes": size,
        "largest_bytes": size,
    }
    assert document["last_backup"] == {
        "path": str(backup.path),
        "sequence": 1,
        "created": "2026-11-22T12:00:00.000Z",
        "size_bytes": backup.size_bytes,
        "archive_bytes": backup.archive_bytes,
        "files": 1,
        "conversations": 1,
        "is_partial": False,
    }
    assert document["integrity"] == {
        "damaged_lines": 0,
        "unreadable_files": 0,
        "checked_files": 2,
        "last_verification": None,
    }
    assert document["disk"]["free_bytes"] > 0
    assert document["disk"]["data_bytes"] > size
    assert document["index"]["is_persistent"] is True
    assert all(set(f) == {"code", "severity", "sentence", "hint"} for f in document["findings"])


def test_the_last_verification_is_in_the_report(store, default, clock):
    remember(store.paths, store.verify(), clock.now())

    document = report(store, LiveFigures()).to_json()

    assert document["integrity"]["last_verification"] == {
        "finished": "2026-11-22T12:00:00.000Z",
        "conversations": 1,
        "records": document["integrity"]["last_verification"]["records"],
        "damaged": 0,
        "unreadable": 0,
        "missing_parents": 0,
        "reachable_percent": 100.0,
        "orphan_tool_calls": 0,
    }


def test_damaged_lines_ask_for_attention(store, default):
    with store.own_path(default).open("ab") as file:
        file.write(b'{"torn\n5\n')

    health = report(store, LiveFigures())

    assert of_the_place(health)["damaged-lines"] == "attention"
    assert health.integrity.damaged_lines == 2


def test_damage_in_claude_codes_files_is_noted_only(store, claude_dir):
    other = claude_dir / "projects" / "-x" / "22222222-2222-4222-8222-222222222222.jsonl"
    other.parent.mkdir()
    other.write_bytes(b'{"torn')

    health = report(store, LiveFigures())

    assert of_the_place(health)["damaged-transcripts"] == "note"
    assert health.integrity.damaged_lines == 1


def test_an_unreadable_conversation_is_a_risk_and_the_others_are_counted(store, default):
    os.mkfifo(store.own_path(default).parent / "33333333-3333-4333-8333-333333333333.jsonl")

    health = report(store, LiveFigures())

    assert of_the_place(health)["conversations-unreadable"] == "risk"
    assert (health.status, health.exit_code) == (HealthStatus.RISK, 2)
    assert (health.integrity.unreadable_files, health.integrity.checked_files) == (1, 2)
    assert health.findings[0].severity == "risk"


def test_claude_codes_unreadable_transcript_is_no_risk_to_our_data(store, claude_dir):
    (claude_dir / "projects" / "-x").mkdir()
    os.mkfifo(claude_dir / "projects" / "-x" / "33333333-3333-4333-8333-333333333333.jsonl")

    assert of_the_place(report(store, LiveFigures()))["transcripts-unreadable"] == "attention"


@pytest.mark.parametrize("length", [0, 10, -1])
def test_a_cut_off_backup_is_told_and_the_one_before_it_counts(store, default, length):
    first = make_backup(store)
    with store.own_path(default).open("ab") as file:
        file.write(LINE % 2)
    second = make_backup(store)
    os.truncate(second.path, second.archive_bytes + length if length < 0 else length)

    health = report(store, LiveFigures())

    assert health.last_backup is not None
    assert health.last_backup.path == first.path
    assert of_the_place(health)["backup-damaged"] == "attention"


def test_a_partial_backup_asks_for_attention(store, default, tmp_path):
    (store.own_path(default).parent / "link").symlink_to(tmp_path)
    make_backup(store)

    health = report(store, LiveFigures())

    assert of_the_place(health)["backup-partial"] == "attention"
    assert health.last_backup is not None
    assert health.last_backup.is_partial


def test_an_unfinished_backup_is_not_the_last_backup(store, paths):
    paths.backups.mkdir()
    (paths.backups / "sempre-000009-20261122T120000Z.zip.partial").write_bytes(b"PK")

    assert report(store, LiveFigures()).last_backup is None


def test_the_newest_backup_is_the_one_with_the_highest_number(store, default, clock):
    make_backup(store)
    clock.set_wall(clock.now() - timedelta(days=7))
    with store.own_path(default).open("ab") as file:
        file.write(LINE % 2)
    second = make_backup(store)

    last = report(store, LiveFigures()).last_backup

    assert last is not None
    assert (last.path, last.sequence) == (second.path, 2)


@pytest.mark.parametrize(("age_s", "is_told"), [(600, True), (5, False), (-600, False)])
def test_checkpoints_that_stand_still_are_told(store, paths, clock, age_s, is_told):
    left = paths.inflight / f"{DEFAULT_SESSION_ID}.jsonl"
    left.write_bytes(b"{}")
    moment = clock.now().timestamp() - age_s
    os.utime(left, (moment, moment))

    assert ("interrupted-replies" in codes(report(store, LiveFigures()))) is is_told


def test_an_index_that_cannot_be_kept_asks_for_attention(paths, claude_dir, clock, caplog):
    paths.root.mkdir()
    paths.index.mkdir()
    with Store(paths, claude_dir, clock) as store:
        health = report(store, LiveFigures())

    assert of_the_place(health)["index-not-persistent"] == "attention"


def test_a_full_or_read_only_disk_is_a_risk(tmp_path, claude_dir, clock, caplog):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a tmpfs needs root")
    try:
        with Store(DataPaths(small), claude_dir, clock) as store:
            health = report(store, LiveFigures())
            assert codes(health)["disk-full"] == "risk"
            assert health.disk.total_bytes == 4 << 20
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        with Store(DataPaths(small), claude_dir, clock) as store:
            assert codes(report(store, LiveFigures()))["data-not-writable"] == "risk"
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        ((64 << 20) - 1, ["disk-full"]),
        (64 << 20, ["disk-low"]),
        ((1 << 30) - 1, ["disk-low"]),
        (1 << 30, []),
    ],
)
def test_the_limits_of_free_space(free, expected):
    disk = DiskFigures(free_bytes=free, total_bytes=10 << 30, is_writable=True)

    assert [finding.code for finding in of_disk(disk, Path("/data"))] == expected


def test_less_than_five_percent_is_little_on_a_large_disk():
    disk = DiskFigures(free_bytes=49 << 30, total_bytes=1000 << 30, is_writable=True)

    assert [finding.code for finding in of_disk(disk, Path("/data"))] == ["disk-low"]


def test_network_file_systems_are_recognised_by_the_innermost_mount(tmp_path):
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda / ext4 rw 0 0\n"
        "server:/home /srv/my\\040home nfs4 rw 0 0\n"
        "tmpfs /srv/my\\040home/local tmpfs rw 0 0\n"
        "//nas/x /mnt/x cifs rw 0 0\n"
        "garbage\n"
    )

    assert network_type(Path("/srv/my home/data"), table) == "nfs4"
    assert network_type(Path("/srv/my home/local/data"), table) == ""
    assert network_type(Path("/mnt/x"), table) == "cifs"
    assert network_type(Path("/mnt/xy"), table) == ""
    assert network_type(Path("/mnt/x"), tmp_path / "missing") == ""
    disk = DiskFigures(free_bytes=1 << 40, total_bytes=1 << 40, is_writable=True, network="nfs4")
    assert [finding.code for finding in of_disk(disk, Path("/x"))] == ["network-file-system"]


def test_a_data_directory_that_cannot_be_opened_is_a_risk_not_a_crash(tmp_path, claude_dir, clock):
    (tmp_path / "file").write_text("not a directory")
    paths = DataPaths(tmp_path / "file")
    with pytest.raises(DataDirectoryError) as caught, Store(paths, claude_dir, clock):
        pass

    health = report_unusable(paths, caught.value)

    assert health.exit_code == 2
    assert codes(health)["data-directory"] == "risk"
    assert health.to_json()["config"]["timeout_minutes"] == 0
