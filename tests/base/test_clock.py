"""Times are aware, in UTC, and written as Claude Code writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop_app.base.clock import ManualClock, SystemClock, parse_iso, to_iso


def test_the_system_clock_is_aware_and_its_other_hand_never_runs_backwards():
    clock = SystemClock()
    before = clock.monotonic()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() >= before


def test_a_manual_clock_moves_only_when_told():
    clock = ManualClock()
    start = clock.now()
    assert clock.now() == start
    clock.advance(timedelta(minutes=2))
    assert clock.now() - start == timedelta(minutes=2)
    assert clock.monotonic() == 120


def test_the_wall_clock_may_be_set_back_without_the_other():
    clock = ManualClock()
    clock.advance(timedelta(seconds=5))
    clock.set_wall(datetime(1999, 1, 1, tzinfo=UTC))
    assert clock.now().year == 1999
    assert clock.monotonic() == 5


def test_times_are_written_in_utc_with_milliseconds():
    brasilia = timezone(timedelta(hours=-3))
    moment = datetime(2026, 11, 22, 9, 0, 1, 234567, brasilia)
    assert to_iso(moment) == "2026-11-22T12:00:01.234Z"
    assert parse_iso(to_iso(moment)) == moment.replace(microsecond=234000)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-22T12:00:00Z", 12),
        ("2026-11-22T12:00:00.5+02:00", 10),
        ("2026-11-22T12:00:00", 12),
    ],
)
def test_times_of_any_zone_are_read_as_utc(text, hour):
    moment = parse_iso(text)
    assert moment is not None
    assert (moment.hour, moment.tzinfo) == (hour, UTC)


@pytest.mark.parametrize(
    "text",
    [None, 5, "", "yesterday", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", [], True],
)
def test_what_is_no_time_is_none(text):
    assert parse_iso(text) is None
