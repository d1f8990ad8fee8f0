"""What is known of the engines behind servers without loading them: names, addresses, makers."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from desktop_app.base.secret import Secret
from desktop_app.engines.base import Capabilities, Engine
from desktop_app.engines.connection import KeySource, Server, no_key
from desktop_app.engines.model_catalogue import ModelCatalogue

URL_VARIABLES: Mapping[str, str] = {
    "anthropic": "ANTHROPIC_BASE_URL",
    "openai": "OPENAI_BASE_URL",
}
# By name only: the package is an extra, and its module is loaded when the engine is wanted.
_CLAUDE_MODULE = "desktop_app.engines.claude_agent"
_CLAUDE_CREDENTIALS = (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "CLAUDE_CODE_OAUTH_TOKEN",
    "CLAUDE_CODE_USE_BEDROCK",
    "CLAUDE_CODE_USE_VERTEX",
)
_LABELS = {"anthropic": "Anthropic", "openai": "OpenAI"}


def label_of(name: str, base_url: str) -> str:
    """Return what the author of a reply is called: the vendor, else the server's own name."""
    if name in _LABELS and not base_url:
        return _LABELS[name]
    suffix = name.partition(":")[2]
    host = urlsplit(base_url).hostname or ""
    return suffix.title() or (host if name == "openai" else _LABELS[name])


def found_server(name: str, base_url: str) -> Server:
    """Return the server that was found on this machine; it asks for no key."""
    return Server(name, "Ollama", base_url, no_key)


async def key_of(keys: KeySource | None, name: str, *, with_environment: bool) -> Secret | None:
    """Return the key of an engine; None where there is none."""
    if keys is None:
        return None
    return await keys.key(name, with_environment=with_environment)


def capabilities_of(server: Server) -> Capabilities:
    """Return what the engine for a server is and needs."""
    if server.name == "anthropic":
        from desktop_app.engines.anthropic_api import CAPABILITIES

        return CAPABILITIES
    from desktop_app.engines.openai_compatible import capabilities_of

    return capabilities_of(server.name, server.label, is_local=server.is_local)


def server_engine(server: Server, catalogue: ModelCatalogue) -> Engine:
    """Return a new engine for a server; nothing is opened before its first turn."""
    if server.name == "anthropic":
        from desktop_app.engines.anthropic_api import anthropic_engine

        return anthropic_engine(server, catalogue)
    from desktop_app.engines.openai_compatible import openai_engine

    return openai_engine(server, catalogue)


def claude_capabilities(environment: Mapping[str, str]) -> Capabilities | None:
    """Return what the engine `claude` is; None where its package or its set-up is missing."""
    if not _is_claude_installed():
        return None
    if not _is_claude_set_up(environment):
        return None
    capabilities: Capabilities = import_module(_CLAUDE_MODULE).CAPABILITIES
    return capabilities


def claude_engine() -> Engine | None:
    """Return a new engine `claude`; None where its package is missing."""
    if not _is_claude_installed():
        return None
    engine: Engine = import_module(_CLAUDE_MODULE).ClaudeEngine()
    return engine


@cache
def _is_claude_installed() -> bool:
    # Looked for once: it goes through every directory of packages.
    return find_spec("claude_agent_sdk") is not None and find_spec(_CLAUDE_MODULE) is not None


def _is_claude_set_up(environment: Mapping[str, str]) -> bool:
    """Tell whether there is a key, a cloud account, or a set-up of the user's own."""
    if any(environment.get(name) for name in _CLAUDE_CREDENTIALS):
        return True
    chosen = environment.get("CLAUDE_CONFIG_DIR")
    directory = Path(chosen) if chosen else Path.home() / ".claude"
    return (directory / ".credentials.json").is_file()
