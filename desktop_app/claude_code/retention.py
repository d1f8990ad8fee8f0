"""For how long Claude Code keeps its transcripts, and what its next sweep would take.

Measured on CLI 2.1.330: at most once in 24 hours, some seconds after a start, every
`*.jsonl` of every project whose modification time is older than `cleanupPeriodDays` is deleted,
with the directory of its session. The settings of the project in which it is started count, so
the shortest period among all projects is what a transcript must expect.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.base.clock import Clock
from desktop_app.base.messages import Message, message
from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX
from desktop_app.claude_code.settings_scopes import (
    RETENTION_KEY,
    Scope,
    ScopeSetting,
    managed_settings_path,
    project_scopes,
    read_scope,
    user_settings_path,
)
from desktop_app.claude_code.vault.tree import files_below

DEFAULT_DAYS = 30
SWEEP_INTERVAL = timedelta(hours=24)
LAST_SWEEP_NAME = ".last-cleanup"
# Ten years and more of it are for ever; beyond a datetime's reach comparing would fail.
_MAX_DAYS = 365_000


@frozen
class RetentionStatus:
    """What holds now. `source` is the file that decides, None for the default or a flag.

    `next_sweep` None means at the next start of Claude Code; otherwise no start before that
    moment sweeps. `would_delete` are the transcripts that are old enough now, whenever it comes.
    `warnings` are about settings that do not do what they seem to.
    """

    effective_days: float = DEFAULT_DAYS
    scope: Scope = Scope.DEFAULT
    source: Path | None = None
    is_sweeping: bool = True
    next_sweep: datetime | None = None
    would_delete: tuple[Path, ...] = ()
    warnings: tuple[Message, ...] = ()


@frozen
class RetentionPlaces:
    """Where the settings are that decide; `flag_days` is what `--settings` said, if anything."""

    claude_dir: Path
    project_dirs: tuple[Path, ...] = ()
    managed: Path | None = None
    flag_days: float | None = None

    def rulings(self) -> Iterator[tuple[ScopeSetting, ...]]:
        """Yield for no project and for each one what its scopes say, the winner first."""
        above = [read_scope(Scope.MANAGED, self.managed or managed_settings_path())]
        if self.flag_days is not None:
            above.append(ScopeSetting(Scope.FLAG, self.claude_dir, self.flag_days))
        user = read_scope(Scope.USER, user_settings_path(self.claude_dir))
        yield (*above, user)
        for directory in self.project_dirs:
            own = tuple(read_scope(scope, path) for scope, path in project_scopes(directory))
            if any(setting.days is not None or setting.problem for setting in own):
                yield (*above, *own, user)


def retention(places: RetentionPlaces, clock: Clock) -> RetentionStatus:
    """Return the effective retention over all scopes and projects. Reads only; never raises."""
    rulings = list(places.rulings())
    sweeping = [_winner(ruling) for ruling in rulings if _is_sweeping(ruling)]
    warnings = _warnings(rulings)
    if not sweeping:
        setting = _winner(rulings[0])
        return RetentionStatus(
            _days(setting), setting.scope, _source(setting), is_sweeping=False, warnings=warnings
        )
    setting = min(sweeping, key=_days)
    days = _days(setting)
    return RetentionStatus(
        effective_days=days,
        scope=setting.scope,
        source=_source(setting),
        next_sweep=next_sweep(places.claude_dir, clock),
        would_delete=older_than(places.claude_dir / "projects", days, clock),
        warnings=warnings,
    )


def next_sweep(claude_dir: Path, clock: Clock) -> datetime | None:
    """Return before which moment no start sweeps; None where the next one does."""
    try:
        last = datetime.fromtimestamp(os.stat(claude_dir / LAST_SWEEP_NAME).st_mtime, UTC)  # noqa: PTH116 - one look
    except (OSError, ValueError, OverflowError):
        return None
    due = last + SWEEP_INTERVAL
    return due if due > clock.now() else None


def older_than(projects: Path, days: float, clock: Clock) -> tuple[Path, ...]:
    """Return the transcripts that were modified more than `days` ago, the oldest first."""
    limit = clock.now().timestamp() - min(days, _MAX_DAYS) * 86_400
    old = [
        (file.status.st_mtime, file.path)
        for file in files_below(projects)
        if file.status.st_mtime < limit
        and file.is_in_project
        and file.name.endswith(TRANSCRIPT_SUFFIX)
    ]
    return tuple(path for _, path in sorted(old))


def _winner(ruling: tuple[ScopeSetting, ...]) -> ScopeSetting:
    decided = (setting for setting in ruling if setting.days is not None)
    return next(decided, ScopeSetting(Scope.DEFAULT, Path(), DEFAULT_DAYS))


def _is_sweeping(ruling: tuple[ScopeSetting, ...]) -> bool:
    """Tell whether this version sweeps at all: not with a broken file, not with 0 or less."""
    return _days(_winner(ruling)) > 0 and not any(setting.problem for setting in ruling)


def _days(setting: ScopeSetting) -> float:
    return DEFAULT_DAYS if setting.days is None else setting.days


def _source(setting: ScopeSetting) -> Path | None:
    return None if setting.scope in {Scope.DEFAULT, Scope.FLAG} else setting.path


def _warnings(rulings: Iterable[tuple[ScopeSetting, ...]]) -> tuple[Message, ...]:
    settings = {setting.path: setting for ruling in rulings for setting in ruling}
    return tuple(warning for setting in settings.values() for warning in _warning(setting))


def _warning(setting: ScopeSetting) -> Iterator[Message]:
    if setting.problem:
        yield message(
            "Retention",
            "{path} can't be used ({reason}). Claude Code then sweeps nothing, until the file is "
            "repaired.",
            path=setting.path,
            reason=setting.problem,
        )
    elif setting.days == 0:
        yield message(
            "Retention",
            "{key} is 0 in {path}. This version of Claude Code then sweeps nothing, but older "
            "ones delete every transcript. Choose a large number instead.",
            key=RETENTION_KEY,
            path=setting.path,
        )
    elif setting.days is not None and setting.days < 0:
        yield message(
            "Retention",
            "{key} is negative in {path}. This version of Claude Code then sweeps nothing; do not "
            "rely on it.",
            key=RETENTION_KEY,
            path=setting.path,
        )
