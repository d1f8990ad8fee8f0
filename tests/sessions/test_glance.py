"""A glance says what a full reading says, as far as a list shows it, and costs nothing."""

import os
from datetime import UTC, datetime

import pytest

from desktop_app.sessions.glance import PART_BYTES, Beginning, glance
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.summary import SessionState, SummaryFold, fold_items, summarise
from tests.fakes.transcripts import encoded, prompt, record, reply, write_transcript

FILLING = "x" * 1_000
DAY_ONE = datetime(2026, 1, 1, tzinfo=UTC)


def at(fields, moment):
    return fields | {"timestamp": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")}


def filling(count, text=FILLING):
    return [prompt(text, cwd="/home/user/shop") for _ in range(count)]


def shown(summary):
    return (
        summary.title,
        summary.cwd,
        summary.origin,
        summary.size_bytes,
        summary.created,
        summary.last_activity,
    )


@pytest.fixture
def write(tmp_path):
    """Write a conversation of these records; return its ref and path."""
    return lambda *records: write_transcript(tmp_path / "projects", 1, *records)


def looked(written, known=None):
    return glance(*written, is_ours=False, known=known)


def test_both_ends_say_what_the_whole_says(write):
    written = write(
        at(prompt("How do I sort a list?"), DAY_ONE),
        *filling(400),
        record("custom-title", None, customTitle="Sorting"),
        at(reply("So."), DAY_ONE.replace(month=6)),
    )
    found, exact = looked(written), summarise(*written, is_ours=False)
    assert shown(found) == shown(exact)
    assert found.title == "Sorting"
    assert (found.is_estimated, exact.is_estimated) == (True, False)
    assert found.state is SessionState.READY


def test_it_agrees_with_the_whole_on_real_transcripts(real_claude_dir):
    files = sorted((real_claude_dir / "projects").glob("*/*.jsonl"))
    assert len(files) == 12
    for path in files:
        ref = SessionRef(path.parent.name, path.stem)
        found = glance(ref, path, is_ours=False)
        assert shown(found) == shown(summarise(ref, path, is_ours=False))


def test_it_reads_two_ends_only(write, monkeypatch):
    written = write(prompt("First"), *filling(3_000), at(reply("Last"), DAY_ONE))
    read = []

    def counted(fd, size, offset):
        read.append(size)
        return pread(fd, size, offset)

    pread = os.pread
    monkeypatch.setattr(os, "pread", counted)
    found = looked(written)
    assert found.title == "First"
    assert sum(read) == 2 * PART_BYTES[0]
    assert found.records < 10


def test_an_empty_and_a_missing_file(write, tmp_path):
    ref, path = write()
    assert looked((ref, path)).title == ""
    path.unlink()
    missing = looked((ref, path))
    assert missing.state is SessionState.UNREADABLE
    assert missing.reason


def test_a_first_prompt_longer_than_a_part_still_makes_the_title(write):
    found = looked(write(prompt("Look at this: " + "long " * 50_000), *filling(400)))
    assert found.title.startswith("Look at this: long")
    assert found.cwd


def test_beyond_all_bounds_the_time_of_the_file_is_the_last_activity(write):
    ref, path = write(
        at(prompt("First"), DAY_ONE),
        *filling(100),
        prompt("y" * (PART_BYTES[1] + 1)),
    )
    os.utime(path, (0, DAY_ONE.replace(month=3).timestamp()))
    found = looked((ref, path))
    assert found.title == "First"
    assert found.created == DAY_ONE
    assert found.last_activity == DAY_ONE.replace(month=3)


def test_a_title_inside_a_long_tail_counts_and_a_torn_last_line_does_not(write):
    ref, path = write(
        prompt("First"),
        *filling(400),
        record("ai-title", None, aiTitle="Found"),
        at(reply("Soon"), DAY_ONE),
    )
    with path.open("ab") as handle:
        handle.write(encoded(at(reply("torn"), DAY_ONE.replace(year=2027)))[:-20])
    found = looked((ref, path))
    assert found.title == "Found"
    assert found.last_activity == DAY_ONE
    assert found.state is SessionState.READY


def test_what_is_known_of_the_beginning_is_kept(write):
    ref, path = write(prompt("First"), *filling(10), reply("Yes"))
    with path.open("ab") as handle:
        handle.write(b"no record\n")
    fold = SummaryFold()
    fold_items(fold, read_items(path))
    read_bytes = path.stat().st_size
    with path.open("ab") as handle:
        handle.write(encoded(*filling(400), at(reply("Last"), DAY_ONE)))

    found = looked((ref, path), Beginning(fold, read_bytes))
    assert found.messages >= 12
    assert found.damaged == 1
    assert found.state is SessionState.DAMAGED
    assert found.last_activity == DAY_ONE


def test_where_it_began_is_seen_at_the_beginning(write):
    began_here = prompt("First") | {"entrypoint": "sempre"}
    assert looked(write(began_here, *filling(400))).origin is Origin.SEMPRE


@pytest.mark.parametrize("content", [b"\x00" * 3_000_000, b"{" * 3_000_000, b"\n" * 3_000_000])
def test_nonsense_is_listed(write, content):
    ref, path = write()
    path.write_bytes(content)
    found = looked((ref, path))
    assert found.size_bytes == len(content)
    assert found.records == 0
