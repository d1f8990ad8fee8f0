"""FAULTS 42: the data directory lies on a network file system.

A real one: sshfs speaks with OpenSSH's own server over a pipe, so that it needs no network.
"""

import select
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

SERVER = Path("/usr/lib/openssh/sftp-server")


@pytest.fixture
def network_disk(tmp_path):
    """Mount a directory through SFTP; it is gone afterwards."""
    if not (shutil.which("sshfs") and shutil.which("fusermount3") and SERVER.exists()):
        pytest.skip("needs sshfs and openssh-sftp-server")
    served, place = tmp_path / "served", tmp_path / "over the network"
    served.mkdir()
    place.mkdir()
    ours, theirs = socket.socketpair()
    command = ["sshfs", "-f", "-o", "passive", f":{served}", str(place)]
    with (
        (tmp_path / "sshfs.errors").open("w+") as errors,
        subprocess.Popen([str(SERVER)], stdin=theirs.fileno(), stdout=theirs.fileno()) as server,
        subprocess.Popen(
            command, stdin=ours.fileno(), stdout=ours.fileno(), stderr=errors
        ) as sshfs,
    ):
        ours.close()
        theirs.close()
        try:
            if not is_mounted(place, sshfs):
                errors.seek(0)
                pytest.skip(f"no file system in user space may be mounted: {errors.read()}")
            yield place
        finally:
            subprocess.run(["fusermount3", "-u", "-z", place], capture_output=True, check=False)
            sshfs.terminate()
            server.terminate()


def is_mounted(place, process):
    """Wait until the system's table of mounts has the place; False where the process gave up."""
    with Path("/proc/self/mounts").open() as table:
        changes = select.poll()
        changes.register(table, select.POLLPRI | select.POLLERR)
        while not place.is_mount():
            if process.poll() is not None:
                return False
            changes.poll(100)
            table.seek(0)
            table.read()
    return True


def test_42_a_network_file_system_is_warned_of_and_keeps_what_is_saved(network_disk, processes):
    processes.data_dir = network_disk / "data"
    sent = processes.send("kept far away")
    assert sent.status == 0
    assert len(sent.uuids()) == 2
    assert sent.uuids() <= processes.uuids()
    health = processes.run("health", "--json")
    assert health.status == 1
    assert health.json["status"] == "attention"
    found = {finding["code"]: finding for finding in health.json["findings"]}
    assert "sshfs" in found["network-file-system"]["sentence"]


def test_42_a_disk_of_this_machine_is_not_warned_of(processes):
    processes.send("kept here")
    codes = {finding["code"] for finding in processes.run("health", "--json").json["findings"]}
    assert "network-file-system" not in codes
