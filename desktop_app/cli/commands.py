"""The commands by name. One is loaded when it is asked for, so that none pays for the others."""

from collections.abc import Mapping
from importlib import import_module

import click

from desktop_app.base.loading import without_collecting

# In which module of this package the command of this name is defined, under the same name.
MODULES: Mapping[str, str] = {
    "send": "sending",
    "sessions": "reading",
    "show": "showing",
    "search": "reading",
    "export": "exporting",
    "import": "importing",
    "health": "reporting",
    "support": "supporting",
    "verify": "verifying",
    "backup": "writing",
    "restore": "writing",
    "cleanup": "writing",
    "protect": "protecting",
}


class CommandTable(click.Group):
    """A group whose commands stand in `MODULES`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name, for the help."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded; None where there is none of this name."""
        if cmd_name not in MODULES:
            return None
        with without_collecting():
            module = import_module(f"desktop_app.cli.{MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name if cmd_name != "import" else "import_")
        return command
