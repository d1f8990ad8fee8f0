"""All conversations on this machine: where they are, reading them, and writing ours.

The store is synchronous and thread-safe; the manager calls it from an executor. It alone, with
backup and health, touches the journal and the index.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self, TypeVar

from desktop_app.base.clock import Clock
from desktop_app.base.files import NotARegularFileError, make_private_directory
from desktop_app.base.system_errors import reason_of
from desktop_app.claude_code.layout import (
    encode_project,
)
from desktop_app.sessions import adoption, transcript
from desktop_app.sessions.errors import (
    DataDirectoryError,
    NotSavedError,
    UnreadableSessionError,
)
from desktop_app.sessions.journal import WriterThread, create_journal
from desktop_app.sessions.lines import read_lines
from desktop_app.sessions.records import Record, encode_line, new_uuid
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from desktop_app.sessions.store.searching import SearchableConversations
from desktop_app.sessions.transcript import Page
from desktop_app.sessions.verification import Verification, verify_file
from desktop_app.settings.paths import DataPaths

_log = logging.getLogger("sempre.store")
_T = TypeVar("_T")


class Store(SearchableConversations):
    """Open for as long as the `with` block lasts.

    Raises on entry:
        DataDirectoryError: the data directory is a file, or can't be made or written.
    """

    def __init__(self, paths: DataPaths, claude_dir: Path, clock: Clock) -> None:
        super().__init__(paths, claude_dir, clock)
        self._adopted: dict[SessionRef, tuple[int, int, int]] = {}  # what Claude Code had then

    def __enter__(self) -> Self:
        """Make the directories, start the writer."""
        try:
            for directory in (self.paths.root, self.paths.projects, self.paths.inflight):
                make_private_directory(directory)
        except OSError as error:
            raise DataDirectoryError(self.paths.root, reason_of(error)) from error
        self._writer = WriterThread(self.paths.root)
        return self

    def __exit__(self, *exception: object) -> None:
        """Write what waits, close everything."""
        self._indexer.end()
        self._writer.close()
        self.close_index()

    # --- making conversations

    def create(self, cwd: Path, session_id: str | None = None) -> SessionRef:
        """Make a new, empty, durable conversation and return it.

        Raises:
            InvalidSessionIdError: `session_id` is not a canonical UUID.
            NotSavedError: the disk refused.
        """
        directory = str(cwd.resolve())
        ref = SessionRef(encode_project(directory), session_id or new_uuid())
        path = self.own_path(ref)
        try:
            create_journal(path)
        except FileExistsError:
            _log.info("conversation exists already: %s", ref)
        except OSError as error:
            raise NotSavedError(path, reason_of(error)) from error
        self._cwds[ref] = directory
        return ref

    def ensure_default(self, cwd: Path) -> SessionRef:
        """Return the default conversation of ours, made in `cwd` if there is none yet."""
        for ref in self.find_all(DEFAULT_SESSION_ID):
            # one of Claude Code's may have the same id, and may even be adopted
            if self.is_ours(ref) and self.summary(ref, quick=True).origin is Origin.SEMPRE:
                return ref
        return self.create(cwd, DEFAULT_SESSION_ID)

    def adopt(self, ref: SessionRef, source: Path | None = None) -> bool:
        """Take over what Claude Code has of this conversation; return whether anything was new.

        The first time its whole file and directory are copied, later only what our file lacks is
        appended. What Claude Code has deleted comes from the vault. No source is touched. `source`
        is its file where the conversation works in another directory than it began in.

        Raises:
            NotSavedError: the disk refused; our file is as it was.
            UnreadableSessionError: Claude Code's file can't be read.
        """
        theirs, own = source or self.their_path(ref), self.own_path(ref)
        if theirs is None:
            return False
        try:
            status = os.lstat(theirs)
        except FileNotFoundError:
            return False
        version = (status.st_ino, status.st_size, status.st_mtime_ns)
        if self._adopted.get(ref) == version and own.exists():
            return False
        try:
            changed = adoption.copy_directory(theirs.with_suffix(""), own.with_suffix(""))
            if not own.exists():
                changed |= adoption.copy_durably(theirs, own)
            lines = b"".join(adoption.missing_lines(theirs, own))
        except (NotARegularFileError, PermissionError) as error:
            raise UnreadableSessionError.because(theirs, error) from error
        except OSError as error:
            raise NotSavedError(own, reason_of(error)) from error
        if lines:
            self._writer.append(own, lines).result()
            changed = True
        if changed:
            self._grown.add(ref)
        self._adopted[ref] = version
        return changed

    # --- writing

    def append(
        self, ref: SessionRef, records: Sequence[Mapping[str, Any]]
    ) -> Future[tuple[Record, ...]]:
        """Append records to our file in one write; the future holds them once they are durable.

        It fails with NotSavedError or FileReplacedError; then none of them was acknowledged.
        Callbacks of the future run on the writer thread.
        """
        lines = [encode_line(fields) for fields in records]
        saved: Future[tuple[Record, ...]] = Future()
        saved.set_running_or_notify_cancel()

        def announce(done: Future[int]) -> None:
            if (error := done.exception()) is not None:
                saved.set_exception(error)
                return
            offset, result = done.result(), []
            for line, fields in zip(lines, records, strict=True):
                result.append(Record(offset, len(line) - 1, fields))
                offset += len(line)
            self._grown.add(ref)
            saved.set_result(tuple(result))

        self._writer.append(self.own_path(ref), b"".join(lines)).add_done_callback(announce)
        return saved

    def release(self, ref: SessionRef) -> None:
        """Close the handle on this conversation; the next append opens it again."""
        self._writer.release(self.own_path(ref)).result()

    # --- reading

    def tail(self, ref: SessionRef, limit: int) -> Page:
        """Return the last entries; raises UnreadableSessionError, SessionNotFoundError."""
        return self.read(ref, lambda path: transcript.read_tail(path, limit))

    def before(self, ref: SessionRef, offset: int, limit: int) -> Page:
        """Return the entries before a page that starts at `offset`; raises as `tail`."""
        return self.read(ref, lambda path: transcript.read_before(path, offset, limit))

    def after(self, ref: SessionRef, offset: int, limit: int) -> Page:
        """Return the entries from the end of a page at `offset`; raises as `tail`."""
        return self.read(ref, lambda path: transcript.read_after(path, offset, limit))

    def around(self, ref: SessionRef, uuid: str, limit: int) -> Page | None:
        """Return the entries around one record, None where it is not; raises as `tail`."""
        return self.read(ref, lambda path: transcript.read_around(path, uuid, limit))

    def leaf(self, ref: SessionRef) -> str | None:
        """Return the uuid that the next record continues; raises as `tail`."""
        return self.read(ref, transcript.read_leaf)

    def raw_lines(self, ref: SessionRef, tail: int | None = None) -> Iterator[bytes]:
        """Yield the non-blank lines, byte for byte, without newlines; raises as `tail`."""
        path = self.path(ref)
        try:
            if tail is not None:
                yield from transcript.last_lines(path, tail)
            else:
                yield from (raw for _, raw in read_lines(path) if raw.strip())
        except OSError as error:
            raise UnreadableSessionError.because(path, error) from error

    def verify(self, ref: SessionRef | None = None) -> Iterator[Verification]:
        """Yield what every byte of one or of all conversations says; changes nothing.

        Raises CancelledError once reading was stopped.
        """
        files = [(f.ref, f.path) for f in self.files()] if ref is None else [(ref, self.path(ref))]
        for file_ref, path in files:
            yield verify_file(file_ref, path, should_stop=self._stopped.is_set)

    def read(self, ref: SessionRef, read: Callable[[Path], _T]) -> _T:
        """Return what `read` makes of the conversation's file; raises as `tail`."""
        path = self.path(ref)
        try:
            return read(path)
        except OSError as error:
            raise UnreadableSessionError.because(path, error) from error
