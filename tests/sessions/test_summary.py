import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.sessions.records import parse_line
from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.summary import (
    MAX_PROMPT_TITLE_CHARS,
    SessionState,
    SummaryFold,
    fold_items,
    summarise,
)
from tests.fakes.transcripts import encoded as lines
from tests.fakes.transcripts import prompt, record, reply

DEFAULT_ID = "00000000-0000-0000-0000-000000000001"
REF = SessionRef("-home-user-chat", DEFAULT_ID)
# title, messages, records; counted by hand in the files
REAL = {
    "-home-user-chat/00000000-0000-0000-0000-000000000001": ("hello one", 4, 30),
    "-home-user-chat/00000000-0000-0000-0000-000000000002": ("hello one", 6, 28),
    "-home-user-chat/fef58e60-31d0-4461-b88f-788328f51dbe": ("My Title", 4, 34),
    "-home-user-other/00000000-0000-0000-0000-000000000001": ("elsewhere", 2, 22),
    "-home-user-sdk/00000000-0000-0000-0000-000000000010": ("Renamed by app", 26, 108),
    "-home-user-sdk/00000000-0000-0000-0000-000000000011": (
        '!!tool Bash {"command":"sleep 2; echo slept"}',
        4,
        33,
    ),
    "-home-user-sdk/00000000-0000-0000-0000-000000000012": ("first", 5, 33),
    "-home-user-sdk/00000000-0000-0000-0000-000000000013": ("t1", 8, 46),
    "-home-user-sdk/cd122831-8034-408d-bea6-87884c4ce374": ("after clear", 2, 30),
    "-home-user-sdk/e7b0fb76-46b5-4c05-ba0e-7015cae5e8a1": ("Renamed by app (fork)", 26, 51),
    "-home-user-subagent/00000000-0000-0000-0000-000000000060": ("My Title", 14, 110),
    "-home-user-tty/7fde96e2-787c-4679-b298-199ebb2211e1": ("hello tty", 2, 28),
}


def summary_of(tmp_path, content, *, is_ours=False):
    path = tmp_path / "conversation.jsonl"
    path.write_bytes(content)
    return summarise(REF, path, is_ours=is_ours)


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_transcripts(real_claude_dir, name):
    project, session_id = name.split("/")
    path = real_claude_dir / "projects" / project / f"{session_id}.jsonl"
    summary = summarise(SessionRef(project, session_id), path, is_ours=False)
    title, messages, records = REAL[name]
    assert summary.title == title
    assert summary.messages == messages
    assert summary.records == records
    assert summary.cwd == "/" + project[1:].replace("-", "/")
    assert summary.damaged == 0
    assert summary.state is SessionState.READY
    assert summary.origin is Origin.CLAUDE_CODE
    assert summary.size_bytes == path.stat().st_size


def test_every_real_transcript_is_expected(real_claude_dir):
    found = (real_claude_dir / "projects").glob("*/*.jsonl")
    assert {f"{path.parent.name}/{path.stem}" for path in found} == set(REAL)


def test_times_are_the_first_and_the_last_in_file_order(tmp_path):
    stamps = ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "nonsense", "1970-01-01T00:00:00Z", 5)
    summary = summary_of(tmp_path, lines(*({"type": "x", "timestamp": t} for t in stamps)))
    assert summary.created == datetime(2020, 1, 1, tzinfo=UTC)
    assert summary.last_activity == datetime(1970, 1, 1, tzinfo=UTC)


def test_without_any_time_the_files_own_is_taken(tmp_path):
    summary = summary_of(tmp_path, lines({"type": "x"}))
    assert summary.created is not None
    assert summary.created == summary.last_activity


@pytest.mark.parametrize(
    ("records", "title"),
    [
        ([prompt("first"), prompt("second")], "first"),
        ([prompt("\n\n  two   words\nsecond line")], "two words"),
        ([prompt("p"), {"type": "summary", "summary": "legacy"}], "legacy"),
        ([{"type": "ai-title", "aiTitle": "AI"}, {"type": "summary", "summary": "legacy"}], "AI"),
        (
            [
                {"type": "custom-title", "customTitle": "old"},
                {"type": "custom-title", "customTitle": "mine"},
                {"type": "ai-title", "aiTitle": "AI"},
            ],
            "mine",
        ),
        ([{"type": "custom-title", "customTitle": 5}, prompt("p")], "p"),
        ([prompt("\x1b[31mred\x00 \u202ethgir")], "[31mred thgir"),
        ([prompt("lone \ud800 surrogate")], "lone \ufffd surrogate"),
        ([], ""),
    ],
)
def test_titles(tmp_path, records, title):
    assert summary_of(tmp_path, lines(*records)).title == title


