"""The bare command: what was said about the window, handed to whoever opens it."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from desktop_app.claude_code.layout import is_session_id
from desktop_app.cli.invocation import FAILED, Invocation
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.settings.options import LaunchOptions

OpenWindow = Callable[[LaunchOptions], int]

PAGES = ("chat", "health", "cleanup", "settings")
_SIZE = re.compile(r"([0-9]{2,5})x([0-9]{2,5})\Z")
_MAX_SIDE_PIXELS = 16_384
_PLATFORM_VARIABLE = "QT_QPA_PLATFORM"


_FILE = click.Path(path_type=Path)
_F = TypeVar("_F", bound=Callable[..., Any])


class WindowSize(click.ParamType[tuple[int, int]]):
    """`WxH` in logical pixels."""

    name = "WxH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return width and height; wrong usage for anything else."""
        found = _SIZE.match(str(value))
        if not found or max(size := (int(found[1]), int(found[2]))) > _MAX_SIDE_PIXELS:
            self.fail(f"{value!r} is not a size such as 1200x800.", param, ctx)
        return size


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--theme", type=click.Choice(["light", "dark"]), help="Default: the settings."),
    click.option("--quit-when-painted", is_flag=True, help="Exit once the last message shows."),
    click.option("--timings", type=_FILE, metavar="FILE", help="Save start-up milestones (ms)."),
    click.option("--page", type=click.Choice(PAGES), default="chat", help="What to draw."),
    click.option("--size", type=WindowSize(), help="Size of the window, for instance 1200x800."),
    click.option("--screenshot", type=_FILE, metavar="FILE", help="Save a PNG and exit."),
)


def window_options(command: _F) -> _F:
    """Add the bare command's own flags; each is a field of `LaunchOptions`."""
    for add in _OPTIONS:
        command = add(command)
    return command


def launch(invocation: Invocation, open_window: OpenWindow, window: Mapping[str, Any]) -> int:
    """Open the window and return its exit code; `window` holds the bare command's own flags.

    Without a screen a picture or timings are made offscreen; a window fails with one sentence.

    Raises:
        InvalidSessionIdError: `--session` is no conversation id.
    """
    if invocation.session_id is not None and not is_session_id(invocation.session_id):
        raise InvalidSessionIdError(invocation.session_id)
    if not _has_screen():
        if window["screenshot"] is None and window["timings"] is None:
            invocation.errors.line(
                invocation.translate(
                    "Cli",
                    "There is no screen here. `sempre send TEXT` works without one, and "
                    "`sempre --screenshot FILE` draws the window into a picture.",
                )
            )
            return FAILED
        os.environ[_PLATFORM_VARIABLE] = "offscreen"
    options = LaunchOptions(
        data_dir=invocation.paths.root,
        claude_dir=invocation.claude_dir,
        cwd=invocation.cwd,
        language=invocation.catalog.language,
        engine=invocation.engine,
        script=invocation.script,
        session_id=invocation.session_id,
        **window,
    )
    try:
        return open_window(options)
    except ImportError as error:
        invocation.errors.line(
            invocation.translate(
                "Cli",
                "The window's libraries can't be loaded: {reason}. "
                "`packaging/run.sh` installs what is missing.",
                reason=error,
            )
        )
        return FAILED


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in (_PLATFORM_VARIABLE, "DISPLAY", "WAYLAND_DISPLAY"))
