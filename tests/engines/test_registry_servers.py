"""Which engines behind servers can be used, and which one is taken first."""

import subprocess
import sys

import pytest

from desktop_app.base.secret import Secret
from desktop_app.engines import local_server
from desktop_app.engines.base import FinalMessage
from desktop_app.engines.local_server import find_local_server, local_address
from desktop_app.engines.registry import Registry, UnknownEngineError
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.secrets import Keys
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.loopback_server import json_answer
from tests.fakes.openai_api import OpenAiApi, models
from tests.fakes.turns import turn


def registry(environment=None, **servers):
    environment = environment or {}
    return Registry(servers=servers, keys=Keys(environment=environment), environment=environment)


def names(registry):
    return [capabilities.name for capabilities in registry.available()]


def test_without_anything_there_is_recall():
    assert names(registry()) == ["recall"]
    assert names(Registry()) == ["recall"]


def test_a_key_makes_an_engine_usable_in_the_order_of_preference():
    environment = {"OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k"}
    found = [name for name in names(registry(environment)) if name != "claude"]
    assert found == ["anthropic", "openai", "recall"]


def test_who_is_switched_off_is_not_offered():
    environment = {"OPENAI_API_KEY": "k"}
    assert names(registry(environment, openai=EngineSettings(is_enabled=False))) == ["recall"]


def test_further_servers_need_no_key():
    servers = {"openai:lmstudio": EngineSettings(base_url="http://127.0.0.1:1234/v1")}
    found = registry(None, **servers)
    assert names(found) == ["openai:lmstudio", "recall"]
    assert found.available()[0].label == "Lmstudio"
    assert not found.available()[0].needs_network


async def test_a_key_of_the_environment_goes_to_no_other_server():
    async with OpenAiApi() as server:
        options = EngineSettings(base_url=server.base_url)
        engine = registry({"OPENAI_API_KEY": "sk-canary"}, openai=options).create("openai")
        events = [event async for event in engine.stream(turn("Hello"))]
        await engine.close()
    assert isinstance(events[-1], FinalMessage)
    assert all("sk-canary" not in str(request.headers) for request in server.requests)


async def test_the_address_of_the_environment_is_taken_with_its_key():
    async with AnthropicApi() as server:
        environment = {"ANTHROPIC_BASE_URL": server.base_url, "ANTHROPIC_API_KEY": "sk-mine"}
        engine = registry(environment).create("anthropic")
        events = [event async for event in engine.stream(turn("Hello"))]
        await engine.close()
    assert isinstance(events[-1], FinalMessage)
    assert "sk-mine" in str(server.requests[-1].headers)


async def test_an_engine_that_was_asked_for_without_a_key_says_so():
    engine = registry().create("anthropic")
    events = [event async for event in engine.stream(turn("Hello"))]
    await engine.close()
    assert [event.reason for event in events] == ["no-key"]
    assert "Your message is saved" in str(events[0].hint)


def test_a_server_that_nobody_set_is_unknown():
    with pytest.raises(UnknownEngineError):
        registry().create("openai:nowhere")


@pytest.fixture
def unhurried(monkeypatch):
    """Let a server that is there be found however busy the machine is."""
    monkeypatch.setattr(local_server, "PROBE_TIMEOUT_S", 10.0)


async def test_a_server_on_this_machine_is_found_and_answers(unhurried):
    async with OpenAiApi() as server:
        found = registry({"OLLAMA_HOST": server.address})
        assert names(found) == ["recall"]
        assert await found.discover()
        assert found.default_name() == "openai"
        assert not await found.discover()
        engine = found.create("openai")
        events = [event async for event in engine.stream(turn("Hello"))]
        await engine.close()
    assert isinstance(events[-1], FinalMessage)
    assert server.posted[0]["model"] == "little-model"


async def test_a_found_server_takes_its_own_name_where_openai_is_taken(unhurried):
    async with OpenAiApi() as server:
        found = registry({"OLLAMA_HOST": server.address, "OPENAI_API_KEY": "k"})
        await found.discover()
    assert names(found) == ["openai", "openai:ollama", "recall"]


@pytest.mark.parametrize("page", [models(), json_answer([]), json_answer({}, 500)])
async def test_what_is_no_server_of_models_is_not_taken(page):
    async with OpenAiApi() as server:
        server.pages["/v1/models"] = page
        assert await find_local_server(server.address) is None


async def test_nobody_there_is_no_failure():
    assert await find_local_server("http://127.0.0.1:9") is None


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),  # noqa: S104 - as Ollama is told where to listen
        ("localhost:8080", "http://localhost:8080"),
        ("http://10.0.0.7:11434", "http://127.0.0.1:11434"),
        ("[::1]:9000", "http://[::1]:9000"),
        (":x:", "http://127.0.0.1:11434"),
    ],
)
def test_only_this_machine_is_looked_at(told, address):
    assert local_address({"OLLAMA_HOST": told}) == address


def test_listing_engines_loads_no_vendors_package():
    code = (
        "import sys; from desktop_app.engines.registry import Registry\n"
        "from desktop_app.settings.secrets import Keys\n"
        "env = {'ANTHROPIC_API_KEY': 'k', 'OPENAI_API_KEY': 'k'}\n"
        "found = Registry(keys=Keys(environment=env), environment=env)\n"
        "found.available(); found.create('anthropic'); found.create('openai')\n"
        "bad = {'anthropic', 'openai', 'httpx', 'httpx2', 'keyring', 'claude_agent_sdk'}\n"
        "sys.exit(str(bad & set(sys.modules)) if bad & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_keys_in_the_keyring_count_without_asking_it():
    keys = Keys(["anthropic"], environment={})
    assert names(Registry(keys=keys, environment={}))[0] == "anthropic"
    assert Secret("a") != Secret("b")
