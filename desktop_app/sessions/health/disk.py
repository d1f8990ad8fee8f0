"""What the disk under the data directory is like: room, permission, kind. Nothing is written."""

import os
import re
import shutil
from pathlib import Path

from desktop_app.base.files import free_bytes
from desktop_app.sessions.health.report import DiskFigures
from desktop_app.settings.paths import DataPaths

_MOUNTS = Path("/proc/mounts")
# Locks, renames and syncs promise less on these.
_NETWORK_TYPES = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def measure_disk(paths: DataPaths) -> DiskFigures:
    """Return the figures; those that the system refuses to tell are zero. Never raises."""
    try:
        free = free_bytes(paths.root)
        total = shutil.disk_usage(_existing(paths.root)).total
    except OSError:
        free = total = 0
    return DiskFigures(
        free_bytes=free,
        total_bytes=total,
        data_bytes=_size_below(paths.root),
        is_writable=all(map(_is_writable, (paths.root, paths.projects))),
        network=network_type(paths.root),
    )


def network_type(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the type of the network file system on which `path` lives, empty for a local one."""
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""  # no such table on this system
    real = Path(os.path.realpath(path))
    best, kind = -1, ""
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[1])
        # of several mounts on one point the last one is on top
        if real.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), fields[2]
    return kind if kind in _NETWORK_TYPES else ""


def _is_writable(directory: Path) -> bool:
    return directory.is_dir() and os.access(directory, os.W_OK | os.X_OK)


def _existing(path: Path) -> Path:
    return next((place for place in (path, *path.parents) if place.exists()), path)


def _size_below(directory: Path) -> int:
    total = 0
    for parent, _, names in os.walk(directory):
        for name in names:
            try:
                status = os.lstat(Path(parent, name))
            except OSError:
                continue  # removed meanwhile
            if status.st_nlink == 1:  # a link of the vault's takes nothing: it is Claude Code's
                total += status.st_size
    return total
