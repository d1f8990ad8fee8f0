"""FAULTS 72, 77, 81: a backup, a cleanup and a restore, each killed at every change it makes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.claude_code.vault.tree import older_name
from desktop_app.sessions.archive.catalog import list_backups
from desktop_app.sessions.backup import check_backup, make_backup
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.sessions.restore import restore_backup
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.vault import ONE, PROJECT

SCRIPT = Path(__file__).with_name("killed_maintenance.py")
LINE = b'{"type":"user","uuid":"%d","cwd":"%s","message":{"content":"hello"}}\n'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def opened(root):
    return Store(DataPaths(root), root / "no-claude", ManualClock())


def contents(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for place in (root / "projects", root / "vault")
        for path in place.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def pristine(tmp_path):
    root = tmp_path / "pristine"
    with opened(root) as store:
        store.create(tmp_path)
        store.create(tmp_path, DEFAULT_SESSION_ID)
        for _, path in store.our_files():
            path.write_bytes(b"".join(LINE % (n, os.fsencode(tmp_path)) for n in (1, 2)))
            path.with_suffix("").mkdir()
            (path.with_suffix("") / "result.txt").write_text("a result")
        rescued = store.vault.copies / PROJECT / f"{ONE}.jsonl"
        rescued.parent.mkdir(parents=True)
        for path in (rescued, older_name(rescued)):
            path.write_bytes(LINE % (len(path.name), b"/home/ana/shop"))
    return root


def killed_runs(command, pristine, results, *rest):
    results.mkdir()
    done = subprocess.run(
        [sys.executable, SCRIPT, command, pristine, results, *rest],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SCRIPT.parents[2])},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    runs = sorted(results.iterdir(), key=lambda path: int(path.name))
    assert len(runs) == int(done.stdout)
    return runs


@pytest.mark.parametrize("command", ["backup", "cleanup"])
def test_nothing_looks_complete_that_is_not_and_nothing_is_gone_without_a_backup(
    pristine, tmp_path, command
):
    before = contents(pristine)

    runs = killed_runs(command, pristine, tmp_path / "results")

    assert len(runs) > 15
    for root in runs:
        backups = list_backups(root / "backups")
        for _, path in backups:
            check_backup(path)
        if contents(root) != before:
            with opened(root) as store:
                restore_backup(store, backups[-1][1])
        assert contents(root) == before
    assert list_backups(runs[-1] / "backups")


def test_a_restore_killed_at_any_change_is_completed_by_the_next(pristine, tmp_path):
    before = contents(pristine)
    archive = tmp_path / "backup.zip"
    with opened(pristine) as store:
        make_backup(store, archive)
    damaged = tmp_path / "damaged"
    shutil.copytree(pristine, damaged)
    default = next(damaged.rglob(f"{DEFAULT_SESSION_ID}.jsonl"))
    os.truncate(default, default.stat().st_size // 2)
    shutil.rmtree(default.with_suffix(""))
    shutil.rmtree(damaged / "vault")

    runs = killed_runs("restore", damaged, tmp_path / "results", archive)

    assert len(runs) > 10
    for root in runs:
        for name, content in contents(root).items():
            assert name.endswith(".partial") or before[name].startswith(content)
        with opened(root) as store:
            restore_backup(store, archive)
        assert contents(root) == before
