from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.base.translation import Catalog
from desktop_app.engines.base import Failure, FinalMessage, Turn
from desktop_app.engines.recall import MAX_PASSAGES, RecallEngine
from desktop_app.engines.recall_text import quotation
from desktop_app.sessions.errors import InvalidSessionIdError
from tests.fakes.history import ListedHistory, passage

INTRODUCTION = "I am not a language model"
PORTUGUESE = {
    (
        "Recall",
        "I am not a language model: I look things up in your own conversations and quote them.",
    ): ("Não sou um modelo de linguagem.",),
    ("Recall", "You"): ("Você",),
    ("Recall", "{year}-{month}-{day} {time}"): ("{day}/{month}/{year} {time}",),
}


def catalog_of(language):
    return Catalog(language, PORTUGUESE) if language == "pt_BR" else Catalog(language)


async def events_of(prompt, history, language="en"):
    turn = Turn("id", "project", Path("/"), prompt, "the-prompt", history, language)
    return [event async for event in RecallEngine(catalog_of).stream(turn)]


async def reply(prompt, *texts, is_complete=True, language="en"):
    passages = [text if not isinstance(text, str) else passage(text) for text in texts]
    events = await events_of(prompt, ListedHistory(passages, is_complete), language)
    assert isinstance(events[-1], FinalMessage)
    return events[-1].blocks[0]["text"]


async def test_it_quotes_with_date_author_title_and_link():
    when = datetime(2026, 3, 5, 12, tzinfo=UTC)
    found = passage(
        "We chose fdatasync.", role="assistant", uuid="a b", timestamp=when, title="Disk"
    )
    text = await reply("why fdatasync?", found)
    assert text.startswith(INTRODUCTION)
    assert "**The reply**, 2026-03-0" in text
    assert (
        "[Disk](sempre://session/-home-user-chat/00000000-0000-0000-0000-000000000001#a%20b)"
        in text
    )
    assert "> We chose fdatasync." in text


async def test_it_speaks_the_turns_language():
    when = datetime(2026, 3, 15, 12, tzinfo=UTC)
    text = await reply("fdatasync?", passage("fdatasync", timestamp=when), language="pt_BR")
    assert text.startswith("Não sou um modelo de linguagem.")
    assert "**Você**, 15/03/2026" in text


async def test_only_telling_words_are_looked_for():
    history = ListedHistory([])
    await events_of("What did we decide about the Journal and o diário de índices?", history)
    assert history.searches == [("decide", "Journal", "diário", "índices")]


async def test_the_best_few_passages_are_quoted_once_each():
    copies = [passage("journal notes", uuid=f"copy-{n}") for n in range(4)]
    others = [passage(f"journal number {n}") for n in range(9)]
    text = await reply("journal", *copies, *others)
    assert text.count("sempre://session/") == MAX_PASSAGES
    assert text.count("> journal notes") == 1


async def test_its_own_replies_and_the_question_itself_are_not_quoted():
    own = await reply("journal", "A journal keeps records.")
    portuguese = "Não sou um modelo de linguagem. Encontrei isto sobre journal"
    again = await reply(
        "Where is the journal?",
        own,
        portuguese,
        "where is  the JOURNAL?",
        "A journal keeps records.",
    )
    assert again.count("sempre://session/") == 1
    assert "> A journal keeps records." in again


async def test_passages_with_few_of_the_words_give_way_to_better_ones():
    text = await reply("sqlite journal index", "index of the sqlite journal", "index of cheeses")
    assert "cheeses" not in text


async def test_long_passages_are_cut_around_the_words():
    text = await reply("needle", "straw " * 500 + "the needle is here " + "hay " * 500)
    quoted = next(line for line in text.splitlines() if line.startswith("> "))
    assert "the needle is here" in quoted
    assert quoted.startswith("> … ")
    assert len(quoted) < 600


async def test_an_empty_history_is_said_to_be_empty():
    for prompt in ("journal", "hello", "help"):
        text = await reply(prompt, "the only message")
        assert text.startswith(INTRODUCTION)
        assert "nothing to look up yet" in text


async def test_finding_nothing_names_the_words_and_gives_advice():
    text = await reply("unicorns", *[f"message {n}" for n in range(3)])
    assert "nothing about **unicorns** in your 3 messages" in text
    assert "Other words" in text


async def test_a_history_that_is_still_read_is_said_to_be():
    for texts in ([], ["a unicorn"], ["one", "two"]):
        assert "still being read" in await reply("unicorn", *texts, is_complete=False)


@pytest.mark.parametrize("prompt", ["hello", "Olá!", "Bom dia", "good morning, Recall"])
async def test_a_greeting_is_answered_without_a_search(prompt):
    history = ListedHistory([passage("hello one"), passage("bom dia")])
    events = await events_of(prompt, history)
    assert history.searches == []
    assert "Hello." in events[-1].blocks[0]["text"]


@pytest.mark.parametrize("prompt", ["help", "What can you do?", "quem é você?", "???", "ajuda!"])
async def test_a_call_for_help_is_answered_with_what_to_do(prompt):
    text = await reply(prompt, "one", "two")
    assert "I search your 2 messages" in text


async def test_quotations_are_inert():
    hostile = (
        "journal <img src=x onerror=1> [click](http://evil.example) ![x](y) `code` **b** _i_\n"
        "# heading\n- item\n1. item\n    indented\n***\n| a | b |\n~~~\nhttps://evil.example "
        "&lt; \x1b[31mred\x00 \u202eturned"
    )
    text = await reply("journal", hostile)
    quote = [line for line in text.splitlines() if line.startswith(">")]
    joined = "\n".join(quote)
    assert "\\<img" in joined
    assert "\\[click\\]" in joined
    assert "https\\://evil" in joined
    assert "> \\# heading" in joined
    assert "> \\- item" in joined
    assert "> 1\\. item" in joined
    assert "> indented" in joined
    assert "\\&lt;" in joined
    assert not set("\x1b\x00\u202e") & set(text)


def test_lines_and_paragraphs_of_a_quotation_stay_apart():
    assert quotation("one\ntwo\n\n\n\nthree\n") == "> one  \n> two\n>\n> three"


async def test_a_title_can_not_break_out_of_its_link():
    text = await reply("journal", passage("the journal", title="a](http://evil.example) [b"))
    assert "[a\\](http\\://evil.example) \\[b](sempre://session/" in text


async def test_a_known_failure_of_the_history_is_a_failure_event():
    history = ListedHistory([], failure=InvalidSessionIdError("x"))
    (failure,) = await events_of("journal", history)
    assert isinstance(failure, Failure)
    assert failure.reason == "history"


async def test_it_streams_in_small_pieces():
    events = await events_of("journal", ListedHistory([passage("journal " * 40)]))
    assert len(events) > 10
