"""Rows of permissions: everything that is asked is shown, and how it was settled."""

import pytest

from desktop_app.engines.base import PermissionAnswer, PermissionRequest, Verdict
from desktop_app.sessions.entries import entry_of
from desktop_app.sessions.permissions import answer_record, request_record
from desktop_app.sessions.records import RecordContext, encode_line, parse_line
from desktop_app.ui.chat.rows.code_part import CodePart
from desktop_app.ui.chat.rows.factory import build_row
from desktop_app.ui.chat.rows.row import place_of
from desktop_app.ui.chat.tool_input import shown_input
from desktop_app.ui.models.spoken_entry import spoken_entry

CONTEXT = RecordContext("00000000-0000-0000-0000-000000000001", "/home/user/shop")


@pytest.fixture
def row_of(row_settings):
    def build(entry):
        row = build_row(entry, place_of(entry, None), row_settings)
        row.estimate(600)
        return row

    return build


def read(record):
    (item,) = parse_line(encode_line(record).strip(), 0)
    return entry_of(item)


@pytest.fixture
def asked(clock):
    def ask(tool, **given):
        request = PermissionRequest("toolu_1", tool, given)
        return read(request_record(CONTEXT, request, None, clock.now()))

    return ask


@pytest.fixture
def settled(clock):
    def settle(verdict, tool="Bash", reason=""):
        answer = PermissionAnswer(verdict, reason)
        request = PermissionRequest("toolu_1", tool, {})
        return read(answer_record(CONTEXT, request, answer, None, clock.now()))

    return settle


def shown(row):
    return "\n".join(text for part in row.parts if (text := part.text()))


def test_a_request_shows_the_whole_command(asked, row_of):
    row = row_of(asked("Bash", command="rm -r build\nmake", description="Build anew"))
    assert "May Bash be used?" in shown(row)
    assert "rm -r build\nmake" in shown(row)


def test_a_long_command_is_folded_and_opens(asked, row_of, row_settings):
    entry = asked("Bash", command="\n".join(f"echo {number}" for number in range(100)))
    row = row_of(entry)
    assert "echo 99" not in shown(row)
    (key,) = row.toggle_keys
    row_settings.folds.toggle(key)
    assert "echo 99" in shown(row_of(entry))


def test_a_change_is_shown_as_a_diff(asked, row_of):
    row = row_of(asked("Edit", file_path="/a/b.py", old_string="a\nb\nc", new_string="a\nB\nc"))
    assert " a\n-b\n+B\n c" in shown(row)
    assert any(isinstance(part, CodePart) for part in row.parts)


def test_every_edit_of_several_is_there():
    edits = [{"old_string": "-- x", "new_string": "y"}, {"old_string": "", "new_string": "z"}]
    found = shown_input("MultiEdit", {"file_path": "/a.sql", "edits": edits})
    assert found.text == "--- x\n+y\n+z"
    assert found.label == "/a.sql"


def test_changes_far_apart_are_told_apart():
    old = [str(number) for number in range(40)]
    new = ["first", *old[1:-1], "last"]
    text = shown_input(
        "Edit", {"file_path": "a", "old_string": "\n".join(old), "new_string": "\n".join(new)}
    ).text
    assert text.startswith("-0\n+first\n 1")
    assert "\n⋯\n" in text
    assert text.endswith("-39\n+last")


def test_a_very_long_change_is_shown_whole():
    old, new = "\n".join("a" * 3 for _ in range(3_000)), "b"
    text = shown_input("Edit", {"file_path": "a", "old_string": old, "new_string": new}).text
    assert text.count("-aaa") == 3_000
    assert text.endswith("+b")


def test_what_else_a_tool_is_given_is_not_hidden():
    found = shown_input("Bash", {"command": "ls", "dangerouslyDisableSandbox": True})
    assert "dangerouslyDisableSandbox: True" in found.label
    everywhere = {"file_path": "a", "old_string": "x", "new_string": "y", "replace_all": True}
    assert "replace_all: True" in shown_input("Edit", everywhere).label
    assert '"url": "https://a.example"' in shown_input("Web", {"url": "https://a.example"}).text


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.ALLOW_ONCE, "You allowed Bash once."),
        (Verdict.ALLOW_CONVERSATION, "You allowed Bash for this conversation."),
        (Verdict.DENY, "You denied Bash. – too dangerous"),
        (Verdict.DENY_AND_STOP, "You denied Bash and stopped the reply."),
    ],
)
def test_an_answer_says_how_it_was_settled(settled, row_of, verdict, words):
    reason = "too dangerous" if verdict is Verdict.DENY else ""
    entry = settled(verdict, reason=reason)
    assert words in shown(row_of(entry))
    assert words in spoken_entry(entry, 1, 2)


def test_a_question_is_told_with_its_choices(asked, settled, row_of):
    options = [{"label": "Red", "description": "warm"}, {"label": "Blue"}]
    questions = [{"question": "Which colour?", "header": "Colour", "options": options}]
    row = row_of(asked("AskUserQuestion", questions=questions))
    assert "Which colour?\n  • Red\n  • Blue" in shown(row)
    assert "You answered." in shown(row_of(settled(Verdict.ALLOW_ONCE, "AskUserQuestion")))


def test_a_record_without_its_parts_is_told_by_its_sentence(row_of, clock):
    record = CONTEXT.notice(
        "permission_answer", "Allowed once: Bash", uuid="u", parent_uuid=None, now=clock.now()
    )
    assert "Allowed once: Bash" in shown(row_of(read(record)))
