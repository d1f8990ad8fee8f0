"""Large files: glanced at where a list is wanted, read in pieces that can be stopped."""

from concurrent.futures import CancelledError
from itertools import count

import pytest

from desktop_app.sessions.index import Index, IndexFile
from desktop_app.sessions.index import index as index_module
from desktop_app.sessions.summary import SessionState, SummaryFold, summarise
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript

FILLING = "x" * 1_000


@pytest.fixture
def index(paths):
    with Index.open(paths.index) as opened:
        yield opened


@pytest.fixture
def write(tmp_path):
    """Write a conversation of some kB with a prompt, fillings of 1 kB and a reply."""

    def write(number, kilobytes, prompted="First"):
        fillings = [prompt(FILLING) for _ in range(kilobytes)]
        ref, path = write_transcript(
            tmp_path / "projects", number, prompt(prompted), *fillings, reply("Last")
        )
        return IndexFile(ref, path, is_ours=False)

    return write


def exact(file):
    return summarise(file.ref, file.path, is_ours=False)


def append(file, *records):
    with file.path.open("ab") as handle:
        handle.write(encoded(*records))


def test_only_what_is_large_gets_a_glance(index, write):
    small, large = write(1, 10), write(2, 400)
    found = index.summaries([large, small], glance_above_bytes=100_000)
    assert [summary.is_estimated for summary in found] == [True, False]
    assert found[0].title == "First"
    assert found[1] == exact(small)


def test_without_a_limit_everything_is_exact(index, write):
    files = [write(1, 10), write(2, 400)]
    index.summaries(files, glance_above_bytes=100_000)
    assert index.summaries(files) == [exact(file) for file in files]


def test_many_files_that_are_not_large_get_glances_once_enough_was_read(index, write, monkeypatch):
    monkeypatch.setattr(index_module, "MAX_LISTING_BYTES", 120_000)
    files = [write(number, 50) for number in range(1, 5)]

    def estimated():
        found = index.summaries(files, glance_above_bytes=100_000)
        return [summary.is_estimated for summary in found]

    assert estimated() == [False, False, True, True]
    assert estimated() == [False, False, False, False]  # the first ones cost nothing any more


def test_what_was_read_stays_exact_and_only_the_growth_is_glanced_at(index, write):
    file = write(1, 400)
    (before,) = index.summaries([file])
    append(file, *[prompt(FILLING) for _ in range(400)], reply("New", message_id="new"))

    (found,) = index.summaries([file], glance_above_bytes=100_000)
    assert found.is_estimated
    assert found.messages > before.messages
    append(file, prompt("And?"))
    assert index.summaries([file]) == [exact(file)]

    append(file, prompt("More?"))
    (grown,) = index.summaries([file], glance_above_bytes=100_000)
    assert grown == exact(file)


def test_damage_that_is_known_stays_known_in_a_glance(index, write):
    file = write(1, 10)
    append(file, b"no record\n")
    index.summaries([file])
    append(file, *[prompt(FILLING) for _ in range(400)])
    (found,) = index.summaries([file], glance_above_bytes=100_000)
    assert (found.state, found.damaged, found.is_estimated) == (SessionState.DAMAGED, 1, True)


def test_after_a_refresh_nothing_is_estimated(index, write):
    files = [write(1, 10), write(2, 400)]
    index.refresh(files)
    found = index.summaries(files, glance_above_bytes=100_000)
    assert found == [exact(file) for file in files]


def test_a_stopped_summary_goes_on_where_it_ended(index, write, monkeypatch):
    file = write(1, 400)
    append(file, b"no record\n")
    calls = count()
    index.refresh([file], should_stop=lambda: next(calls) > 200)
    (found,) = index.summaries([file], glance_above_bytes=100_000)
    assert found.messages > 190  # what was read before is known

    added = []
    take = SummaryFold.take

    def count_and_take(fold, item, entry):
        added.append(item)
        take(fold, item, entry)

    monkeypatch.setattr(SummaryFold, "take", count_and_take)
    (summary,) = index.summaries([file])
    assert len(added) < 220
    monkeypatch.undo()
    assert summary == exact(file)
    assert [damage.length for damage in index.damages(file)] == [len(b"no record")]


def test_a_kill_in_a_large_file_costs_a_piece_of_the_work(paths, write, monkeypatch):
    monkeypatch.setattr("desktop_app.sessions.index.summary_pass.KEEP_EVERY_BYTES", 50_000)
    file = write(1, 400)

    class Killed(BaseException):
        pass

    def dies(calls=count()):  # noqa: B008 - one counter for all calls is wanted
        if next(calls) > 300:
            raise Killed
        return False

    with Index.open(paths.index) as index, pytest.raises(Killed):
        index.refresh([file], should_stop=dies)
    with Index.open(paths.index) as index:
        (found,) = index.summaries([file], glance_above_bytes=100_000)
        assert found.messages > 200
        assert index.summaries([file]) == [exact(file)]


def test_a_refresh_takes_the_small_ones_first(index, write):
    large, small = write(1, 400, "wombat large"), write(2, 5, "wombat small")
    found = []

    def look(done_bytes, total_bytes):
        if done_bytes and not found:
            found.append([hit.text for hit in index.search("wombat")])

    index.refresh([large, small], progress=look, should_stop=lambda: bool(found))
    assert found == [["wombat small"]]
    assert not index.size().is_complete
    index.refresh([large, small])
    assert len(index.search("wombat")) == 2
    assert index.size().is_complete


def test_a_stopped_index_reads_no_more(paths, write):
    files = [write(1, 10), write(2, 10)]
    calls = count()
    with Index.open(paths.index, is_stopped=lambda: next(calls) > 5) as index:
        with pytest.raises(CancelledError):
            index.summaries(files)
        with pytest.raises(CancelledError):
            index.update(files[1])
        index.refresh(files)
        assert index.search("First") == []
    with Index.open(paths.index) as index:
        index.refresh(files)
        assert index.summaries(files) == [exact(file) for file in files]
        assert len(index.search("First")) == 2
