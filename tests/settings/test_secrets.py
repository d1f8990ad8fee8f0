"""Where keys are, and where they are not."""

import pickle
import traceback
from typing import Any

import pytest

from desktop_app.base.secret import Secret
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.file import load, save
from desktop_app.settings.model import Settings
from desktop_app.settings.secrets import SERVICE, Keys, NoKeyringError, system_keyring
from tests.fakes.keyrings import ForgetfulKeyring, LockedKeyring, MemoryKeyring, SilentKeyring

CANARY = "sk-canary-42"


def keys(keyring, **changes: Any):
    values: dict[str, Any] = {"environment": {}, "load": lambda: keyring} | changes
    return Keys(**values)


def test_a_secret_shows_itself_to_nobody():
    secret = Secret(CANARY)
    assert CANARY not in f"{secret} {secret!r} {secret!s} {[secret]} {secret:>20}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert secret.reveal() == CANARY
    assert secret.scrub(f"wrong key {CANARY}!") == "wrong key …!"


async def test_a_key_is_kept_in_the_keyring_and_found_again():
    keyring = MemoryKeyring()
    assert await keys(keyring).keep("anthropic", Secret(CANARY)) is None
    assert keyring.kept == {(SERVICE, "anthropic"): CANARY}
    later = keys(keyring, in_keyring=["anthropic"])
    assert later.has("anthropic")
    assert await later.key("anthropic") == Secret(CANARY)
    assert await later.forget("anthropic") is None
    assert not keyring.kept
    assert await later.key("anthropic") is None


@pytest.mark.parametrize("keyring", [LockedKeyring(), ForgetfulKeyring()])
async def test_without_a_keyring_it_holds_for_this_run_and_that_is_said(keyring):
    held = keys(keyring)
    told = await held.keep("anthropic", Secret(CANARY))
    assert "until you quit" in str(told)
    assert CANARY not in str(told)
    assert await held.key("anthropic") == Secret(CANARY)
    assert not keyring.kept


async def test_a_keyring_that_never_answers_is_not_waited_for():
    keyring = SilentKeyring()
    silent = keys(keyring, in_keyring=["openai"], timeout_s=0.01)
    assert await silent.key("openai") is None
    keyring.released.set()


async def test_the_environment_is_last_and_only_where_it_is_meant():
    environment = {"OPENAI_API_KEY": CANARY}
    found = keys(MemoryKeyring(), environment=environment)
    assert found.has("openai")
    assert not found.has("openai", with_environment=False)
    assert not found.has("openai:lmstudio")
    assert await found.key("openai") == Secret(CANARY)
    assert await found.key("openai", with_environment=False) is None


async def test_the_keyring_is_not_asked_for_what_nobody_put_there():
    assert await keys(LockedKeyring()).key("anthropic") is None


def test_a_system_without_a_keyring_is_told_so():
    with pytest.raises(NoKeyringError):
        system_keyring()  # the tests' environment names the one that fails


async def test_no_error_quotes_a_key():
    with pytest.raises(NoKeyringError) as caught:
        await keys(LockedKeyring())._ask(lambda k: k.set_password(SERVICE, "x", CANARY))
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_settings_hold_no_key(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(
        '{"engines": {"anthropic": {"api_key": "' + CANARY + '", "model": "m", "later": 1},'
        ' "openai": {"base_url": "http://me:' + CANARY + '@host/v1"}, "oracle": {"a": 1}}}'
    )
    loaded = load(path, {})
    assert loaded.settings.engines["anthropic"].model == "m"
    assert loaded.settings.engines["openai"].base_url == ""
    assert CANARY not in str(loaded)
    assert len(loaded.notices) == 3
    save(path, loaded.settings)
    assert CANARY not in path.read_text()
    assert '"later": 1' in path.read_text()
    assert '"oracle"' in path.read_text()


def test_engines_come_back_as_they_were_saved(tmp_path):
    path = tmp_path / "settings.json"
    engines = {
        "anthropic": EngineSettings(model="m", key_in_keyring=True),
        "openai:lmstudio": EngineSettings(
            is_enabled=False, base_url="http://127.0.0.1:1234/v1", window_tokens=8192, label="LM"
        ),
    }
    save(path, Settings(engines=engines))
    assert load(path, {}).settings == Settings(engines=engines)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("base_url", "ftp://host"),
        ("base_url", "host"),
        ("base_url", 3),
        ("window_tokens", 5),
        ("window_tokens", True),
        ("enabled", "yes"),
        ("model", "a\nb"),
    ],
)
def test_a_wrong_value_is_told_and_left_out(tmp_path, field, value):
    import json

    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"engines": {"openai": {field: value}}}))
    loaded = load(path, {})
    assert loaded.settings.engines == {"openai": EngineSettings()}
    assert f"engines.openai.{field}" in str(loaded.notices[0])


def test_engines_that_are_no_object_are_told(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"engines": ["anthropic"]}')
    assert len(load(path, {}).notices) == 1


@pytest.mark.parametrize("name", ["openai:", "openai:Big", "gpt", ""])
def test_settings_take_no_engine_of_another_name(name):
    with pytest.raises(ValueError, match="engines"):
        Settings(engines={name: EngineSettings()})
