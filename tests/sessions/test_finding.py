"""Finding in one conversation: every message that holds the text, whatever its bytes look like."""

import json
from concurrent.futures import CancelledError

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.finding import LineSieve, find_in
from desktop_app.sessions.folding import fold, occurrences_of
from tests.fakes.transcripts import prompt, reply, write_transcript

LETTERS = 'aÄäeéñßİσςΣЖжйがか日本한K\u0301\\/" \n\t.u0e9😀\u2028'


def written(store, *records):
    ref, path = write_transcript(store.claude_projects, 1, *records)
    return ref, path


def test_all_messages_with_the_text_come_in_the_files_order(store):
    records = [prompt("a Needle"), reply("hay"), reply("needle, needle"), prompt("NEEDLES")]
    ref, path = written(store, *records)
    found = find_in(store, ref, "needle")
    assert [(f.uuid, f.occurrences) for f in found] == [
        (records[0]["uuid"], 1),
        (records[2]["uuid"], 2),
        (records[3]["uuid"], 1),
    ]
    content = path.read_bytes()
    for one in found:
        assert orjson.loads(content[one.offset : one.offset + one.length])["uuid"] == one.uuid


@pytest.mark.parametrize(
    ("text", "query", "count"),
    [
        ("Un café, deux cafe\u0301s, trois CAFÉS", "cafe", 3),
        ("grüße an die Straße", "STRASSE", 1),
        ("私は東京に住んでいます。東京都", "東京", 2),
        ("ΟΔΟΣ και οδός", "οδοσ", 2),
        ('say "yes" or C:\\new\\u00e9', 'say "yes"', 1),
        ('say "yes" or C:\\new\\u00e9', "\\u00e9", 1),
        ("two\nlines", "two\nlines", 1),
        ("aaaa", "aa", 2),
        ("a smile 😀 here", "😀 h", 1),
        ("x" * 3_000_000 + " end", "X END", 1),
        ("かがく", "がく", 1),
        ("かがく", "かく", 0),
    ],
)
@pytest.mark.parametrize("is_ascii", [True, False])
def test_case_accents_and_escapes_make_no_difference(store, text, query, count, is_ascii):
    line = json.dumps(prompt(text), ensure_ascii=is_ascii).encode() + b"\n"
    ref, _ = written(store, prompt("before"), line, reply("after"))
    assert [found.occurrences for found in find_in(store, ref, query)] == [count] * bool(count)


def test_what_is_no_message_is_not_found(store):
    result = [{"type": "tool_result", "tool_use_id": "t", "content": "needle"}]
    ref, _ = written(
        store,
        prompt(result),
        prompt("needle", isMeta=True),
        prompt("needle", isSidechain=True),
        b'{"type":"user","needle\n',
        b"needle\n",
    )
    assert find_in(store, ref, "needle") == ()
    assert find_in(store, ref, "") == find_in(store, ref, "  ") == ()


def test_a_message_that_was_written_twice_is_found_once(store):
    same = prompt("needle")
    ref, _ = written(store, same, same, reply("hay"))
    assert len(find_in(store, ref, "needle")) == 1


def test_what_is_found_is_told_as_it_is_found(store):
    ref, path = written(store, *[prompt(f"needle {n} " + "x" * 9_000) for n in range(500)])
    told = []
    found = find_in(store, ref, "needle", told.append)
    assert len(found) == 500
    assert tuple(f for progress in told for f in progress.found) == found
    assert len(told) > 3
    done = [progress.done_bytes for progress in told]
    assert done == sorted(done)
    assert done[-1] == told[0].total_bytes == path.stat().st_size


def test_finding_ends_when_it_is_told_to(store):
    ref, _ = written(store, *[prompt("needle " + "x" * 9_000) for _ in range(500)])
    told = []
    with pytest.raises(CancelledError):
        find_in(store, ref, "needle", told.append, lambda: len(told) == 2)
    assert len(told) == 2
    store.stop_reading()
    with pytest.raises(CancelledError):
        find_in(store, ref, "needle")


texts = st.text(st.sampled_from(LETTERS), max_size=12)


@given(st.lists(texts, min_size=1, max_size=4), texts.filter(lambda text: text), st.booleans())
def test_the_sieve_never_leaves_out_a_line_that_holds_the_text(lines, query, is_ascii):
    stretch = b"".join(json.dumps(t, ensure_ascii=is_ascii).encode() + b"\n" for t in lines)
    folded = fold(query)
    kept = dict(LineSieve(folded).lines(stretch))
    offset = 0
    for text, line in zip(lines, stretch.splitlines(), strict=False):
        if folded and folded in fold(text):
            assert kept[offset] == line
        offset += len(line) + 1


@given(texts, texts)
def test_occurrences_are_where_the_folded_text_has_them(text, query):
    folded = fold(query)
    ranges = list(occurrences_of(text, folded))
    assert len(ranges) == (fold(text).count(folded) if folded else 0)
    for start, end in ranges:
        assert folded in fold(text[start:end])


@given(st.text(max_size=20))
def test_folding_is_done_character_by_character_and_once_is_enough(text):
    assert fold(text) == "".join(map(fold, text))
    assert fold(fold(text)) == fold(text)
