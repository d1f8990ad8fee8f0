"""Making a backup that was read back before it got its name, and checking one later."""

import logging
import os
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from desktop_app.base.files import make_private_directory, open_regular
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of, words_of
from desktop_app.base.values import frozen
from desktop_app.sessions.archive.catalog import backup_name, list_backups, next_number
from desktop_app.sessions.archive.manifest import Manifest, Member, Skipped
from desktop_app.sessions.archive.names import SETTINGS
from desktop_app.sessions.archive.reader import Archive, open_archive
from desktop_app.sessions.archive.writer import ArchiveWriter
from desktop_app.sessions.backup.sources import (
    Identity,
    Source,
    Sources,
    compare_live,
    find_sources,
)
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.progress import BackupCancelledError, Progress, Watch
from desktop_app.settings.paths import DataPaths

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

_log = logging.getLogger("sempre.backup")


@frozen
class BackupReport:
    """A complete, verified backup. `sha256` is that of the archive file.

    `is_unchanged`: nothing is new since the backup at `path`, which was verified again instead.
    `skipped` names what is not in it; a backup with such gaps never allows a cleanup.
    `rescued` counts transcripts that Claude Code has deleted, besides the `conversations`.
    """

    path: Path
    files: int
    conversations: int
    size_bytes: int
    archive_bytes: int
    sha256: str
    created: datetime
    is_unchanged: bool
    skipped: tuple[Skipped, ...] = ()
    rescued: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether something could not be read and is missing."""
        return bool(self.skipped)


@frozen
class BackupCheck:
    """What a sound backup holds; every byte of it was read."""

    path: Path
    files: int
    conversations: int
    size_bytes: int
    created: datetime
    is_partial: bool = False
    rescued: int = 0


@frozen
class VerifiedBackup:
    """A backup and the state of the live files at the moment when both held the same bytes."""

    report: BackupReport
    manifest: Manifest
    identities: Mapping[str, Identity]


def make_backup(
    store: "Store",
    target: Path | None = None,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> BackupReport:
    """Back up all conversations, their attachments and the settings; return where it is.

    What the vault alone has of Claude Code's goes with them (see `rescued`).

    The archive is on the disk, was read back from there and agrees with the live files before it
    gets its name (`target`, else the next number in the backups' directory). Conversations may
    grow meanwhile; then it holds their beginning. Without `target` and with nothing new since the
    last backup, that one is verified and returned. Blocks; call it from an executor.

    Raises:
        BackupCancelledError: `cancel` was set. Like after any error only our partial file is gone.
        BackupError: the target can't be written, or a file changed otherwise than by growing.
    """
    return make_verified(store, target, Watch(progress, cancel)).report


def check_backup(
    path: Path, *, progress: Progress | None = None, cancel: Event | None = None
) -> BackupCheck:
    """Read every byte of a backup and return what it holds; nothing is written anywhere.

    Raises:
        BackupError: it is damaged, cut off, hostile or none of ours; the sentence says where.
    """
    watch = Watch(progress, cancel)
    with open_archive(path) as archive:
        manifest = archive.manifest
        watch.begin("verify", manifest.size_bytes, len(manifest.members))
        archive.verify(watch)
    return BackupCheck(
        path,
        len(manifest.members),
        manifest.conversations,
        manifest.size_bytes,
        manifest.created,
        manifest.is_partial,
        manifest.rescued,
    )


def make_verified(store: "Store", target: Path | None, watch: Watch) -> VerifiedBackup:
    """Do what `make_backup` says and return what a cleanup needs to know besides."""
    sources = find_sources(store)
    try:
        if target is None:
            unchanged = _find_unchanged(store.paths, sources, watch)
            if unchanged is not None:
                return unchanged
            make_private_directory(store.paths.backups)
        number = next_number(store.paths.backups)
        now = store.clock.now()
        created = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as it will be written
        path = target or store.paths.backups / backup_name(number, created)
        with ArchiveWriter(path.absolute()) as writer:
            manifest = _write(writer, sources, number, created, watch)
            verified = _verify(writer, manifest, store.paths, watch)
            writer.commit()
    except FileExistsError as error:
        raise BackupError(
            message(
                "Backup",
                "{path} exists already, so no backup was made.",
                path=error.filename2 or error.filename,
            ),
            data=message("Backup", "Nothing is ever replaced; your conversations are untouched."),
            hint=message("Backup", "Choose another name, or move that file away yourself."),
        ) from error
    except OSError as error:
        raise _not_made(target or store.paths.backups, error) from error
    _log.info("backup %s: %d files", path.name, len(manifest.members))
    return verified


def _write(
    writer: ArchiveWriter, sources: Sources, number: int, created: datetime, watch: Watch
) -> Manifest:
    watch.begin("copy", sources.size_bytes, len(sources.files))
    members: list[Member] = []
    skipped = list(sources.skipped)
    for source in sources.files:
        try:
            fd = open_regular(source.path)
        except OSError as error:
            skipped.append(Skipped(source.name, words_of(error)))
            continue
        try:
            limit = os.fstat(fd).st_size  # what comes later is the next backup's
            member, reason = writer.add(source.name, fd, limit, watch)
        finally:
            os.close(fd)
        members.append(member)
        if reason:
            skipped.append(Skipped(source.name, reason))
        watch.add_file()
    manifest = Manifest(number, created, tuple(members), tuple(skipped))
    writer.finish(manifest)
    return manifest


def _verify(
    writer: ArchiveWriter, manifest: Manifest, paths: DataPaths, watch: Watch
) -> VerifiedBackup:
    """Read the archive back from the disk and compare it with the manifest and the live files."""
    watch.begin("verify", 2 * manifest.size_bytes, len(manifest.members))
    with open_archive(writer.partial) as archive:
        if archive.manifest != manifest:
            raise _changed(writer.partial)
        identities = _compare_all(archive, paths, watch)
        sha256 = archive.seal()
    watch.check()
    report = _report(writer.target, manifest, archive.archive_bytes, sha256)
    return VerifiedBackup(report, manifest, identities)


def _compare_all(archive: Archive, paths: DataPaths, watch: Watch) -> dict[str, Identity]:
    """Hash every member as it stands on the disk and, at the same time, its live file."""
    manifest = archive.manifest
    # where only a beginning could be read there is nothing to compare with; the settings are
    # replaced as a whole whenever the user changes one, and that is no loss
    exempt = {SETTINGS, *(skipped.path for skipped in manifest.skipped)}
    # inflating and hashing both release the GIL; more threads than two only fight for the disk
    with ThreadPoolExecutor(2, "sempre-backup") as pool:
        try:
            compared: dict[str, Future[Identity]] = {}
            read_back: list[Future[None]] = []
            for member in manifest.members:
                read_back.append(pool.submit(_read_back, archive, member, watch))
                if member.path not in exempt:
                    compared[member.path] = pool.submit(_compare, paths, member, watch)
            for future in read_back:
                future.result()
            return {path: future.result() for path, future in compared.items()}
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _read_back(archive: Archive, member: Member, watch: Watch) -> None:
    for chunk in archive.chunks(member):
        watch.add_bytes(len(chunk))
    watch.add_file()


def _find_unchanged(paths: DataPaths, sources: Sources, watch: Watch) -> VerifiedBackup | None:
    """Return the newest backup if it holds exactly what is there now; both are read in full."""
    backups = list_backups(paths.backups)
    if not backups or sources.skipped:
        return None
    try:
        with open_archive(backups[-1][1]) as archive:
            manifest = archive.manifest
            if manifest.is_partial or not _same_sizes(manifest, sources.files):
                return None
            watch.begin("verify", 2 * manifest.size_bytes, len(manifest.members))
            identities: dict[str, Identity] = {}
            for member in manifest.members:
                live = compare_live(paths.root / member.path, member, watch)
                if live is None or live.size != member.size:
                    return None
                identities[member.path] = live
            sha256 = archive.verify(watch)
    except BackupCancelledError:
        raise
    except BackupError as error:
        _log.warning("the newest backup is not usable, so a new one is made: %s", error)
        return None
    report = _report(archive.path, manifest, archive.archive_bytes, sha256, is_unchanged=True)
    return VerifiedBackup(report, manifest, identities)


def _same_sizes(manifest: Manifest, sources: tuple[Source, ...]) -> bool:
    held = {member.path: member.size for member in manifest.members}
    return held == {source.name: source.size for source in sources}


def _compare(paths: DataPaths, member: Member, watch: Watch) -> Identity:
    path = paths.root / member.path
    try:
        identity = compare_live(path, member, watch)
    except OSError as error:
        raise _changed(path) from error
    if identity is None:
        raise _changed(path)
    return identity


def _report(
    path: Path, manifest: Manifest, archive_bytes: int, sha256: str, *, is_unchanged: bool = False
) -> BackupReport:
    return BackupReport(
        path,
        len(manifest.members),
        manifest.conversations,
        manifest.size_bytes,
        archive_bytes,
        sha256,
        manifest.created,
        is_unchanged,
        manifest.skipped,
        manifest.rescued,
    )


def _changed(path: Path) -> BackupError:
    return BackupError(
        message(
            "Backup", "{path} changed while it was being backed up, and not by growing.", path=path
        ),
        data=message("Backup", "No backup was made and nothing was removed."),
        hint=message("Backup", "Find out which program writes there, then try again."),
    )


def _not_made(place: Path, error: OSError) -> BackupError:
    return BackupError(
        message(
            "Backup",
            "No backup could be made at {path}: {reason}.",
            path=place,
            reason=reason_of(error),
        ),
        data=message("Backup", "Nothing was removed and no half-made backup is left."),
        hint=message("Backup", "Free some space or choose another place, then try again."),
    )
