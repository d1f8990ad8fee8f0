"""Tokens and cost: each message once, whoever wrote it down how often."""

from datetime import UTC, datetime

import pytest

from desktop_app.sessions.records import RecordContext, encode_line, new_uuid
from desktop_app.sessions.usage import TokenCount, usage_of_file

CONTEXT = RecordContext("00000000-0000-4000-8000-000000000009", "/work")


def reply(message_id, output, *, day=1, model="claude-x", **fields):
    usage = {"input_tokens": 100, "output_tokens": output, "cache_read_input_tokens": 5}
    record = CONTEXT.assistant(
        [{"type": "text", "text": "Yes"}],
        uuid=new_uuid(),
        parent_uuid=None,
        now=datetime(2026, 11, day, 12, tzinfo=UTC),
        engine="claude",
        message_id=message_id,
        model=model,
        usage=usage,
    )
    return record | fields


@pytest.fixture
def write(tmp_path):
    def write(*records):
        path = tmp_path / "conversation.jsonl"
        path.write_bytes(b"".join(encode_line(record) for record in records))
        return path

    return write


def test_blocks_of_one_message_count_once_with_the_last_tokens(write):
    found = usage_of_file(write(reply("msg_1", 1), reply("msg_1", 40), reply("msg_2", 2)))
    assert found.total == TokenCount(2, 200, 42, 10, 0, None)


def test_days_and_models_add_up_to_all(write):
    found = usage_of_file(
        write(
            reply("msg_1", 10, costUsd=0.25),
            reply("msg_2", 20, day=2, costUsd=0.5),
            reply("msg_3", 30, day=2, model="gpt-x"),
        )
    )
    assert found.total.cost_usd == 0.75
    assert [count.output_tokens for _, count in sorted(found.by_day.items())] == [10, 50]
    assert {name: count.messages for name, count in found.by_model.items()} == {
        "claude-x": 2,
        "gpt-x": 1,
    }


def test_the_cost_of_ours_stays_when_claude_codes_record_follows(write):
    found = usage_of_file(write(reply("msg_1", 10, costUsd=0.25), reply("msg_1", 3)))
    assert found.total == TokenCount(1, 100, 10, 5, 0, 0.25)


def test_wrong_types_and_replies_without_tokens_count_nothing(write):
    broken = reply("msg_1", 10)
    broken["message"]["usage"] = {"input_tokens": "many", "output_tokens": True}
    bare = reply("msg_2", 10)
    bare["message"]["usage"] = None
    assert usage_of_file(write(broken, bare, {"type": "user"})).total == TokenCount()
