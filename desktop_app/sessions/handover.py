"""Claude Code's own file of a conversation: brought up to date before it starts, looked at after.

Ours is the truth; theirs is only ever appended to, while no process has it open.
"""

import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    make_private_directory,
    sync_data,
    sync_directory,
    write_all,
)
from desktop_app.base.system_errors import reason_of
from desktop_app.base.threads import WorkerThreads
from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, encode_project
from desktop_app.claude_code.processes import processes_with
from desktop_app.sessions.errors import (
    DirectoryGoneError,
    HandoverError,
    LiveElsewhereError,
)
from desktop_app.sessions.lines import read_items_backwards
from desktop_app.sessions.records import Record
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.resumable import missing_for_claude
from desktop_app.sessions.store import Store

# A reply that was just written stands at the end; snapshots of prompts may follow it.
_SEARCHED_BYTES = 8 * 1024 * 1024

_log = logging.getLogger("sempre.sessions")


def transcript_of(store: Store, ref: SessionRef, cwd: Path) -> Path:
    """Return where Claude Code keeps this conversation when it works in `cwd`."""
    project = encode_project(os.path.realpath(cwd))
    return store.claude_projects / project / (ref.session_id + TRANSCRIPT_SUFFIX)


def refuse_if_live(store: Store, ref: SessionRef) -> None:
    """Raise LiveElsewhereError where a process that is not ours has the conversation open."""
    for process in processes_with(store.claude_dir, ref.session_id):
        raise LiveElsewhereError(ref.session_id, process.pid)


@frozen
class ClaudeTranscript:
    """The `OwnTranscript` of one turn; used on the event loop's thread, works in others."""

    store: Store
    ref: SessionRef
    cwd: Path
    prompt_uuid: str
    threads: WorkerThreads
    protect: Callable[[], Awaitable[object]]

    @property
    def path(self) -> Path:
        """Where it stands or will stand."""
        return transcript_of(self.store, self.ref, self.cwd)

    async def prepare(self) -> bool:
        """Protect all transcripts, then give Claude Code what it lacks of this one.

        Returns whether there is anything to resume.

        Raises:
            DirectoryGoneError: the working directory is not there.
            LiveElsewhereError: another process has the conversation open.
            HandoverError: Claude Code's file could not be written.
        """
        try:
            await self.protect()
        except SempreError as error:
            # the sweep is turned off for this process; what others do is told by health
            _log.info("not protected before the start: %s", error)
        return await self.threads.run(self._prepare)

    async def holds(self, uuid: str) -> bool:
        """Tell whether the newest part of the file has a record of this uuid."""
        return await self.threads.run(self._holds, uuid)

    def _prepare(self) -> bool:
        if not self.cwd.is_dir():
            raise DirectoryGoneError(self.cwd)
        refuse_if_live(self.store, self.ref)
        path = self.path
        theirs = path if path.exists() else None
        try:
            lines = missing_for_claude(
                self.store.own_path(self.ref), theirs, self.prompt_uuid, self.ref.session_id
            )
            if lines:
                _append_durably(path, lines)
            return path.exists() and _has_messages(path)
        except OSError as error:
            raise HandoverError(path, reason_of(error)) from error

    def _holds(self, uuid: str) -> bool:
        try:
            size = self.path.stat().st_size
            for item in read_items_backwards(self.path):
                if isinstance(item, Record) and item.uuid == uuid:
                    return True
                if size - item.offset > _SEARCHED_BYTES:
                    return False
        except OSError as error:
            _log.info("Claude Code's transcript can't be read: %s", error.strerror)
        return False


def _append_durably(path: Path, lines: bytes) -> None:
    """Append whole lines in one write, behind a newline where the last one is torn."""
    make_private_directory(path.parent)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | SAFE_OPEN_FLAGS
    fd = os.open(path, flags, PRIVATE_FILE)
    try:
        size = os.fstat(fd).st_size
        is_torn = size > 0 and os.pread(fd, 1, size - 1) != b"\n"
        write_all(fd, b"\n" + lines if is_torn else lines)
        sync_data(fd)
    finally:
        os.close(fd)
    sync_directory(path.parent)


def _has_messages(path: Path) -> bool:
    return any(
        isinstance(item, Record) and item.type in {"user", "assistant"} and not item.is_sidechain
        for item in read_items_backwards(path)
    )
