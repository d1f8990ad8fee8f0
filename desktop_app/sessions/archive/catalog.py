"""The backups in one directory: their names, their order, the next number.

They are ordered by the sequence number in the name. A clock may be set back between two backups;
the number never is.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.sessions.archive.writer import PARTIAL_SUFFIX

_NAME = re.compile(r"sempre-(\d{6,12})-\d{8}T\d{6}Z\.zip\Z")


def list_backups(directory: Path) -> list[tuple[int, Path]]:
    """Return the complete backups, oldest number first; empty where there is no directory.

    Raises:
        OSError: the directory can't be read.
    """
    return sorted(_numbered(directory, ""))


def next_number(directory: Path) -> int:
    """Return one more than any number in use, unfinished backups included. Raises OSError."""
    used = _numbered(directory, "") + _numbered(directory, PARTIAL_SUFFIX)
    return max((number for number, _ in used), default=0) + 1


def backup_name(number: int, created: datetime) -> str:
    """Return a file name such as `sempre-000007-20261122T184000Z.zip`."""
    return f"sempre-{number:06d}-{created.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def _numbered(directory: Path, suffix: str) -> list[tuple[int, Path]]:
    try:
        found = list(directory.iterdir())
    except FileNotFoundError:
        return []
    return [
        (int(match[1]), path)
        for path in found
        if path.name.endswith(suffix) and (match := _NAME.match(path.name.removesuffix(suffix)))
    ]
