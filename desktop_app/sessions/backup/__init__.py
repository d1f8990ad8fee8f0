"""Backups: one verified zip of all conversations. Made, checked, listed; never removed."""

from desktop_app.sessions.backup.due import bytes_since_backup
from desktop_app.sessions.backup.making import (
    BackupCheck,
    BackupReport,
    check_backup,
    make_backup,
)
from desktop_app.sessions.progress import BackupCancelledError, BackupProgress, Progress

__all__ = [
    "BackupCancelledError",
    "BackupCheck",
    "BackupProgress",
    "BackupReport",
    "Progress",
    "bytes_since_backup",
    "check_backup",
    "make_backup",
]
