"""The command that support asks for: the health report."""

from collections.abc import Iterator

import click

from desktop_app.base.messages import message
from desktop_app.cli.invocation import Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import moment_text, size_text
from desktop_app.engines.registry import Registry
from desktop_app.sessions.errors import DataDirectoryError
from desktop_app.sessions.health import (
    HealthReport,
    HealthStatus,
    LiveFigures,
    Severity,
    report,
    report_unusable,
)
from desktop_app.sessions.promise import CONFIG

_STATUS = {
    HealthStatus.WELL: message("Cli", "All is well."),
    HealthStatus.ATTENTION: message("Cli", "Something needs your attention."),
    HealthStatus.RISK: message("Cli", "Your data is at risk."),
}
_MARKS = {Severity.NOTE: "·", Severity.ATTENTION: "!", Severity.RISK: "✖"}


@click.command(short_help="Report whether all is well.")
@json_option
@global_options
@runs
def health(invocation: Invocation, as_json: bool) -> int:
    """Report on the promise, the conversations, the disk, the backups and the index.

    Exits 0 when all is well, 1 when something needs attention, 2 when data is at risk. Figures of
    a running window (live conversations, open connections) are known to the window only.
    """
    found = _measure(invocation)
    if as_json:
        invocation.output.document(found.to_json(invocation.render))
    else:
        for line in _lines(invocation, found):
            invocation.output.line(line)
    return found.exit_code


def _measure(invocation: Invocation) -> HealthReport:
    engines = Registry(invocation.script, invocation.engine or invocation.settings.engine)
    try:
        with invocation.open_store() as store:
            return report(store, LiveFigures(engine=engines.default_name()))
    except DataDirectoryError as error:
        return report_unusable(invocation.paths, error)


def _lines(invocation: Invocation, found: HealthReport) -> Iterator[str]:
    translate = invocation.translate
    yield invocation.render(_STATUS[found.status])
    for finding in found.findings:
        yield f"  {_MARKS[finding.severity]} {invocation.render(finding.sentence)}"
        yield f"    {invocation.render(finding.hint)}"
    yield ""
    yield translate(
        "Cli", "Sessions never expire: timeout {minutes} min", minutes=CONFIG["timeout_minutes"]
    )
    yield translate(
        "Cli",
        "Automatic cleanup is off: interval {minutes} min",
        minutes=CONFIG["cleanup_interval"],
    )
    yield translate(
        "Cli",
        "Conversations: {ours}, {others}",
        ours=message("Cli", "{n} of yours", found.sessions.stored),
        others=message("Cli", "{n} of Claude Code", found.sessions.claude_code),
    )
    yield translate(
        "Cli",
        "JSONL: {total} in all, {default} in the default conversation",
        total=size_text(found.jsonl.total_bytes),
        default=size_text(found.jsonl.default_bytes),
    )
    yield _backup_line(invocation, found)
    yield translate(
        "Cli",
        "Integrity: {files}, {lines}, {unreadable}",
        files=message("Cli", "{n} files checked", found.integrity.checked_files),
        lines=message("Cli", "{n} damaged lines", found.integrity.damaged_lines),
        unreadable=message("Cli", "{n} unreadable files", found.integrity.unreadable_files),
    )
    yield translate(
        "Cli",
        "Disk: {free} free, {data} used by Sempre",
        free=size_text(found.disk.free_bytes),
        data=size_text(found.disk.data_bytes),
    )
    yield translate("Cli", "Engine: {engine}", engine=found.live.engine)
    yield translate("Cli", "Data: {path}", path=found.data_dir)
    yield translate("Cli", "Version: {version}", version=found.version)


def _backup_line(invocation: Invocation, found: HealthReport) -> str:
    backup = found.last_backup
    if backup is None:
        return invocation.translate("Cli", "Last backup: none yet")
    return invocation.translate(
        "Cli",
        "Last backup: {when}, {path}",
        when=moment_text(backup.created),
        path=backup.path,
    )
