"""Saying hello to the real Claude Code leaves no conversation behind."""

from desktop_app.sessions.greeting import GREETING
from tests.fakes.messages_api import says


async def test_claude_says_hello_and_keeps_no_transcript(start, api, own_home, claude_dir):
    api.will(says("Hello yourself."))
    manager, _ = start()
    async with manager:
        greeting = await manager.say_hello("claude")
    assert greeting.text == "Hello yourself."
    assert GREETING["en"] in api.texts()
    assert not list(own_home.rglob("*.jsonl"))
    assert not list(claude_dir.rglob("*.jsonl"))
