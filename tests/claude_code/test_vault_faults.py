"""The vault on full, foreign and read-only disks, and killed at its every call."""

import os
import signal
import subprocess
import sys

import pytest

from desktop_app.claude_code.errors import VaultError
from desktop_app.claude_code.vault import Vault
from tests.fakes.claude_code import sweep, write_transcript
from tests.fakes.vault import ONE, PROJECT, TWO, content_of, copy_of


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MB beside the one of the Claude directory."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_where_links_are_impossible_copies_are_made_at_once(small_disk, claude_dir, clock, write):
    vault = Vault(small_disk / "vault", claude_dir, clock)
    path = write(f"{ONE}.jsonl", b"first\n")
    done = vault.protect()
    assert (done.linked, done.copied) == (0, 1)
    with path.open("ab") as file:
        file.write(b"second\n")
    assert vault.protect().copied == 1
    path.write_bytes(b"new\n")
    assert vault.protect().copied == 1
    sweep(path)
    assert vault.path(PROJECT, ONE).read_bytes() == b"new\n"
    report = vault.status()
    assert (report.linked, report.copied, report.older_versions) == (0, 1, 1)
    assert [file.session_id for file in report.rescued] == [ONE]


def test_a_full_disk_is_told_and_small_files_are_still_copied(small_disk, clock):
    claude_dir = small_disk / "claude"
    project = claude_dir / "projects" / PROJECT
    project.mkdir(parents=True)
    (project / f"{ONE}.jsonl").write_bytes(b"x" * 600_000)
    (project / f"{TWO}.jsonl").write_bytes(b"small\n")
    vault = Vault(small_disk / "vault", claude_dir, clock)
    assert vault.protect().linked == 2
    done = vault.copy_links()
    assert (done.copied, done.lacks_room, done.failures) == (1, True, ())
    report = vault.status()
    assert [file.session_id for file in report.only_linked] == [ONE]
    assert report.lacks_room
    sweep(project / f"{ONE}.jsonl")
    assert vault.path(PROJECT, ONE).stat().st_size == 600_000


def test_a_read_only_disk_is_one_clear_error(small_disk, claude_dir, clock, write):
    write(f"{ONE}.jsonl")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(VaultError):
        Vault(small_disk / "vault", claude_dir, clock).protect()


_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.base.clock import SystemClock
from desktop_app.claude_code.vault import Vault

calls, limit = 0, int(sys.argv[3])

def counted(function):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls > limit:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call

for name in ("link", "rename", "replace", "write", "open", "unlink", "utime", "fdatasync", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
os.supports_follow_symlinks.add(os.link)
vault = Vault(Path(sys.argv[1]), Path(sys.argv[2]), SystemClock())
vault.protect()
vault.copy_links()
"""


def test_a_kill_at_any_call_loses_nothing_and_is_made_good(tmp_path, clock):
    for limit in range(60):
        root, claude_dir = tmp_path / f"vault-{limit}", tmp_path / f"claude-{limit}"
        vault = Vault(root, claude_dir, clock)
        path = write_transcript(claude_dir, PROJECT, f"{ONE}.jsonl", b"first\nsecond\n")
        grown = write_transcript(claude_dir, PROJECT, f"{TWO}.jsonl", b"1\n")
        vault.protect()
        vault.copy_links()
        new = write_transcript(claude_dir, PROJECT, "new", b"replaced\n")
        new.replace(path)
        with grown.open("ab") as file:
            file.write(b"2\n")

        command = [sys.executable, "-c", _KILLED, str(root), str(claude_dir), str(limit)]
        status = subprocess.run(command, capture_output=True, check=False).returncode

        assert b"first\nsecond\n" in content_of(root).values()
        vault.protect()
        vault.copy_links()
        assert b"first\nsecond\n" in content_of(root).values()
        assert copy_of(vault, path).read_bytes() == b"replaced\n"
        assert copy_of(vault, grown).read_bytes() == b"1\n2\n"
        assert vault.status().only_linked == ()
        if status == 0:
            break
        assert status == -signal.SIGKILL
    else:
        pytest.fail("it never came to its end")
    assert limit > 10
