"""Many new directories: private, durable by one sync of their file system where it can do that."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.base.file_system import sync_file_system
from desktop_app.claude_code.vault.directories import Directories

_PROTECT = """
import sys
from pathlib import Path
from desktop_app.base.clock import SystemClock
from desktop_app.claude_code.vault import Vault

done = Vault(Path(sys.argv[1]), Path(sys.argv[2]), SystemClock()).protect()
assert done.failures == (), done
"""


def test_only_what_was_made_here_is_new(tmp_path):
    (tmp_path / "old").mkdir()
    directories = Directories()
    for name in ("old", "new/inner"):
        directories.make(tmp_path / name)
    assert directories.is_new(str(tmp_path / "new" / "inner"))
    assert directories.is_new(str(tmp_path / "new"))
    assert not directories.is_new(str(tmp_path / "old"))
    assert (tmp_path / "new" / "inner").stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_place_of_a_directory_is_an_error(tmp_path):
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(FileExistsError):
        Directories().make(tmp_path / "taken")


def test_a_directory_that_is_gone_can_not_be_synced_as_a_whole(tmp_path):
    if not sync_file_system(tmp_path):
        pytest.skip("this file system is not known to do it")
    with pytest.raises(FileNotFoundError):
        sync_file_system(tmp_path / "gone")


@pytest.mark.skipif(sys.platform != "linux", reason="file systems of Linux")
def test_a_file_system_whose_promise_is_unknown_is_refused():
    assert sync_file_system("/proc") is False


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize(("sessions", "is_many"), [(3, False), (150, True)])
def test_every_new_name_is_synced_before_it_is_told(tmp_path, sessions, is_many):
    """Either each directory is, or its whole file system is, once and after the last link."""
    claude_dir = tmp_path / "claude"
    for number in range(sessions):
        session = f"00000000-0000-4000-8000-{number:012d}"
        result = claude_dir / "projects" / "-p" / session / "tool-results" / "1.txt"
        result.parent.mkdir(parents=True)
        result.write_bytes(b"x")
    log = tmp_path / "calls"
    traced = "trace=mkdir,mkdirat,link,linkat,fsync,syncfs"
    command = ["strace", "-f", "-y", "-o", str(log), "-e", traced, sys.executable, "-c", _PROTECT]
    subprocess.run([*command, str(tmp_path / "vault"), str(claude_dir)], check=True)

    calls = [line.split(maxsplit=1)[1] for line in log.read_text().splitlines()]
    last_link = max(n for n, call in enumerate(calls) if call.startswith("link"))
    whole = [n for n, call in enumerate(calls) if call.startswith("syncfs(") and "= 0" in call]
    single = {
        call.partition("<")[2].partition(">")[0]
        for call in calls[last_link:]
        if call.startswith("fsync(")
    }
    made = {str(path) for path in (tmp_path / "vault").rglob("*") if path.is_dir()}
    if is_many and sync_file_system(tmp_path):
        assert len(whole) == 1
        assert whole[0] > last_link
        assert single == set()
    else:
        assert whole == []
        assert single == made | {str(tmp_path), str(tmp_path / "vault")}


def test_directories_of_two_file_systems_are_all_synced(tmp_path):
    memory = Path("/dev/shm")  # noqa: S108 - another file system, and a private name in it
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        pytest.skip("no second file system")
    place = memory / f"sempre-{os.getpid()}"
    directories = Directories()
    try:
        for number in range(300):
            directories.make((tmp_path if number % 2 else place) / str(number))
        directories.sync()
        assert len(list(place.iterdir())) == 150
    finally:
        shutil.rmtree(place, ignore_errors=True)
