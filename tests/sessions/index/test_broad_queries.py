"""Queries that nearly every message may match: phrases of usual words, prefixes of one letter."""

import pytest

from desktop_app.sessions.index import Index, IndexFile
from tests.fakes.transcripts import prompt, write_transcript


@pytest.fixture
def search(paths, tmp_path):
    """Search for the texts of messages in several conversations."""

    def search(query, *conversations, **options):
        files = []
        for number, texts in enumerate(conversations, 1):
            ref, path = write_transcript(tmp_path, number, *map(prompt, texts))
            files.append(IndexFile(ref, path, is_ours=False))
        with Index.open(paths.index) as index:
            index.refresh(files)
            return [hit.text for hit in index.search(query, **options)]

    return search


def test_a_phrase_is_found_behind_hundreds_of_messages_with_its_words(search):
    others = [f"house white {n}" for n in range(600)]
    assert search('"white house"', ["the White\nHouse", *others]) == ["the White\nHouse"]


def test_a_phrase_with_accents_and_escapes(search):
    texts = ["Ação rápida", 'acao "rapida"', "acao\\rapida", "rapida acao", "acao a rapida"]
    assert set(search('"ação rápida"', texts)) == set(texts[:3])


def test_a_letter_finds_words_that_begin_so(search):
    assert search("w*", ["a wombat", "no"], ["west"], limit=5) == ["west", "a wombat"]
    assert search("w* a", ["a wombat", "no"], ["west"]) == ["a wombat"]
    assert search("w* n*", ["a wombat", "no"], ["west"]) == []


def test_a_letter_that_only_an_old_message_holds(search):
    others = [f"apple {n}" for n in range(1_100)]
    assert search("z*", ["zebra", *others]) == ["zebra"]


def test_a_letter_in_some_conversations_only(search, tmp_path):
    ref, _ = write_transcript(tmp_path, 2, prompt("west"))
    assert search("w*", ["a wombat"], ["west"], refs=[ref]) == ["west"]


def test_the_newest_come_first_among_equals(search):
    assert search("equal", [f"equal {n}" for n in range(300)], limit=3) == [
        "equal 299",
        "equal 298",
        "equal 297",
    ]


def test_chinese_by_any_part(search):
    assert search("没有空格", ["汉字没有空格也能找到", "没有"]) == ["汉字没有空格也能找到"]
    assert search("字*", ["汉字没有空格也能找到"]) == ["汉字没有空格也能找到"]
