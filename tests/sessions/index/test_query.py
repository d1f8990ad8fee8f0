import sqlite3

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.folding import fold
from desktop_app.sessions.index import query
from desktop_app.sessions.index.query import Term
from desktop_app.sessions.index.snippet import SNIPPET_CHARS, snippet_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("two words", (Term(("two",)), Term(("words",)))),
        ('"a phrase" word', (Term(("a", "phrase")), Term(("word",)))),
        ('"never closed', (Term(("never", "closed")),)),
        ("pre*", (Term(("pre",), is_prefix=True),)),
        ('"a phr"*', (Term(("a", "phr"), is_prefix=True),)),
        ("file.txt", (Term(("file", "txt")),)),
        ("Ação CAFE\u0301", (Term(("acao",)), Term(("cafe",)))),
        ("same same", (Term(("same",)),)),
        ("NEAR(a b) OR NOT", tuple(Term((w,)) for w in ("b", "or", "not"))),
        ('?!. "" * ()', ()),
        ("", ()),
    ],
)
def test_what_a_person_types(typed, terms):
    parsed = query.parse(typed)
    if typed.startswith("NEAR"):
        assert parsed == (Term(("near", "a")), *terms)
    else:
        assert parsed == terms


@pytest.fixture(scope="module")
def texts():
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')"
    )
    connection.execute("CREATE TABLE original (text)")
    text = "Ação no café, foo-bar NEAR the end: 私は東京タワーが好きだ, Straße, ЁЖ"
    connection.execute("INSERT INTO t VALUES (?)", (query.indexed(text),))
    connection.execute("INSERT INTO original VALUES (?)", (text,))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("acao", True),
        ("AÇÃO cafe\u0301", True),
        ('"no café"', True),
        ('"café no"', False),
        ("caf*", True),
        ("caf", False),
        ("foo-bar", True),
        ("near", True),
        ("acao missing", False),
        ("東京", True),
        ("京タワ", True),
        ("京東", False),
        ("東京 好き", True),
        ("大阪", False),
        ("strasse ежж*", False),
        ("STRASSE ёж", True),
    ],
)
def test_expressions_find_what_is_meant_and_occurrences_agree(texts, typed, is_found):
    terms = query.parse(typed)
    rows = texts.execute(
        "SELECT original.text FROM t, original WHERE t MATCH ?", (query.match_all(terms),)
    ).fetchall()
    assert bool(rows) or not is_found
    counts = [query.count_in(fold(text), term) for (text,) in rows for term in terms]
    assert (bool(counts) and all(counts)) is is_found
    if is_found:
        assert list(query.occurrences(rows[0][0], terms))


@given(st.text(max_size=60) | st.text(alphabet='"*()^:-+{}. aNEOR\x00\ud800', max_size=60))
def test_no_query_is_an_error_for_fts5(typed):
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
        for terms in (query.parse(typed), query.any_of(typed.split(" "))):
            for expression in (query.match_all(terms), *query.match_each(terms)):
                if terms:
                    connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()


def test_a_query_of_any_length_is_bounded():
    assert len(query.match_all(query.parse("word" * 10_000))) < 200
    assert len(query.parse(" ".join(f"w{n}" for n in range(10_000)))) == query.MAX_TERMS


def test_a_snippet_shows_the_first_match_and_marks_every_one():
    text = "straw " * 100 + "the Needle\n\n  and another needle " + "hay " * 100
    snippet = snippet_of(text, query.parse("needle"))
    assert "the Needle and another needle" in snippet.text
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["Needle", "needle"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= SNIPPET_CHARS + 2


def test_a_short_text_is_its_own_snippet():
    snippet = snippet_of("só isto, são três", query.parse("sao tres"))
    assert snippet.text == "só isto, são três"
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["são", "três"]


def test_a_phrase_is_marked_as_one():
    snippet = snippet_of("one two three", query.parse('"two three"'))
    assert snippet.marks == ((4, 13),)


@given(st.text(max_size=400), st.text(max_size=20))
def test_marks_always_lie_in_the_snippet(text, typed):
    snippet = snippet_of(text, query.parse(typed))
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
    assert "\n" not in snippet.text


words = st.sampled_from(["alpha", "beta", "a", "x1"])
between = st.sampled_from([" ", "\n", "\t", '"', "\\", "\\n", "é", "/", "", "b", ", ", "_", "\x01"])


@given(st.lists(st.tuples(words, between), max_size=6), st.lists(words, min_size=2, max_size=3))
def test_no_sieve_holds_back_a_phrase(parts, phrase):
    text = "".join(word + gap for word, gap in parts)
    term = Term(tuple(phrase))
    if query.count_in(fold(text), term) and text.isascii():
        line = orjson.dumps({"content": text}).lower()
        (pattern,) = query.sieve_of((term,))
        assert b"\\u" in line or pattern.search(line)


@given(st.text(), st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3))
def test_quick_and_slow_ways_find_the_same_places(text, typed):
    terms = query.parse(" ".join(typed))
    assert list(query.occurrences(text, terms)) == list(query._occurrences(text, terms))
