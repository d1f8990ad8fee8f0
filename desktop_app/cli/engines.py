"""The engines of one command: what was set for each, and their keys."""

from desktop_app.cli.invocation import Invocation
from desktop_app.engines.registry import Registry
from desktop_app.settings.secrets import Keys


def engines_of(invocation: Invocation) -> Registry:
    """Return the engines that a command may use; nothing is loaded or asked for it."""
    chosen = invocation.settings.engines
    return Registry(
        invocation.script,
        invocation.engine or invocation.settings.engine,
        servers=chosen,
        keys=Keys.of(chosen),
    )
