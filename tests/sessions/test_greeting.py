"""Saying hello to an engine: its real answer or its real error, and nothing is left of it."""

import pytest

from desktop_app.base.secret import Secret
from desktop_app.engines.registry import Registry, UnknownEngineError
from desktop_app.sessions.greeting import GREETING, GreetingFailedError
from desktop_app.sessions.manager import SessionManager
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.secrets import Keys
from tests.fakes import anthropic_api, openai_api
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.keyrings import MemoryKeyring
from tests.fakes.openai_api import OpenAiApi


def files_of(paths):
    return {path for path in paths.root.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def loaded():
    """Load the vendors' packages outside the time that a test may take."""
    pytest.importorskip("anthropic")
    pytest.importorskip("openai")


async def test_an_engine_says_its_own_words_and_nothing_is_written(store, paths):
    async with OpenAiApi() as server:
        server.plan = [openai_api.reply("Hello ", "to you.")]
        engines = Registry(
            servers={"openai:mine": EngineSettings(base_url=server.base_url)}, environment={}
        )
        async with SessionManager(store, engines) as manager:
            before = files_of(paths)
            greeting = await manager.say_hello("openai:mine")
            assert files_of(paths) == before
            assert manager.connection_count == 0
    assert greeting.text == "Hello to you."
    assert GREETING["en"] in str(server.posted[-1])


@pytest.mark.parametrize(
    ("status", "kind", "title", "hint"),
    [
        (401, "authentication_error", "does not accept the key", "Put the key in again"),
        (404, "not_found_error", "does not have the model", "Choose another model"),
        (529, "overloaded_error", "is overloaded", "in a few minutes"),
    ],
)
async def test_a_refusal_is_told_once_and_at_once(store, status, kind, title, hint):
    keys = Keys(environment={}, load=MemoryKeyring)
    await keys.keep("anthropic", Secret("made-up"))
    async with AnthropicApi() as server:
        server.plan = [anthropic_api.refusal(status, kind, "no")]
        engines = Registry(
            servers={"anthropic": EngineSettings(base_url=server.base_url)},
            keys=keys,
            environment={},
        )
        async with SessionManager(store, engines) as manager:
            with pytest.raises(GreetingFailedError) as caught:
                await manager.say_hello("anthropic")
    assert title in str(caught.value.title)
    assert hint in str(caught.value.hint)
    assert "message is saved" not in str(caught.value)
    assert len(server.posted) == 1


async def test_recall_answers_too_and_nobody_else(store):
    async with SessionManager(store, Registry(environment={})) as manager:
        assert (await manager.say_hello("recall")).text
        with pytest.raises(UnknownEngineError):
            await manager.say_hello("openai:nowhere")
