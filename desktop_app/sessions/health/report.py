"""What a health report holds. Frozen; programs read its JSON, so the shape only grows."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.base.clock import to_iso
from desktop_app.base.messages import Message
from desktop_app.base.values import frozen
from desktop_app.sessions.health.growth import GrowthFigures
from desktop_app.sessions.health.versions import Versions
from desktop_app.sessions.health.window import WindowFigures
from desktop_app.sessions.last_verification import LastVerification
from desktop_app.sessions.promise import CONFIG
from desktop_app.sessions.protection import ProtectionStatus
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.vitals import EngineState


class HealthStatus(StrEnum):
    """The whole in one word."""

    WELL = "well"
    ATTENTION = "attention"  # works, and somebody should look
    RISK = "risk"  # something may not be kept


class Severity(StrEnum):
    """How much a finding weighs. A note changes no status."""

    NOTE = "note"
    ATTENTION = "attention"
    RISK = "risk"


@frozen
class Finding:
    """One thing that somebody should know, and what to do about it. `code` is stable.

    `ref` names the conversation that it is about, if it is about one.
    """

    code: str
    severity: Severity
    sentence: Message
    hint: Message
    ref: SessionRef | None = None

    def to_json(self, render: Callable[[Message], str] = str) -> dict[str, str]:
        """Return plain JSON values; `session_id` only where the finding names a conversation."""
        fields = {
            "code": self.code,
            "severity": self.severity.value,
            "sentence": render(self.sentence),
            "hint": render(self.hint),
        }
        return fields if self.ref is None else fields | {"session_id": self.ref.session_id}


@frozen
class LiveFigures:
    """What only the running process knows; `sempre health` without a window has none of it."""

    sessions: int = 0
    connections: int = 0
    engine: str = ""
    engine_label: str = ""  # what people call it
    uptime_s: float = 0.0
    window: WindowFigures | None = None


@frozen
class StoredFigures:
    """How many conversations there are: ours, and Claude Code's that are not ours too."""

    stored: int = 0
    claude_code: int = 0


@frozen
class JsonlFigures:
    """Sizes of our conversation files; `current_bytes` is that of the one in the window."""

    total_bytes: int = 0
    default_bytes: int = 0
    current_bytes: int = 0
    largest_bytes: int = 0


@frozen
class BackupFigures:
    """The newest backup as its manifest describes it; its bytes were not read for this."""

    path: Path
    sequence: int
    created: datetime
    size_bytes: int
    archive_bytes: int
    files: int
    conversations: int
    is_partial: bool


@frozen
class IntegrityFigures:
    """Damage known from the summaries of all listed files; `sempre verify` reads every byte."""

    damaged_lines: int = 0
    unreadable_files: int = 0
    checked_files: int = 0
    last_verification: LastVerification | None = None

    def to_fields(self) -> dict[str, Any]:
        """Return the figures as JSON has them."""
        last = self.last_verification
        return asdict(self) | {"last_verification": None if last is None else last.to_fields()}


@frozen
class DiskFigures:
    """The disk under the data directory. `network` names a network file system, else empty."""

    free_bytes: int = 0
    total_bytes: int = 0
    data_bytes: int = 0
    is_writable: bool = False
    network: str = ""


@frozen
class IndexFigures:
    """What search covers."""

    is_persistent: bool = False
    conversations: int = 0
    messages: int = 0
    is_complete: bool = False


@frozen
class HealthReport:
    """Everything measured at one moment, and the findings, the gravest first."""

    version: str
    data_dir: Path
    live: LiveFigures
    sessions: StoredFigures
    jsonl: JsonlFigures
    last_backup: BackupFigures | None
    integrity: IntegrityFigures
    disk: DiskFigures
    index: IndexFigures
    findings: tuple[Finding, ...]
    protection: ProtectionStatus = field(default_factory=ProtectionStatus)
    growth: GrowthFigures = field(default_factory=GrowthFigures)
    engines: Mapping[str, EngineState] = field(default_factory=dict)
    versions: Versions = field(default_factory=Versions)

    @property
    def status(self) -> HealthStatus:
        """The gravest finding decides."""
        severities = {finding.severity for finding in self.findings}
        if Severity.RISK in severities:
            return HealthStatus.RISK
        return HealthStatus.ATTENTION if Severity.ATTENTION in severities else HealthStatus.WELL

    @property
    def exit_code(self) -> int:
        """0 well, 1 attention, 2 data at risk."""
        return list(HealthStatus).index(self.status)

    def to_json(self, render: Callable[[Message], str] = str) -> dict[str, Any]:
        """Return the report as plain JSON values; `render` may translate the sentences."""
        return {
            "status": self.status.value,
            "version": self.version,
            "data_dir": str(self.data_dir),
            "config": dict(CONFIG),
            "sessions": {"live": self.live.sessions, **asdict(self.sessions)},
            "connections": {"open": self.live.connections},
            "engine": self.live.engine,
            "uptime_s": round(self.live.uptime_s, 1),
            "jsonl": asdict(self.jsonl),
            "last_backup": _backup_json(self.last_backup),
            "integrity": self.integrity.to_fields(),
            "disk": asdict(self.disk),
            "index": asdict(self.index),
            "claude_code": self.protection.to_json(),
            "growth": self.growth.to_json(),
            "engines": {name: state.to_json() for name, state in self.engines.items()},
            "process": self.live.window.to_json() if self.live.window else None,
            "versions": self.versions.to_json(),
            "findings": [finding.to_json(render) for finding in self.findings],
        }


def _backup_json(backup: BackupFigures | None) -> dict[str, Any] | None:
    if backup is None:
        return None
    return asdict(backup) | {"path": str(backup.path), "created": to_iso(backup.created)}
