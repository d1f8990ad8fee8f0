"""Settings are read tolerantly, saved durably, and never change the promise."""

import json
import os
import stat
from dataclasses import replace

import pytest

from desktop_app.settings.file import SettingsNotSavedError, load, save
from desktop_app.settings.model import Settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "settings.json"


@pytest.fixture
def written(file):
    """Write content to the settings file, bytes or anything that JSON can hold."""

    def write(content):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return load(file, {})

    return write


def test_without_a_file_the_standard_settings_hold_and_nothing_is_made(file):
    loaded = load(file, {})
    assert loaded.settings == Settings("system", "system", 100, None)
    assert loaded.notices == ()
    assert not file.parent.exists()


def test_what_was_saved_is_loaded(file):
    settings = Settings("pt_BR", "dark", 150, "recall")
    save(file, settings)
    assert load(file, {}).settings == settings
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_unknown_keys_survive_a_save(written, file):
    loaded = written({"theme": "dark", "future": {"a": [1, None]}, "x": "\ud800"})
    save(file, replace(loaded.settings, zoom_percent=200))
    fields = json.loads(file.read_text())
    assert fields["future"] == {"a": [1, None]}
    assert fields["x"] == "\ud800"
    assert (fields["theme"], fields["zoom_percent"]) == ("dark", 200)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"not json",
        b"[]",
        b"5",
        b"null",
        b"\xff\xfe\x00",
        b"\x00" * 4096,
        b"[" * 100_000,
        b'{"zoom_percent": ' + b"9" * 5000 + b"}",
        b'{"a": "' + b"x" * 2_000_000 + b'"}',
    ],
    ids=lambda content: repr(content[:12]),
)
def test_garbage_is_set_aside_with_its_bytes_and_a_notice(written, file, content):
    loaded = written(content)
    assert loaded.settings == Settings()
    assert file.with_name("settings.json.broken-1").read_bytes() == content
    assert not file.exists()
    assert "settings.json.broken-1" in str(loaded.notices[0])


def test_every_broken_file_gets_a_name_of_its_own(written, file):
    written(b"first")
    written(b"second")
    assert file.with_name("settings.json.broken-1").read_bytes() == b"first"
    assert file.with_name("settings.json.broken-2").read_bytes() == b"second"


@pytest.mark.parametrize("obstacle", ["directory", "fifo", "symlink", "file above"])
def test_a_file_that_cannot_be_read_is_told_and_left(file, obstacle):
    if obstacle == "file above":
        file.parent.write_text("")
    else:
        file.parent.mkdir()
        if obstacle == "directory":
            file.mkdir()
        elif obstacle == "fifo":
            os.mkfifo(file)
        else:
            file.symlink_to("/dev/zero")
    loaded = load(file, {})
    assert loaded.settings == Settings()
    assert "can't be read" in str(loaded.notices[0])
    if obstacle != "file above":
        assert list(file.parent.iterdir()) == [file]


def test_a_byte_order_mark_is_no_damage(written):
    assert written(b'\xef\xbb\xbf{"theme": "dark"}').settings.theme == "dark"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "fr"),
        ("language", 5),
        ("theme", ["dark"]),
        ("theme", None),
        ("zoom_percent", "100"),
        ("zoom_percent", True),
        ("zoom_percent", 74),
        ("zoom_percent", 301),
        ("zoom_percent", 110.5),
        ("engine", ""),
        ("engine", {}),
    ],
)
def test_a_wrong_value_falls_back_with_a_notice_and_spares_the_others(written, key, value):
    others = {"language": "pt_BR", "theme": "light", "zoom_percent": 90, "engine": "recall"}
    loaded = written(others | {key: value})
    expected = others | {key: getattr(Settings(), key)}
    assert loaded.settings == Settings(**expected)
    assert len(loaded.notices) == 1
    assert key in str(loaded.notices[0])


def test_settings_that_cannot_be_saved_say_so(file):
    file.parent.write_text("a file")
    with pytest.raises(SettingsNotSavedError) as caught:
        save(file, Settings())
    assert "not saved" in str(caught.value.title)
    assert file.parent.read_text() == "a file"


def test_settings_themselves_refuse_impossible_values():
    with pytest.raises(ValueError, match="zoom_percent"):
        Settings(zoom_percent=1000)


@pytest.mark.parametrize(("value", "expected"), [(10, 10), (7, 7), (None, None)])
def test_automatic_backups_take_a_positive_number(written, value, expected):
    loaded = written({"auto_backup_mb": value})
    assert loaded.settings.auto_backup_mb == expected
    assert loaded.notices == ()


@pytest.mark.parametrize("value", [0, -1, 1.5, "10", True, []])
def test_automatic_backups_take_nothing_else(written, value):
    loaded = written({"auto_backup_mb": value})
    assert loaded.settings.auto_backup_mb is None
    assert len(loaded.notices) == 1
