"""What the palette compares, and how what it found is laid out in rows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from desktop_app.sessions.index import Hit
from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.ui.palette.rows import (
    MAX_CONVERSATIONS,
    Kind,
    NamedConversations,
    as_typed,
    command_rows,
    conversation_rows,
    hit_rows,
)

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def _ref(number):
    return SessionRef("-home-me-shop", f"00000000-0000-0000-0000-{number:012}")


def _summary(number, title, cwd="/home/me/shop"):
    return Summary(
        ref=_ref(number),
        path=Path("/data", f"{number}.jsonl"),
        origin=Origin.SEMPRE,
        is_ours=True,
        title=title,
        cwd=cwd,
        messages=1,
        records=1,
        damaged=0,
        size_bytes=1,
        created=None,
        last_activity=NOW - timedelta(minutes=number),
        state=SessionState.READY,
    )


def _hit(number, uuid, snippet, marks=()):
    return Hit(
        _ref(number), uuid, "user", NOW, f"Title {number}", 0, 1, snippet, marks, 1.0, snippet
    )


def test_words_are_found_in_titles_before_projects_without_case_and_accents():
    named = NamedConversations(
        [_summary(1, "Travel", "/home/me/café"), _summary(2, "Café accounts"), _summary(3, "x")]
    )

    assert [found.ref for found in named.matching("CAFE")] == [_ref(2), _ref(1)]
    assert [found.ref for found in named.matching("accounts shop")] == [_ref(2)]
    assert named.matching("accounts nowhere") == []


def test_the_latest_ones_come_up_where_nothing_is_typed():
    named = NamedConversations([_summary(n, f"Title {n}") for n in range(10_000)])
    heading, first, *others = conversation_rows(named, "", NOW)

    assert heading.text == "Recent conversations"
    assert (first.ref, first.text) == (_ref(0), "Title 0")
    assert len(others) == MAX_CONVERSATIONS - 1
    assert [row.ref for row in conversation_rows(named, "title 9999", NOW)][1:] == [_ref(9_999)]


@pytest.mark.parametrize("query", ["x" * 10_000, "a b " * 2_500, '"' * 10_000])
def test_a_text_that_is_no_name_is_looked_for_in_messages_only(qapp, query):
    named = NamedConversations([_summary(1, "a b x")])

    assert list(conversation_rows(named, query, NOW)) == []
    assert list(command_rows([QAction("a b x")], query)) == []


def test_commands_come_with_their_keys_unless_they_cannot_be_given(qapp):
    backup, cleanup = QAction("Back up now"), QAction("Force back cleanup")
    backup.setShortcut("Ctrl+B")
    cleanup.setEnabled(False)
    heading, row = command_rows([backup, cleanup], "now BACK")

    assert not heading.is_choosable
    assert (row.text, row.side, row.action) == ("Back up now", "Ctrl+B", backup)
    assert row.spoken == "Command, Back up now, Ctrl+B"


def test_hits_stand_under_their_conversations_with_the_mark_in_sight():
    snippet = "a" * 100 + "needle"
    rows = list(
        hit_rows(
            [_hit(1, "u1", snippet, ((100, 106),)), _hit(2, "u2", "b"), _hit(1, "u3", "c")], NOW
        )
    )

    assert [row.kind for row in rows] == [
        Kind.HEADING, Kind.GROUP, Kind.HIT, Kind.HIT, Kind.GROUP, Kind.HIT,
    ]  # fmt: skip
    assert [row.uuid for row in rows if row.kind is Kind.HIT] == ["u1", "u3", "u2"]
    ((start, end),) = rows[2].marks
    assert rows[2].text[start:end] == "needle"
    assert start < 30


@pytest.mark.parametrize(
    ("typed", "query"),
    [("inv", "inv*"), ('"two wor', '"two wor'), ('"two words"', '"two words"'), ("a ", "a ")],
)
def test_a_word_being_typed_is_the_beginning_of_one(typed, query):
    assert as_typed(typed) == query
