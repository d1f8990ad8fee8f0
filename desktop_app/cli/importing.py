"""The command that brings conversations from elsewhere."""

from pathlib import Path
from threading import Event

import click

from desktop_app.base.messages import message
from desktop_app.cli.interruption import on_interruption
from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.sessions.importing import ImportReport, import_from


@click.command("import", short_help="Bring conversations from ChatGPT, Claude.ai, Claude Code.")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|DIR")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only count what would come.")
@json_option
@global_options
@runs
def import_(invocation: Invocation, path: Path, is_dry_run: bool, as_json: bool) -> int:
    """Bring the conversations of a data export, or of a directory of Claude Code's.

    FILE is the zip that ChatGPT or Claude.ai gives out, or its conversations.json; DIR a copy of
    ~/.claude, perhaps from another machine. Each conversation comes whole or not at all. Doing it
    again adds only what is new; nothing that is here is replaced.
    """
    cancel = Event()
    with invocation.open_store() as store, on_interruption(cancel.set):
        report = import_from(store, path.absolute(), is_dry_run=is_dry_run, cancel=cancel)
    if as_json:
        invocation.output.document(
            {
                "source": report.source,
                "dry_run": is_dry_run,
                "new": report.new,
                "completed": report.grown,
                "known": report.known,
                "unreadable": report.unreadable,
                "cut_off": report.is_cut_off,
                "stopped": report.is_stopped,
            }
        )
    else:
        invocation.output.line(
            invocation.translate(
                "Cli",
                "{new}, {grown}, {known}, {unreadable}.",
                new=message("Cli", "{n} new conversations", report.new),
                grown=message("Cli", "{n} completed", report.grown),
                known=message("Cli", "{n} known already", report.known),
                unreadable=message("Cli", "{n} unreadable", report.unreadable),
            )
        )
        if is_dry_run:
            invocation.output.line(invocation.translate("Cli", "Nothing was imported: --dry-run."))
    return _warn(invocation, report)


def _warn(invocation: Invocation, report: ImportReport) -> int:
    if report.is_cut_off:
        invocation.errors.line(
            invocation.translate(
                "Cli", "The source is cut off or damaged; what stood before that is counted."
            )
        )
    if report.is_stopped:
        invocation.errors.line(
            invocation.translate("Cli", "It was stopped; doing it again brings the rest.")
        )
    return FAILED if report.is_cut_off or report.is_stopped or report.unreadable else DONE
