import asyncio
import json
from pathlib import Path

import pytest

from desktop_app.engines.base import Failure, FinalMessage, TextDelta, Turn
from desktop_app.engines.scripted import ScriptedEngine, ScriptError, read_script
from tests.fakes.history import ListedHistory


def engine_of(tmp_path, script):
    path = tmp_path / "script.json"
    path.write_text(script if isinstance(script, str) else json.dumps(script))
    return ScriptedEngine(read_script(path))


async def played(engine):
    turn = Turn("id", "project", Path("/"), "prompt", "uuid", ListedHistory())
    return [event async for event in engine.stream(turn)]


async def test_one_list_is_played_for_every_turn(tmp_path):
    engine = engine_of(tmp_path, [{"after_ms": 1, "text": "He"}, {"text": "llo"}])
    for _ in range(2):
        first, second, final = await played(engine)
        assert (first, second) == (TextDelta("He"), TextDelta("llo"))
        assert isinstance(final, FinalMessage)
        assert final.blocks == ({"type": "text", "text": "Hello"},)
        assert final.model is None


async def test_lists_of_lists_are_successive_turns_and_begin_again(tmp_path):
    engine = engine_of(tmp_path, [[{"text": "one"}], [{"text": "two"}]])
    texts = [(await played(engine))[0].text for _ in range(3)]
    assert texts == ["one", "two", "one"]


async def test_a_failure_ends_the_turn_with_its_reason(tmp_path):
    engine = engine_of(tmp_path, [{"text": "Hel"}, {"after_ms": 1, "fail": "overloaded"}])
    delta, failure = await played(engine)
    assert delta == TextDelta("Hel")
    assert isinstance(failure, Failure)
    assert failure.reason == "overloaded"
    assert "overloaded" in str(failure.title)


async def test_interrupting_ends_a_long_wait_at_once(tmp_path):
    engine = engine_of(tmp_path, [{"text": "now"}, {"after_ms": 3_000_000, "text": "much later"}])
    events = []

    async def play():
        events.extend(await played(engine))

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(play())
        await asyncio.sleep(0)
        await engine.interrupt()
    assert [event for event in events if isinstance(event, FinalMessage)] == []


@pytest.mark.parametrize(
    ("script", "where"),
    [
        ('[\n  {"text": "a"},\n  {"text": \n]', "line 4"),
        ('{"text": "a"}', "no list"),
        ("[]", "no list"),
        ('[[{"text": "a"}], []]', "turn 2"),
        ('[{"text": "a"}, {"text": 5}]', "step 2 of turn 1"),
        ('[{"text": "a"}, {"txt": "b"}]', "“txt”"),
        ('[{"text": "a"}, {}]', "step 2 of turn 1"),
        ('[{"text": "a", "fail": "b"}]', "step 1 of turn 1"),
        ('[{"text": "a"}, 7]', "step 2 of turn 1"),
        ('[{"text": "a", "after_ms": -1}]', "“after_ms” in step 1"),
        ('[{"text": "a", "after_ms": true}]', "“after_ms” in step 1"),
        ('[{"text": "a", "after_ms": NaN}]', "“after_ms” in step 1"),
        ('[{"text": "a", "after_ms": 1' + "0" * 400 + "}]", "“after_ms” in step 1"),
        ("[" * 100_000, "not a script"),
    ],
)
def test_a_wrong_script_is_refused_and_says_where(tmp_path, script, where):
    with pytest.raises(ScriptError) as refused:
        engine_of(tmp_path, script)
    assert where in str(refused.value.title)
    assert "script.json" in str(refused.value.title)


def test_a_script_that_is_not_utf8_or_not_there_is_refused(tmp_path):
    (tmp_path / "latin").write_bytes(b'[{"text": "\xe9"}]')
    with pytest.raises(ScriptError, match="not a script"):
        read_script(tmp_path / "latin")
    with pytest.raises(ScriptError, match="can't be read"):
        read_script(tmp_path / "missing")
