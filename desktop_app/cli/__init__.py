"""The command line. Nothing here imports Qt; only the bare command opens the window."""

from collections.abc import Sequence
from typing import Any

import click
from click.core import ParameterSource

from desktop_app.cli.commands import CommandTable
from desktop_app.cli.invocation import FAILED, Invocation, catalog_of, runs
from desktop_app.cli.options import global_options, session_option
from desktop_app.cli.output import standard_error
from desktop_app.cli.window import OpenWindow, launch, window_options
from desktop_app.settings.model import Settings
from desktop_app.settings.refusals import fixed_value

__all__ = ["OpenWindow", "main"]

PROGRAM = "sempre"


def main(argv: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command line and return its exit code: 0 done, 1 failed, 2 wrong usage.

    `open_window` is called for the bare command only. What went wrong was said on stderr.
    """
    try:
        status = sempre.main(list(argv), PROGRAM, standalone_mode=False, obj=open_window)
    except click.NoSuchOption as error:
        if not _tell_promise(error.option_name, _language_in(argv)):
            error.show()
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return FAILED
    return int(status or 0)


@click.group(
    cls=CommandTable,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@window_options
@session_option
@global_options
@click.pass_context
def sempre(context: click.Context, /, **window: Any) -> int:  # noqa: ANN401 - one flag each
    """Sempre: a chat whose conversations are permanent. Without a command, opens the window."""
    if context.invoked_subcommand is None:
        return _open(context.obj, window)
    _refuse_window_flags(context)
    return 0


@runs
def _open(invocation: Invocation, open_window: OpenWindow, window: dict[str, Any]) -> int:
    return launch(invocation, open_window, window)


def _refuse_window_flags(context: click.Context) -> None:
    """Refuse flags that would be ignored: they belong to the window, `--session` to `send` too."""
    for name in context.params.keys() | {"session"}:
        is_given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if is_given and (name, context.invoked_subcommand) != ("session", "send"):
            flag = "--" + name.replace("_", "-")
            raise click.UsageError(f"{flag} belongs to the window, not to this command.", context)


def _tell_promise(flag: str, language: str | None) -> bool:
    """Say why there is no such flag, where it asks for another promise; return whether it does."""
    fixed = fixed_value(flag)
    if fixed is None:
        return False
    errors = standard_error()
    errors.line(
        catalog_of(language, Settings()).translate(
            "Cli",
            "{flag} is refused: the value is fixed at {fixed}, because conversations are "
            "permanent.",
            flag=flag,
            fixed=fixed,
        )
    )
    errors.flush()
    return True


def _language_in(argv: Sequence[str]) -> str | None:
    """Return the language that `--lang` asks for where click stopped before it got so far."""
    language = None
    for flag, following in zip(argv, [*argv[1:], None], strict=True):
        if flag == "--":
            break
        if flag == "--lang":
            language = following
        elif flag.startswith("--lang="):
            language = flag.removeprefix("--lang=")
    return language
