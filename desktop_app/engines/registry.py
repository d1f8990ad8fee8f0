"""Which engines exist, which can be used here, and which one is taken when nothing was chosen.

An engine's module is imported when the engine is first asked for: some will be expensive.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.engines.base import Capabilities, Engine


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
    """Makes engines by name. `script` is what `scripted` plays, `default` what the user chose."""

    def __init__(self, script: Path | None = None, default: str | None = None) -> None:
        self._script = script
        self._default = default

    def default_name(self) -> str:
        """Return the user's choice, else the first usable engine in the order of preference.

        The choice is returned as it is: whether it exists is told when it is made.
        """
        return self._default or self.available()[0].name

    def available(self) -> tuple[Capabilities, ...]:
        """Return every engine that can be used on this machine, in the order of preference."""
        return tuple(capabilities() for capabilities in self._usable.values())

    def create(self, name: str) -> Engine:
        """Return a new engine.

        Raises:
            UnknownEngineError: there is none of this name.
            ScriptMissingError: `scripted` without a script.
            desktop_app.engines.scripted.ScriptError: the script can't be played.
        """
        match name:
            case "recall":
                from desktop_app.engines.recall import RecallEngine

                return RecallEngine()
            case "scripted":
                return self._scripted()
            case _:
                raise UnknownEngineError(name, tuple(self._usable))

    def _scripted(self) -> Engine:
        from desktop_app.engines.scripted import ScriptedEngine, read_script

        if self._script is None:
            raise ScriptMissingError
        return ScriptedEngine(read_script(self._script))

    @cached_property
    def _usable(self) -> Mapping[str, Callable[[], Capabilities]]:
        scripted = {"scripted": _scripted_capabilities} if self._script is not None else {}
        return {"recall": _recall_capabilities, **scripted}


def _recall_capabilities() -> Capabilities:
    from desktop_app.engines.recall import CAPABILITIES

    return CAPABILITIES


def _scripted_capabilities() -> Capabilities:
    from desktop_app.engines.scripted import CAPABILITIES

    return CAPABILITIES
