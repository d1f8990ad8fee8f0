"""The rules: which figures are worth a sentence, how grave it is, what to do about it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_named
from desktop_app.sessions.archive.manifest import Skipped
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.health.report import (
    BackupFigures,
    DiskFigures,
    Finding,
    IndexFigures,
    Severity,
)
from desktop_app.sessions.summary import SessionState, Summary

# Below the first a long reply with its tool results may no longer fit.
_FULL_BYTES = 64 << 20
_SCARCE_BYTES = 1 << 30
_SCARCE_PERCENT = 5
_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000

NO_BACKUP = Finding(
    "no-backup",
    Severity.NOTE,
    message("Health", "There is no backup yet."),
    message(
        "Health",
        "Make one, and keep a copy of it on another disk. The settings can have more made by "
        "themselves.",
    ),
)


def of_disk(disk: DiskFigures, root: Path) -> Iterator[Finding]:
    """Judge whether data can be written, for how long, and how safely."""
    if not disk.is_writable:
        yield Finding(
            "data-not-writable",
            Severity.RISK,
            message("Health", "Nothing can be saved: {path} is not writable.", path=root),
            message("Health", "Make the directory writable for you, or mount its disk writable."),
        )
    if disk.free_bytes < _FULL_BYTES:
        yield Finding(
            "disk-full",
            Severity.RISK,
            message(
                "Health",
                "The disk is full: {n} MB are free.",
                disk.free_bytes // _MEGABYTE,
            ),
            message("Health", "Free some space before you go on; messages may not be saved."),
        )
    elif disk.free_bytes < max(_SCARCE_BYTES, disk.total_bytes * _SCARCE_PERCENT // 100):
        yield Finding(
            "disk-low",
            Severity.ATTENTION,
            _scarce(disk),
            message("Health", "Free some space soon; when it is full, messages can't be saved."),
        )
    if disk.network:
        yield Finding(
            "network-file-system",
            Severity.ATTENTION,
            message("Health", "Your data is on a network file system ({kind}).", kind=disk.network),
            message(
                "Health",
                "Such a system may report data as saved that is not. Choose a local directory "
                "with --data-dir.",
            ),
        )


def of_conversations(summaries: Sequence[Summary]) -> Iterator[Finding]:
    """Judge the state of the files. Claude Code's are not ours to keep and weigh less."""
    for is_ours in (True, False):
        group = [summary for summary in summaries if summary.is_ours is is_ours]
        unreadable = [s for s in group if s.state is SessionState.UNREADABLE]
        if unreadable:
            yield _unreadable(unreadable, is_ours=is_ours)
        if any(summary.damaged for summary in group):
            yield _damaged([s for s in group if s.damaged], is_ours=is_ours)


def of_index(index: IndexFigures) -> Iterator[Finding]:
    """Judge whether search works as fast as it should. No data depends on it."""
    if not index.is_persistent:
        yield Finding(
            "index-not-persistent",
            Severity.ATTENTION,
            message(
                "Health",
                "The search index can't be kept on the disk and is made anew at every start.",
            ),
            message(
                "Health",
                "Your conversations are not affected. Look at the data directory's "
                "permissions and free space.",
            ),
        )


def of_checkpoints(count: int) -> Iterator[Finding]:
    """Judge checkpoints that no running reply owns."""
    if count:
        yield Finding(
            "interrupted-replies",
            Severity.ATTENTION,
            message(
                "Health",
                "{n} replies were cut off by a crash and are not yet in their conversations.",
                count,
            ),
            message("Health", "The next start of Sempre puts in what was received."),
        )


def of_backup(backup: BackupFigures, skipped: Sequence[Skipped]) -> list[Finding]:
    """Judge the newest backup by its manifest."""
    if not backup.is_partial:
        return []
    return [
        Finding(
            "backup-partial",
            Severity.ATTENTION,
            message(
                "Health",
                "The last backup lacks {n} files, first of all {path}: {reason}.",
                len(skipped),
                path=skipped[0].path,
                reason=reason_named(skipped[0].reason),
            ),
            message("Health", "Remove the cause, then make another backup."),
        )
    ]


def of_damaged_backup(error: BackupError) -> Finding:
    """Tell that a backup is not usable."""
    return Finding(
        "backup-damaged",
        Severity.ATTENTION,
        error.title,
        message("Health", "Make a new backup now; the damaged one stays where it is."),
    )


def of_unusable(error: SempreError) -> Finding:
    """Tell that the data directory can't be opened at all."""
    return Finding("data-directory", Severity.RISK, error.title, error.hint)


def _scarce(disk: DiskFigures) -> Message:
    percent = 100 * disk.free_bytes // disk.total_bytes if disk.total_bytes else 0
    if disk.free_bytes < 10 * _GIGABYTE:
        free_mb = disk.free_bytes // _MEGABYTE
        return message(
            "Health",
            "The disk is nearly full: {n} MB ({percent} %) are free.",
            free_mb,
            percent=percent,
        )
    return message(
        "Health",
        "The disk is nearly full: {n} GB ({percent} %) are free.",
        disk.free_bytes // _GIGABYTE,
        percent=percent,
    )


def _unreadable(unreadable: Sequence[Summary], *, is_ours: bool) -> Finding:
    first = unreadable[0]
    if is_ours:
        sentence = message(
            "Health",
            "{n} conversations can't be read, first of all {path}: {reason}.",
            len(unreadable),
            path=first.path,
            reason=reason_named(first.reason),
        )
    else:
        sentence = message(
            "Health",
            "{n} transcripts of Claude Code can't be read, first of all {path}: {reason}.",
            len(unreadable),
            path=first.path,
            reason=reason_named(first.reason),
        )
    return Finding(
        "conversations-unreadable" if is_ours else "transcripts-unreadable",
        Severity.RISK if is_ours else Severity.ATTENTION,
        sentence,
        message("Health", "Check who owns the file and what it is. All others work."),
    )


def _damaged(damaged: Sequence[Summary], *, is_ours: bool) -> Finding:
    count = sum(summary.damaged for summary in damaged)
    worst = max(damaged, key=lambda summary: (summary.damaged, summary.activity_s))
    if is_ours:
        sentence = message("Health", "{n} lines of your conversations are damaged.", count)
    else:
        sentence = message("Health", "{n} lines of Claude Code's transcripts are damaged.", count)
    return Finding(
        "damaged-lines" if is_ours else "damaged-transcripts",
        Severity.ATTENTION if is_ours else Severity.NOTE,
        sentence,
        message(
            "Health",
            "Everything else opens as before, and the damaged bytes are kept. "
            "`sempre verify` tells where they are.",
        ),
        worst.ref,
    )
