"""`support` shows what it would save, saves exactly that, and holds no word of a conversation."""

import json
import zipfile

import pytest


def test_everything_is_shown_and_nothing_saved_without_a_target(sempre, work_dir):
    sempre("send", "Kanarienvogel im Garten")
    result = sempre("support")

    assert result.status == 0
    for name in ("contents.txt", "health.json", "settings.json", "log.txt"):
        assert f"=== {name}" in result.text
    assert "Kanarienvogel" not in result.text
    assert list(work_dir.iterdir()) == []


def test_what_was_shown_is_in_the_file(sempre, tmp_path):
    sempre("send", "Kanarienvogel im Garten")
    with sempre.transcript("00000000-0000-0000-0000-000000000001").open("ab") as file:
        file.write(b'{"Kanarienvogel\n')
    target = tmp_path / "support.zip"
    result = sempre("support", "--to", str(target))

    assert str(target) in result.text
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert all(text.strip() in result.text for text in texts.values())
    assert "Kanarienvogel" not in "".join(texts.values())
    assert json.loads(texts["damaged-01.json"])["damaged"] == 1
    assert "🔒 Sessões configuradas como PERMANENTES - Nunca expiram" in texts["log.txt"]


@pytest.mark.parametrize("target", ["missing/support.zip", "."])
def test_a_target_that_cannot_be_written_is_told(sempre, tmp_path, target):
    (tmp_path / "missing").write_text("")

    assert sempre("support", "--to", str(tmp_path / target)).status in (1, 2)


def test_an_unusable_data_directory_is_reported(sempre):
    sempre.data_dir.write_text("I am a file")
    result = sempre("support")

    assert result.status == 0
    assert '"status": "risk"' in result.text
