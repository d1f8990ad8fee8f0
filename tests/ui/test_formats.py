"""Sizes and moments as people read them."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop_app.ui.formats import (
    format_age,
    format_bytes,
    format_count,
    format_day,
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


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(seconds=1), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=2), "20 Nov"),
    ],
)
def test_ages_are_short(age, shown):
    assert format_age(NOW - age, NOW) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (NOW - timedelta(days=2), "20 Nov"),
        (NOW - timedelta(days=400), "18 Oct 2025"),
        (NOW + timedelta(days=2), "24 Nov"),
    ],
)
def test_older_and_future_times_are_dates(moment, shown):
    assert format_relative(moment, NOW) == shown
    assert format_age(moment, NOW) == shown
    assert format_day(moment, NOW) == shown


def test_a_clock_set_back_does_not_make_the_past_negative():
    assert format_relative(NOW + timedelta(seconds=5), NOW) == "22 Nov"


def test_the_exact_time_has_date_and_minute():
    shown = format_exact(datetime(2026, 11, 22, 12, 34, tzinfo=UTC))

    assert ":34" in shown
    assert "22" in shown
