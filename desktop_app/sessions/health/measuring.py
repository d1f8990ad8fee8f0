"""Measuring: from the summaries and the disk's own figures, without reading conversations."""

import logging
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import __version__
from desktop_app.base.clock import Clock
from desktop_app.base.errors import SempreError
from desktop_app.sessions import last_verification, vitals
from desktop_app.sessions.archive.catalog import list_backups
from desktop_app.sessions.archive.reader import open_archive
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.health import findings, prospects, protecting
from desktop_app.sessions.health.disk import measure_disk
from desktop_app.sessions.health.growth import measure_growth
from desktop_app.sessions.health.report import (
    BackupFigures,
    Finding,
    HealthReport,
    IndexFigures,
    IntegrityFigures,
    JsonlFigures,
    LiveFigures,
    Severity,
    StoredFigures,
)
from desktop_app.sessions.health.versions import versions
from desktop_app.sessions.protection import look
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.settings.paths import DataPaths

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

_log = logging.getLogger("sempre.health")
# A reply in flight is checkpointed every second; one that stood still this long is left over.
_CHECKPOINT_STALE = timedelta(minutes=1)


def report(
    store: "Store", live: LiveFigures, current: SessionRef | None = None, *, quick: bool = False
) -> HealthReport:
    """Measure and return the report. Blocks for as long as stale summaries take to refresh.

    A `quick` one passes over the content of large files that nobody has read yet, and does not
    count them as checked. Whatever is wrong with the data becomes a finding, never an exception.
    """
    summaries = store.summaries(quick=quick)
    ours = [summary for summary in summaries if summary.is_ours]
    disk = measure_disk(store.paths)
    now = store.clock.now()
    last_backup, backup_findings = _last_backup(store.paths.backups)
    if last_backup is None:
        backup_findings.append(prospects.of_missing_backup(ours, now))
    else:
        backup_findings += prospects.of_old_backup(last_backup, ours, now)
    recorded = vitals.recall(store.paths)
    growth = measure_growth(summaries, recorded.growth, now, disk.free_bytes)
    size = store.history_size()
    index = IndexFigures(
        store.is_index_persistent, size.conversations, size.messages, size.is_complete
    )
    protection = look(store, summaries)
    found = [
        *findings.of_disk(disk, store.paths.root),
        *prospects.of_growth(growth, disk, now),
        *findings.of_conversations(summaries),
        *findings.of_index(index),
        *findings.of_checkpoints(_stale_checkpoints(store.paths.inflight, store.clock)),
        *protecting.of_protection(protection),
        *prospects.of_engine(recorded.engines.get(live.engine)),
        *backup_findings,
    ]
    return HealthReport(
        version=__version__,
        data_dir=store.paths.root,
        live=live,
        sessions=StoredFigures(len(ours), len(summaries) - len(ours)),
        jsonl=_sizes(summaries, ours, current),
        last_backup=last_backup,
        integrity=_integrity(summaries, store.paths),
        disk=disk,
        index=index,
        findings=_gravest_first(found),
        protection=protection,
        growth=growth,
        engines=recorded.engines,
        versions=versions(summaries, live.window.toolkit if live.window else ""),
    )


def report_unusable(paths: DataPaths, error: SempreError) -> HealthReport:
    """Return the report for a data directory in which no store could be opened."""
    last_backup, backup_findings = _last_backup(paths.backups)
    if last_backup is None:
        backup_findings.append(findings.NO_BACKUP)
    return HealthReport(
        version=__version__,
        data_dir=paths.root,
        live=LiveFigures(),
        sessions=StoredFigures(),
        jsonl=JsonlFigures(),
        last_backup=last_backup,
        integrity=IntegrityFigures(),
        disk=measure_disk(paths),
        index=IndexFigures(),
        findings=_gravest_first([findings.of_unusable(error), *backup_findings]),
        engines=vitals.recall(paths).engines,
        versions=versions([]),
    )


def _last_backup(directory: Path) -> tuple[BackupFigures | None, list[Finding]]:
    """Return the newest backup whose structure is sound, and what is to be said about it."""
    found: list[Finding] = []
    try:
        backups = list_backups(directory)
    except OSError as error:
        _log.info("backups cannot be listed: %s", error.strerror)
        backups = []
    for sequence, path in reversed(backups):
        try:
            with open_archive(path) as archive:
                manifest = archive.manifest
                figures = BackupFigures(
                    path,
                    sequence,
                    manifest.created,
                    manifest.size_bytes,
                    archive.archive_bytes,
                    len(manifest.members),
                    manifest.conversations,
                    manifest.is_partial,
                )
        except BackupError as error:
            found.append(findings.of_damaged_backup(error))
            continue
        return figures, found + findings.of_backup(figures, manifest.skipped)
    return None, found


def _sizes(
    summaries: Sequence[Summary], ours: Sequence[Summary], current: SessionRef | None
) -> JsonlFigures:
    sizes = [summary.size_bytes for summary in ours]
    return JsonlFigures(
        total_bytes=sum(sizes),
        default_bytes=max(
            (s.size_bytes for s in ours if s.ref.session_id == DEFAULT_SESSION_ID), default=0
        ),
        current_bytes=next((s.size_bytes for s in summaries if s.ref == current), 0),
        largest_bytes=max(sizes, default=0),
    )


def _integrity(summaries: Sequence[Summary], paths: DataPaths) -> IntegrityFigures:
    unreadable = sum(summary.state is SessionState.UNREADABLE for summary in summaries)
    return IntegrityFigures(
        damaged_lines=sum(summary.damaged for summary in summaries),
        unreadable_files=unreadable,
        checked_files=sum(not summary.is_estimated for summary in summaries),
        last_verification=last_verification.recall(paths),
    )


def _stale_checkpoints(directory: Path, clock: Clock) -> int:
    try:
        with os.scandir(directory) as found:
            times = [entry.stat(follow_symlinks=False).st_mtime for entry in found]
    except OSError:
        return 0
    now = clock.now()
    return sum(now - datetime.fromtimestamp(time, UTC) > _CHECKPOINT_STALE for time in times)


def _gravest_first(found: list[Finding]) -> tuple[Finding, ...]:
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: -order.index(finding.severity)))
