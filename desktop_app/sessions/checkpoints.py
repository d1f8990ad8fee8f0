"""Checkpoints: the reply being streamed, kept so that a kill loses less than a second of it.

One file per record-to-be in `DATA/inflight`: a header line, then lines `{"text": …}` and
`{"thinking": …}`. The writer holds a lock on it for as long as it lives, so that nobody takes a
live reply for a lost one. These files are scratch: they are removed once the record is durable.
"""

import asyncio
import errno
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, count
from pathlib import Path
from threading import Event, Lock
from typing import Any

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    make_private_directory,
    sync_data,
    sync_directory,
    write_all,
)
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.base.values import frozen
from desktop_app.sessions.records import Record, encode_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.reply import ReplyPosition

# Together with the write itself this stays below the promised second.
FLUSH_DELAY_S = 0.5
CHECKPOINT_SUFFIX = ".jsonl"
# On a disk that fills up whole lines are kept; shorter ones would leave less room unused.
LINE_CHARACTERS = 64 * 1024

_log = logging.getLogger("sempre.checkpoints")
# After these the part that was written is as good as any; after others nobody knows.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@frozen
class CheckpointHeader:
    """What is needed to turn the text into a record without the process that wrote it."""

    ref: SessionRef
    position: ReplyPosition
    timestamp: str
    prompt: str

    def to_fields(self) -> dict[str, Any]:
        """Return the header line's fields."""
        return {
            "project": self.ref.project,
            "sessionId": self.ref.session_id,
            "uuid": self.position.uuid,
            "parentUuid": self.position.parent_uuid,
            "engine": self.position.engine,
            "timestamp": self.timestamp,
            "prompt": self.prompt,
        }


def header_of(record: Record) -> CheckpointHeader | None:
    """Return the header that a checkpoint's first line holds, None where it is none.

    Raises:
        InvalidSessionIdError: it names a place that no conversation can have.
    """
    names = ("project", "sessionId", "uuid", "engine", "timestamp")
    project, session_id, uuid, engine, timestamp = (record.text(name) for name in names)
    if not (project and session_id and uuid and engine and timestamp):
        return None
    position = ReplyPosition(uuid, record.parent_uuid, engine)
    return CheckpointHeader(
        SessionRef(project, session_id), position, timestamp, record.text("prompt") or ""
    )


