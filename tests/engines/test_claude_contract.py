"""The contract of `test_contract`, held by the engine over the real Claude Code."""

import json
import os
import subprocess
import sys

import pytest

from desktop_app.engines.base import Failure, FinalMessage
from desktop_app.engines.claude_agent import ClaudeEngine
from tests.engines import test_contract as contract
from tests.fakes.messages_api import says, uses

PROMISES = [
    contract.test_a_turn_ends_with_exactly_one_final_message_or_failure,
    contract.test_the_deltas_add_up_to_the_final_text,
    contract.test_interrupting_ends_the_turn_without_another_delta,
    contract.test_interrupting_without_a_turn_does_not_harm_the_next_one,
    contract.test_one_turn_after_an_interrupted_one_is_whole,
    contract.test_message_ids_are_unique,
    contract.test_closing_twice_is_harmless,
    contract.test_an_unknown_language_is_answered_in_english,
]


@pytest.fixture
def engine(claude_setup):
    return ClaudeEngine(claude_setup)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
async def test_what_every_engine_promises(engine, promise):
    try:
        await promise(engine)
    finally:
        await engine.close()


async def test_any_prompt_gets_an_answer(engine):
    try:
        for prompt in ("?!*", "/clear", "\x1b[31m\u202e", "x" * 100_000):
            events = await contract.played(engine, prompt)
            assert isinstance(events[-1], FinalMessage | Failure)
    finally:
        await engine.close()


def test_importing_the_engine_loads_no_package_of_the_vendors():
    code = (
        "import sys, desktop_app.engines.claude_agent\n"
        "sys.exit('claude_agent_sdk' in sys.modules or 'anyio' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0


def test_send_drives_it_without_a_window(api, claude_setup, tmp_path):
    """`sempre send` has nobody to ask, so it denies, and says so."""
    asks = uses("Bash", "toolu_1", command="touch a", description="Make a file")
    api.will(asks, says("So I leave it."))
    command = [sys.executable, "-m", "desktop_app", "send", "Make a file", "--json"]
    command += ["--engine", "claude", "--cwd", str(tmp_path)]
    command += ["--data-dir", str(tmp_path / "data"), "--claude-dir", str(tmp_path / "claude")]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        env={**os.environ, **claude_setup.environment},
        timeout=50,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    kinds = [event["event"] for event in events if event["event"] != "delta"]
    assert kinds == ["saved", "permission", "reply"]
    assert events[-1]["text"].endswith("So I leave it.")
    assert not (tmp_path / "a").exists()
    assert b"Denied: Bash" in done.stderr
