"""`backup`, `restore`, `cleanup`: nothing goes without a verified backup, everything comes back."""

import json
import shutil

import pytest

from desktop_app.sessions.records import new_uuid
from tests.fakes.claude_code import sweep, write_transcript
from tests.fakes.vault import ONE, PROJECT


@pytest.fixture
def with_conversations(sempre):
    """The command line after three conversations; their files' bytes beside it."""
    for number in range(2):
        assert sempre("send", f"question {number}", "--session", new_uuid()).status == 0
    assert sempre("send", "default").status == 0
    return sempre


def content(sempre):
    projects = sempre.data_dir / "projects"
    return {path.relative_to(projects): path.read_bytes() for path in projects.rglob("*.jsonl")}


def backups(sempre):
    return sorted(sempre.data_dir.glob("backups/*"))


def test_a_wrong_phrase_removes_nothing_and_tells_the_right_one(with_conversations):
    before = content(with_conversations)
    for phrase in ("delete 3 conversations", "DELETE 2 CONVERSATIONS", "yes", ""):
        result = with_conversations("cleanup", "--confirm", phrase)
        assert result.status == 1
        assert "DELETE 3 CONVERSATIONS" in result.errors
    assert content(with_conversations) == before
    assert backups(with_conversations) == []


def test_without_a_phrase_the_plan_is_told_and_nothing_removed(with_conversations):
    before = content(with_conversations)
    result = with_conversations("cleanup")
    assert result.status == 2
    assert "DELETE 3 CONVERSATIONS" in result.text
    plan = with_conversations("cleanup", "--json")
    assert plan.status == 2
    assert plan.json["phrase"] == "DELETE 3 CONVERSATIONS"
    assert plan.json["conversations"] == 3
    assert plan.json["bytes"] >= sum(map(len, before.values()))
    assert content(with_conversations) == before


def test_the_right_phrase_leaves_a_backup_that_brings_every_byte_back(with_conversations):
    before = content(with_conversations)
    result = with_conversations("cleanup", "--confirm", "DELETE 3 CONVERSATIONS", "--json")
    assert result.status == 0
    assert result.json["removed"] == 3
    backup = result.json["backup"]["path"]
    assert [len(raw) for raw in content(with_conversations).values()] in ([], [0])
    assert with_conversations("backup", "--check", backup).status == 0
    restored = with_conversations("restore", backup, "--json")
    assert restored.status == 0
    assert content(with_conversations) == before
    assert restored.json["restored_files"] + restored.json["merged_files"] >= 2
    assert len(with_conversations("sessions", "--json").json) == 3


def test_people_read_how_much_came_back(with_conversations):
    with_conversations("backup")
    (backup,) = backups(with_conversations)
    gone = next(iter(with_conversations.data_dir.glob("projects/*/*.jsonl")))
    gone.unlink()
    english = with_conversations("restore", str(backup)).text
    assert english == "1 file brought back, 0 completed, 2 were there already.\n"
    again = with_conversations("restore", str(backup), "--lang", "pt_BR").text
    assert again == "0 arquivo trazido de volta, 0 completado, 3 já presentes.\n"


def test_people_are_told_how_to_bring_them_back(with_conversations):
    result = with_conversations("cleanup", "--confirm", "DELETE 3 CONVERSATIONS")
    (backup,) = backups(with_conversations)
    assert "3 conversations removed" in result.text
    assert f"sempre restore {backup}" in result.text


def test_claude_codes_transcripts_are_never_removed(sempre_with_history, real_claude_dir):
    files = {path: path.read_bytes() for path in real_claude_dir.rglob("*.jsonl")}
    sempre_with_history("send", "go on", "--session", "fef58e60-31d0-4461-b88f-788328f51dbe")
    result = sempre_with_history("cleanup", "--confirm", "DELETE 1 CONVERSATIONS")
    assert result.status == 0
    assert {path: path.read_bytes() for path in real_claude_dir.rglob("*.jsonl")} == files


def test_a_backup_goes_where_it_is_told_and_is_checked(with_conversations, tmp_path):
    target = tmp_path / "mine.zip"
    made = with_conversations("backup", "--to", str(target), "--json")
    assert made.status == 0
    assert made.json["path"] == str(target)
    assert made.json["conversations"] == 3
    checked = with_conversations("backup", "--check", str(target), "--json")
    assert checked.status == 0
    assert checked.json["sound"] is True
    assert checked.json["conversations"] == 3


def test_a_backup_for_people_says_where_it_is(with_conversations):
    result = with_conversations("backup")
    (path,) = backups(with_conversations)
    assert f"Backup made and verified: {path}" in result.text
    assert "Nothing is new" in with_conversations("backup").text
    assert "The backup is sound" in with_conversations("backup", "--check", str(path)).text


@pytest.mark.parametrize("damage", ["flip", "cut", "garbage", "missing"])
def test_a_backup_that_is_not_sound_is_refused(with_conversations, tmp_path, damage):
    target = tmp_path / "mine.zip"
    with_conversations("backup", "--to", str(target))
    raw = bytearray(target.read_bytes())
    if damage == "missing":
        target.unlink()
    elif damage == "flip":
        raw[len(raw) // 3] ^= 1
        target.write_bytes(raw)
    else:
        target.write_bytes(raw[:-40] if damage == "cut" else b"garbage")
    before = content(with_conversations)
    for command in (("backup", "--check", str(target)), ("restore", str(target))):
        result = with_conversations(*command)
        assert result.status == 1
        assert result.errors.splitlines()[0].endswith((".", "?"))
    assert content(with_conversations) == before


def test_an_existing_target_is_not_replaced(with_conversations, tmp_path):
    target = tmp_path / "mine.zip"
    target.write_text("something else")
    assert with_conversations("backup", "--to", str(target)).status == 1
    assert target.read_text() == "something else"


def test_restoring_never_shortens_what_grew(with_conversations, tmp_path):
    target = tmp_path / "mine.zip"
    with_conversations("backup", "--to", str(target))
    with_conversations("send", "later")
    before = content(with_conversations)
    assert with_conversations("restore", str(target)).status == 0
    assert content(with_conversations) == before


def test_two_purposes_at_once_are_wrong_usage(sempre):
    assert sempre("backup", "--to", "a.zip", "--check", "b.zip").status == 2


def test_an_empty_history_can_be_backed_up(sempre):
    result = sempre("backup", "--json")
    assert result.status == 0
    assert json.loads(result.output)["conversations"] == 0


def test_what_claude_code_has_deleted_is_told_separately(with_conversations, claude_dir):
    transcript = write_transcript(claude_dir, PROJECT, f"{ONE}.jsonl", b'{"type":"user"}\n')
    assert with_conversations("protect").status == 0
    sweep(transcript)

    made = with_conversations("backup")
    assert "3 conversations, 1 that Claude Code has deleted, " in made.text
    again = with_conversations("backup", "--json").json
    assert (again["conversations"], again["rescued"], again["unchanged"]) == (3, 1, True)
    checked = with_conversations("backup", "--check", again["path"], "--json").json
    assert (checked["conversations"], checked["rescued"]) == (3, 1)

    shutil.rmtree(with_conversations.data_dir / "vault")
    restored = with_conversations("restore", again["path"], "--json").json
    assert (restored["conversations"], restored["rescued"]) == (0, 1)
    assert ONE in {each["id"] for each in with_conversations("sessions", "--json").json}
