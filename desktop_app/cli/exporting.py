"""The command that writes conversations as files for other people."""

from pathlib import Path
from threading import Event

import click

from desktop_app.cli.interruption import on_interruption
from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import size_text
from desktop_app.sessions.export import (
    ExportChoice,
    Exported,
    ExportFormat,
    Exporting,
    ExportReport,
    export_conversation,
    export_conversations,
)
from desktop_app.sessions.export.choice import format_of
from desktop_app.sessions.export.exporting import file_name
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store


@click.command(short_help="Write conversations as Markdown, HTML, JSON or PDF.")
@click.argument("session_ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All conversations.")
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in ExportFormat]),
    help="Default: what the name of FILE says, else md.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="The new file, or a directory, which several conversations need.",
)
@click.option("--tools/--no-tools", "has_tools", default=True, help="Tool calls and results.")
@click.option("--thinking/--no-thinking", "has_thinking", default=True, help="Models' thinking.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@json_option
@global_options
@runs
def export(  # noqa: PLR0913 - one parameter per flag
    invocation: Invocation,
    session_ids: tuple[str, ...],
    is_all: bool,
    kind: str | None,
    target: Path,
    has_tools: bool,
    has_thinking: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Write one conversation to a file, or several into a directory, a file each.

    HTML is one page that loads nothing, with its pictures in it and a field to search. JSON holds
    the records as they stand in the file, so nothing can be left out of it. Each file is whole or
    not there; none is replaced without --force.
    """
    if is_all == bool(session_ids):
        raise click.UsageError("Name the ID of a conversation, or --all.")
    chosen = ExportFormat(kind) if kind else format_of(target) or ExportFormat.MARKDOWN
    if not chosen.can_leave_out and not (has_tools and has_thinking):
        raise click.UsageError("JSON holds everything: --no-tools and --no-thinking do not apply.")
    choice = ExportChoice(chosen, has_tools, has_thinking, force)
    target = target.absolute()
    cancel = Event()
    with invocation.open_store() as store, on_interruption(cancel.set):
        exporting = Exporting(store, choice, invocation.render)
        refs = _refs(invocation, store, session_ids)
        if is_all or len(refs) > 1:
            report = export_conversations(exporting, refs, target, cancel=cancel)
        else:
            if target.is_dir():
                target /= file_name(store.summary(refs[0]), chosen)
            exported = export_conversation(exporting, refs[0], target, cancel=cancel)
            report = ExportReport((exported,), ())
    return _tell(invocation, report, as_json=as_json)


def _refs(invocation: Invocation, store: Store, session_ids: tuple[str, ...]) -> list[SessionRef]:
    if session_ids:
        found = (store.find(session_id, invocation.given_cwd) for session_id in session_ids)
        return list(dict.fromkeys(found))
    return [summary.ref for summary in store.summaries()]


def _tell(invocation: Invocation, report: ExportReport, *, as_json: bool) -> int:
    if as_json:
        invocation.output.document(
            {
                "exported": [_fields(exported) for exported in report.exported],
                "failed": [
                    {"id": ref.session_id, "project": ref.project, "reason": str(error.title)}
                    for ref, error in report.failed
                ],
            }
        )
    else:
        for exported in report.exported:
            size = size_text(exported.size_bytes)
            invocation.output.line(
                invocation.translate(
                    "Cli", "Written: {path} ({size})", path=exported.path, size=size
                )
            )
    for ref, error in report.failed:
        invocation.errors.line(f"{ref.session_id}: {invocation.render(error.title)}")
    if report.failed:
        invocation.errors.line(
            invocation.translate("Cli", "{n} conversations were not exported.", len(report.failed))
        )
    return FAILED if report.failed else DONE


def _fields(exported: Exported) -> dict[str, object]:
    return {
        "id": exported.ref.session_id,
        "project": exported.ref.project,
        "path": str(exported.path),
        "bytes": exported.size_bytes,
    }
