"""Milestones are counted from the start of the process and written as JSON."""

import json
from itertools import count

import pytest

from desktop_app.ui.timings import MILESTONES, Timings, TimingsNotSavedError, process_age_ms


def test_a_milestone_counts_when_it_is_first_reached(tmp_path):
    ticks = count(100.04, 50)
    timings = Timings(lambda: next(ticks))
    for name in (*MILESTONES, "imports"):
        timings.mark(name)
    timings.write(tmp_path / "t.json")

    assert timings.is_complete
    assert json.loads((tmp_path / "t.json").read_text()) == {
        "imports": 100.0,
        "window_shown": 150.0,
        "transcript_painted": 200.0,
        "index_ready": 250.0,
    }


def test_what_was_not_reached_is_null(tmp_path):
    timings = Timings(lambda: 1.0)
    timings.mark("imports")
    timings.write(tmp_path / "t.json")

    assert not timings.is_complete
    assert json.loads((tmp_path / "t.json").read_text())["index_ready"] is None


def test_the_age_of_the_process_grows():
    first = process_age_ms()

    assert 0 < first <= process_age_ms()


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(TimingsNotSavedError):
        Timings(lambda: 1.0).write(tmp_path / "file" / "t.json")
