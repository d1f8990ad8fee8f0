"""Which engines exist, which can be used here, and which one is taken when nothing was chosen.

An engine's module is imported when the engine is first made: the vendors' packages are expensive.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.engines import local_server, server_table
from desktop_app.engines.base import Capabilities, Engine
from desktop_app.engines.connection import KeySource, Server, ServerOptions
from desktop_app.engines.model_catalogue import ModelCatalogue

SERVER_ENGINES = ("anthropic", "openai")


class UnknownEngineError(SempreError):
    """No engine has this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            message("Engines", "There is no engine “{name}”.", name=name[:80]),
            hint=message("Engines", "Choose one of: {names}.", names=", ".join(known)),
        )


class ScriptMissingError(SempreError):
    """The scripted engine was asked for without a script."""

    def __init__(self) -> None:
        super().__init__(
            message("Engines", "The engine “scripted” has nothing to play."),
            hint=message("Engines", "Name a script file with --script FILE."),
        )


class Registry:
    """Makes engines by name.

    `script` is what `scripted` plays, `default` what the user chose. `servers` holds what was set
    for each engine, `keys` knows their keys; without them an engine that needs a key is not there.
    """

    def __init__(
        self,
        script: Path | None = None,
        default: str | None = None,
        *,
        servers: Mapping[str, ServerOptions] | None = None,
        keys: KeySource | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._script = script
        self._default = default
        self._options = dict(servers or {})
        self._keys = keys
        self._environment = environment
        self._found_url: str | None = None  # of a server on this machine
        self._catalogues: dict[tuple[str, str], ModelCatalogue] = {}

    def configure(self, default: str | None, servers: Mapping[str, ServerOptions]) -> bool:
        """Take what the user chose from now on, and tell if it is something else.

        Engines that were made keep theirs.
        """
        is_same = default == self._default and self._options == servers
        self._default = default
        if self._options != servers:
            self._options = dict(servers)
            self._catalogues.clear()
        return not is_same

    def default_name(self) -> str:
        """Return the user's choice, else the first usable engine in the order of preference.

        The choice is returned as it is: whether it exists is told when it is made.
        """
        return self._default or self.available()[0].name

    def available(self) -> tuple[Capabilities, ...]:
        """Return every engine that can be used on this machine, in the order of preference.

        Loads no vendor's package and asks neither a keyring nor a server.
        """
        scripted = (_scripted_capabilities(),) if self._script is not None else ()
        claude = server_table.claude_capabilities(self._environment)
        return (
            *((claude,) if claude is not None and self._is_enabled("claude") else ()),
            *(server_table.capabilities_of(server) for server in self._servers().values()),
            _recall_capabilities(),
            *scripted,
        )

    async def discover(self) -> bool:
        """Look for a model's server on this machine; return whether other engines are there now.

        Takes 0.3 s at most and never raises. Nothing looks again by itself.
        """
        before = self.available()
        address = local_server.local_address(self._environment)
        self._found_url = await local_server.find_local_server(address)
        return self.available() != before

    def create(self, name: str) -> Engine:
        """Return a new engine.

        Raises:
            UnknownEngineError: there is none of this name.
            ScriptMissingError: `scripted` without a script.
            SempreError: the engine lacks something, or its script can't be played.
        """
        match name:
            case "recall":
                from desktop_app.engines.recall import RecallEngine

                return RecallEngine()
            case "scripted":
                return self._scripted()
            case "claude" if (engine := server_table.claude_engine()) is not None:
                return engine
            case _:
                return self._server_engine(name)

    def _server_engine(self, name: str) -> Engine:
        # one that was asked for by its name is tried, and says itself that it has no key
        server = self._servers().get(name)
        if server is None and (name in SERVER_ENGINES or name in self._options):
            server = self._server(name)
        if server is None:
            raise UnknownEngineError(name, tuple(each.name for each in self.available()))
        catalogue = self._catalogues.setdefault((name, server.base_url), ModelCatalogue())
        return server_table.server_engine(server, catalogue)

    def _scripted(self) -> Engine:
        from desktop_app.engines.scripted import ScriptedEngine, read_script

        if self._script is None:
            raise ScriptMissingError
        return ScriptedEngine(read_script(self._script))

    def _servers(self) -> dict[str, Server]:
        """Return the servers that can be used, in the order of preference."""
        further = sorted(name for name in self._options if name.startswith("openai:"))
        servers = {
            name: self._server(name)
            for name in (*SERVER_ENGINES, *further)
            if self._is_enabled(name) and self._is_usable(name)
        }
        if self._found_url and all(each.base_url != self._found_url for each in servers.values()):
            name = "openai" if "openai" not in servers else "openai:ollama"
            if self._is_enabled(name):
                servers.setdefault(name, self._found_server(name, self._found_url))
        return servers

    def _found_server(self, name: str, base_url: str) -> Server:
        found = server_table.found_server(name, base_url)
        options = self._options.get(name)
        if options is None:
            return found
        return replace(found, model=options.model, window_tokens=options.window_tokens)

    def _server(self, name: str) -> Server:
        options = self._options.get(name)
        key = partial(
            server_table.key_of, self._keys, name, with_environment=self._takes_environment(name)
        )
        base_url = (options.base_url if options else "") or self._environment_url(name)
        return Server(
            name,
            (options.label if options else "") or server_table.label_of(name, base_url),
            base_url,
            key,
            options.model if options else "",
            options.window_tokens if options else 0,
        )

    def _is_enabled(self, name: str) -> bool:
        options = self._options.get(name)
        return options is None or options.is_enabled

    def _is_usable(self, name: str) -> bool:
        """Tell whether there is a key, or a server that may ask for none."""
        with_environment = self._takes_environment(name)
        if self._keys is not None and self._keys.has(name, with_environment=with_environment):
            return True
        options = self._options.get(name)
        base_url = (options.base_url if options else "") or self._environment_url(name)
        return name != "anthropic" and bool(base_url)

    def _environment_url(self, name: str) -> str:
        return self._environment.get(server_table.URL_VARIABLES.get(name, ""), "").strip()

    def _takes_environment(self, name: str) -> bool:
        """Tell whether a key of the environment is meant for this server: it goes to no other."""
        options = self._options.get(name)
        return options is None or options.base_url in ("", self._environment_url(name))


def _recall_capabilities() -> Capabilities:
    from desktop_app.engines.recall import CAPABILITIES

    return CAPABILITIES


def _scripted_capabilities() -> Capabilities:
    from desktop_app.engines.scripted import CAPABILITIES

    return CAPABILITIES
