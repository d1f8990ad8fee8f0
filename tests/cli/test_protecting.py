"""`sempre protect` over real transcripts that are aged, swept, rewritten and put back."""

import json
import os
import shutil
from datetime import UTC, datetime

import pytest

from tests.fakes.claude_code import sweep, write_transcript

AGED_S = 90 * 86_400
LOST = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def aged(sempre, real_claude_dir):
    """The command line over transcripts that nobody touched for ninety days."""
    shutil.copytree(real_claude_dir, sempre.claude_dir, dirs_exist_ok=True)
    now = datetime.now(UTC).timestamp()
    for path in transcripts(sempre):
        os.utime(path, (now - AGED_S, now - AGED_S))
    return sempre


def transcripts(sempre):
    return sorted((sempre.claude_dir / "projects").glob("*/*.jsonl"))


def tree(directory):
    return {
        str(path.relative_to(directory)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_the_status_tells_and_changes_nothing(aged):
    before = tree(aged.claude_dir)
    result = aged("protect", "--status", "--json")
    assert result.status == 0
    retention, vault = result.json["retention"], result.json["vault"]
    assert (retention["effective_days"], retention["scope"]) == (30, "default")
    assert retention["due_at_next_start"]
    assert sorted(retention["would_delete"]) == sorted(p.stem for p in transcripts(aged))
    assert retention["endangered"] == retention["would_delete"]
    assert (vault["transcripts"], vault["linked"], vault["copied"], vault["bytes"]) == (0, 0, 0, 0)
    assert len(vault["unprotected"]) == len(transcripts(aged))
    assert tree(aged.claude_dir) == before
    assert not (aged.data_dir / "vault").exists()
    assert "It deletes 12 at its next start." in aged("protect", "--status").text


def test_protecting_tells_what_is_safe_now(aged):
    before = tree(aged.claude_dir)
    document = aged("protect", "--json").json
    count = len(transcripts(aged))
    assert document["protected"]["linked"] >= count
    assert document["protected"]["failures"] == []
    vault = document["vault"]
    assert (vault["transcripts"], vault["linked"], vault["copied"]) == (count, count, count)
    assert (vault["only_linked"], vault["rescued"], vault["unprotected"]) == ([], [], [])
    assert document["retention"]["endangered"] == []
    assert len(document["retention"]["would_delete"]) == count
    assert tree(aged.claude_dir) == before


def test_what_was_swept_is_listed_shown_resumed_and_put_back(aged):
    shown = {path: aged("show", path.stem, "--json").output for path in transcripts(aged)}
    aged("protect")
    for path in shown:
        sweep(path)
    listed = aged("sessions", "--json").json
    assert {(s["id"], s["rescued"]) for s in listed} == {(path.stem, True) for path in shown}
    assert {s["origin"] for s in listed} == {"claude-code"}
    assert "rescued" in aged("sessions").text
    unique = [p for p in shown if sum(other.stem == p.stem for other in shown) == 1]
    for path in unique:
        assert aged("show", path.stem, "--json").output == shown[path]
    path = unique[0]
    result = aged("protect", "--put-back", path.stem, "--json").json
    assert result["put_back"]["path"] == str(path)
    assert datetime.now(UTC).timestamp() - path.stat().st_mtime < AGED_S / 2
    assert len(result["vault"]["rescued"]) == len(shown) - 1
    other = unique[1].stem
    assert aged("send", "go on", "--session", other).status == 0
    assert aged.transcript(other).read_bytes().startswith(shown[unique[1]][:100])
    assert "Put back" not in aged("protect", "--put-back", path.stem).text


def test_nothing_is_put_back_over_a_file(aged):
    aged("protect")
    result = aged("protect", "--put-back", transcripts(aged)[0].stem)
    assert result.status == 1
    assert "Claude Code has this transcript" in result.errors


def test_a_rewritten_transcript_keeps_its_older_version(aged):
    path = transcripts(aged)[0]
    before = path.read_bytes()
    aged("protect")
    path.write_bytes(b"{}\n")
    assert aged("protect", "--json").json["vault"]["older_versions"] == 1
    (older,) = (aged.data_dir / "vault").rglob("*.older-1.jsonl")
    assert older.read_bytes() == before
    assert "Older versions kept: 1" in aged("protect", "--status").text


def test_retention_is_raised_with_consent_and_revoked(sempre):
    settings = sempre.claude_dir / "settings.json"
    settings.write_text('{"model": "opus", "cleanupPeriodDays": 20}')
    document = sempre("protect", "--raise-retention", "--json").json
    assert document["change"] == {"path": str(settings), "before": 20, "after": 36500}
    assert document["retention"]["effective_days"] == 36500
    assert document["retention"]["scope"] == "user"
    assert settings.read_text() == '{"model": "opus", "cleanupPeriodDays": 36500}'
    choice = json.loads((sempre.data_dir / "settings.json").read_text())["claude_retention"]
    assert choice == "raised"
    assert "needed no change" in sempre("protect", "--raise-retention").text
    assert "36500 → 20" in sempre("protect", "--revoke").text
    assert settings.read_text() == '{"model": "opus", "cleanupPeriodDays": 20}'
    choice = json.loads((sempre.data_dir / "settings.json").read_text())["claude_retention"]
    assert choice == "declined"


def test_broken_settings_are_refused_and_told(sempre):
    settings = sempre.claude_dir / "settings.json"
    settings.write_text("{ // mine\n}")
    result = sempre("protect", "--raise-retention")
    assert result.status == 1
    assert "not plain JSON" in result.errors
    assert settings.read_text() == "{ // mine\n}"
    assert not (sempre.data_dir / "settings.json").exists()
    told = sempre("protect", "--status")
    assert "can't be used" in told.text
    assert "It deletes none at present." in told.text


def test_prompts_are_salvaged_on_request(sempre):
    line = {
        "display": "bake bread",
        "timestamp": 1_760_000_000_000,
        "project": "/home/ana",
        "sessionId": LOST,
    }
    nameless = line | {"sessionId": None}
    history = sempre.claude_dir / "history.jsonl"
    history.write_text(f"{json.dumps(line)}\n{json.dumps(nameless)}\n")
    assert sempre("sessions", "--json").json == []
    document = sempre("protect", "--salvage", "--json").json
    assert document["salvaged"] == {"conversations": [LOST], "prompts": 1, "unnamed_prompts": 1}
    assert "bake bread" in sempre("show", LOST).text
    (summary,) = sempre("sessions", "--json").json
    assert summary["title"] == "bake bread (prompts only)"
    assert "0 conversations rebuilt" in sempre("protect", "--salvage").text


@pytest.mark.parametrize(
    "arguments", [("--status", "--salvage"), ("--raise-retention", "--revoke")]
)
def test_contradictions_are_wrong_usage(sempre, arguments):
    assert sempre("protect", *arguments).status == 2


def test_what_cannot_be_protected_is_named(sempre):
    path = write_transcript(sempre.claude_dir, "-p", f"{LOST}.jsonl", b"{}\n")
    place = sempre.data_dir / "vault" / "projects" / "-p"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"in the way")
    result = sempre("protect")
    assert result.status == 1
    assert str(path) in result.errors
    assert "Not in the vault: 1" in result.text
