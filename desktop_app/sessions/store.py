"""All conversations on this machine: where they are, reading them, and writing ours.

The store is synchronous and thread-safe; the manager calls it from an executor. It alone, with
backup and health, touches the journal and the index.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Self, TypeVar

from desktop_app.base.clock import Clock
from desktop_app.base.files import NotARegularFileError, make_private_directory
from desktop_app.base.system_errors import reason_of
from desktop_app.claude_code.discovery import TranscriptFile, find_by_id, find_transcripts
from desktop_app.claude_code.layout import (
    TRANSCRIPT_SUFFIX,
    encode_project,
    existing_directory,
    is_session_id,
)
from desktop_app.claude_code.vault import Vault
from desktop_app.engines.base import HistorySize
from desktop_app.sessions import adoption, transcript
from desktop_app.sessions.errors import (
    DataDirectoryError,
    InvalidSessionIdError,
    NotSavedError,
    SessionNotFoundError,
    UnreadableSessionError,
)
from desktop_app.sessions.index import GLANCE_ABOVE_BYTES, Hit, Index, IndexFile
from desktop_app.sessions.journal import WriterThread, create_journal
from desktop_app.sessions.lines import read_lines
from desktop_app.sessions.records import Record, encode_line, new_uuid
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from desktop_app.sessions.summary import Summary
from desktop_app.sessions.transcript import Page
from desktop_app.sessions.verification import Verification, verify_file
from desktop_app.settings.paths import DataPaths

__all__ = ["Hit", "Store"]

_log = logging.getLogger("sempre.store")
_T = TypeVar("_T")


class Store:
    """Open for as long as the `with` block lasts.

    Raises on entry:
        DataDirectoryError: the data directory is a file, or can't be made or written.
    """

    def __init__(self, paths: DataPaths, claude_dir: Path, clock: Clock) -> None:
        self.paths = paths
        self.claude_dir = claude_dir
        self.clock = clock
        self.vault = Vault(paths.vault, claude_dir, clock)
        self._cwds: dict[SessionRef, str] = {}
        self._adopted: dict[SessionRef, tuple[int, int, int]] = {}  # what Claude Code had then
        self._grown: set[SessionRef] = set()  # appended to since the index looked last
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        """Make the directories, open the index, start the writer."""
        try:
            for directory in (self.paths.root, self.paths.projects, self.paths.inflight):
                make_private_directory(directory)
        except OSError as error:
            raise DataDirectoryError(self.paths.root, reason_of(error)) from error
        self._index = Index.open(self.paths.index, self._stopped.is_set)
        self._writer = WriterThread(self.paths.root)
        return self

    def __exit__(self, *exception: object) -> None:
        """Write what waits, close everything."""
        self._writer.close()
        self._index.close()

    # --- where conversations are

    @property
    def claude_projects(self) -> Path:
        """Where Claude Code keeps its transcripts; only ever read."""
        return self.claude_dir / "projects"

    def files(self) -> list[IndexFile]:
        """Return every conversation file once: ours, else Claude Code's, else the vault's."""
        found = {
            ref: IndexFile(ref, path, is_ours=is_ours)
            for is_ours, files in (
                (False, self.vault.transcripts()),
                (False, find_transcripts(self.claude_projects)),
                (True, find_transcripts(self.paths.projects)),
            )
            for ref, path in _named(files)
        }
        return list(found.values())

    def our_files(self) -> list[tuple[SessionRef, Path]]:
        """Return every conversation file in the data directory."""
        return list(_named(find_transcripts(self.paths.projects)))

    def own_path(self, ref: SessionRef) -> Path:
        """Return where our file of this conversation stands or would stand."""
        return self.paths.projects / ref.project / (ref.session_id + TRANSCRIPT_SUFFIX)

    def is_ours(self, ref: SessionRef) -> bool:
        """Tell whether the data directory has a file of this conversation."""
        return os.path.lexists(self.own_path(ref))

    def path(self, ref: SessionRef) -> Path:
        """Return the file that is read: ours, else Claude Code's, else the vault's.

        Raises:
            SessionNotFoundError: there is none.
        """
        own = self.own_path(ref)
        path = own if os.path.lexists(own) else self._their_path(ref)
        if path is None:
            raise SessionNotFoundError(ref.session_id)
        return path

    def find(self, session_id: str, cwd: Path | None = None) -> SessionRef:
        """Return the conversation of this id: in `cwd`'s project, else ours, else the latest.

        Raises:
            InvalidSessionIdError: not a canonical UUID; no path was looked at.
            SessionNotFoundError: nobody has it.
        """
        candidates = self.find_all(session_id)
        if cwd is not None:
            project = encode_project(str(cwd.resolve()))
            candidates = [ref for ref in candidates if ref.project == project] or candidates
        if not candidates:
            raise SessionNotFoundError(session_id)
        return candidates[0]

    def find_all(self, session_id: str) -> list[SessionRef]:
        """Return every conversation of this id: begun here, then adopted, then by activity."""
        if not is_session_id(session_id):
            raise InvalidSessionIdError(session_id)
        refs = {
            ref: None
            for files in (
                find_by_id(self.paths.projects, session_id),
                find_by_id(self.claude_projects, session_id),
                self.vault.find(session_id),
            )
            for ref, _ in _named(files)
        }
        if len(refs) < 2:
            return list(refs)
        return sorted(refs, key=self._preference, reverse=True)

    def cwd(self, ref: SessionRef) -> str:
        """Return the conversation's working directory, from its records or its neighbours'."""
        if ref not in self._cwds:
            neighbours = (path for other, path in self.our_files() if other.project == ref.project)
            found = transcript.first_cwd((self.path(ref), *neighbours))
            self._cwds[ref] = found or str(existing_directory(ref.project) or Path.home())
        return self._cwds[ref]

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

    def adopt(self, ref: SessionRef) -> bool:
        """Take over what Claude Code has of this conversation; return whether anything was new.

        The first time its whole file and directory are copied, later only what our file lacks is
        appended. What Claude Code has deleted comes from the vault. No source is touched.

        Raises:
            NotSavedError: the disk refused; our file is as it was.
            UnreadableSessionError: Claude Code's file can't be read.
        """
        theirs, own = self._their_path(ref), self.own_path(ref)
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
        return self._read(ref, lambda path: transcript.read_tail(path, limit))

    def before(self, ref: SessionRef, offset: int, limit: int) -> Page:
        """Return the entries before a page that starts at `offset`; raises as `tail`."""
        return self._read(ref, lambda path: transcript.read_before(path, offset, limit))

    def after(self, ref: SessionRef, offset: int, limit: int) -> Page:
        """Return the entries from the end of a page at `offset`; raises as `tail`."""
        return self._read(ref, lambda path: transcript.read_after(path, offset, limit))

    def around(self, ref: SessionRef, uuid: str, limit: int) -> Page | None:
        """Return the entries around one record, None where it is not; raises as `tail`."""
        return self._read(ref, lambda path: transcript.read_around(path, uuid, limit))

    def leaf(self, ref: SessionRef) -> str | None:
        """Return the uuid that the next record continues; raises as `tail`."""
        return self._read(ref, transcript.read_leaf)

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

    def stop_reading(self) -> None:
        """End for good, from any thread, whatever reads whole files: the program ends.

        Calls that can't finish without raise concurrent.futures.CancelledError at the next line.
        """
        self._stopped.set()

    # --- the index

    def summaries(self, *, quick: bool = False) -> list[Summary]:
        """Return all conversations, the latest activity first; `quick` ones may be estimated."""
        limit = GLANCE_ABOVE_BYTES if quick else None
        found = self._index.summaries(self.files(), glance_above_bytes=limit)
        return sorted(map(self._complete, found), key=attrgetter("activity_s"), reverse=True)

    def summary(self, ref: SessionRef, *, quick: bool = False) -> Summary:
        """Return one conversation's summary, brought up to date first; see `summaries`."""
        file = IndexFile(ref, self.path(ref), is_ours=self.is_ours(ref))
        if not quick:
            return self._complete(self._index.update(file))
        (found,) = self._index.summaries([file], glance_above_bytes=GLANCE_ABOVE_BYTES)
        return self._complete(found)

    def refresh_index(
        self,
        progress: Callable[[int, int], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Bring full-text search up to date with every file."""
        self._index.refresh(self.files(), progress=progress, should_stop=should_stop)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return the messages that match a user's query, best first; no query ever raises."""
        self._index_what_grew()
        return self._index.search(query, limit=limit)

    def match_any(
        self, words: Sequence[str], *, limit: int, before_uuid: str | None = None
    ) -> list[Hit]:
        """Return the messages that hold any of `words`, best first, without `before_uuid`."""
        self._index_what_grew()
        return self._index.match_any(words, limit=limit, before_uuid=before_uuid)

    def history_size(self) -> HistorySize:
        """Return how much history the index covers."""
        return self._index.size()

    @property
    def is_index_persistent(self) -> bool:
        """Whether the index could be kept on the disk."""
        return self._index.is_persistent

    def _complete(self, summary: Summary) -> Summary:
        """Fill in what no file says: whether it was rescued, where one without a record works."""
        if summary.path.is_relative_to(self.vault.root):
            return replace(summary, is_rescued=True)
        if summary.cwd or summary.records or summary.is_estimated or not summary.is_ours:
            return summary
        return replace(summary, cwd=self.cwd(summary.ref))

    def _index_what_grew(self) -> None:
        # on demand and not while appending: an acknowledgement must not wait for SQLite
        with suppress(KeyError):  # empty, perhaps because another thread was faster
            while True:
                ref = self._grown.pop()
                file = IndexFile(ref, self.own_path(ref), is_ours=True)
                self._index.follow(file)

    def _their_path(self, ref: SessionRef) -> Path | None:
        """Return Claude Code's file, the vault's where that is gone, None where there is none."""
        path = self.claude_projects / ref.project / (ref.session_id + TRANSCRIPT_SUFFIX)
        return path if os.path.lexists(path) else self.vault.path(ref.project, ref.session_id)

    def _read(self, ref: SessionRef, read: Callable[[Path], _T]) -> _T:
        path = self.path(ref)
        try:
            return read(path)
        except OSError as error:
            raise UnreadableSessionError.because(path, error) from error

    def _preference(self, ref: SessionRef) -> tuple[bool, bool, float]:
        summary = self.summary(ref, quick=True)
        return summary.origin is Origin.SEMPRE, summary.is_ours, summary.activity_s


def _named(files: Iterable[TranscriptFile]) -> Iterator[tuple[SessionRef, Path]]:
    for file in files:
        yield SessionRef(file.project, file.session_id), file.path
