"""Pages from the end: together they are the whole conversation, whatever is in it."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.sessions import lines
from desktop_app.sessions.entries import EntryKind, entries_of
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Record, encode_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import summarise
from desktop_app.sessions.transcript import (
    REPEAT_DISTANCE,
    last_lines,
    read_after,
    read_around,
    read_at,
    read_before,
    read_cwd,
    read_leaf,
    read_tail,
    without_repeats,
)


def prompt(n, parent=None):
    return {
        "type": "user",
        "uuid": f"u{n}",
        "parentUuid": parent,
        "cwd": "/home/x",
        "message": {"role": "user", "content": f"text {n}"},
    }


line_kinds = st.sampled_from(
    [
        lambda n: encode_line(prompt(n)),
        lambda n: encode_line({"type": "mode", "mode": "normal"}),
        lambda n: encode_line({"type": "unknown", "uuid": f"x{n}"}),
        lambda n: b"\n",
        lambda n: b'{"type":"user","torn\n',
        lambda n: b"\0\0\0\n",
        lambda n: encode_line(prompt(n))[:-1] + encode_line(prompt(n + 1000)),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kinds=st.lists(line_kinds, max_size=30), limit=st.integers(1, 7), torn=st.booleans())
def test_pages_backwards_and_forwards_are_the_whole(tmp_path, kinds, limit, torn):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(k(n) for n, k in enumerate(kinds)) + (b'{"type' if torn else b""))
    whole = entries_of(read_items(path))
    page = read_tail(path, limit)
    backwards = list(page.entries)
    while not page.is_at_start:
        page = read_before(path, page.start_offset, limit)
        backwards = [*page.entries, *backwards]
    assert backwards == whole
    page = read_after(path, 0, limit)
    forwards = list(page.entries)
    while not page.is_at_end:
        page = read_after(path, page.end_offset, limit)
        forwards = [e for e in forwards if e.offset < page.start_offset] + list(page.entries)
    assert forwards == whole


def test_a_torn_line_is_read_again_once_it_is_whole(tmp_path):
    path = tmp_path / "x.jsonl"
    whole = encode_line(prompt(1))
    path.write_bytes(encode_line(prompt(0)) + whole[:20])
    page = read_tail(path, 10)
    assert [e.kind for e in page.entries] == [EntryKind.PROMPT, EntryKind.DAMAGE]
    with path.open("ab") as file:
        file.write(whole[20:])
    later = read_after(path, page.end_offset, 10)
    assert [e.uuid for e in later.entries] == ["u1"]
    assert later.start_offset == page.entries[1].offset


def test_what_is_appended_behind_a_guard_newline_is_the_next_page(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(encode_line(prompt(0)).rstrip())
    page = read_tail(path, 10)
    with path.open("ab") as file:
        file.write(b"\n" + encode_line(prompt(1)))
    assert [e.uuid for e in read_after(path, page.end_offset, 10).entries] == ["u1"]


def test_a_record_written_twice_after_a_failure_is_shown_once(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(encode_line(prompt(0)) + b"\n" + encode_line(prompt(0)))
    assert len(read_tail(path, 10).entries) == 1


def test_the_same_uuid_with_other_content_is_shown_twice(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(encode_line(prompt(0)) + encode_line(prompt(0) | {"cwd": "/y", "uuid": "u0"}))
    other = prompt(0) | {"message": {"role": "user", "content": "other"}}
    with path.open("ab") as file:
        file.write(encode_line(other))
    assert [e.text for e in read_tail(path, 10).entries] == ["text 0", "other"]


def test_around_finds_a_record_and_its_neighbours(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(encode_line(prompt(n)) for n in range(50)))
    page = read_around(path, "u20", 10)
    assert "u20" in [e.uuid for e in page.entries]
    assert len(page.entries) == 10
    assert not page.is_at_start
    assert not page.is_at_end
    assert read_around(path, "u99", 10) is None


@pytest.mark.parametrize(
    ("records", "leaf"),
    [
        ([], None),
        ([prompt(0), prompt(1, "u0")], "u1"),
        ([prompt(0), prompt(1), {"type": "last-prompt", "leafUuid": "u0"}], "u0"),
        ([prompt(0), {"type": "last-prompt", "leafUuid": "u0"}, prompt(1)], "u1"),
        ([prompt(0), {"type": "last-prompt", "leafUuid": "gone"}], "u0"),
        ([prompt(0), prompt(1) | {"isSidechain": True}], "u0"),
        ([prompt(0), {"type": "mode"}, {"type": "attachment", "uuid": "a"}], "a"),
    ],
)
def test_the_next_record_continues_the_leaf(tmp_path, records, leaf):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(map(encode_line, records)))
    assert read_leaf(path) == leaf


def test_real_transcripts_continue_where_claude_code_would(real_claude_dir):
    projects = real_claude_dir / "projects"
    chat = projects / "-home-user-chat" / "00000000-0000-0000-0000-000000000001.jsonl"
    assert read_leaf(chat) == "eeb576be-138f-4aa4-a32e-496144badd7d"
    edited = projects / "-home-user-sdk" / "00000000-0000-0000-0000-000000000013.jsonl"
    assert read_leaf(edited) == "91644871-7f92-4ae1-b147-fa77abbd509b"
    assert read_cwd(chat) == "/home/user/chat"


def test_opening_reads_the_tail_only(tmp_path, monkeypatch):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(encode_line(prompt(n)) for n in range(20_000)))
    read_bytes = 0
    pread = os.pread

    def counting(fd, size, offset):
        nonlocal read_bytes
        read_bytes += size
        return pread(fd, size, offset)

    monkeypatch.setattr(os, "pread", counting)
    assert len(read_tail(path, 50).entries) == 50
    assert read_bytes <= 2 * lines.BACKWARD_CHUNK_BYTES


def test_last_lines_are_byte_identical(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"a":1}\n\n{"b" : 2}\r\n{"c":3}')
    assert list(last_lines(path, 2)) == [b'{"b" : 2}\r', b'{"c":3}']


def test_only_repetitions_close_by_are_left_out():
    prompts = entries_of(Record(n, 1, prompt(n)) for n in range(REPEAT_DISTANCE + 1))
    assert len(list(without_repeats([*prompts, prompts[-1]]))) == len(prompts)
    assert len(list(without_repeats([*prompts, prompts[0]]))) == len(prompts) + 1


def test_a_prompt_written_twice_after_a_failure_is_counted_once(tmp_path):
    path = tmp_path / "x.jsonl"
    line = encode_line(prompt(0))
    path.write_bytes(line + b"\n" + line + encode_line(prompt(1)))
    ref = SessionRef("-x", "00000000-0000-0000-0000-000000000001")
    assert summarise(ref, path, is_ours=True).messages == 2


def test_a_page_around_a_byte_has_the_line_that_holds_it_in_its_middle(tmp_path):
    path = tmp_path / "file"
    raw = [encode_line(prompt(n)) for n in range(50)]
    path.write_bytes(b"".join(raw))
    starts = [sum(map(len, raw[:n])) for n in range(50)]
    for offset in (starts[20], starts[20] + 7, starts[21] - 1):
        page = read_at(path, offset, 10)
        assert [entry.uuid for entry in page.entries] == [f"u{n}" for n in range(15, 25)]
        assert (page.start_offset, page.end_offset) == (starts[15], starts[25])
    assert read_at(path, 0, 10).is_at_start
    beyond = read_at(path, 10**9, 10)
    assert beyond.is_at_end
    assert beyond.entries[-1].uuid == "u49"


def test_the_beginning_of_a_very_long_line_is_found(tmp_path):
    path = tmp_path / "file"
    first = encode_line(prompt(1))
    path.write_bytes(first + b"x" * 300_000 + b"\n")
    assert lines.line_start(path, len(first) + 299_000) == len(first)
    assert lines.line_start(path, len(first) - 1) == 0
