"""What Sempre remembers of itself survives restarts, stays small, and never stands in the way."""

import logging
from datetime import timedelta

import pytest

from desktop_app.base.messages import message
from desktop_app.engines.registry import ScriptMissingError
from desktop_app.sessions import vitals
from desktop_app.sessions.errors import AllConnectionsBusyError, EngineFailedError
from desktop_app.sessions.events import EngineWaiting, TurnEnded, TurnFailed, TurnStarted
from desktop_app.sessions.vitals import EngineState, Recorded, SizePoint
from desktop_app.sessions.vitals.recorded import MAX_POINTS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REFUSED = message("Api", "{engine} refused: {reason}", engine="Server", reason="no such host")


def grow(store, ref, size_bytes):
    with store.own_path(ref).open("ab") as file:
        file.write(b'{"type":"user"}'.ljust(size_bytes - 1) + b"\n")


def test_a_day_has_one_point_that_follows_large_steps(store, ref, clock):
    grow(store, ref, 1000)
    vitals.note_size(store)
    grow(store, ref, 1000)
    vitals.note_size(store)
    assert [point.size_bytes for point in vitals.recall(store.paths).growth] == [1000]

    grow(store, ref, 1_000_000)
    vitals.note_size(store)
    assert [point.size_bytes for point in vitals.recall(store.paths).growth] == [1_002_000]

    clock.advance(DAY)
    vitals.note_size(store)
    assert len(vitals.recall(store.paths).growth) == 2


def test_nothing_is_written_where_nothing_is_new(store, ref, clock):
    grow(store, ref, 1000)
    vitals.note_size(store)
    vitals.note_engine(store, "recall", "Recall")
    written = store.paths.vitals_file.stat().st_mtime_ns

    clock.advance(HOUR / 2)
    vitals.note_size(store)
    vitals.note_engine(store, "recall", "Recall")

    assert store.paths.vitals_file.stat().st_mtime_ns == written


def test_a_clock_that_was_set_back_leaves_no_points_of_the_future(store, ref, clock):
    grow(store, ref, 1000)
    vitals.note_size(store)
    clock.set_wall(clock.now() - 3 * DAY)
    vitals.note_size(store)

    assert [point.moment for point in vitals.recall(store.paths).growth] == [clock.now()]


def test_an_engine_is_failing_until_it_answers_again(store, clock):
    vitals.note_engine(store, "openai", "Server", error=REFUSED, retries=3)
    state = vitals.recall(store.paths).engines["openai"]
    assert state.is_failing
    assert str(state.error) == "Server refused: no such host"
    assert (state.retries, state.last_error) == (3, clock.now())

    clock.advance(HOUR)
    vitals.note_engine(store, "openai", "Server")
    state = vitals.recall(store.paths).engines["openai"]
    assert not state.is_failing
    assert state.error is not None


def test_only_failures_of_engines_count_as_such():
    assert vitals.is_engine_failure(EngineFailedError(REFUSED, REFUSED))
    assert vitals.is_engine_failure(ScriptMissingError())
    assert not vitals.is_engine_failure(AllConnectionsBusyError(50))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"growth": 1, "engines": 2}',
        b'{"growth": [1, ["x", 1], ["2026-11-22T12:00:00Z", -1]], "engines": {"a": 1}}',
        b'{"engines": {"a": {"error": {"source": "{x} {", "values": {}}}}}',
    ],
)
def test_a_broken_file_is_as_none(store, content):
    store.paths.vitals_file.write_bytes(content)

    recorded = vitals.recall(store.paths)

    assert recorded.growth == ()
    assert not any(state.is_failing for state in recorded.engines.values())


def test_a_place_that_refuses_is_told_in_the_log_only(store, clock, caplog):
    caplog.set_level(logging.INFO)
    store.paths.vitals_file.mkdir()

    vitals.note_engine(store, "recall", "Recall", error=REFUSED)

    assert "not recorded" in caplog.text
    assert vitals.recall(store.paths) == Recorded()


def test_the_file_is_bounded(store, clock):
    points = tuple(SizePoint(clock.now() + n * HOUR, n) for n in range(MAX_POINTS + 50))
    engines = {f"openai:{n}": EngineState(str(n)) for n in range(80)}

    vitals.remember(store.paths, Recorded(points, engines))

    recorded = vitals.recall(store.paths)
    assert recorded.growth == points[-MAX_POINTS:]
    assert len(recorded.engines) == 50
    assert store.paths.vitals_file.stat().st_size < 100_000


def test_a_turn_is_followed_from_its_events_to_its_outcome(ref):
    watch = vitals.TurnWatch(lambda _: "chosen")
    failure = EngineFailedError(REFUSED, REFUSED)
    waiting = EngineWaiting(ref, REFUSED, 1.0, 1, 3)

    assert watch.take(TurnStarted(ref, "p", "openai", "Server")) is None
    assert watch.take(waiting) is watch.take(waiting) is None
    assert watch.take(TurnFailed(ref, failure)) is None
    outcome = watch.take(TurnEnded(ref, None, was_stopped=False))
    assert outcome == vitals.TurnOutcome("openai", "Server", 2, failure, has_reply=False)

    watch.take(TurnFailed(ref, failure))  # before any engine had it
    outcome = watch.take(TurnEnded(ref, None, was_stopped=False))
    assert outcome == vitals.TurnOutcome("chosen", "chosen", 0, failure, has_reply=False)


def test_a_stopped_turn_says_nothing_about_its_engine(store):
    vitals.note_engine(store, "openai", "Server", error=REFUSED)
    vitals.note_outcome(store, vitals.TurnOutcome("openai", "Server"))
    assert vitals.recall(store.paths).engines["openai"].is_failing

    vitals.note_outcome(store, vitals.TurnOutcome("openai", "Server", has_reply=True))
    recorded = vitals.recall(store.paths).engines["openai"]
    assert recorded.last_reply == recorded.last_error
    assert not recorded.is_failing
