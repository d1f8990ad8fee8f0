"""The rules about what is coming or missing: a full disk, no fresh backup, a silent engine."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from desktop_app.base.messages import message
from desktop_app.sessions.health.growth import GrowthFigures
from desktop_app.sessions.health.report import BackupFigures, DiskFigures, Finding, Severity
from desktop_app.sessions.summary import Summary
from desktop_app.sessions.vitals import EngineState

# From here on losing the disk would hurt: a week of conversations, or this much of them.
_WORTH_A_BACKUP = timedelta(days=7)
_WORTH_BYTES = 10_000_000
_BACKUP_OLD = timedelta(days=30)
_FULL_SOON = timedelta(days=30)
_SHORTEST_PERIOD_DAYS = 3  # one busy day foretells nothing


def of_growth(growth: GrowthFigures, disk: DiskFigures, now: datetime) -> Iterator[Finding]:
    """Warn while there is time, of a local disk that will be full within a month."""
    if growth.disk_full is None or not disk.total_bytes or growth.disk_full - now > _FULL_SOON:
        return
    if growth.period_days < _SHORTEST_PERIOD_DAYS:
        return
    yield Finding(
        "disk-full-soon",
        Severity.ATTENTION,
        message(
            "Health",
            "At the present growth the disk will be full in {n} days.",
            max(0, (growth.disk_full - now).days),
        ),
        message("Health", "Free some space, or choose a larger disk with --data-dir."),
    )


def of_missing_backup(ours: Sequence[Summary], now: datetime) -> Finding:
    """Tell that there is none; grave enough for attention when there is much to lose."""
    filled = [summary for summary in ours if summary.messages or summary.damaged]
    begun = min((summary.created for summary in filled if summary.created), default=now)
    size_bytes = sum(summary.size_bytes for summary in filled)
    is_late = bool(filled) and (now - begun > _WORTH_A_BACKUP or size_bytes > _WORTH_BYTES)
    sentence = message("Health", "There is no backup yet.")
    if is_late:
        sentence = message(
            "Health",
            "There is no backup of your {n} conversations: they are on this disk only.",
            len(filled),
        )
    return Finding(
        "no-backup",
        Severity.ATTENTION if is_late else Severity.NOTE,
        sentence,
        message(
            "Health",
            "Make one, and keep a copy of it on another disk. The settings can have more made by "
            "themselves.",
        ),
    )


def of_old_backup(
    backup: BackupFigures, ours: Sequence[Summary], now: datetime
) -> Iterator[Finding]:
    """Tell that the newest backup is old while conversations went on."""
    changed = [s for s in ours if s.last_activity is not None and s.last_activity > backup.created]
    if now - backup.created > _BACKUP_OLD and changed:
        yield Finding(
            "backup-old",
            Severity.ATTENTION,
            message(
                "Health",
                "The last backup was made {n} days ago, and conversations went on since.",
                (now - backup.created).days,
            ),
            message("Health", "Make a new one now."),
        )


def of_engine(state: EngineState | None) -> Iterator[Finding]:
    """Tell that the engine which answers here did not, the last time."""
    if state is None or not state.is_failing or state.error is None:
        return
    if state.retries:
        hint = message(
            "Health",
            "Your messages are saved. It was tried {n} times more. Look at the engine's settings, "
            "or choose another engine.",
            state.retries,
        )
    else:
        hint = message(
            "Health",
            "Your messages are saved. Look at the engine's settings, or choose another engine.",
        )
    yield Finding(
        "engine-failing",
        Severity.ATTENTION,
        message(
            "Health",
            "The engine did not answer the last time: {error}",
            error=state.error,
        ),
        hint,
    )
