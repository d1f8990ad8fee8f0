"""One reading serves summary, full text and outline, whoever came first and wherever it ended."""

import sqlite3
from itertools import count

import pytest

from desktop_app.sessions.index import Index, IndexFile, summary_pass
from desktop_app.sessions.index.bookmark import read_settled
from desktop_app.sessions.outline import branch_points, prompt_before
from desktop_app.sessions.outlines.table import OutlineTable
from desktop_app.sessions.records import Record
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import outlines
from desktop_app.sessions.summary import SummaryFold, summarise
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript


@pytest.fixture
def index(paths):
    with Index.open(paths.index) as opened:
        yield opened


@pytest.fixture
def read_lines(monkeypatch):
    """The offsets of all lines that were read for an index or an outline."""
    offsets = []

    def spy(path, start, size_bytes):
        for read in read_settled(path, start, size_bytes):
            offsets.append(read.line.offset)
            yield read

    for module in ("index.batches", "store.outlines"):
        monkeypatch.setattr(f"desktop_app.sessions.{module}.read_settled", spy)
    return offsets


@pytest.fixture
def any_size(monkeypatch):
    """Have the index asked for the outline of a small file as well."""
    monkeypatch.setattr(outlines, "ASK_INDEX_ABOVE_BYTES", -1)


def exact(file):
    return summarise(file.ref, file.path, is_ours=file.is_ours)


def conversation(projects, *records):
    ref, path = write_transcript(projects, 1, *records)
    return IndexFile(ref, path, is_ours=False)


def story(first, last):
    """Return prompts and replies of which every third parts from the one before."""
    records = []
    for n in range(first, last):
        parent = None if n == 0 else f"u{n - 1 - n % 3 // 2}"
        make = prompt if n % 2 == 0 else reply
        records.append(make(f"message {n}", uuid=f"u{n}", parentUuid=parent))
    return records


def append(file, *records):
    with file.path.open("ab") as handle:
        handle.write(encoded(*records))


def stored_table(index, file):
    table = OutlineTable()
    for chunk in index.outline(file.path).chunks:
        table.extend(chunk)
    table.settle()
    return table


def content(table):
    rows = range(len(table))
    return [(table.place(n), table.keys()[n], table.code(n), table.parent(n)) for n in rows]


def read_table(file):
    return outlines.Outlines(lambda: None, lambda path: None).outline(file.path)


def test_each_line_is_read_once(index, tmp_path, read_lines):
    file = conversation(tmp_path, *story(0, 9))
    index.refresh([file])
    assert len(read_lines) == len(set(read_lines)) == 9
    assert index.summaries([file]) == [exact(file)]
    assert content(stored_table(index, file)) == content(read_table(file))


def test_a_summary_that_was_ahead_is_not_counted_twice(index, tmp_path):
    file = conversation(tmp_path, *story(0, 20))
    index.summaries([file])
    append(file, *story(20, 30))
    index.refresh([file])
    assert index.summaries([file]) == [exact(file)]
    assert index.size().messages == 30


def test_a_summary_that_was_behind_catches_up(index, paths, tmp_path):
    file = conversation(tmp_path, *story(0, 20))
    index.refresh([file])
    with sqlite3.connect(paths.index) as connection:
        connection.execute("DELETE FROM bookmarks WHERE reading = 'summary'")
    append(file, *story(20, 30))
    assert index.update(file) == exact(file)
    assert index.size().messages == 30


def test_following_loads_no_fold(index, tmp_path, monkeypatch):
    file = conversation(tmp_path, *story(0, 3))
    index.refresh([file])
    monkeypatch.setattr(SummaryFold, "load", None)
    monkeypatch.setattr(SummaryFold, "dump", None)
    for n in range(3, 9):
        append(file, *story(n, n + 1))
        assert index.update(file) == exact(file)


def test_another_process_goes_on_with_a_fold_that_is_behind(paths, tmp_path, read_lines):
    file = conversation(tmp_path, *story(0, 3))
    for n in range(3, 9):
        with Index.open(paths.index) as index:
            assert index.update(file) == exact(file)
        append(file, *story(n, n + 1))
        with file.path.open("ab") as handle:
            handle.write(b"no record\n")
    with Index.open(paths.index) as index:
        assert index.update(file) == exact(file)
        assert len(index.damages(file)) == 6


def test_folds_are_stored_again_after_so_many_bytes(paths, tmp_path, monkeypatch, read_lines):
    monkeypatch.setattr(summary_pass, "STORE_FOLD_EVERY_BYTES", 1_000)
    file = conversation(tmp_path, *story(0, 3))
    with Index.open(paths.index) as index:
        for n in range(3, 60):
            index.update(file)
            append(file, *story(n, n + 1))
    read_lines.clear()
    with Index.open(paths.index) as index:
        assert index.update(file) == exact(file)
    assert len(read_lines) < 10


def test_outlines_made_in_pieces_are_those_of_the_whole(index, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop_app.sessions.index.outlined.FULL_CHUNK_ROWS", 4)
    file = conversation(tmp_path, *story(0, 3))
    for n in range(3, 40):
        index.update(file)
        append(file, *story(n, n + 1))
    calls = count()
    append(file, *story(40, 60))
    index.refresh([file], should_stop=lambda: next(calls) > 10)
    index.refresh([file])
    assert content(stored_table(index, file)) == content(read_table(file))
    assert len(index.outline(file.path).chunks) < 15


def test_outlines_of_real_transcripts(index, real_claude_dir):
    files = [
        IndexFile(SessionRef(path.parent.name, path.stem), path, is_ours=False)
        for path in sorted((real_claude_dir / "projects").glob("*/*.jsonl"))
    ]
    index.refresh(files)
    for file in files:
        assert content(stored_table(index, file)) == content(read_table(file))


def test_an_indexed_conversation_is_not_read_for_its_outline(
    store, claude_dir, read_lines, any_size
):
    file = conversation(claude_dir / "projects", *story(0, 30))
    store.refresh_index()
    read_lines.clear()
    assert prompt_before(store, file.ref, file.path.stat().st_size).uuid == "u28"
    assert branch_points(store, file.ref, [f"u{n}" for n in range(30)])
    assert read_lines == []
    append(file, *story(30, 31))
    assert prompt_before(store, file.ref, file.path.stat().st_size).uuid == "u30"
    assert len(read_lines) == 1


def test_a_conversation_that_was_replaced_is_read_anew(store, claude_dir, any_size):
    file = conversation(claude_dir / "projects", *story(0, 30))
    store.refresh_index()
    file.path.write_bytes(encoded(*story(0, 4)))
    assert prompt_before(store, file.ref, 10**6).uuid == "u2"
    store.refresh_index()
    assert prompt_before(store, file.ref, 10**6).uuid == "u2"


def test_a_damaged_outline_is_no_outline(store, paths, claude_dir, any_size, caplog):
    file = conversation(claude_dir / "projects", *story(0, 30))
    store.refresh_index()
    with sqlite3.connect(paths.index) as connection:
        connection.execute("UPDATE outlines SET rows = x'0102'")
    assert prompt_before(store, file.ref, 10**6).uuid == "u28"
    assert caplog.messages


def test_what_is_kept_is_a_row_for_each_record_of_the_chain(index, tmp_path):
    file = conversation(tmp_path, *story(0, 10))
    index.refresh([file])
    reads = read_settled(file.path, 0, file.path.stat().st_size)
    records = [item for read in reads for item in read.line.items if isinstance(item, Record)]
    assert [stored_table(index, file).place(n) for n in range(10)] == [
        (record.offset, record.length) for record in records
    ]
