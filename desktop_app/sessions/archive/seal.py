"""The seal: the archive's comment ends with the SHA-256 of everything before it.

Zip readers ignore many bytes (dates, attributes, the second copies of names and sizes). With the
seal every byte of the file counts: whichever flips, the check finds it, and so a cut-off tail. It
is no signature: who wants to deceive can make a new one, and is met by the other checks.
"""

import os
from collections.abc import Callable
from hashlib import sha256
from typing import BinaryIO

_LABEL = b"sempre-backup sha256:"
_DIGEST_LENGTH = 64
CHUNK_BYTES = 1 << 20

# What the writer leaves room with.
EMPTY_SEAL = _LABEL + b"0" * _DIGEST_LENGTH


def is_seal(comment: bytes) -> bool:
    """Tell whether an archive's comment has the form of a seal; whether it is right costs more."""
    return len(comment) == len(EMPTY_SEAL) and comment.startswith(_LABEL)


def write_seal(file: BinaryIO) -> None:
    """Fill in the seal of a finished archive that ends with `EMPTY_SEAL`. Raises OSError."""
    end = file.seek(-_DIGEST_LENGTH, os.SEEK_END)
    digest = sha256()
    _feed(digest.update, file, end)
    file.seek(end)
    file.write(digest.hexdigest().encode("ascii"))


def read_seal(file: BinaryIO) -> str | None:
    """Return the SHA-256 of the whole file if its seal is right, else None. Raises OSError."""
    start = file.seek(0, os.SEEK_END) - len(EMPTY_SEAL)
    if start < 0:
        return None
    digest = sha256()
    _feed(digest.update, file, start + len(_LABEL))
    seal = file.read(_DIGEST_LENGTH)
    file.seek(start)
    if file.read(len(_LABEL)) != _LABEL or seal != digest.hexdigest().encode("ascii"):
        return None
    digest.update(seal)
    return digest.hexdigest()


def _feed(update: Callable[[bytes], None], file: BinaryIO, end: int) -> None:
    file.seek(0)
    left = end
    while left:
        chunk = file.read(min(CHUNK_BYTES, left))
        if not chunk:
            return
        update(chunk)
        left -= len(chunk)
