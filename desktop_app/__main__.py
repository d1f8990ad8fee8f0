"""`python -m desktop_app` and the console script `sempre`."""

import sys
from typing import TYPE_CHECKING

from desktop_app.base.loading import without_collecting

if TYPE_CHECKING:
    from desktop_app.settings.options import LaunchOptions


def main() -> int:
    """Run what the command line says and return the exit code."""
    with without_collecting():
        from desktop_app.cli import main as run_command_line

    return run_command_line(sys.argv[1:], _open_window)


def _open_window(options: "LaunchOptions") -> int:
    # Here and not above: no command but this one may load Qt.
    with without_collecting():
        from desktop_app.app import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
