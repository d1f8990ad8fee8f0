"""`verify` reads every byte, names every damage, and changes nothing."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from desktop_app.sessions.last_verification import recall
from desktop_app.sessions.records import RecordContext, encode_line, new_uuid
from tests.fakes.transcripts import prompt, record, write_transcript

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
    assert f"7 bytes at {offset}: not a record" in result.text
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


def test_what_only_describes_a_conversation_is_told_and_is_no_damage(sempre, claude_dir):
    ref, _ = write_transcript(
        claude_dir / "projects",
        1,
        prompt("one", uuid="a"),
        prompt("left", uuid="b", parentUuid="a"),
        record("assistant", [{"type": "tool_use", "id": "use-1"}], uuid="c", parentUuid="a"),
        prompt("loop", uuid="d", parentUuid="d"),
        prompt("again", uuid="d", parentUuid="c"),
        prompt("last", uuid="e", parentUuid="c"),
    )
    result = sempre("verify", ref.session_id, "--json")
    assert result.status == 0
    (conversation,) = result.json["conversations"]
    assert conversation["sound"]
    assert conversation["messages"] == 5  # the id that is used twice counts once
    assert conversation["chain"]["reachable"] == 3
    assert conversation["chain"]["reachable_percent"] == 60.0
    assert conversation["chain"]["on_other_branches"] == 2
    assert conversation["cycles"] == conversation["conflicting_uuids"] == ["d"]
    assert conversation["orphan_tool_calls"]["without_result"] == ["use-1"]
    text = sempre("verify", ref.session_id).text
    assert "a loop: d" in text
    assert "two different records have the id d" in text
    assert "a tool call without a result: use-1" in text
    assert "60.0 % lead from the last message back to the first; 2 records" in text


def test_a_repaired_copy_is_a_new_file_with_a_readable_difference(sempre, damaged, tmp_path):
    path, offset, _ = damaged
    before = path.read_bytes()
    target = tmp_path / "repaired.jsonl"
    result = sempre("verify", path.stem, "--repair-to", str(target))
    assert result.status == 0
    assert str(target) in result.text
    assert "2 pieces, 18 B" in result.text
    assert len(target.read_bytes().splitlines()) == 2
    difference = target.with_name("repaired.jsonl.diff.txt").read_text()
    assert f"left out: 7 bytes at {offset}: not-json\n    garbage\n" in difference
    assert path.read_bytes() == before
    as_json = sempre("verify", path.stem, "--repair-to", f"{target}-2", "--json")
    assert as_json.json["repair"]["left_out"] == 2
    assert as_json.json["repair"]["records"] == as_json.json["conversations"][0]["records"] == 2


def test_a_repair_replaces_nothing(sempre, damaged, tmp_path):
    path, _, _ = damaged
    target = tmp_path / "mine"
    target.write_text("mine")
    result = sempre("verify", path.stem, "--repair-to", str(target))
    assert result.status == 1
    assert "No repaired copy was written" in result.errors
    assert target.read_text() == "mine"


def test_a_repair_needs_one_conversation(sempre, tmp_path):
    assert sempre("verify", "--repair-to", str(tmp_path / "x")).status == 2


def test_the_figures_of_a_whole_verification_are_kept(sempre, damaged, paths):
    sempre("verify", damaged[0].stem)
    assert recall(paths) is None
    sempre("verify")
    kept = recall(paths)
    assert (kept.conversations, kept.records, kept.damaged, kept.missing_parents) == (1, 2, 2, 1)
    assert kept.reachable_percent == 50.0
    for broken in (b"", b"[]", b'{"finished":"2026-01-01T00:00:00.000Z","records":"x"}', b"\xff"):
        paths.verification_file.write_bytes(broken)
        assert recall(paths) is None
