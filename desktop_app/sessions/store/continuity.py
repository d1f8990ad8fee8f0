"""Whether the file under an open conversation still is the one that was read, or only grew.

A reader goes on where the last page ended. That is right only while the bytes before that place
are the same; another program may have shortened or replaced the file meanwhile.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop_app.base.files import check_regular
from desktop_app.base.values import frozen
from desktop_app.sessions.errors import ConversationGoneError, FileChange, SessionNotFoundError
from desktop_app.sessions.index.bookmark import digest_of
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store.store import Store
from desktop_app.sessions.transcript import Page, read_tail

_T = TypeVar("_T")


@frozen
class ReadMark:
    """How far a file was read, and the digest of the two ends of what was read."""

    read_bytes: int
    digest: bytes


def mark_at(store: Store, ref: SessionRef, read_bytes: int) -> ReadMark:
    """Return what tells later whether the first `read_bytes` are still the same; two small reads.

    Raises:
        ConversationGoneError: there is no file any more.
        UnreadableSessionError: it can't be read.
    """
    return _read(store, ref, lambda path: ReadMark(read_bytes, digest_of(path, read_bytes)))


def change_since(
    store: Store, ref: SessionRef, mark: ReadMark | None, shown_bytes: int
) -> FileChange | None:
    """Return what happened to a file of which `shown_bytes` are shown; None if it only grew.

    Costs two small reads, whatever the size. Raises as `mark_at`.
    """

    def compare(path: Path) -> FileChange | None:
        if check_regular(path).st_size < max(shown_bytes, mark.read_bytes if mark else 0):
            return FileChange.SHORTENED
        is_same = mark is None or digest_of(path, mark.read_bytes) == mark.digest
        return None if is_same else FileChange.REPLACED

    return _read(store, ref, compare)


def read_anew(store: Store, ref: SessionRef, limit: int, *, is_busy: bool) -> Page:
    """Return the last entries of a file that is not what it was; the next append takes it as it is.

    While a reply is being written (`is_busy`) the handle stays on the former file, so that the
    reply fails instead of following a message that is not there. Raises as `mark_at`.
    """
    if not is_busy:
        store.release(ref)
    return _read(store, ref, lambda path: read_tail(path, limit))


def _read(store: Store, ref: SessionRef, read: Callable[[Path], _T]) -> _T:
    try:
        return store.read(ref, read)
    except SessionNotFoundError as error:
        raise ConversationGoneError from error
