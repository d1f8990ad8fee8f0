"""Any line can be read, whatever it holds: every damage of content, one line at a time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.entries import EntryKind, entry_of
from desktop_app.sessions.records import (
    Damage,
    DamageReason,
    Record,
    RecordContext,
    encode_line,
    parse_line,
)

R, D = Record, DamageReason


def shape(raw):
    return [
        (item.reason if isinstance(item, Damage) else Record, item.offset - 100, item.length)
        for item in parse_line(raw, 100)
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"a":1}', [(R, 0, 7)]),
        (b"", []),
        (b" \r", []),
        (b'{"a":1}\r', [(R, 0, 8)]),
        (b'{"type":"us', [(D.TORN, 0, 11)]),
        (b'{"a":1}{"type":"user"}', [(R, 0, 7), (R, 7, 15)]),
        (b"\0" * 4096, [(D.NUL_BYTES, 0, 4096)]),
        (b'\0\0\0{"type":"x"}', [(D.NUL_BYTES, 0, 3), (R, 3, 12)]),
        (b'{"a":1}\0\0', [(R, 0, 7), (D.NUL_BYTES, 7, 2)]),
        (b'{"type":"us{"type":"user"}', [(D.TORN, 0, 11), (R, 11, 15)]),
        (b'{"a":"\xff"}', [(R, 0, 9), (D.INVALID_UTF8, 0, 9)]),
        (b'{"a":"\xed\xa0\x80"}', [(R, 0, 11), (D.INVALID_UTF8, 0, 11)]),
        (b'{"a":"\\ud800"}', [(R, 0, 14)]),
        (b'{"a":"x\x01y"}', [(R, 0, 11)]),
        (b'\xef\xbb\xbf{"type":"user"}', [(R, 3, 15)]),
        ('{"a":"x\u2028y\u0085z"}'.encode(), [(R, 0, 16)]),
        (b'{"a":' * 1025 + b"1" + b"}" * 1025, [(D.TOO_DEEP, 0, 6151)]),
        (b"[" * 100_000, [(D.TOO_DEEP, 0, 100_000)]),
        (b'{"a":18446744073709551616}', [(R, 0, 26)]),
        (b'{"a":' + b"9" * 5000 + b"}", [(R, 0, 5006)]),
        (b'{"a":NaN}', [(R, 0, 9)]),
        (b'{"a":1e400}', [(R, 0, 11)]),
        (b'{"a":1,"a":2}', [(R, 0, 13)]),
        (b"5", [(D.NOT_AN_OBJECT, 0, 1)]),
        (b"[1]", [(D.NOT_AN_OBJECT, 0, 3)]),
        (b"{}", [(R, 0, 2)]),
        (b"hello", [(D.NOT_JSON, 0, 5)]),
    ],
)
def test_every_kind_of_line(raw, expected):
    assert shape(raw) == expected


@given(st.binary(max_size=300).map(lambda raw: raw.replace(b"\n", b"")))
def test_no_line_raises_and_nothing_overlaps_backwards(raw):
    items = list(parse_line(raw, 0))
    for item in items:
        assert 0 <= item.offset <= item.offset + item.length <= len(raw)
        entry_of(item)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
names = st.sampled_from(
    ["type", "uuid", "parentUuid", "message", "content", "timestamp", "subtype", "attachment"]
)
types = st.sampled_from(["user", "assistant", "system", "attachment"])


@given(st.dictionaries(names, json_values, max_size=8), types)
def test_wrong_types_anywhere_never_raise(fields, kind):
    for candidate in (fields, {**fields, "type": kind}):
        entry_of(Record(0, 1, candidate))
        entry_of(Record(0, 1, {**candidate, "message": {"content": [candidate, 5, None]}}))


def test_a_lone_surrogate_is_shown_as_a_replacement_character():
    raw = b'{"type":"user","uuid":"u","message":{"content":"a\\ud800b"}}'
    (item,) = parse_line(raw, 0)
    assert entry_of(item).text == "a\ufffdb"


def test_damage_is_shown_and_points_at_its_bytes():
    (item,) = parse_line(b'{"type":"us', 7)
    entry = entry_of(item)
    assert (entry.kind, entry.offset, entry.length) == (EntryKind.DAMAGE, 7, 11)
    assert entry.name == "torn"


@pytest.mark.parametrize(
    "fields",
    [{"a": "é 漢"}, {"a": 2**64}, {"a": 10**40}, {"a": "\ud800"}, {"a": "x\ny\u2028"}],
)
def test_what_is_written_is_one_line_that_reads_back(fields):
    line = encode_line(fields)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == fields


def test_our_records_are_what_claude_code_resumes_from():
    context = RecordContext("00000000-0000-0000-0000-000000000001", "/home/x")
    now = ManualClock().now()
    user = context.user("hi", uuid="u1", parent_uuid=None, now=now)
    reply = context.assistant(
        [{"type": "text", "text": "hello"}],
        uuid="u2",
        parent_uuid="u1",
        now=now,
        engine="recall",
        message_id="msg_1",
    )
    for record in (user, reply):
        assert record["sessionId"] == "00000000-0000-0000-0000-000000000001"
        assert record["cwd"] == "/home/x"
        assert record["timestamp"] == "2026-11-22T12:00:00.000Z"
        assert record["isSidechain"] is False
    assert user["message"] == {"role": "user", "content": "hi"}
    assert reply["parentUuid"] == "u1"
    assert reply["message"]["model"] == "<synthetic>"
    assert "interrupted" not in reply
    stopped = context.assistant(
        [], uuid="u3", parent_uuid="u1", now=now, engine="x", message_id="m", stop_reason=None
    )
    assert stopped["interrupted"] is True


def test_an_interruption_is_a_notice_and_no_message():
    raw = b'{"type":"user","uuid":"u","message":{"content":"[Request interrupted by user]"}}'
    (item,) = parse_line(raw, 0)
    entry = entry_of(item)
    assert entry.kind is EntryKind.NOTICE
    assert not entry.is_message


def test_what_a_command_printed_is_shown_without_its_wrapping():
    raw = (
        b'{"type":"system","subtype":"local_command","uuid":"u",'
        b'"content":"<local-command-stdout>Session renamed to: X</local-command-stdout>"}'
    )
    (item,) = parse_line(raw, 0)
    assert entry_of(item).text == "Session renamed to: X"
    (empty,) = parse_line(raw.replace(b"Session renamed to: X", b""), 0)
    assert entry_of(empty) is None
