"""What an engine that talks to a server must know of it, and where it gets its key."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from desktop_app.base.secret import Secret
from desktop_app.base.values import frozen


class ServerOptions(Protocol):
    """What the person set for one server; `settings.EngineSettings` is one.

    An empty `base_url` or `model` and a `window_tokens` of 0 leave it to the engine.
    """

    @property
    def is_enabled(self) -> bool:
        """Whether the engine is offered."""
        ...

    @property
    def label(self) -> str:
        """What the person calls it; empty for its usual name."""
        ...

    @property
    def base_url(self) -> str:
        """Where the server is."""
        ...

    @property
    def model(self) -> str:
        """What is taken where the conversation chose nothing."""
        ...

    @property
    def window_tokens(self) -> int:
        """How much the model can see at once."""
        ...


class KeySource(Protocol):
    """Where keys come from; `settings.secrets.Keys` is one."""

    def has(self, name: str, *, with_environment: bool = True) -> bool:
        """Tell at once, without asking a keyring, whether there should be a key for an engine."""
        ...

    async def key(self, name: str, *, with_environment: bool = True) -> Secret | None:
        """Return the key of an engine; None where there is none. Never blocks the loop."""
        ...


@frozen
class Server:
    """One server that an engine talks to."""

    name: str  # the engine's: anthropic, openai, openai:lmstudio
    label: str
    base_url: str
    key: Callable[[], Awaitable[Secret | None]]
    model: str = ""
    window_tokens: int = 0

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine; then no proxy stands between."""
        return is_loopback(self.base_url)


async def no_key() -> Secret | None:
    """Return None: a server on this machine usually asks for no key."""
    return None


def is_loopback(base_url: str) -> bool:
    """Tell whether a URL leads to this machine itself."""
    try:
        host = urlsplit(base_url).hostname or ""
    except ValueError:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
