import json
from pathlib import Path

import pytest

from desktop_app.engines.registry import Registry, ScriptMissingError, UnknownEngineError
from desktop_app.engines.scripted import ScriptError


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.json"
    path.write_text(json.dumps([{"text": "Hello"}]))
    return path


def names(registry):
    return [capabilities.name for capabilities in registry.available()]


def test_recall_is_always_there_and_the_default():
    assert names(Registry()) == ["recall"]
    assert Registry().default_name() == "recall"


def test_scripted_exists_only_with_a_script(script):
    assert names(Registry(script=script)) == ["recall", "scripted"]
    with pytest.raises(ScriptMissingError) as refused:
        Registry().create("scripted")
    assert "--script" in str(refused.value.hint)


def test_a_choice_is_the_default(script):
    assert Registry(script=script, default="scripted").default_name() == "scripted"


def test_every_available_engine_can_be_made_and_is_new_each_time(script):
    registry = Registry(script=script)
    for name in names(registry):
        first, second = registry.create(name), registry.create(name)
        assert first is not second
        assert first.capabilities.name == name


@pytest.mark.parametrize("name", ["", "gpt", "RECALL", "x" * 1000])
def test_an_unknown_name_lists_what_exists(name):
    with pytest.raises(UnknownEngineError) as refused:
        Registry().create(name)
    assert "recall" in str(refused.value.hint)
    assert len(str(refused.value)) < 400


def test_a_broken_script_is_told_when_the_engine_is_made(tmp_path):
    registry = Registry(script=tmp_path / "missing.json")
    assert "scripted" in names(registry)
    with pytest.raises(ScriptError):
        registry.create("scripted")


def test_a_script_is_not_read_before_it_is_needed():
    assert Registry(script=Path("nowhere")).default_name() == "recall"
