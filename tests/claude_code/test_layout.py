"""Names and places are those that Claude Code itself uses (CLI 2.1.330, November 2026)."""

import json
from pathlib import Path

import pytest

from desktop_app.claude_code.layout import (
    claude_directory,
    encode_project,
    existing_directory,
    is_session_id,
)


def test_real_directories_have_the_names_that_claude_code_gave_them(real_claude_dir):
    checked = 0
    for project in (real_claude_dir / "projects").iterdir():
        for transcript in project.glob("*.jsonl"):
            records = [json.loads(line) for line in transcript.read_bytes().splitlines()]
            cwd = next(record["cwd"] for record in records if record.get("cwd"))
            assert encode_project(cwd) == project.name
            checked += 1
    assert checked == 12


@pytest.mark.parametrize(
    ("cwd", "name"),
    [
        ("/home/user/chat", "-home-user-chat"),
        ("/home/User/my_proj.v2", "-home-User-my-proj-v2"),
        ("/home/user/my-proj", "-home-user-my-proj"),
        ("/srv/😀", "-srv---"),
        ("/srv/é", "-srv--"),
        ("/srv/e\u0301", "-srv-e-"),
        ("C:\\Users\\me", "C--Users-me"),
        ("", ""),
    ],
)
def test_everything_but_ascii_letters_and_digits_becomes_a_dash(cwd, name):
    assert encode_project(cwd) == name


def test_long_paths_are_cut_and_told_apart_by_a_hash():
    one, other = "/" + "a" * 300 + "1", "/" + "a" * 300 + "2"
    assert encode_project(one)[:200] == encode_project(other)[:200] == "-" + "a" * 199
    assert encode_project(one) != encode_project(other)
    assert len(encode_project("/" + "a" * 199)) == 200


def test_the_hash_is_javas_in_base_36():
    # "/" + 200 times "a": h = h * 31 + unit, wrapped to 32 bits with sign, absolute
    value = 0
    for character in "/" + "a" * 200:
        value = (value * 31 + ord(character)) % 2**32
    value = abs(value - 2**32 if value >= 2**31 else value)
    assert int(encode_project("/" + "a" * 200).rpartition("-")[2], 36) == value


def test_a_lone_surrogate_in_a_path_is_encoded_too():
    assert encode_project("/srv/\udcff") == "-srv--"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "../../x",
        "/etc/passwd",
        "CON",
        "0" * 300,
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-000000000001\n",
        "00000000-0000-0000-0000-000000000001\x00",
        "FEF58E60-31D0-4461-B88F-788328F51DBE",
        "{00000000-0000-0000-0000-000000000001}",
        "00000000000000000000000000000001",
        "٠0000000-0000-0000-0000-000000000001",
    ],
)
def test_only_canonical_ids_are_ids(text):
    assert not is_session_id(text)


def test_a_canonical_id_is_one():
    assert is_session_id("fef58e60-31d0-4461-b88f-788328f51dbe")


def test_the_option_wins_over_the_variable_over_the_home(own_home, monkeypatch):
    environment = {"CLAUDE_CONFIG_DIR": "/from/variable"}
    assert claude_directory(Path("/from/option"), environment) == Path("/from/option")
    assert claude_directory(None, environment) == Path("/from/variable")
    assert claude_directory(None, {}) == own_home / ".claude"
    assert claude_directory(None, {"CLAUDE_CONFIG_DIR": ""}) == own_home / ".claude"


def test_an_existing_directory_is_found_from_its_encoded_name(tmp_path):
    directory = tmp_path / "my_proj" / "sub dir"
    directory.mkdir(parents=True)
    (tmp_path / "my").mkdir()
    assert existing_directory(encode_project(str(directory))) == directory
    assert existing_directory(encode_project(str(tmp_path / "never made"))) is None
