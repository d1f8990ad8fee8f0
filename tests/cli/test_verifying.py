"""`verify` reads every byte, names every damage, and changes nothing."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from desktop_app.sessions.records import RecordContext, encode_line, new_uuid

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def damaged(claude_dir):
    """A conversation with a sound record, garbage, an orphan and a torn tail."""
    context = RecordContext(new_uuid(), "/srv/x")
    first = encode_line(context.user("one", uuid=new_uuid(), parent_uuid=None, now=NOW))
    missing = new_uuid()
    orphan = encode_line(context.user("two", uuid=new_uuid(), parent_uuid=missing, now=NOW))
    path = claude_dir / "projects" / "-srv-x" / f"{context.session_id}.jsonl"
    path.parent.mkdir()
    path.write_bytes(first + b"garbage\n" + orphan + b'{"type":"us')
    return path, len(first), missing


def test_real_transcripts_are_sound_and_stay_untouched(sempre_with_history, real_claude_dir):
    files = sorted(real_claude_dir.rglob("*.jsonl"))
    before = [sha256(path.read_bytes()).hexdigest() for path in files]
    result = sempre_with_history("verify", "--json")
    assert result.status == 0
    assert result.json["sound"] is True
    assert len(result.json["conversations"]) == 12
    assert sum(c["records"] for c in result.json["conversations"]) == 553
    assert [sha256(path.read_bytes()).hexdigest() for path in files] == before
    assert sempre_with_history("verify").text.count("sound") == 12


def test_damage_is_told_with_offset_length_and_reason(sempre, damaged):
    path, offset, missing = damaged
    before = path.read_bytes()
    result = sempre("verify", "--json")
    assert result.status == 1
    assert "nothing was changed" in result.errors
    (conversation,) = result.json["conversations"]
    garbage, torn = conversation["damaged_lines"]
    assert (garbage["offset"], garbage["length"], garbage["reason"]) == (offset, 7, "not-json")
    assert garbage["digest"] == sha256(b"garbage").hexdigest()
    assert torn["reason"] == "torn"
    assert torn["offset"] + torn["length"] == len(before) == conversation["bytes"]
    assert conversation["missing_parents"] == [missing]
    assert conversation["records"] == 2
    assert path.read_bytes() == before


def test_one_conversation_is_verified_by_its_id(sempre, damaged):
    path, offset, missing = damaged
    result = sempre("verify", path.stem)
    assert result.status == 1
    assert f"7 bytes at {offset}: not-json" in result.text
    assert missing in result.text


def test_an_unreadable_file_is_no_sound_one(sempre, damaged):
    path, _, _ = damaged
    path.unlink()
    path.mkdir()
    result = sempre("verify", "--json")
    assert result.status == 1
    assert result.json["conversations"][0]["reason"]


def test_an_unknown_id_gets_a_sentence(sempre):
    result = sempre("verify", new_uuid())
    assert result.status == 1
    assert "There is no conversation" in result.errors
