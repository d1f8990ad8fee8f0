"""The estimate of how the conversations grew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.ui.health.growth import POINTS, growth

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)

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


def test_nothing_is_shown_without_conversations():
    assert growth([], NOW) == ()


def test_a_conversation_grows_evenly_from_its_first_to_its_last_message():
    points = growth([CONVERSATION], NOW)

    assert len(points) == POINTS
    assert points[0].moment == NOW - 10 * DAY
    assert points[0].size_bytes == 0
    half = points[POINTS // 2]
    assert half.size_bytes == pytest.approx(1000 * (half.moment - points[0].moment) / (10 * DAY))


def test_the_last_point_is_the_exact_sum_and_totals_never_shrink():
    others = [
        replace(CONVERSATION, size_bytes=500, created=NOW - 3 * DAY, last_activity=NOW - DAY),
        replace(CONVERSATION, size_bytes=70, created=None, last_activity=None),
        replace(CONVERSATION, size_bytes=5, created=None, last_activity=NOW - 2 * DAY),
    ]

    points = growth([CONVERSATION, *others], NOW)
    sizes = [point.size_bytes for point in points]

    assert points[-1].moment == NOW
    assert sizes[-1] == 1575
    assert sizes == sorted(sizes)


def test_times_out_of_order_and_in_the_future_do_no_harm():
    backwards = replace(CONVERSATION, created=NOW - DAY, last_activity=NOW - 2 * DAY)
    future = replace(CONVERSATION, created=NOW + DAY, last_activity=NOW + 2 * DAY)

    points = growth([backwards, future], NOW)

    assert points[-1].size_bytes == 2000
    assert all(point.moment <= NOW for point in points)


def test_a_conversation_without_any_date_counts_from_the_beginning():
    undated = replace(CONVERSATION, size_bytes=70, created=None, last_activity=None)

    assert growth([CONVERSATION, undated], NOW)[0].size_bytes == 70