def test_a_long_title_is_cut(tmp_path):
    title = summary_of(tmp_path, lines(prompt("x" * 1_000_000))).title
    assert len(title) == MAX_PROMPT_TITLE_CHARS
    assert title.endswith("…")


def test_only_messages_are_counted_and_replies_once(tmp_path):
    content = lines(
        prompt("one"),
        reply("part one", message_id="m1"),
        reply("part two", message_id="m1"),
        reply("without an id", message_id=None),
        prompt("meta") | {"isMeta": True},
        prompt("agent") | {"isSidechain": True},
        record("user", [{"type": "tool_result", "tool_use_id": "t", "content": "ok"}]),
        record("attachment", None) | {"attachment": {"type": "queued_command", "prompt": "q"}},
        record("system", None) | {"subtype": "informational", "content": "notice"},
        reply("failed", message_id="m2") | {"isApiErrorMessage": True},
    )
    assert summary_of(tmp_path, content).messages == 4


@pytest.mark.parametrize(
    ("content", "is_ours", "origin"),
    [
        (lines(prompt("x") | {"entrypoint": "sempre"}), False, Origin.SEMPRE),
        (lines(prompt("x") | {"entrypoint": "cli"}), True, Origin.CLAUDE_CODE),
        (lines(prompt("x")), True, Origin.CLAUDE_CODE),
        (b"", True, Origin.SEMPRE),
        (b"", False, Origin.CLAUDE_CODE),
    ],
)
def test_origin(tmp_path, content, is_ours, origin):
    assert summary_of(tmp_path, content, is_ours=is_ours).origin is origin


@pytest.mark.parametrize(
    ("content", "state", "damaged"),
    [
        (b"", SessionState.EMPTY, 0),
        (b"\n\r\n \n", SessionState.EMPTY, 0),
        (lines(prompt("x")), SessionState.READY, 0),
        (lines(prompt("x"))[:-1], SessionState.READY, 0),
        (lines(prompt("x"))[:-9], SessionState.DAMAGED, 1),
        (lines(prompt("x")) + b'{"type":"us', SessionState.DAMAGED, 1),
        (lines(prompt("x")) + b"\x00" * 4096, SessionState.DAMAGED, 1),
    ],
)
def test_states(tmp_path, content, state, damaged):
    summary = summary_of(tmp_path, content)
    assert (summary.state, summary.damaged) == (state, damaged)


def test_a_file_that_can_not_be_read_is_summarised_as_such(tmp_path):
    target = tmp_path / "target"
    target.write_text("")
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    summary = summarise(REF, link, is_ours=False)
    assert summary.state is SessionState.UNREADABLE
    assert summary.reason == f"a link to {target}"
    missing = summarise(REF, tmp_path / "missing.jsonl", is_ours=True)
    assert missing.reason == "No such file or directory"


def test_a_stored_fold_goes_on_where_it_was(real_claude_dir):
    path = real_claude_dir / "projects/-home-user-sdk/00000000-0000-0000-0000-000000000010.jsonl"
    raw_lines = path.read_bytes().split(b"\n")
    whole, parts = SummaryFold(), SummaryFold()
    for raw in raw_lines:
        fold_items(whole, parse_line(raw, 0))
        parts = SummaryFold.load(parts.dump())
        fold_items(parts, parse_line(raw, 0))
    assert parts.facts() == whole.facts()


@pytest.mark.parametrize("stored", [b"", b"[]", b"{}", b'{"titles":5}', b"\xff", b"null"])
def test_a_stored_fold_that_is_none_is_refused(stored):
    with pytest.raises((ValueError, KeyError, TypeError)):
        SummaryFold.load(stored)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
FIELDS = ("type", "uuid", "parentUuid", "timestamp", "cwd", "message", "isSidechain", "customTitle")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["user", "assistant", "attachment", "custom-title", "summary"])},
        optional=dict.fromkeys((*FIELDS[1:], "attachment", "summary"), json_values),
    ),
    st.fixed_dictionaries({}, optional={"content": json_values, "id": json_values}),
)
def test_wrong_types_never_raise(fields, message):
    for candidate in (fields, fields | {"message": message}):
        fold = SummaryFold()
        fold_items(fold, parse_line(json.dumps(candidate).encode(), 0))
        assert SummaryFold.load(fold.dump()).facts() == fold.facts()
