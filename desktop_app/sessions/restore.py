"""Bringing a backup back by union: nothing that is longer or newer is ever replaced."""

import logging
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from desktop_app.base.files import check_regular, free_bytes
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX
from desktop_app.sessions.archive.manifest import Member
from desktop_app.sessions.archive.names import MemberKind, rescued_transcript
from desktop_app.sessions.archive.reader import Archive, open_archive
from desktop_app.sessions.backup.replay import append_lines
from desktop_app.sessions.errors import FileReplacedError, RestoreError
from desktop_app.sessions.exclusive import exclusively
from desktop_app.sessions.lines import read_lines
from desktop_app.sessions.progress import Progress, Watch
from desktop_app.sessions.restored_file import (
    Outcome,
    begins_with,
    discard_partial,
    has_exact_name,
    write_new,
)
from desktop_app.sessions.restored_version import place_of, restore_version
from desktop_app.sessions.union import missing_lines

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

_log = logging.getLogger("sempre.restore")
_MAX_VERSIONS_BESIDE = 1000


@frozen
class RestoreReport:
    """What a restore did. `conversations` counts those that came back or got lines back.

    `rescued` counts, besides, the transcripts from the vault of which something came back.
    """

    restored_files: int
    merged_files: int
    unchanged_files: int
    conversations: int
    rescued: int = 0


def restore_backup(
    store: "Store",
    archive: Path,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> RestoreReport:
    """Bring back everything that the backup at `archive` holds and the data directory lacks.

    The whole archive is verified first; with any doubt nothing is written. Then a missing file
    comes back as it was, a conversation gets the lines that it lacks appended, an attachment or a
    file of the vault that differs gets the archived version beside it. Doing it twice changes
    nothing more, so after a crash or an error it is simply done again. `cancel` may stop it between
    two files.

    Raises:
        BackupError: the archive can't be trusted, or a cleanup is running. Nothing was written.
        RestoreError: something stands in the way, or the disk refused.
    """
    watch = Watch(progress, cancel)
    with exclusively(store.paths.root), open_archive(archive) as opened:
        members = opened.manifest.members
        watch.begin("verify", opened.manifest.size_bytes, len(members))
        opened.verify(watch)
        _check_places(store, members)
        watch.begin("restore", opened.manifest.size_bytes, len(members))
        outcomes: Counter[Outcome] = Counter()
        conversations = 0
        rescued: set[str] = set()
        for member in members:
            outcome = _restore(store, opened, member, sum(outcomes.values()))
            outcomes[outcome] += 1
            is_back = outcome is not Outcome.UNCHANGED
            conversations += is_back and member.kind is MemberKind.CONVERSATION
            if is_back and (transcript := rescued_transcript(member.path)):
                rescued.add(transcript)
            watch.add_bytes(member.size)
            watch.add_file()
    _log.info("restored from %s: %s", archive.name, {o.name: n for o, n in outcomes.items()})
    return RestoreReport(
        outcomes[Outcome.RESTORED],
        outcomes[Outcome.MERGED],
        outcomes[Outcome.UNCHANGED],
        conversations,
        len(rescued),
    )


def _check_places(store: "Store", members: Iterable[Member]) -> None:
    """Refuse before the first byte: links or other things in the way, too little room."""
    root = store.paths.root
    needed = 0
    for member in members:
        path = _place(store, member)
        # the data directory itself, and `projects` in it, may be links that the user made
        for directory in path.relative_to(root).parents[:-2]:
            _check_place(root / directory, stat.S_ISDIR)
        size = _check_place(path, stat.S_ISREG)
        needed += max(0, member.size - size)
    if needed > free_bytes(root):
        raise RestoreError(
            message("Backup", "There is not enough room on the disk to bring everything back."),
            hint=message("Backup", "Free {bytes} bytes, then try again.", bytes=needed),
        )


def _check_place(path: Path, is_expected: Callable[[int], bool]) -> int:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise _in_the_way(path) from error
    if not is_expected(status.st_mode):
        raise _in_the_way(path)
    return status.st_size


def _place(store: "Store", member: Member) -> Path:
    if member.kind is MemberKind.RESCUED:
        return place_of(store.vault, member)
    return store.paths.root / member.path


def _restore(store: "Store", archive: Archive, member: Member, done: int) -> Outcome:
    path = _place(store, member)
    try:
        if member.kind is MemberKind.RESCUED:
            return restore_version(store.vault, archive, member)
        if not os.path.lexists(path) and write_new(path, archive.chunks(member)):
            return Outcome.RESTORED
        check_regular(path)
        discard_partial(path)
        if member.kind is MemberKind.SETTINGS or begins_with(path, archive.chunks(member)):
            return Outcome.UNCHANGED
        is_another = member.stored_as is not None and not has_exact_name(store.paths.root, path)
        if path.suffix == TRANSCRIPT_SUFFIX and not is_another:
            return _merge(path, archive, member)
        return _write_beside(path, archive, member)
    except (OSError, FileReplacedError) as error:
        raise _failed(path, error, done) from error


def _merge(path: Path, archive: Archive, member: Member) -> Outcome:
    live = (line for _, line in read_lines(path))
    appended = append_lines(path, missing_lines(_lines(archive.chunks(member)), live))
    return Outcome.MERGED if appended else Outcome.UNCHANGED


def _write_beside(path: Path, archive: Archive, member: Member) -> Outcome:
    """Keep the live attachment; the archived version gets the next free name beside it."""
    for number in range(1, _MAX_VERSIONS_BESIDE):
        beside = path.with_name(f"{path.name}.restored-{number}")
        if not os.path.lexists(beside):
            if write_new(beside, archive.chunks(member)):
                return Outcome.MERGED
        elif _holds(beside, archive, member):
            return Outcome.UNCHANGED
    raise FileExistsError(f"too many versions of {path.name}")


def _holds(path: Path, archive: Archive, member: Member) -> bool:
    is_candidate = check_regular(path).st_size == member.size
    return is_candidate and begins_with(path, archive.chunks(member))


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Split a stream at `\n`; each line keeps its newline, the last one may have none."""
    pieces: list[bytes] = []
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            yield b"".join((*pieces, end, b"\n"))
            pieces.clear()
        if rest:
            pieces.append(rest)
    if pieces:
        yield b"".join(pieces)


def _in_the_way(path: Path) -> RestoreError:
    return RestoreError(
        message(
            "Backup",
            "{path} is in the way: it is not what the backup would put there.",
            path=path,
        ),
        hint=message("Backup", "Move it away yourself, then restore again."),
    )


def _failed(path: Path, error: OSError | FileReplacedError, done: int) -> RestoreError:
    if isinstance(error, OSError):
        reason = reason_of(error)
    else:
        reason = message("Backup", "another program changed it meanwhile")
    return RestoreError(
        message(
            "Backup",
            "{path} could not be brought back: {reason}.",
            path=path,
            reason=reason,
        ),
        data=message(
            "Backup",
            "Everything that was there is untouched; {n} files were handled before it stopped.",
            done,
        ),
        hint=message("Backup", "Remove the cause and restore again: it goes on from here."),
    )
