"""The vault: links at once, copies after them, and the way back."""

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop_app.base.clock import Clock
from desktop_app.base.files import free_bytes
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of, words_of
from desktop_app.claude_code.discovery import TranscriptFile, find_by_id, find_transcripts
from desktop_app.claude_code.errors import PutBackError, VaultError
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX
from desktop_app.claude_code.vault.copying import (
    Copied,
    CopyStoppedError,
    Limits,
    copy_new,
    is_up_to_date,
    keep_copied,
)
from desktop_app.claude_code.vault.directories import Directories
from desktop_app.claude_code.vault.inspection import inspect
from desktop_app.claude_code.vault.linking import Linked, keep_linked
from desktop_app.claude_code.vault.report import Protected, Unprotected, VaultReport
from desktop_app.claude_code.vault.tree import FoundFile, files_below

# Copies leave this much of the disk to everything else, a twentieth of a smaller one.
_RESERVE_BYTES = 1 << 30
_RESERVE_PART = 20
_ABANDONED_AFTER = timedelta(days=1)
# The disk, not the file: there is no sense in going on with the others.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class Vault:
    """Protected copies of Claude Code's transcripts below `root`.

    Holds no state: everything is read from the directories, which may be looked at, copied or
    lost at any time. Thread-safe, and several processes may use one vault. Claude Code's own
    files are only read, except by `put_back`.
    """

    def __init__(self, root: Path, claude_dir: Path, clock: Clock) -> None:
        self.root = root
        self.projects = root / "projects"
        self.copies = root / "copies"
        self.claude_projects = claude_dir / "projects"
        self._clock = clock

    # --- protecting

    def protect(self, projects: Collection[str] | None = None) -> Protected:
        """Link every transcript, sub-agent file and tool result, of all or of these projects.

        What can't be linked is copied. On return every new name is durable. Files that can't be
        protected are named in what is returned; the others are.

        Raises:
            VaultError: the vault itself can't be written.
        """
        directories = Directories()
        linked = copied = 0
        lacks_room = False
        failures: list[Unprotected] = []
        links = f"{self.projects}{os.sep}"
        for file in files_below(self.claude_projects, projects):
            try:
                outcome = keep_linked(file, f"{links}{file.name}", directories)
                linked += outcome is Linked.NOW
                if outcome is Linked.IMPOSSIBLE:
                    result = self._copy(file, directories, Limits(self._reserve_bytes()))
                    copied += result is Copied.NOW
                    lacks_room |= result is Copied.NO_ROOM
            except OSError as error:
                self._judge(error)
                lacks_room |= error.errno in _NO_ROOM
                failures.append(Unprotected(file.path, words_of(error)))
        self._sync(directories)
        return Protected(linked, copied, tuple(failures), lacks_room=lacks_room)

    def copy_links(self, should_stop: Callable[[], bool] = lambda: False) -> Protected:
        """Bring the independent copy of every linked file up to date; ends early when told to.

        Reads what changed and writes what is new. A link that is the last name of its file is
        independent already.

        Raises:
            VaultError: the vault itself can't be written.
        """
        directories = Directories()
        copied = 0
        lacks_room = False
        failures: list[Unprotected] = []
        self._remove_abandoned()
        limits = Limits(self._reserve_bytes(), should_stop)
        for file in files_below(self.projects):
            if should_stop():
                break
            if file.is_older or file.is_partial or self._is_independent(file):
                continue
            if is_up_to_date(file.status, self.copies / file.name):
                continue
            try:
                result = self._copy(file, directories, limits)
                copied += result is Copied.NOW
                lacks_room |= result is Copied.NO_ROOM
            except CopyStoppedError:
                break
            except FileNotFoundError:
                continue  # replaced meanwhile by another process
            except OSError as error:
                self._judge(error)
                lacks_room |= error.errno in _NO_ROOM
                failures.append(Unprotected(file.path, words_of(error)))
        self._sync(directories)
        return Protected(0, copied, tuple(failures), lacks_room=lacks_room)

    # --- looking

    def status(self) -> VaultReport:
        """Return which transcripts are safe from what; changes nothing, reads no content."""
        report = inspect(self.claude_projects, self.projects, self.copies)
        needed_bytes = sum(self._missing_bytes(file) for file in report.only_linked)
        lacks_room = needed_bytes > max(0, free_bytes(self.root) - self._reserve_bytes())
        return replace(report, lacks_room=needed_bytes > 0 and lacks_room)

    def transcripts(self) -> Iterator[TranscriptFile]:
        """Yield every transcript in the vault once; the file with Claude Code's newest bytes."""
        newest = {
            (file.project, file.session_id): file
            for root in (self.copies, self.projects)
            for file in find_transcripts(root)
        }
        yield from newest.values()

    def find(self, session_id: str) -> list[TranscriptFile]:
        """Return the transcripts of this id, one a project."""
        newest = {
            file.project: file
            for root in (self.copies, self.projects)
            for file in find_by_id(root, session_id)
        }
        return list(newest.values())

    def path(self, project: str, session_id: str) -> Path | None:
        """Return the protected file of one transcript, None where there is none."""
        name = Path(project, session_id + TRANSCRIPT_SUFFIX)
        paths = (root / name for root in (self.projects, self.copies))
        return next((path for path in paths if os.path.lexists(path)), None)

    def holds(self, path: Path) -> bool:
        """Tell whether a file of Claude Code's is linked or copied under its own name."""
        relative = path.relative_to(self.claude_projects)
        return any(os.path.lexists(root / relative) for root in (self.projects, self.copies))

    # --- the way back

    def put_back(self, project: str, session_id: str) -> Path:
        """Copy a transcript and its directory to where Claude Code had them; return its path.

        Written with a new modification time, or the sweep would take it again at once. Durable on
        return. The transcript comes last, so that a crash leaves it to be done again.

        Raises:
            PutBackError: it is not in the vault, its place is taken, or the disk refused.
        """
        source = self.path(project, session_id)
        target = self.claude_projects / project / (session_id + TRANSCRIPT_SUFFIX)
        if source is None:
            raise PutBackError(
                message("Vault", "There is no protected copy of {id}.", id=session_id),
                message("Vault", "`sempre protect --status` lists what can be put back."),
            )
        directories = Directories()
        try:
            if not os.path.lexists(target):
                self._put_back_directory(project, session_id, directories)
                directories.make(target.parent)
                directories.sync()
                if copy_new(source, target):
                    directories.note_change(target.parent)
                    directories.sync()
                    return target
        except OSError as error:
            raise PutBackError(
                message(
                    "Vault",
                    "The transcript can't be put back: {reason} ({path}).",
                    reason=reason_of(error),
                    path=target,
                ),
                message("Vault", "Free some space or make the directory writable, then try again."),
            ) from error
        raise PutBackError(
            message("Vault", "Claude Code has this transcript: {path}.", path=target),
            message("Vault", "There is nothing to do; it is never replaced."),
        )

    def _put_back_directory(self, project: str, session_id: str, directories: Directories) -> None:
        for root in (self.projects, self.copies):
            for file in files_below(root, {project}):
                if file.session != session_id or file.is_older or file.is_partial:
                    continue
                target = self.claude_projects / file.name
                if not os.path.lexists(target):
                    directories.make(target.parent)
                    copy_new(file.path, target)
                    directories.note_change(target.parent)

    # --- with the disk

    def _missing_bytes(self, file: TranscriptFile) -> int:
        """Return how much its copy lacks, all of it where it may have been rewritten."""
        copy = self.copies / file.project / file.path.name
        with suppress(OSError):
            size = os.lstat(file.path).st_size
            held = os.lstat(copy).st_size if copy.exists() else 0
            return size - held if size > held else size
        return 0

    def _copy(self, file: FoundFile, directories: Directories, limits: Limits) -> Copied:
        return keep_copied(file.path, self.copies / file.name, directories, limits)

    def _is_independent(self, link: FoundFile) -> bool:
        """Tell whether nobody else has a name for the bytes, so that nobody can rewrite them."""
        return link.status.st_nlink == 1 and not os.path.lexists(self.claude_projects / link.name)

    def _reserve_bytes(self) -> int:
        total = shutil.disk_usage(self._existing_root()).total
        return min(_RESERVE_BYTES, total // _RESERVE_PART)

    def _judge(self, error: OSError) -> None:
        """Raise where the vault is what fails, so that trying each file would say the same."""
        if error.errno == errno.EROFS or (
            error.errno == errno.EACCES and not os.access(self._existing_root(), os.W_OK)
        ):
            raise VaultError(self.root, error) from error

    def _existing_root(self) -> Path:
        return next(path for path in (self.root, *self.root.parents) if path.exists())

    def _sync(self, directories: Directories) -> None:
        try:
            directories.sync()
        except OSError as error:
            raise VaultError(self.root, error) from error

    def _remove_abandoned(self) -> None:
        """Remove halves of copies that a kill has left; their whole is still where it was."""
        limit = (self._clock.now() - _ABANDONED_AFTER).timestamp()
        for root in (self.projects, self.copies):
            for file in files_below(root):
                if file.is_partial and file.status.st_mtime < limit:
                    file.path.unlink(missing_ok=True)
