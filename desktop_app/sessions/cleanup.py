"""The only way in which conversations are ever removed: backup, verify, compare, then remove.

Nothing calls this but a person who typed the phrase. There is no schedule, no limit and no age at
which it would happen (CONTRIBUTING, "Cleanup is guarded").
"""

import errno
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from desktop_app.base.files import check_regular, free_bytes, sync_directory
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_named, reason_of
from desktop_app.base.values import frozen
from desktop_app.sessions.archive.manifest import Member
from desktop_app.sessions.archive.names import PROJECTS, MemberKind
from desktop_app.sessions.backup.making import BackupReport, VerifiedBackup, make_verified
from desktop_app.sessions.backup.sources import Identity, find_sources
from desktop_app.sessions.errors import BackupError, WrongConfirmationError
from desktop_app.sessions.exclusive import exclusively
from desktop_app.sessions.progress import Progress, Watch
from desktop_app.sessions.refs import DEFAULT_SESSION_ID

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

_log = logging.getLogger("sempre.cleanup")
_REMOVED_KINDS = frozenset({MemberKind.CONVERSATION, MemberKind.ATTACHMENT})
# Transcripts deflate to less than half. If one does not, the backup fails for want of room, which
# removes nothing either; a full disk is a frequent reason to clean up and must not forbid it.
_ROOM_DIVISOR = 2
_ROOM_MARGIN_BYTES = 1 << 20


@frozen
class CleanupPlan:
    """What a cleanup would remove now, where its backup goes, and whether there is room for it."""

    conversations: int
    size_bytes: int
    phrase: str
    backup_dir: Path
    free_bytes: int
    has_room: bool


@frozen
class CleanupResult:
    """What was removed, and the backup that `restore_backup` brings it back from."""

    removed: int
    backup: BackupReport


def plan_cleanup(store: "Store") -> CleanupPlan:
    """Return what `force_cleanup_all` would do now; changes nothing.

    Raises:
        OSError: the disk can't be asked for its free space.
    """
    conversations = len(store.our_files())
    sources = find_sources(store)
    free = free_bytes(store.paths.backups)
    return CleanupPlan(
        conversations,
        sources.own_size_bytes,
        f"DELETE {conversations} CONVERSATIONS",
        store.paths.backups,
        free,
        free >= sources.size_bytes // _ROOM_DIVISOR + _ROOM_MARGIN_BYTES,
    )


def force_cleanup_all(
    store: "Store",
    confirmation: str,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> CleanupResult:
    """Remove all conversations of ours after a verified backup of every byte of them.

    The caller has ended all turns. Files that appeared after the backup began stay, and so do the
    vault and the settings. Afterwards the default conversation exists again, empty. `cancel` works
    until the first removal.

    Raises:
        WrongConfirmationError: the phrase is not exactly that of the plan made now.
        BackupCancelledError: the user stopped it. Nothing was removed.
        BackupError: no room, no verified and complete backup, a file that changed since, another
            cleanup: nothing was removed. Or a removal failed half-way; then the sentence tells how
            many are gone and where the backup is.
    """
    plan = plan_cleanup(store)
    if confirmation != plan.phrase:
        raise WrongConfirmationError(plan.phrase)
    if not plan.has_room:
        raise _nothing_removed(
            message(
                "Backup", "There is not enough room for the backup in {path}.", path=plan.backup_dir
            )
        )
    watch = Watch(progress, cancel)
    with exclusively(store.paths.root):
        cwd = _default_cwd(store)
        backup = make_verified(store, None, watch)
        removed = _remove(store, backup, watch)
    _log.info("%d conversations removed, backup: %s", removed, backup.report.path.name)
    store.refresh_index()
    store.ensure_default(cwd)
    return CleanupResult(removed, backup.report)


def _remove(store: "Store", backup: VerifiedBackup, watch: Watch) -> int:
    """Remove what the backup holds, if all of it is still exactly that."""
    members = [m for m in backup.manifest.members if m.kind in _REMOVED_KINDS]
    if backup.report.is_partial:
        raise _nothing_removed(
            message(
                "Backup",
                "The backup is not complete: {path} ({reason}).",
                path=backup.report.skipped[0].path,
                reason=reason_named(backup.report.skipped[0].reason),
            )
        )
    for ref, _ in store.our_files():
        store.release(ref)
    for member in members:
        _check_unchanged(store.paths.root / member.path, member, backup.identities)
    watch.begin("remove", sum(member.size for member in members), len(members))
    watch.ignore_cancel()
    return _unlink_all(store.paths.root, members, backup, watch)


def _check_unchanged(path: Path, member: Member, identities: Mapping[str, Identity]) -> None:
    try:
        now = Identity.of(check_regular(path))
    except OSError as error:
        raise _changed_since(path) from error
    # the size once more: a file may have grown between its copy and its comparison
    if now != identities[member.path] or now.size != member.size:
        raise _changed_since(path)


def _unlink_all(root: Path, members: list[Member], backup: VerifiedBackup, watch: Watch) -> int:
    """Remove one by one, each looked at once more; conversations first, then what belongs to them.

    Returns how many conversations were removed.
    """
    removed = 0
    is_attachment = {member: member.kind is not MemberKind.CONVERSATION for member in members}
    try:
        for member in sorted(members, key=lambda m: is_attachment[m]):
            path = root / member.path
            _check_unchanged(path, member, backup.identities)
            path.unlink()
            removed += not is_attachment[member]
            watch.add_bytes(member.size)
            watch.add_file()
        _remove_empty_directories(root, members)
    except (OSError, BackupError) as error:
        raise _stopped_midway(error, removed, backup.report.path) from error
    return removed


def _remove_empty_directories(root: Path, members: Iterable[Member]) -> None:
    """Sync each directory that lost a file; remove it where it is empty now, deepest first."""
    directories = {parent for m in members for parent in Path(m.path).parents}
    for directory in sorted(directories, key=lambda path: len(path.parts), reverse=True):
        if directory.parts[:1] != (PROJECTS,):
            continue
        path = root / directory
        sync_directory(path)
        if len(directory.parts) > 1:
            _remove_if_empty(path)


def _remove_if_empty(path: Path) -> None:
    try:
        path.rmdir()
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise
    else:
        sync_directory(path.parent)


def _default_cwd(store: "Store") -> Path:
    """Return where the default conversation works, so that it starts anew in the same place."""
    ours = [ref for ref in store.find_all(DEFAULT_SESSION_ID) if store.is_ours(ref)]
    cwd = Path(store.cwd(ours[0])) if ours else Path.home()
    return cwd if cwd.is_absolute() else Path.home()


def _nothing_removed(title: Message) -> BackupError:
    return BackupError(
        title,
        data=message("Backup", "Nothing was removed."),
        hint=message("Backup", "Remove the cause, then start the cleanup again."),
    )


def _changed_since(path: Path) -> BackupError:
    return _nothing_removed(
        message("Backup", "{path} changed after it was backed up.", path=path),
    )


def _stopped_midway(error: OSError | BackupError, removed: int, backup: Path) -> BackupError:
    reason = reason_of(error) if isinstance(error, OSError) else error.title
    return BackupError(
        message("Backup", "The removal stopped half-way: {reason}", reason=reason),
        data=message(
            "Backup",
            "{n} conversations were removed; the backup {path} holds all of them.",
            removed,
            path=backup,
        ),
        hint=message("Backup", "Restore the backup, or remove the cause and clean up again."),
    )