class Checkpoint:
    """Keeps what is streamed of one record; used on the event loop's thread, writes off it.

    The first text that is not on the disk sets a single deadline; without new text nothing runs.
    A disk that refuses costs the checkpoint, never the reply.
    """

    def __init__(
        self, directory: Path, header: CheckpointHeader, threads: WorkerThreads, tasks: TaskOwner
    ) -> None:
        self._file = CheckpointFile(directory, header)
        self._threads = threads
        self._tasks = tasks
        self._unsaved: list[tuple[str, str]] = []
        self._deadline: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Task[None] | None = None

    def add(self, kind: str, text: str) -> None:
        """Take more text of the `kind` "text" or "thinking"; it is on the disk within a second."""
        self._unsaved.append((kind, text))
        if self._flushing is None:
            self._arm()

    async def discard(self) -> None:
        """Remove the file: its record is durable, or there is nothing worth one."""
        await self._settle()
        await self._attempt(self._file.remove)

    async def keep(self) -> None:
        """Write what is left and let the file lie, so that the next start finds it."""
        await self._settle()
        if self._unsaved or self._file.owes:
            await self._flush()
        self.close()

    def close(self) -> None:
        """Give the file up as it is; a second call does nothing."""
        self._cancel_deadline()
        self._file.close()

    def _arm(self) -> None:
        if self._deadline is None:
            loop = asyncio.get_running_loop()
            self._deadline = loop.call_later(FLUSH_DELAY_S, self._on_deadline)

    def _on_deadline(self) -> None:
        self._deadline = None
        self._flushing = self._tasks.start(self._flush_and_rearm(), "checkpoint")

    async def _flush_and_rearm(self) -> None:
        is_saved = await self._flush()
        self._flushing = None
        if is_saved and self._unsaved:
            self._arm()

    async def _flush(self) -> bool:
        batch, self._unsaved = self._unsaved, []
        return await self._attempt(partial(self._file.append, batch))

    async def _attempt(self, step: Callable[[], None]) -> bool:
        try:
            await self._threads.run(step)
        except OSError as error:
            _log.warning("checkpoint %s: %s", self._file.path, error.strerror)
            return False
        return True

    async def _settle(self) -> None:
        """Make sure that no write is under way and none will begin by itself."""
        self._cancel_deadline()
        if self._flushing is not None:
            await asyncio.wait({self._flushing})
            self._cancel_deadline()

    def _cancel_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class CheckpointFile:
    """The file of one checkpoint, made at the first text. Methods may be called in any thread."""

    def __init__(self, directory: Path, header: CheckpointHeader) -> None:
        self._directory = directory
        self._header = header
        self._fd = -1
        self._size_bytes = 0
        self._owed: list[tuple[str, str]] = []
        self._is_name_durable = False
        self._lock = Lock()
        self._closed = Event()
        self.path = directory / (header.ref.session_id + CHECKPOINT_SUFFIX)

    @property
    def owes(self) -> bool:
        """Whether text was refused that the next `append` writes first."""
        return bool(self._owed)

    def append(self, parts: Sequence[tuple[str, str]]) -> None:
        """Append `parts`; they are on the disk afterwards.

        One error is got over at once, so that it costs no part of the promised second. Raises
        OSError after a second one, or where the disk is full; then the file ends with a whole line,
        and what is not in it is owed. Of what a full disk cut off, the lines that fitted are kept.
        """
        with self._lock:
            if self._closed.is_set():
                return
            self._owed = _merged([*self._owed, *parts])
            if self._fd < 0:
                self._claim()
            try:
                self._write_owed_or_retry()
            finally:
                if self._closed.is_set():
                    self._close()

    def _write_owed_or_retry(self) -> None:
        """Write once more after an error that may have passed; a full disk stays full."""
        try:
            self._write_owed()
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise
            _log.warning("writing checkpoint %s again after: %s", self.path, error.strerror)
            self._write_owed()

    def _write_owed(self) -> None:
        pieces = list(_pieces(self._owed))
        lines = [encode_line({kind: text}) for kind, text in pieces]
        header = encode_line(self._header.to_fields()) if self._size_bytes == 0 else b""
        refusal = None
        try:
            write_all(self._fd, b"".join((header, *lines)))
        except OSError as error:
            refusal = error
        ends = list(accumulate(map(len, lines), initial=self._size_bytes + len(header)))[1:]
        kept = len(lines) if refusal is None else self._count_kept(ends, refusal)
        size_bytes = ends[kept - 1] if kept else self._size_bytes
        try:
            if refusal is not None:
                os.ftruncate(self._fd, size_bytes)
            self._sync()
        except OSError:
            os.ftruncate(self._fd, self._size_bytes)
            raise
        self._size_bytes = size_bytes
        self._owed = pieces[kept:]
        if refusal is not None:
            raise refusal

    def _count_kept(self, ends: Sequence[int], refusal: OSError) -> int:
        """Return how many of the lines, which end there, a refused write has left whole."""
        if refusal.errno not in _NO_ROOM:
            return 0
        size_bytes = os.fstat(self._fd).st_size
        return sum(end <= size_bytes for end in ends)

    def _sync(self) -> None:
        sync_data(self._fd)
        if not self._is_name_durable:
            sync_directory(self._directory)
            self._is_name_durable = True

    def remove(self) -> None:
        """Remove the file, if one was made; raises OSError where it stays."""
        with self._lock:
            try:
                if self._fd >= 0:
                    self.path.unlink(missing_ok=True)  # still locked: nobody takes it for lost
            finally:
                self._close()

    def close(self) -> None:
        """Give up the lock and leave the file; a second call does nothing. Never waits.

        A write under way, on a disk that hangs, closes the file when it comes back.
        """
        self._closed.set()
        if self._lock.acquire(blocking=False):
            try:
                self._close()
            finally:
                self._lock.release()

    def _claim(self) -> None:
        """Make a file of an unused name and lock it.

        The same id may be streaming in another project or process, or have left a file behind.
        """
        make_private_directory(self._directory)
        session_id = self._header.ref.session_id
        for number in count():
            suffix = f".{number}{CHECKPOINT_SUFFIX}" if number else CHECKPOINT_SUFFIX
            path = self._directory / (session_id + suffix)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | SAFE_OPEN_FLAGS
            try:
                fd = os.open(path, flags, PRIVATE_FILE)
            except FileExistsError:
                continue
            if try_lock(fd, path):
                self.path, self._fd = path, fd
                return
            os.close(fd)  # another process's recovery took the empty file away in between

    def _close(self) -> None:
        self._closed.set()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def try_lock(fd: int, path: Path) -> bool:
    """Lock the open file for this descriptor alone, without waiting.

    Returns False where somebody else has it, or `path` leads to another file by now. The lock is
    given up when the descriptor is closed, also by the death of the process.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(fd), os.lstat(path))
    except OSError:
        return False


def _merged(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbours of one kind: a fast engine sends thousands of deltas in half a second."""
    merged: list[tuple[str, list[str]]] = []
    for kind, text in parts:
        if not merged or merged[-1][0] != kind:
            merged.append((kind, []))
        merged[-1][1].append(text)
    return [(kind, "".join(texts)) for kind, texts in merged]


def _pieces(parts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Cut the parts into what one line each takes."""
    for kind, text in parts:
        for start in range(0, len(text), LINE_CHARACTERS):
            yield kind, text[start : start + LINE_CHARACTERS]
