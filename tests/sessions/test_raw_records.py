"""The bytes of a conversation, record by record, whatever they are."""

import pytest

from desktop_app.sessions.errors import UnreadableSessionError
from desktop_app.sessions.raw_records import (
    RecordCopyError,
    read_neighbour,
    read_record,
    save_record,
)
from desktop_app.sessions.refs import SessionRef

ID = "00000000-0000-0000-0000-000000000001"
LINES = [b'{"type":"mode"}', b"\x00\xff\xfe", b'{"type":"unknown"}', b"x" * 100_000, b"torn"]


@pytest.fixture
def ref(claude_dir):
    path = claude_dir / "projects" / "-p" / f"{ID}.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\n  \n".join(LINES))
    return SessionRef("-p", ID)


def test_every_line_is_reached_downwards_and_upwards(store, ref):
    record = read_record(store, ref, 0, len(LINES[0]))
    seen = [record.content]
    while (below := read_neighbour(store, ref, record, 1)) is not None:
        record = below
        seen.append(record.content)
    assert seen == LINES
    back = [record.content]
    while (above := read_neighbour(store, ref, record, -1)) is not None:
        record = above
        back.append(record.content)
    assert back == LINES[::-1]


def test_a_long_record_is_held_in_part_and_saved_whole(store, ref, tmp_path):
    offset = store.path(ref).read_bytes().index(b"xxx")
    record = read_record(store, ref, offset, len(LINES[3]), limit=1000)
    assert (len(record.content), record.is_whole) == (1000, False)
    save_record(store, ref, record, tmp_path / "copy.json")
    assert (tmp_path / "copy.json").read_bytes() == LINES[3]


def test_a_copy_never_replaces_the_conversation(store, ref):
    record = read_record(store, ref, 0, len(LINES[0]))
    before = store.path(ref).read_bytes()
    with pytest.raises(RecordCopyError, match="can't be written"):
        save_record(store, ref, record, store.path(ref))
    assert store.path(ref).read_bytes() == before


def test_a_file_that_is_gone_is_told(store, ref, tmp_path):
    record = read_record(store, ref, 0, 5)
    store.path(ref).unlink()
    (store.claude_projects / "-p" / f"{ID}.jsonl").mkdir()
    with pytest.raises(UnreadableSessionError):
        save_record(store, ref, record, tmp_path / "copy")
