"""The single thread that writes conversations, with group commit.

Whatever waits when the thread comes round goes out as one group per file: one `write`, one
`fdatasync`, then all of it is acknowledged. A `SimpleQueue` hands over in 37 µs where an executor
takes 182 µs, which is the same order as the write itself.
"""

import errno
import logging
import os
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from desktop_app.base.files import sync_directory
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.sessions.errors import FileReplacedError, NotSavedError
from desktop_app.sessions.journal.append import Journal, ShortWriteError

# Descriptors are scarce (often 1024 a process) and reopening costs microseconds.
MAX_OPEN_FILES = 64
MAX_GROUP_BYTES = 16 * 1024 * 1024

_log = logging.getLogger("sempre.journal")
# The disk will refuse again, and a second attempt would only leave a second torn line.
_HOPELESS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}


@frozen
class _Append:
    path: Path
    data: bytes
    done: Future[int] = field(default_factory=Future)


@frozen
class _Release:
    path: Path
    done: Future[None] = field(default_factory=Future)


class WriterThread:
    """Appends to conversation files in the order of the calls. Methods may be called anywhere.

    `root` is the data directory; every directory from a file up to it is synced once before the
    first acknowledgement, because an earlier process may have died between making and syncing it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._queue: SimpleQueue[_Append | _Release | None] = SimpleQueue()
        self._open: OrderedDict[Path, Journal] = OrderedDict()
        self._failed: set[Path] = set()
        self._synced: set[Path] = set()
        self._thread = Thread(target=self._run, name="sempre-writer", daemon=True)
        self._thread.start()

    def append(self, path: Path, data: bytes) -> Future[int]:
        """Append whole lines to an existing file; the future holds their offset once durable.

        It fails with NotSavedError or FileReplacedError; then nothing was acknowledged. Its
        callbacks run on the writer thread and must be short.
        """
        request = _Append(path, data)
        self._queue.put(request)
        return request.done

    def release(self, path: Path) -> Future[None]:
        """Close the file after everything queued before; the next append opens it again."""
        request = _Release(path)
        self._queue.put(request)
        return request.done

    def close(self) -> None:
        """Write everything that waits, close all files, end the thread; as slow as the disk is."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        running = True
        while running:
            taken = self._take()
            running = None not in taken
            # from here on a waiting task that is cancelled cannot withdraw its request
            waiting = [r for r in taken if r and r.done.set_running_or_notify_cancel()]
            for path, group in _groups(waiting).items():
                self._write_group(path, group)
            for request in waiting:
                if isinstance(request, _Release):
                    self._close_file(request.path)
                    request.done.set_result(None)
        for path in list(self._open):
            self._close_file(path)

    def _take(self) -> list[_Append | _Release | None]:
        """Wait for a request and return it with those that wait behind it, up to a release."""
        waiting = [self._queue.get()]
        size_bytes = 0
        while isinstance(last := waiting[-1], _Append):
            size_bytes += len(last.data)
            if size_bytes >= MAX_GROUP_BYTES:
                break
            try:
                waiting.append(self._queue.get_nowait())
            except Empty:
                break
        return waiting

    def _write_group(self, path: Path, group: list[_Append]) -> None:
        try:
            offset = self._append_durably(path, b"".join(request.data for request in group))
        except FileReplacedError as error:
            self._close_file(path)
            self._fail(group, error)
        except OSError as error:
            self._give_up(path)
            _log.error("not saved: %s (%s)", path, error.strerror)
            self._fail(group, NotSavedError(path, reason_of(error)))
        except BaseException as error:  # noqa: BLE001 - a bug here must not end the only writer
            self._give_up(path)
            _log.exception("bug while writing %s", path)
            self._fail(group, error)
        else:
            for request in group:
                request.done.set_result(offset)  # futures log what their callbacks raise
                offset += len(request.data)

    def _append_durably(self, path: Path, data: bytes) -> int:
        try:
            return self._journal(path).append(data)
        except FileReplacedError:
            raise
        except OSError as error:
            if error.errno in _HOPELESS and not isinstance(error, ShortWriteError):
                raise
            # Retrying the sync alone is wrong: the kernel reports an error once, then forgets the
            # pages. The whole group goes out again through a new handle.
            self._give_up(path)
            _log.warning("writing %s again after: %s", path, error.strerror)
            return self._journal(path).append(data)

    def _journal(self, path: Path) -> Journal:
        journal = self._open.get(path)
        if journal is None:
            while len(self._open) >= MAX_OPEN_FILES:
                self._close_file(next(iter(self._open)))
            journal = Journal(path, after_failure=path in self._failed)
            self._open[path] = journal
            self._sync_names(path)
            self._failed.discard(path)
        self._open.move_to_end(path)
        return journal

    def _sync_names(self, path: Path) -> None:
        for directory in path.parents:
            if directory in self._synced:
                return
            try:
                sync_directory(directory)
            except PermissionError:
                if directory != self._root.parent:
                    raise
            self._synced.add(directory)
            if directory == self._root.parent:
                return

    def _give_up(self, path: Path) -> None:
        self._close_file(path)
        self._failed.add(path)

    def _close_file(self, path: Path) -> None:
        journal = self._open.pop(path, None)
        if journal is not None:
            try:
                journal.close()
            except OSError as error:
                _log.warning("closing %s: %s", path, os.strerror(error.errno or 0))

    @staticmethod
    def _fail(group: list[_Append], error: BaseException) -> None:
        for request in group:
            request.done.set_exception(error)


def _groups(waiting: list[_Append | _Release]) -> dict[Path, list[_Append]]:
    groups: dict[Path, list[_Append]] = {}
    for request in waiting:
        if isinstance(request, _Append):
            groups.setdefault(request.path, []).append(request)
    return groups
