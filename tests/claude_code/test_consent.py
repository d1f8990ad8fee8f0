"""A large retention is written with consent, nothing else moves, and it can be taken back."""

import json
import os
import stat

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop_app.claude_code.consent import RAISED_DAYS, raise_retention, revoke_retention
from desktop_app.claude_code.errors import ClaudeSettingsError
from desktop_app.claude_code.settings_edit import with_member, without_member

KEY = "cleanupPeriodDays"


@pytest.fixture
def memory(tmp_path):
    return tmp_path / "vault"


@pytest.fixture
def settings(claude_dir):
    return claude_dir / "settings.json"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", '{\n  "cleanupPeriodDays": 36500\n}'),
        (
            '{\n    "model": "opus",\n    "hooks": {}\n}\n',
            '{\n    "model": "opus",\n    "hooks": {},\n    "cleanupPeriodDays": 36500\n}\n',
        ),
        ('{"b":1,"a":2}', '{"b":1,"a":2,"cleanupPeriodDays":36500}'),
        ('{"a": 1}', '{"a": 1,"cleanupPeriodDays": 36500}'),
        ('{\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1,\r\n\t"cleanupPeriodDays": 36500\r\n}'),
        ('{"cleanupPeriodDays" : 30 , "a": 1}', '{"cleanupPeriodDays" : 36500 , "a": 1}'),
        ('\ufeff{"cleanupPeriodDays": 0}', '\ufeff{"cleanupPeriodDays": 36500}'),
        (
            '{"a": {"cleanupPeriodDays": 1}}',
            '{"a": {"cleanupPeriodDays": 1},"cleanupPeriodDays": 36500}',
        ),
    ],
)
def test_only_the_one_value_changes(claude_dir, memory, settings, before, after):
    settings.write_bytes(before.encode())
    settings.chmod(0o640)
    change = raise_retention(claude_dir, memory)
    assert change.is_change
    assert settings.read_bytes().decode() == after
    assert stat.S_IMODE(settings.stat().st_mode) == 0o640
    revoke_retention(claude_dir, memory)
    assert json.loads(settings.read_text("utf-8-sig")) == json.loads(before.removeprefix("\ufeff"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@hypothesis_settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(st.text(), VALUES, max_size=5).filter(lambda fields: KEY not in fields),
    st.sampled_from([None, 1, 4, "\t"]),
)
def test_setting_and_removing_gives_the_same_values_in_the_same_order(fields, indent):
    text = json.dumps(fields, indent=indent)
    raised = with_member(text, KEY, RAISED_DAYS)
    assert list(json.loads(raised).items()) == [*fields.items(), (KEY, RAISED_DAYS)]
    lowered = without_member(raised, KEY)
    assert list(json.loads(lowered).items()) == list(fields.items())
    if fields:
        assert lowered == text


def test_the_first_and_a_middle_member_can_be_removed():
    assert without_member('{ "cleanupPeriodDays": 1, "b": 2 }', KEY) == '{ "b": 2 }'
    text = '{"a": 1, "cleanupPeriodDays": 1, "b": 2}'
    assert without_member(text, KEY) == '{"a": 1, "b": 2}'
    assert without_member('{"a": 1}', KEY) == '{"a": 1}'


def test_a_missing_file_is_made_private_and_emptied_again(claude_dir, memory, settings):
    change = raise_retention(claude_dir, memory)
    assert (change.before, change.after) == (None, RAISED_DAYS)
    assert json.loads(settings.read_bytes()) == {KEY: RAISED_DAYS}
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    revoke_retention(claude_dir, memory)
    assert json.loads(settings.read_bytes()) == {}


def test_a_value_as_large_is_left_alone(claude_dir, memory, settings):
    settings.write_text('{"cleanupPeriodDays": 99999}')
    assert not raise_retention(claude_dir, memory).is_change
    assert not revoke_retention(claude_dir, memory).is_change
    assert settings.read_text() == '{"cleanupPeriodDays": 99999}'


def test_raising_twice_still_knows_the_first_value(claude_dir, memory, settings):
    settings.write_text('{"cleanupPeriodDays": 14}')
    raise_retention(claude_dir, memory)
    raise_retention(claude_dir, memory)
    assert revoke_retention(claude_dir, memory).after == 14
    assert settings.read_text() == '{"cleanupPeriodDays": 14}'


def test_a_value_that_the_user_changed_since_is_left_alone(claude_dir, memory, settings):
    settings.write_text('{"cleanupPeriodDays": 14}')
    raise_retention(claude_dir, memory)
    settings.write_text('{"cleanupPeriodDays": 60}')
    assert not revoke_retention(claude_dir, memory).is_change
    assert settings.read_text() == '{"cleanupPeriodDays": 60}'


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": 1, // comment\n"b": 2}',
        b'{"a": 1,}',
        b"[]",
        b"",
        b"\xff\xfe{}",
        b'{"cleanupPeriodDays": 1, "cleanupPeriodDays": 2}',
    ],
)
def test_what_is_not_plain_json_is_refused_and_untouched(claude_dir, memory, settings, content):
    settings.write_bytes(content)
    with pytest.raises(ClaudeSettingsError):
        raise_retention(claude_dir, memory)
    assert settings.read_bytes() == content
    assert sorted(path.name for path in claude_dir.iterdir()) == ["projects", "settings.json"]


@pytest.mark.parametrize("kind", ["link", "pipe", "directory"])
def test_what_is_no_file_is_refused(claude_dir, memory, settings, tmp_path, kind):
    target = tmp_path / "dotfiles.json"
    target.write_text("{}")
    if kind == "link":
        settings.symlink_to(target)
    elif kind == "pipe":
        os.mkfifo(settings)
    else:
        settings.mkdir()
    with pytest.raises(ClaudeSettingsError) as caught:
        raise_retention(claude_dir, memory)
    assert target.read_text() == "{}"
    assert kind != "link" or str(target) in str(caught.value)
