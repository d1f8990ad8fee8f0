"""The health report that support reads: facts, a status, and findings with what to do."""

from desktop_app.sessions.health.measuring import report, report_unusable
from desktop_app.sessions.health.report import (
    BackupFigures,
    DiskFigures,
    Finding,
    HealthReport,
    HealthStatus,
    IndexFigures,
    IntegrityFigures,
    JsonlFigures,
    LiveFigures,
    Severity,
    StoredFigures,
)

__all__ = [
    "BackupFigures",
    "DiskFigures",
    "Finding",
    "HealthReport",
    "HealthStatus",
    "IndexFigures",
    "IntegrityFigures",
    "JsonlFigures",
    "LiveFigures",
    "Severity",
    "StoredFigures",
    "report",
    "report_unusable",
]
