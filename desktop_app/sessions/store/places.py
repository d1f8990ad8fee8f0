"""Where the conversations of this machine stand: ours, Claude Code's, the vault's."""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

from desktop_app.base.clock import Clock
from desktop_app.claude_code.discovery import TranscriptFile, find_by_id, find_transcripts
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, existing_directory, is_session_id
from desktop_app.claude_code.vault import Vault
from desktop_app.sessions import transcript
from desktop_app.sessions.errors import InvalidSessionIdError, SessionNotFoundError
from desktop_app.sessions.index import IndexFile
from desktop_app.sessions.refs import SessionRef
from desktop_app.settings.paths import DataPaths


class Places:
    """Finds the files of conversations; changes nothing. Thread-safe."""

    def __init__(self, paths: DataPaths, claude_dir: Path, clock: Clock) -> None:
        self.paths = paths
        self.claude_dir = claude_dir
        self.clock = clock
        self.vault = Vault(paths.vault, claude_dir, clock)
        self._cwds: dict[SessionRef, str] = {}
        self._stopped = threading.Event()

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

    def file(self, ref: SessionRef) -> IndexFile:
        """Return the file that is read; raises as `path`."""
        return IndexFile(ref, self.path(ref), is_ours=self.is_ours(ref))

    def own_file(self, ref: SessionRef) -> IndexFile:
        """Return our file, whether or not it exists."""
        return IndexFile(ref, self.own_path(ref), is_ours=True)

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
        path = own if os.path.lexists(own) else self.their_path(ref)
        if path is None:
            raise SessionNotFoundError(ref.session_id)
        return path

    def their_path(self, ref: SessionRef) -> Path | None:
        """Return Claude Code's file, the vault's where that is gone, None where there is none."""
        path = self.claude_projects / ref.project / (ref.session_id + TRANSCRIPT_SUFFIX)
        return path if os.path.lexists(path) else self.vault.path(ref.project, ref.session_id)

    def refs_of_id(self, session_id: str) -> list[SessionRef]:
        """Return every conversation of this id, in no particular order.

        Raises:
            InvalidSessionIdError: not a canonical UUID; no path was looked at.
        """
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
        return list(refs)

    def cwd(self, ref: SessionRef) -> str:
        """Return the conversation's working directory, from its records or its neighbours'."""
        if ref not in self._cwds:
            neighbours = (path for other, path in self.our_files() if other.project == ref.project)
            found = transcript.first_cwd((self.path(ref), *neighbours))
            self._cwds[ref] = found or str(existing_directory(ref.project) or Path.home())
        return self._cwds[ref]

    def stop_reading(self) -> None:
        """End for good, from any thread, whatever reads whole files: the program ends.

        Calls that can't finish without raise concurrent.futures.CancelledError at the next line.
        """
        self._stopped.set()

    def check_reading(self) -> None:
        """Raise concurrent.futures.CancelledError once reading was stopped."""
        if self._stopped.is_set():
            raise CancelledError


def _named(files: Iterable[TranscriptFile]) -> Iterator[tuple[SessionRef, Path]]:
    for file in files:
        yield SessionRef(file.project, file.session_id), file.path
