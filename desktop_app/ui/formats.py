"""Sizes and moments as people read them, in the user's language and time zone."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from desktop_app.ui.i18n import translate

KILOBYTE = 1_000
MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000

_MINUTE_S = 60
_HOUR_S = 60 * _MINUTE_S
_DAY_S = 24 * _HOUR_S


def format_bytes(size_bytes: int) -> str:
    """Return a size in MB or GB with one decimal; below 0.1 MB in KB or bytes.

    The units are decimal (1 MB = 1 000 000 bytes), as in the desktop's file managers.
    """
    if size_bytes < KILOBYTE:
        return translate("Formats", "{n} bytes", size_bytes)
    if size_bytes < MEGABYTE // 10:
        return f"{_decimal(size_bytes / KILOBYTE)} KB"
    # From here on MB would round to "1000.0".
    if size_bytes < GIGABYTE - MEGABYTE // 20:
        return f"{_decimal(size_bytes / MEGABYTE)} MB"
    return f"{_decimal(size_bytes / GIGABYTE)} GB"


def format_count(count: int) -> str:
    """Return a whole number with the language's group separators."""
    return QLocale().toString(count)


def format_relative(moment: datetime, now: datetime) -> str:
    """Return "5 min ago" below a day, the date from then on.

    A moment in the future (the clock was set back) is told as a date too, never as "ago".
    """
    age_s = (now - moment).total_seconds()
    if 0 <= age_s < _MINUTE_S:
        return translate("Formats", "just now")
    if _MINUTE_S <= age_s < _HOUR_S:
        return translate("Formats", "{n} min ago", int(age_s // _MINUTE_S))
    if _HOUR_S <= age_s < _DAY_S:
        return translate("Formats", "{n} h ago", int(age_s // _HOUR_S))
    return QLocale().toString(_local(moment).date(), QLocale.FormatType.ShortFormat)


def format_exact(moment: datetime) -> str:
    """Return date and time to the minute, in the user's time zone; for hover texts."""
    return QLocale().toString(_local(moment), QLocale.FormatType.ShortFormat)


def _decimal(value: float) -> str:
    return QLocale().toString(value, "f", 1)


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
