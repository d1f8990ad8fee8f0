"""What Claude Code is given of a conversation that others continued."""

import json
from datetime import UTC, datetime

import pytest

from desktop_app.sessions.records import RecordContext, encode_line, parse_line
from desktop_app.sessions.resumable import missing_for_claude

SESSION = "00000000-0000-4000-8000-000000000009"
CONTEXT = RecordContext(SESSION, "/work")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def prompt(uuid, parent):
    return CONTEXT.user(f"prompt {uuid}", uuid=uuid, parent_uuid=parent, now=NOW)


def reply(uuid, parent, *blocks, engine="openai", model="gpt-x"):
    return CONTEXT.assistant(
        blocks or [{"type": "text", "text": f"reply {uuid}"}],
        uuid=uuid,
        parent_uuid=parent,
        now=NOW,
        engine=engine,
        message_id=f"msg_{uuid}",
        model=model,
    )


@pytest.fixture
def given(tmp_path):
    """Return what Claude Code is given of these records where it has those."""

    def given(ours, theirs=None, prompt_uuid="next"):
        own, other = tmp_path / f"{SESSION}.jsonl", tmp_path / "theirs.jsonl"
        own.write_bytes(b"".join(map(encode_line, ours)))
        if theirs is not None:
            other.write_bytes(b"".join(map(encode_line, theirs)))
        lines = missing_for_claude(own, other if theirs is not None else None, prompt_uuid, SESSION)
        return [item.fields for line in lines.split(b"\n") for item in parse_line(line, 0)]

    return given


def test_nothing_where_it_has_everything_but_the_prompt(given):
    known = [prompt("a", None), reply("b", "a")]
    assert given([*known, prompt("next", "b")], known) == []


def test_foreign_replies_lose_what_it_refuses_and_the_chain_holds(given):
    thinking = {"type": "thinking", "thinking": "hm", "signature": "foreign"}
    use = {"type": "tool_use", "id": "call_1", "name": "look", "input": {}}
    text = {"type": "text", "text": "It is so."}
    notice = CONTEXT.notice("permission_request", "asked", uuid="n", parent_uuid="b", now=NOW)
    found = given(
        [
            prompt("a", None),
            reply("b", "a", thinking, text, use),
            notice,
            reply("c", "b", use),
            prompt("d", "c"),
            prompt("next", "d"),
        ]
    )
    assert [fields.get("uuid") for fields in found] == ["a", "b", "d", None]
    assert found[1]["message"]["content"] == [text]
    assert found[1]["message"]["model"] == "<synthetic>"
    assert found[2]["parentUuid"] == "b"
    assert found[3] == CONTEXT.last_prompt("", "d")


def test_its_own_records_come_back_byte_for_byte(given):
    thinking = {"type": "thinking", "thinking": "hm", "signature": "its own"}
    theirs = reply("b", "a", thinking, engine="claude", model="claude-x")
    del theirs["engine"], theirs["entrypoint"]
    attachment = {"type": "attachment", "uuid": "x", "parentUuid": "b", "attachment": {"n": 1}}
    shape = {"type": "api-request-shape", "sessionId": SESSION, "tools": [1, 2]}
    ours = [prompt("a", None), theirs, attachment, shape, prompt("next", "x")]
    assert given(ours)[:4] == ours[:4]


def test_a_tool_of_its_own_without_a_result_is_left_out(given):
    use = {"type": "tool_use", "id": "toolu_1", "name": "Bash", "input": {}}
    ours = [prompt("a", None), reply("b", "a", use, engine="claude"), prompt("next", "b")]
    assert [fields.get("uuid") for fields in given(ours)] == ["a", None]


def test_damage_is_never_handed_over(given, tmp_path):
    own = tmp_path / "damaged.jsonl"
    own.write_bytes(encode_line(prompt("a", None)) + b'{"type":"assist\n\x00\x00\n')
    lines = missing_for_claude(own, None, "next", SESSION)
    assert [json.loads(line)["type"] for line in lines.splitlines()] == ["user", "last-prompt"]
