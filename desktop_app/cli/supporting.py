"""The command that makes the support bundle."""

from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.base.clock import SystemClock
from desktop_app.cli.engines import engines_of
from desktop_app.cli.invocation import DONE, Invocation, runs
from desktop_app.cli.options import global_options
from desktop_app.sessions.errors import DataDirectoryError
from desktop_app.sessions.health import HealthReport, LiveFigures, report, report_unusable
from desktop_app.sessions.summary import Summary
from desktop_app.sessions.support import BundlePlaces, make_bundle, save_bundle


@click.command(short_help="Show what support would get; save it with --to.")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Save exactly what is shown into this zip archive.",
)
@global_options
@runs
def support(invocation: Invocation, target: Path | None) -> int:
    """Show every text of the support bundle, and save them with --to.

    The bundle has the health report, the settings, the end of the log and the structure of damaged
    conversations. It holds no word of any conversation, no key, and no name in a path.
    """
    health, summaries = _measure(invocation)
    places = BundlePlaces(invocation.paths, invocation.claude_dir, SystemClock())
    bundle = make_bundle(places, health, summaries, invocation.render)
    for text in bundle.texts:
        invocation.output.line(f"=== {text.name}")
        invocation.output.line(text.text)
    if target is not None:
        save_bundle(bundle, target)
        invocation.output.line(
            invocation.translate(
                "Cli", "This is in {file}. Nothing was sent anywhere.", file=target
            )
        )
    return DONE


def _measure(invocation: Invocation) -> tuple[HealthReport, Sequence[Summary]]:
    try:
        with invocation.open_store() as store:
            live = LiveFigures(engine=engines_of(invocation).default_name())
            return report(store, live), store.summaries()
    except DataDirectoryError as error:
        return report_unusable(invocation.paths, error), ()
