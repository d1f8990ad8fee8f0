"""The union of two versions of a conversation: neither side loses a line, for any two versions."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.records import Record, parse_line
from desktop_app.sessions.union import missing_lines


def record(uuid, extra=b""):
    return b'{"type":"user","uuid":"%s"%s}\n' % (uuid, extra)


A, B, C, D = (record(name) for name in (b"a", b"b", b"c", b"d"))
TITLE = b'{"type":"custom-title","customTitle":"x"}\n'
TORN = b'{"type":"user","uu'


@pytest.mark.parametrize(
    ("other", "ours", "missing"),
    [
        ([A, B, C], [A, B, C], []),
        ([A, B, C], [A], [B, C]),
        ([A, b"\n", B, TORN], [], [A, b"\n", B, TORN]),
        ([A], [A, B, C], []),
        ([A, B, C], [A, C, B], []),
        ([A, B, D], [A, C], [B, D]),
        ([A, TITLE, TITLE, B], [A, B, TITLE], [TITLE]),
        ([A, B], [A, record(b"b", b',"x":1')], []),
        ([A, TORN + b"\n", B], [A, B], [TORN + b"\n"]),
        ([A, B], [A, TORN], [B]),
        ([A, TORN + B], [A, B], [TORN + B]),
        ([A, b"\n", b" \n", B], [A, B], []),
        ([A + B[:-1]], [A + B], []),
    ],
)
def test_what_is_missing(other, ours, missing):
    assert list(missing_lines(other, ours)) == missing


def uuids_on(line):
    items = list(parse_line(line.removesuffix(b"\n"), 0))
    return {item.uuid for item in items if isinstance(item, Record) and item.uuid}


lines = st.sampled_from(
    [
        A,
        B,
        C,
        D,
        TITLE,
        TORN + b"\n",
        b"\n",
        b"5\n",
        b"\0\0\n",
        b'{"x":1}\n',
        A[:-1] + B,
        record(b"\xed\xa0\x80"),
        record(b"\\ud800"),
    ]
)
versions = st.lists(lines, max_size=12)


@given(versions, versions, versions)
def test_no_line_of_either_side_is_lost_and_a_second_union_adds_nothing(start, one, two):
    other, ours = start + one, start + two

    merged = ours + list(missing_lines(other, ours))

    assert merged[: len(ours)] == ours
    uuids = {uuid for line in merged for uuid in uuids_on(line)}
    assert all(uuids_on(line) <= uuids for line in other)
    assert all(line in merged for line in other if line.strip() and not uuids_on(line))
    plain = [TITLE, TORN + b"\n", b"5\n", b'{"x":1}\n']
    assert all(Counter(merged)[line] >= Counter(other)[line] for line in plain)
    assert list(missing_lines(other, merged)) == []


def test_memory_is_not_spent_on_what_both_have_in_common():
    def endless(tail):
        yield from (A for _ in range(10_000))
        yield from tail

    assert list(missing_lines(endless([B]), endless([C]))) == [B]
