"""The health report that support reads: facts, a status, and findings with what to do."""

from desktop_app.sessions.health.growth import GrowthFigures
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
from desktop_app.sessions.health.versions import Versions
from desktop_app.sessions.health.window import WindowFigures

__all__ = [
    "BackupFigures",
    "DiskFigures",
    "Finding",
    "GrowthFigures",
    "HealthReport",
    "HealthStatus",
    "IndexFigures",
    "IntegrityFigures",
    "JsonlFigures",
    "LiveFigures",
    "Severity",
    "StoredFigures",
    "Versions",
    "WindowFigures",
    "report",
    "report_unusable",
]
