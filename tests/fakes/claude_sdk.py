"""The real Claude Code, bundled with the SDK, against the loopback API and nothing of this user."""

from pathlib import Path

from desktop_app.engines.base import Capabilities
from desktop_app.engines.claude_agent import CAPABILITIES, ClaudeEngine, ClaudeSetup
from tests.fakes.engines import EchoEngine
from tests.fakes.messages_api import MessagesApi

SKIP_REASON = "claude-agent-sdk is not installed (168 MB): pip install 'sempre[claude]'"


def bundled_cli() -> Path:
    """Return the program that comes with the SDK."""
    import claude_agent_sdk

    return Path(claude_agent_sdk.__file__).parent / "_bundled" / "claude"


def environment(api: MessagesApi, home: Path) -> dict[str, str]:
    """Return what leads Claude Code to the loopback API with a made-up key, and nowhere else."""
    return {
        "HOME": str(home),
        "ANTHROPIC_BASE_URL": api.url,
        "ANTHROPIC_API_KEY": "made-up",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "CLAUDE_CODE_MAX_RETRIES": "1",
    }


def setup_for(api: MessagesApi, home: Path) -> ClaudeSetup:
    """Return the set-up of an engine that talks to `api`."""
    return ClaudeSetup(bundled_cli(), environment(api, home))


class ClaudeFactory:
    """Makes `claude` over the real program, and `echo`, an engine of another kind."""

    def __init__(self, setup: ClaudeSetup) -> None:
        self._setup = setup

    def default_name(self) -> str:
        return "claude"

    def available(self) -> tuple[Capabilities, ...]:
        return (CAPABILITIES, EchoEngine.capabilities)

    async def discover(self) -> bool:
        return False

    def create(self, name: str):
        return ClaudeEngine(self._setup) if name == "claude" else EchoEngine()
