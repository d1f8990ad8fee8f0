"""`sessions` and `search` over real transcripts, and over everything that can be in their place."""

import json
import os
from pathlib import Path

import pytest

from desktop_app.sessions.records import RecordContext, encode_line, new_uuid

# (project, id): title, cwd, messages, records; counted by hand in the transcripts
REAL = {
    ("-home-user-chat", "00000000-0000-0000-0000-000000000001"): ("hello one", "chat", 4, 30),
    ("-home-user-chat", "00000000-0000-0000-0000-000000000002"): ("hello one", "chat", 6, 28),
    ("-home-user-chat", "fef58e60-31d0-4461-b88f-788328f51dbe"): ("My Title", "chat", 4, 34),
    ("-home-user-other", "00000000-0000-0000-0000-000000000001"): ("elsewhere", "other", 2, 22),
    ("-home-user-sdk", "00000000-0000-0000-0000-000000000010"): ("Renamed by app", "sdk", 26, 108),
    ("-home-user-sdk", "00000000-0000-0000-0000-000000000011"): (
        '!!tool Bash {"command":"sleep 2; echo slept"}',
        "sdk",
        4,
        33,
    ),
    ("-home-user-sdk", "00000000-0000-0000-0000-000000000012"): ("first", "sdk", 5, 33),
    ("-home-user-sdk", "00000000-0000-0000-0000-000000000013"): ("t1", "sdk", 8, 46),
    ("-home-user-sdk", "cd122831-8034-408d-bea6-87884c4ce374"): ("after clear", "sdk", 2, 30),
    ("-home-user-sdk", "e7b0fb76-46b5-4c05-ba0e-7015cae5e8a1"): (
        "Renamed by app (fork)",
        "sdk",
        26,
        51,
    ),
    ("-home-user-subagent", "00000000-0000-0000-0000-000000000060"): (
        "My Title",
        "subagent",
        14,
        110,
    ),
    ("-home-user-tty", "7fde96e2-787c-4679-b298-199ebb2211e1"): ("hello tty", "tty", 2, 28),
}


def test_every_transcript_is_listed_with_title_cwd_and_counts(sempre_with_history):
    result = sempre_with_history("sessions", "--json")
    assert result.status == 0
    found = {
        (s["project"], s["id"]): (s["title"], s["cwd"], s["messages"], s["records"])
        for s in result.json
    }
    assert found == {
        key: (title, f"/home/user/{place}", messages, records)
        for key, (title, place, messages, records) in REAL.items()
    }
    assert all(s["origin"] == "claude-code" and s["state"] == "ready" for s in result.json)


def test_each_has_its_size_times_and_path_and_the_latest_comes_first(sempre_with_history):
    listed = sempre_with_history("sessions", "--json").json
    moments = [s["last_activity"] for s in listed]
    assert moments == sorted(moments, reverse=True)
    for session in listed:
        assert session["bytes"] == Path(session["path"]).stat().st_size
        assert session["created"] <= session["last_activity"]


def test_the_table_for_people_names_each(sempre_with_history):
    text = sempre_with_history("sessions").text
    for (_, session_id), (title, place, _, _) in REAL.items():
        assert session_id in text
        assert title in text
        assert f"/home/user/{place}" in text
    assert "Claude Code" in text


def test_without_any_conversation_both_forms_say_so(sempre):
    assert sempre("sessions", "--json").json == []
    assert sempre("sessions").text == "There is no conversation yet.\n"


def _write_session(claude_dir, name, content):
    path = claude_dir / "projects" / "-srv-x" / f"{name}.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def test_hostile_titles_are_harmless_in_both_forms(sempre, claude_dir):
    session_id = new_uuid()
    context = RecordContext(session_id, "/srv/x")
    _write_session(
        claude_dir, session_id, encode_line(context.title("\x1b[2J\u202eevil\nsecond \ud800"))
    )
    for flags in ((), ("--json",)):
        result = sempre("sessions", *flags)
        assert result.status == 0
        assert "evil" in result.text
        assert "\x1b" not in result.text
        assert "\u202e" not in result.text


@pytest.mark.parametrize("kind", ["symlink", "fifo", "directory", "garbage"])
def test_one_bad_file_does_not_hide_the_others(sempre, claude_dir, kind, caplog):
    context = RecordContext(new_uuid(), "/srv/x")
    good = _write_session(claude_dir, context.session_id, encode_line(context.title("good")))
    bad = good.with_name(f"{new_uuid()}.jsonl")
    if kind == "symlink":
        bad.symlink_to("/etc/passwd")
    elif kind == "fifo":
        os.mkfifo(bad)
    elif kind == "directory":
        bad.mkdir()
    else:
        bad.write_bytes(b"\x00\xff{garbage\n[1]\n")
    result = sempre("sessions", "--json")
    states = {s["id"]: s["state"] for s in result.json}
    assert result.status == 0
    assert states[context.session_id] != "unreadable"
    assert states[bad.stem] == ("damaged" if kind == "garbage" else "unreadable")
    assert sempre("sessions").status == 0


def test_search_finds_words_in_every_transcript(sempre_with_history):
    result = sempre_with_history("search", "elsewhere", "--json")
    assert result.status == 0
    assert {hit["session"] for hit in result.json} == {"00000000-0000-0000-0000-000000000001"}
    assert {hit["project"] for hit in result.json} == {"-home-user-other"}
    for hit in result.json:
        assert "elsewhere" in hit["snippet"]
        assert hit["time"].startswith("2026-11-22T")
        assert len(hit["uuid"]) == 36


def test_search_shows_people_where_a_hit_is(sempre_with_history):
    result = sempre_with_history("search", "deeply")
    assert "THOUGHT[2]: deeply" in result.text
    assert "00000000-0000-0000-0000-000000000010" in result.text


@pytest.mark.parametrize(
    "query", ["zebra", '"', "AND OR NOT", "a:b", "(((", "*", "-", "", "\x00", "NEAR(", "\udcff"]
)
def test_a_query_of_any_form_is_answered(sempre_with_history, query):
    result = sempre_with_history("search", "--json", "--", query)
    assert result.status == 0
    assert isinstance(result.json, list)


def test_nothing_found_is_said(sempre_with_history):
    assert sempre_with_history("search", "zebra").text == "Nothing was found.\n"


def test_a_broken_index_is_made_anew(sempre_with_history, caplog):
    sempre_with_history("search", "hello", "--json")
    before = sempre_with_history("search", "hello", "--json").json
    for path in sempre_with_history.data_dir.glob("index.sqlite3*"):
        path.write_bytes(b"garbage" * 1000)
    after = sempre_with_history("search", "hello", "--json")
    assert after.status == 0
    assert after.json == before
    assert json.dumps(before)


def test_a_data_directory_that_is_a_file_gets_one_sentence(sempre):
    sempre.data_dir.write_text("I am a file")
    result = sempre("sessions")
    assert result.status == 1
    assert str(sempre.data_dir) in result.errors.splitlines()[0]
    assert sempre.data_dir.read_text() == "I am a file"
