"""Sizes and moments as people read them."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop_app.ui.formats import (
    format_bytes,
    format_count,
    format_exact,
    format_relative,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english_locale(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1.0 KB"),
        (99_900, "99.9 KB"),
        (100_000, "0.1 MB"),
        (12_400_000, "12.4 MB"),
        (999_949_999, "999.9 MB"),
        (999_950_000, "1.0 GB"),
        (1_200_000_000, "1.2 GB"),
    ],
)
def test_sizes_have_one_decimal(size_bytes, shown):
    assert format_bytes(size_bytes) == shown


def test_numbers_follow_the_language(qapp):
    QLocale.setDefault(QLocale("pt_BR"))

    assert format_bytes(12_400_000) == "12,4 MB"
    assert format_count(12_345) == "12.345"


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
    ],
)
def test_times_are_relative_below_a_day(age, shown):
    assert format_relative(NOW - age, NOW) == shown


@pytest.mark.parametrize("age", [timedelta(days=1), timedelta(days=400), timedelta(hours=-3)])
def test_older_and_future_times_are_dates(age):
    shown = format_relative(NOW - age, NOW)

    assert "ago" not in shown
    assert shown.count("/") == 2


def test_the_exact_time_has_date_and_minute():
    moment = datetime(2026, 11, 22, 12, 34, tzinfo=UTC)

    shown = format_exact(moment)

    assert ":34" in shown
    assert shown.startswith(format_relative(moment - timedelta(0), moment + timedelta(days=2)))
