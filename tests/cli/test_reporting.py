"""`health` tells the promise and the truth, whatever state the data directory is in."""

import os
import stat

import pytest

CONFIG = {
    "timeout_minutes": 0,
    "cleanup_interval": 0,
    "max_sessions": 500,
    "max_connection_pool_size": 50,
}


def test_the_report_holds_the_promise_and_exits_by_its_status(sempre_with_history):
    result = sempre_with_history("health", "--json")
    report = result.json
    assert report["config"] == CONFIG
    assert report["sessions"]["claude_code"] == 12
    assert result.status == ["well", "attention", "risk"].index(report["status"])


def test_a_fresh_machine_is_well(sempre):
    assert not sempre.data_dir.exists()
    result = sempre("health", "--json")
    assert result.json["sessions"] == {"live": 0, "stored": 0, "claude_code": 0}
    assert not [f for f in result.json["findings"] if f["severity"] == "risk"]
    assert result.json["last_backup"] is None


def test_figures_follow_what_is_on_the_disk(sempre):
    sempre("send", "hi")
    path = sempre.transcript("00000000-0000-0000-0000-000000000001")
    jsonl = sempre("health", "--json").json["jsonl"]
    assert jsonl["total_bytes"] == jsonl["default_bytes"] == path.stat().st_size


def test_a_backup_is_named(sempre, tmp_path):
    sempre("send", "hi")
    sempre("backup")
    (backup,) = (sempre.data_dir / "backups").iterdir()
    assert sempre("health", "--json").json["last_backup"]["path"] == str(backup)
    assert str(backup) in sempre("health").text


def test_people_read_the_same(sempre_with_history):
    text = sempre_with_history("health").text
    assert "Sessions never expire: timeout 0 min" in text
    assert "Automatic cleanup is off: interval 0 min" in text
    assert "12 of Claude Code" in text
    assert str(sempre_with_history.data_dir) in text


def test_one_of_a_kind_is_told_in_the_singular(sempre):
    sempre("send", "hi")
    with sempre.transcript("00000000-0000-0000-0000-000000000001").open("ab") as file:
        file.write(b"garbage\n")
    english = sempre("health").text
    assert "Conversations: 1 of yours, 0 of Claude Code" in english
    assert "Integrity: 1 file checked, 1 damaged line, 0 unreadable files" in english
    portuguese = sempre("health", "--lang", "pt_BR").text
    assert "Conversas: 1 sua, 0 do Claude Code" in portuguese
    assert "1 arquivo verificado, 1 linha danificada, 0 arquivo ilegível" in portuguese


@pytest.mark.parametrize("obstacle", ["file", "file above", "link to nowhere"])
def test_a_place_that_cannot_hold_data_is_a_risk(sempre, obstacle):
    if obstacle == "file":
        sempre.data_dir.write_text("I am a file")
    elif obstacle == "file above":
        sempre.data_dir.write_text("")
        sempre.data_dir /= "below"
    else:
        sempre.data_dir.symlink_to("nowhere")
    result = sempre("health", "--json")
    assert result.status == 2
    assert result.json["status"] == "risk"
    assert result.json["config"] == CONFIG
    assert result.json["findings"][0]["severity"] == "risk"
    assert sempre("health").status == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_directory_out_of_reach_is_a_risk(sempre):
    sempre.data_dir.mkdir()
    sempre.data_dir.chmod(0)
    try:
        assert sempre("health", "--json").status == 2
    finally:
        sempre.data_dir.chmod(stat.S_IRWXU)


def test_damage_is_counted(sempre):
    sempre("send", "hi")
    path = sempre.transcript("00000000-0000-0000-0000-000000000001")
    with path.open("ab") as file:
        file.write(b"garbage\n")
    result = sempre("health", "--json")
    assert result.json["integrity"]["damaged_lines"] == 1
    assert result.status > 0


def test_an_engine_that_failed_is_told_until_it_answers(sempre, script):
    failing = script({"fail": "overloaded"})
    sempre("send", "hi", *failing)
    result = sempre("health", "--json", "--engine", "scripted")
    assert result.status == 1
    assert "engine-failing" in {finding["code"] for finding in result.json["findings"]}
    assert result.json["engines"]["scripted"]["is_failing"] is True
    assert "Last error of scripted" in sempre("health", "--engine", "scripted").text

    sempre("send", "hi", *script({"text": "Hello."}))
    result = sempre("health", "--json", "--engine", "scripted")
    assert "engine-failing" not in {finding["code"] for finding in result.json["findings"]}


def test_growth_and_versions_are_told(sempre_with_history):
    result = sempre_with_history("health", "--json")
    assert result.json["growth"]["points"]
    assert result.json["versions"]["claude_code"]
    text = sempre_with_history("health").text
    assert "Growth: " in text
    assert "Disk full at this rate: " in text
    assert "Claude Code: deletes after 30 days" in text
    assert "With: Python " in text
