"""What every engine owes its caller. A new engine is one more line in ENGINES.

The one over the real Claude Code is held to the same in `test_claude_contract`.
"""

import json
import subprocess
import sys
from contextlib import ExitStack

import pytest

from desktop_app.engines.base import Failure, FinalMessage, TextDelta
from desktop_app.engines.registry import Registry
from desktop_app.settings.secrets import Keys
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.loopback_server import in_thread
from tests.fakes.openai_api import OpenAiApi
from tests.fakes.turns import turn

STEPS = [{"after_ms": 1, "text": "Once "}, {"text": "upon "}, {"after_ms": 1, "text": "a time."}]


def _recall(stack, tmp_path):
    return Registry().create("recall")


def _scripted(stack, tmp_path):
    script = tmp_path / "script.json"
    script.write_text(json.dumps(STEPS))
    return Registry(script=script).create("scripted")


def _scripted_failure(stack, tmp_path):
    script = tmp_path / "failure.json"
    script.write_text(json.dumps([{"text": "Once"}, {"fail": "overloaded"}]))
    return Registry(script=script).create("scripted")


def _served(name, api):
    def make(stack, tmp_path):
        server = stack.enter_context(in_thread(api()))
        url = f"{name.upper()}_BASE_URL"
        environment = {url: server.base_url, f"{name.upper()}_API_KEY": "made-up"}
        return Registry(keys=Keys(environment=environment), environment=environment).create(name)

    make.__name__ = name
    return make


ENGINES = [
    _recall,
    _scripted,
    _scripted_failure,
    _served("anthropic", AnthropicApi),
    _served("openai", OpenAiApi),
]


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__.strip("_"))
def engine(request, tmp_path):
    with ExitStack() as stack:
        yield request.param(stack, tmp_path)


async def played(engine, prompt="What about the durable journal?", **changes):
    return [event async for event in engine.stream(turn(prompt, **changes))]


async def test_a_turn_ends_with_exactly_one_final_message_or_failure(engine):
    events = await played(engine)
    endings = [event for event in events if isinstance(event, FinalMessage | Failure)]
    assert endings == [events[-1]]
    await engine.close()


async def test_the_deltas_add_up_to_the_final_text(engine):
    events = await played(engine)
    streamed = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert streamed
    if isinstance(events[-1], FinalMessage):
        blocks = [block for block in events[-1].blocks if block["type"] == "text"]
        assert "".join(block["text"] for block in blocks) == streamed
    await engine.close()


async def test_interrupting_ends_the_turn_without_another_delta(engine):
    events = []
    async for event in engine.stream(turn()):
        events.append(event)
        if len(events) == 1:
            await engine.interrupt()
    later = events[1:]
    assert not any(isinstance(event, TextDelta) for event in later)
    assert len(later) <= 1
    await engine.close()


async def test_interrupting_without_a_turn_does_not_harm_the_next_one(engine):
    await engine.interrupt()
    events = await played(engine)
    assert isinstance(events[-1], FinalMessage | Failure)
    await engine.close()


async def test_one_turn_after_an_interrupted_one_is_whole(engine):
    async for _ in engine.stream(turn()):
        await engine.interrupt()
    events = await played(engine)
    assert isinstance(events[-1], FinalMessage | Failure)
    await engine.close()


async def test_message_ids_are_unique(engine):
    finals = [
        event for _ in range(2) for event in await played(engine) if isinstance(event, FinalMessage)
    ]
    assert len({final.message_id for final in finals}) == len(finals)
    await engine.close()


async def test_closing_twice_is_harmless(engine):
    await played(engine)
    await engine.close()
    await engine.close()


@pytest.mark.parametrize("prompt", ["", " \n", "?!*", "\x00\x1b[31m\u202e", "x" * 100_000])
async def test_any_prompt_gets_an_answer(engine, prompt):
    events = await played(engine, prompt)
    assert isinstance(events[-1], FinalMessage | Failure)
    await engine.close()


async def test_an_unknown_language_is_answered_in_english(engine):
    events = await played(engine, language="tlh")
    assert isinstance(events[-1], FinalMessage | Failure)
    await engine.close()


def test_it_says_what_it_is(engine):
    assert engine.capabilities.name in {"recall", "scripted", "claude", "anthropic", "openai"}
    assert engine.capabilities.label


def test_engines_load_neither_qt_nor_the_sessions_layer():
    code = (
        "import sys; from desktop_app.engines.registry import Registry\n"
        "Registry().create('recall'); import desktop_app.engines.scripted\n"
        "bad = [m for m in sys.modules if m.startswith(('PySide6', 'desktop_app.sessions'))]\n"
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
