"""Nobody can configure expiry: not the file, not the environment, not a flag."""

import json

import pytest

from desktop_app.sessions import promise
from desktop_app.settings.file import load, save
from desktop_app.settings.refusals import FIXED_VALUES, fixed_value, refused_in_environment


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.json"


@pytest.mark.parametrize("key", [*FIXED_VALUES, "SESSION_TIMEOUT_MINUTES", "session-timeout"])
@pytest.mark.parametrize("value", [30, -1, "30", "never", True, [], 0.5])
def test_a_key_that_asks_for_another_promise_is_refused(file, key, value):
    file.write_text(json.dumps({key: value, "theme": "dark"}))
    loaded = load(file, {})
    (notice,) = loaded.notices
    assert "refused" in str(notice)
    assert "permanent" in str(notice)
    assert loaded.settings.theme == "dark"
    assert key not in loaded.settings.unknown


@pytest.mark.parametrize("fields", [{"session": {"timeout": 5}}, {"cleanup": {"interval": 5}}])
def test_a_grouped_key_is_refused_too(file, fields):
    file.write_text(json.dumps(fields))
    assert len(load(file, {}).notices) == 1


@pytest.mark.parametrize(
    "fields",
    [{"timeout": 0}, {"timeout": "0"}, {"max_sessions": 500}, {"timeout": None}, {"cleanup": {}}],
)
def test_whoever_asks_for_the_promise_itself_hears_nothing(file, fields):
    file.write_text(json.dumps(fields))
    loaded = load(file, {})
    assert loaded.notices == ()
    save(file, loaded.settings)
    assert json.loads(file.read_text()).items() >= fields.items()


@pytest.mark.parametrize(
    "variable",
    [
        "SESSION_TIMEOUT_MINUTES",
        "SEMPRE_SESSION_TIMEOUT_MINUTES",
        "CLEANUP_INTERVAL_MINUTES",
        "SEMPRE_CLEANUP_INTERVAL_MINUTES",
        "SEMPRE_TIMEOUT",
        "MAX_SESSIONS",
        "MAX_CONNECTION_POOL_SIZE",
    ],
)
def test_a_variable_that_asks_for_another_promise_is_refused(file, variable):
    (notice,) = load(file, {variable: "30"}).notices
    assert variable in str(notice)
    assert "refused" in str(notice)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SESSION_TIMEOUT_MINUTES", "0"),
        ("SESSION_TIMEOUT_MINUTES", ""),
        ("SEMPRE_MAX_SESSIONS", " 500 "),
        ("TIMEOUT", "30"),
        ("SEMPRE_DATA_DIR", "relative/30"),
    ],
)
def test_other_variables_are_nobodys_business(variable, value):
    assert refused_in_environment({variable: value}) == ()


def test_flags_are_known_by_their_names():
    assert fixed_value("--session-timeout-minutes") == 0
    assert fixed_value("--max-sessions") == 500
    assert fixed_value("--size") is None


def test_the_fixed_values_are_those_of_the_promise():
    assert fixed_value("SESSION_TIMEOUT_MINUTES") == promise.SESSION_TIMEOUT_MINUTES
    assert fixed_value("CLEANUP_INTERVAL_MINUTES") == promise.CLEANUP_INTERVAL_MINUTES
    assert fixed_value("MAX_SESSIONS") == promise.MAX_SESSIONS
    assert fixed_value("MAX_CONNECTION_POOL_SIZE") == promise.MAX_CONNECTION_POOL_SIZE
    assert all(fixed_value(name) == fixed for name, fixed in promise.CONFIG.items())
