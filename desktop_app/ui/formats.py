"""Sizes and moments as people read them, in the user's language and time zone."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale

from desktop_app.ui.i18n import translate

KILOBYTE = 1_000
MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


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
    """Return "5 min ago" below a day, the date from then on; for sentences.

    A moment in the future (the clock was set back) is told as a date too, never as "ago".
    """
    age = now - moment
    if timedelta(0) <= age < _MINUTE:
        return translate("Formats", "just now")
    if _MINUTE <= age < _HOUR:
        return translate("Formats", "{n} min ago", age // _MINUTE)
    if _HOUR <= age < _DAY:
        return translate("Formats", "{n} h ago", age // _HOUR)
    return format_day(moment, now)


def format_age(moment: datetime, now: datetime) -> str:
    """Return "5 min" below a day, the date from then on; for narrow lists.

    See `format_relative` for the future.
    """
    age = now - moment
    if timedelta(0) <= age < _MINUTE:
        return translate("Formats", "now")
    if _MINUTE <= age < _HOUR:
        return translate("Formats", "{n} min", age // _MINUTE)
    if _HOUR <= age < _DAY:
        return translate("Formats", "{n} h", age // _HOUR)
    return format_day(moment, now)


def format_day(moment: datetime, now: datetime) -> str:
    """Return the day of `moment`, with the year where it is another than that of `now`."""
    local = moment.astimezone()
    pattern = "d MMM" if local.year == now.astimezone().year else "d MMM yyyy"
    return QLocale().toString(QDate(local.year, local.month, local.day), pattern)


def format_exact(moment: datetime) -> str:
    """Return date and time to the minute; for hover texts."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def _decimal(value: float) -> str:
    return QLocale().toString(value, "f", 1)
