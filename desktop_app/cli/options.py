"""The flags that every command takes, before or after the command's name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from desktop_app import __version__
from desktop_app.base.translation import LANGUAGES

_F = TypeVar("_F", bound=Callable[..., Any] | click.Command)
_META_KEY = "desktop_app.cli.options"


class TypedText(click.ParamType[str]):
    """An argument as it was typed: UTF-8, even where the locale made Python read it otherwise."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the same bytes, read as UTF-8."""
        try:
            return os.fsencode(value).decode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # not from a command line: it holds what no argument can
            return value


def given_options(context: click.Context) -> dict[str, Any]:
    """Return the global flags that were given; of a flag given twice, the later one."""
    given: dict[str, Any] = context.meta.setdefault(_META_KEY, {})
    return given


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None and parameter.name:
        given_options(context)[parameter.name] = value


def _option(*names: str, help_text: str, **attributes: Any) -> Callable[[_F], _F]:  # noqa: ANN401 - click's own
    return click.option(
        *names, expose_value=False, callback=_remember, help=help_text, **attributes
    )


_PATH = click.Path(path_type=Path)
_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.version_option(__version__, "--version", prog_name="sempre"),
    _option(
        "--lang",
        type=click.Choice(LANGUAGES),
        help_text="Language. Default: the settings, else the environment's.",
    ),
    _option(
        "--cwd",
        type=_PATH,
        metavar="DIR",
        help_text="The conversation's working directory. Default: the current one.",
    ),
    _option(
        "--script",
        type=_PATH,
        metavar="FILE",
        help_text="A JSON list of steps for the engine `scripted`, which it chooses.",
    ),
    _option(
        "--engine",
        metavar="NAME",
        help_text="Who answers: recall, scripted. Default: the settings, else the first usable.",
    ),
    _option(
        "--claude-dir",
        type=_PATH,
        metavar="DIR",
        help_text="Claude Code's directory. Default: $CLAUDE_CONFIG_DIR, else ~/.claude.",
    ),
    _option(
        "--data-dir",
        type=_PATH,
        metavar="DIR",
        help_text="Where conversations are. Default: $SEMPRE_DATA_DIR, else the system's place.",
    ),
)


def global_options(command: _F) -> _F:
    """Add the global flags to a command or a group."""
    for add in _OPTIONS:
        command = add(command)
    return command


session_option = _option(
    "--session", metavar="ID", help_text="The conversation. Default: the one that never changes."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
