"""The real Claude Code resumes what engines behind servers began, each over a server of its own."""

import asyncio
import os
from contextlib import asynccontextmanager
from functools import partial

import pytest

from desktop_app.base.secret import Secret
from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.claude_agent import ClaudeEngine
from desktop_app.engines.registry import Registry
from desktop_app.sessions.events import TurnEnded, TurnFailed
from desktop_app.sessions.handover import ClaudeTranscript
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.records import new_uuid
from desktop_app.sessions.verification import verify_file
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.secrets import Keys
from tests.fakes import anthropic_api, openai_api
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.claude_sdk import bundled_cli
from tests.fakes.events import EventLog
from tests.fakes.keyrings import MemoryKeyring
from tests.fakes.messages_api import says
from tests.fakes.openai_api import OpenAiApi

TOLD = ("My boat is called Aurora", "Aurora is a fine name.", "She is green", "A green boat.")


class Engines(Registry):
    """The engines as the window has them, but Claude Code led to the loopback API."""

    def __init__(self, setup, servers, keys):
        super().__init__(servers=servers, keys=keys, environment={})
        self._setup = setup

    def create(self, name):
        return ClaudeEngine(self._setup) if name == "claude" else super().create(name)


@pytest.fixture(autouse=True)
def loaded(claude_setup):
    """Load the vendors' packages outside the time that a test may take."""
    pytest.importorskip("anthropic")
    pytest.importorskip("openai")
    pytest.importorskip("claude_agent_sdk")


async def ask(manager, log, ref, text, engine):
    turns = len(log.of(TurnEnded))
    await manager.submit(ref, text, engine=engine)
    await log.wait_for(TurnEnded, turns + 1)
    assert not log.of(TurnFailed)


@asynccontextmanager
async def begun(store, ref, setup):
    """Give a manager and its log; `anthropic` began the conversation, `openai` continued it."""
    keys = Keys(environment={}, load=MemoryKeyring)
    await keys.keep("anthropic", Secret("made-up"))
    async with AnthropicApi() as first, OpenAiApi() as second:
        first.plan = [anthropic_api.reply(TOLD[1])]
        second.plan = [openai_api.reply(TOLD[3])]
        servers = {
            "anthropic": EngineSettings(base_url=first.base_url),
            "openai": EngineSettings(base_url=second.base_url),
        }
        log = EventLog()
        async with SessionManager(store, Engines(setup, servers, keys)) as manager:
            manager.subscribe(log)
            await ask(manager, log, ref, TOLD[0], "anthropic")
            await ask(manager, log, ref, TOLD[2], "openai")
            assert TOLD[0] in str(second.posted[-1])  # the second engine knows the first's turn
            yield manager, log


def assert_told_in_order(api, *texts):
    known = api.texts()
    assert [known.count(text) for text in texts] == [1] * len(texts)
    assert sorted(texts, key=known.index) == list(texts)


def assert_whole(store, ref):
    checked = verify_file(ref, store.own_path(ref))
    assert not checked.missing_parents
    assert not checked.damages


async def test_claude_resumes_what_anthropic_began_and_openai_continued(
    store, ref, api, claude_setup
):
    api.will(says("The green Aurora."))
    async with begun(store, ref, claude_setup) as (manager, log):
        await ask(manager, log, ref, "What did I say first?", "claude")
    assert_told_in_order(api, *TOLD, "What did I say first?")
    assert_whole(store, ref)


async def test_so_does_the_program_in_a_terminal(store, ref, api, claude_setup, claude_dir, cwd):
    async with begun(store, ref, claude_setup):
        pass
    threads = WorkerThreads(1, "handover")
    protect = partial(threads.run, store.vault.protect, None)
    transcript = ClaudeTranscript(store, ref, cwd, new_uuid(), threads, protect)
    assert await transcript.prepare()
    await threads.aclose(1.0)
    api.will(says("The green Aurora."))
    done = await asyncio.create_subprocess_exec(
        *(bundled_cli(), "-p", "--resume", ref.session_id, "What did I say first?"),
        cwd=cwd,
        env={**os.environ, **claude_setup.environment, "CLAUDE_CONFIG_DIR": str(claude_dir)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await done.communicate()
    assert printed.strip() == b"The green Aurora."
    assert_told_in_order(api, *TOLD, "What did I say first?")
    assert store.adopt(ref)  # what was said in the terminal is ours now
    assert_whole(store, ref)
