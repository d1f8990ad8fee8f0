"""Bringing lines back behind those that a conversation has: the append protocol, nothing else.

Beside the store's own writer this is a second one on the same file, like another process would be;
`sempre restore` beside an open window is one. The protocol was made for that.
"""

from collections.abc import Iterable
from pathlib import Path

from desktop_app.sessions.journal import Journal

_GROUP_BYTES = 4 << 20


def append_lines(path: Path, pieces: Iterable[bytes]) -> int:
    """Append `pieces` (whole lines; only the last may lack its newline); return how many bytes.

    Everything is on the disk on return. Nothing that stood in the file is changed; doing it again
    after a crash adds what is still missing.

    Raises:
        FileReplacedError: the file was exchanged under us.
        OSError: the disk refused; an unknown part may have been appended.
    """
    total = 0
    group: list[bytes] = []
    size = 0
    journal = Journal(path)
    try:
        for piece in pieces:
            group.append(piece)
            size += len(piece)
            if size >= _GROUP_BYTES:
                journal.append(b"".join(group))
                total, size, group = total + size, 0, []
        if group:
            journal.append(b"".join(group))
    finally:
        journal.close()
    return total + size
