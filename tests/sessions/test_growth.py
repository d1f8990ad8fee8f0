"""How the conversations grew: measured where it was recorded, worked out from records before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.sessions.health.growth import POINTS, measure_growth
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.sessions.vitals import SizePoint

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FREE = 1_000_000

CONVERSATION = Summary(
    ref=SessionRef("-home-ana", DEFAULT_SESSION_ID),
    path=Path("a.jsonl"),
    origin=Origin.SEMPRE,
    is_ours=True,
    title="A",
    cwd="/home/ana",
    messages=2,
    records=2,
    damaged=0,
    size_bytes=1000,
    created=NOW - 10 * DAY,
    last_activity=NOW,
    state=SessionState.READY,
)


def growth(summaries, recorded=(), free_bytes=FREE):
    return measure_growth(summaries, recorded, NOW, free_bytes)


def test_nothing_is_told_without_conversations():
    assert growth([]).points == ()
    assert growth([]).disk_full is None


def test_a_conversation_grows_evenly_from_its_first_to_its_last_message():
    points = growth([CONVERSATION]).points

    assert len(points) == POINTS
    assert (points[0].moment, points[0].size_bytes) == (NOW - 10 * DAY, 0)
    half = points[POINTS // 2]
    share = (half.moment - points[0].moment) / (10 * DAY)
    assert half.size_bytes == pytest.approx(1000 * share, abs=1)


def test_the_last_point_is_the_exact_sum_and_totals_never_shrink():
    others = [
        replace(CONVERSATION, size_bytes=500, created=NOW - 3 * DAY, last_activity=NOW - DAY),
        replace(CONVERSATION, size_bytes=70, created=None, last_activity=None),
        replace(CONVERSATION, size_bytes=5, created=None, last_activity=NOW - 2 * DAY),
    ]

    points = growth([CONVERSATION, *others]).points
    sizes = [point.size_bytes for point in points]

    assert points[-1].moment == NOW
    assert sizes[-1] == 1575
    assert sizes == sorted(sizes)


def test_times_out_of_order_and_in_the_future_do_no_harm():
    backwards = replace(CONVERSATION, created=NOW - DAY, last_activity=NOW - 2 * DAY)
    future = replace(CONVERSATION, created=NOW + DAY, last_activity=NOW + 2 * DAY)

    points = growth([backwards, future], [SizePoint(NOW + DAY, 9)]).points

    assert points[-1].size_bytes == 2000
    assert all(point.moment <= NOW for point in points)


def test_a_conversation_without_any_date_counts_from_the_beginning():
    undated = replace(CONVERSATION, size_bytes=70, created=None, last_activity=None)

    assert growth([CONVERSATION, undated]).points[0].size_bytes == 70


def test_what_was_recorded_counts_more_than_what_records_suggest():
    recorded = [SizePoint(NOW - 4 * DAY, 100), SizePoint(NOW - 2 * DAY, 900)]

    found = growth([CONVERSATION], recorded)

    assert found.recorded_since == NOW - 4 * DAY
    near = min(found.points, key=lambda point: abs(point.moment - (NOW - 2 * DAY)))
    assert near.size_bytes == pytest.approx(900, abs=20)
    assert growth([CONVERSATION]).recorded_since is None


def test_the_rate_is_over_the_last_month_and_tells_when_the_disk_is_full():
    recorded = [SizePoint(NOW - 60 * DAY, 0), SizePoint(NOW - 30 * DAY, 100)]
    long = replace(CONVERSATION, created=NOW - 60 * DAY, size_bytes=3100)

    found = growth([long], recorded, free_bytes=1000)

    assert (found.bytes_per_day, found.period_days) == (100, 30)
    assert found.disk_full == NOW + 10 * DAY


def test_a_history_of_hours_is_not_blown_up_to_a_day():
    young = replace(CONVERSATION, created=NOW - timedelta(hours=1))

    found = growth([young])

    assert (found.bytes_per_day, found.period_days) == (1000, 1)


def test_a_history_that_shrank_or_stands_still_fills_no_disk():
    shrunk = growth([CONVERSATION], [SizePoint(NOW - 5 * DAY, 5000), SizePoint(NOW - DAY, 5000)])
    still = replace(CONVERSATION, created=NOW - 400 * DAY, last_activity=NOW - 390 * DAY)

    assert growth([still]).bytes_per_day == 0
    assert growth([still]).disk_full is None
    assert shrunk.points[-1].size_bytes == 1000


def test_json_holds_the_points():
    document = growth([CONVERSATION], free_bytes=1000).to_json()

    assert document["points"][-1] == ["2026-11-22T12:00:00.000Z", 1000]
    assert document["disk_full"] == "2026-12-02T12:00:00.000Z"
