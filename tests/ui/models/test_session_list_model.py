"""The list of conversations: grouped by time, found by any word, stable under updates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.ui.models.session_list_model import SessionListModel, SessionListRole
from desktop_app.ui.models.session_rows import (
    Badge,
    HeadingRow,
    SessionRow,
    folded,
    project_name,
    rows_of,
)

NOW = datetime(2026, 11, 22, 12, 0).astimezone()  # noon here, whatever the time zone


@pytest.fixture(autouse=True)
def english_locale():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def summary(number: int, age: timedelta | None = timedelta(), **changes) -> Summary:
    ref = SessionRef("-home-me-shop", f"00000000-0000-0000-0000-{number:012}")
    whole = Summary(
        ref=ref,
        path=Path("/data", f"{ref.session_id}.jsonl"),
        origin=Origin.SEMPRE,
        is_ours=True,
        title=f"Title {number}",
        cwd="/home/me/shop",
        messages=4,
        records=9,
        damaged=0,
        size_bytes=12_400_000,
        created=None,
        last_activity=None if age is None else (NOW - age).astimezone(UTC),
        state=SessionState.READY,
    )
    return replace(whole, **changes)


@pytest.fixture
def model(qapp):
    model = SessionListModel()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)  # watches every signal while the test runs
    yield model
    tester.deleteLater()


def _titles(model):
    return [model.index(row).data() for row in range(model.rowCount())]


def test_conversations_stand_under_the_time_of_their_last_activity():
    ages = [
        timedelta(minutes=2),
        timedelta(days=1),
        timedelta(days=5),
        timedelta(days=40),
        timedelta(days=500),
    ]
    rows = rows_of([summary(n, age) for n, age in enumerate(ages)], NOW)

    assert [row.title for row in rows if isinstance(row, HeadingRow)] == [
        "Today",
        "Yesterday",
        "Previous 7 days",
        "October",
        "July 2025",
    ]


def test_a_clock_that_was_set_back_loses_nothing():
    rows = rows_of([summary(1, timedelta(days=-3)), summary(2, None)], NOW)

    assert [row.title for row in rows] == ["Today", "Title 1", "Earlier", "Title 2"]


def test_a_row_tells_title_project_age_and_size(qapp):
    row = SessionRow(summary(1, timedelta(minutes=2)), NOW)

    assert (row.title, row.detail, row.time) == ("Title 1", "shop · 12.4 MB", "2 min")
    assert row.spoken == "Title 1, shop, 12.4 MB, 2 min"
    assert "4 messages" in row.tool_tip
    assert "/home/me/shop" in row.tool_tip


@pytest.mark.parametrize(
    ("changes", "badge", "text"),
    [
        ({}, Badge.NONE, ""),
        ({"origin": Origin.CLAUDE_CODE}, Badge.IMPORTED, "Claude Code"),
        ({"origin": Origin.CLAUDE_CODE, "is_rescued": True}, Badge.RESCUED, "Rescued"),
        ({"state": SessionState.DAMAGED, "damaged": 2}, Badge.DAMAGED, "damaged"),
        ({"state": SessionState.UNREADABLE, "reason": "fifo"}, Badge.UNREADABLE, "can't be read"),
    ],
)
def test_what_is_remarkable_is_told_in_words(qapp, changes, badge, text):
    row = SessionRow(summary(1, **changes), NOW)

    assert (row.badge, row.badge_text) == (badge, text)
    assert text in row.spoken
    assert changes.get("reason", "") in row.tool_tip


def test_what_has_no_title_is_named_all_the_same(qapp):
    empty = summary(1, title="", state=SessionState.EMPTY)
    unreadable = summary(1, title="", state=SessionState.UNREADABLE)

    assert SessionRow(empty, NOW).title == "New conversation"
    assert SessionRow(unreadable, NOW).title == unreadable.path.name


@pytest.mark.parametrize(
    ("cwd", "name"),
    [("/home/me/shop", "shop"), ("/", "/"), ("", ""), ("C:\\work\\shop", "shop")],
)
def test_a_project_is_called_like_its_directory(cwd, name):
    assert project_name(cwd) == name


def test_the_filter_ignores_case_and_accents_and_wants_every_word(model):
    model.set_summaries(
        [summary(1, title="Sessão de testes"), summary(2, title="Tests"), summary(3)], NOW
    )
    model.set_filter("SESSAO tes")

    assert _titles(model) == ["Today", "Sessão de testes"]


def test_the_filter_finds_projects_and_ids(model):
    model.set_summaries([summary(1), summary(2, cwd="/srv/other")], NOW)
    model.set_filter("other")
    assert [ref.session_id[-1] for ref in model.shown_refs] == ["2"]

    model.set_filter("00000000-0000-0000-0000-000000000001")
    assert [ref.session_id[-1] for ref in model.shown_refs] == ["1"]


def test_a_filter_that_nothing_matches_leaves_no_headings(model):
    model.set_summaries([summary(1)], NOW)
    model.set_filter("nothing like this")

    assert model.rowCount() == 0
    assert model.conversations == 1


def test_the_filter_holds_for_what_comes_later(model):
    model.set_filter("two")
    model.set_summaries([summary(1, title="one"), summary(2, title="two")], NOW)

    assert _titles(model) == ["Today", "two"]


def test_headings_cannot_be_chosen(model):
    model.set_summaries([summary(1)], NOW)

    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index(0).data(SessionListRole.REF) is None


def test_a_pointer_stays_with_its_conversation(model):
    model.set_summaries([summary(1), summary(2, timedelta(days=1))], NOW)
    pointer = QPersistentModelIndex(model.place_of(summary(2).ref))
    model.set_summaries([summary(2), summary(3), summary(1)], NOW)

    assert pointer.data(SessionListRole.REF) == summary(2).ref
    model.set_summaries([summary(1)], NOW)
    assert not pointer.isValid()


def test_growth_alone_changes_rows_and_moves_nothing(model, qtbot):
    model.set_summaries([summary(1), summary(2)], NOW)
    with qtbot.assertNotEmitted(model.layoutChanged), qtbot.waitSignal(model.dataChanged) as caught:
        model.set_summaries([summary(1), summary(2, size_bytes=13_000_000)], NOW)

    assert [index.row() for index in caught.args[:2]] == [2, 2]
    assert model.place_of(summary(2).ref).data(SessionListRole.ROW).detail == "shop · 13.0 MB"


def test_the_same_list_again_changes_nothing(model, qtbot):
    model.set_summaries([summary(1)], NOW)
    with qtbot.assertNotEmitted(model.layoutChanged), qtbot.assertNotEmitted(model.dataChanged):
        model.set_summaries([summary(1)], NOW)


def test_screen_readers_hear_the_whole_row(model):
    model.set_summaries([summary(1, origin=Origin.CLAUDE_CODE)], NOW)
    row = model.index(1)

    assert (
        row.data(Qt.ItemDataRole.AccessibleTextRole) == "Title 1, shop, 12.4 MB, now, Claude Code"
    )


def test_nothing_is_found_beyond_the_list(model):
    assert model.data(QModelIndex()) is None
    assert not model.place_of(summary(1).ref).isValid()


def test_thousands_of_conversations_are_shown_at_once(model):
    many = [summary(n, timedelta(hours=n)) for n in range(3000)]
    model.set_summaries(many, NOW)

    assert len(model.shown_refs) == 3000
    assert isinstance(model.index(1).data(SessionListRole.ROW), SessionRow)


def test_folding_takes_case_and_accents_away():
    assert folded("ÀÉÎ ß Straße") == "aei ss strasse"
