"""The command that support asks for: the health report."""

from collections.abc import Iterator

import click

from desktop_app.base.messages import message
from desktop_app.cli.engines import engines_of
from desktop_app.cli.invocation import Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import day_text, moment_text, one_line, size_text
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
_ERROR_CHARS = 300
_MARKS = {Severity.NOTE: "·", Severity.ATTENTION: "!", Severity.RISK: "✖"}


@click.command(short_help="Report whether all is well.")
@json_option
@global_options
@runs
def health(invocation: Invocation, as_json: bool) -> int:
    """Report on the promise, the conversations, the disk, the backups and the index.

    Exits 0 when all is well, 1 when something needs attention, 2 when data is at risk. Figures of
    a running window (live conversations, memory, threads) are known to the window only. In a
    directory that can't be read or written it reports that, and what is known without.
    """
    found = _measure(invocation)
    if as_json:
        invocation.output.document(found.to_json(invocation.render))
    else:
        for line in _lines(invocation, found):
            invocation.output.line(line)
    return found.exit_code


def _measure(invocation: Invocation) -> HealthReport:
    engines = engines_of(invocation)
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
        if finding.ref is not None:
            session_id = finding.ref.session_id
            yield "    " + translate("Cli", "Conversation: {id}", id=session_id)
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
    yield from _growth_lines(invocation, found)
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
    yield _retention_line(invocation, found)
    yield translate("Cli", "Engine: {engine}", engine=found.live.engine)
    yield from _engine_lines(invocation, found)
    yield translate("Cli", "Data: {path}", path=found.data_dir)
    yield translate("Cli", "Version: {version}", version=found.version)
    yield _versions_line(invocation, found)


def _growth_lines(invocation: Invocation, found: HealthReport) -> Iterator[str]:
    growth = found.growth
    if not growth.points:
        return
    yield invocation.translate(
        "Cli",
        "Growth: {size} a day, over the last {n} days",
        growth.period_days,
        size=size_text(growth.bytes_per_day),
    )
    if growth.disk_full is None:
        yield invocation.translate("Cli", "Disk full at this rate: not within ten years")
    else:
        day = day_text(growth.disk_full)
        yield invocation.translate("Cli", "Disk full at this rate: {day}", day=day)


def _retention_line(invocation: Invocation, found: HealthReport) -> str:
    retention, vault = found.protection.retention, found.protection.vault
    if not retention.is_sweeping:
        return invocation.translate(
            "Cli", "Claude Code: deletes nothing; {n} transcripts are protected", vault.transcripts
        )
    return invocation.translate(
        "Cli",
        "Claude Code: deletes after {days} days; {protected}, {due}",
        days=f"{retention.effective_days:g}",
        protected=message("Cli", "{n} transcripts are protected", vault.transcripts),
        due=message("Cli", "{n} are due", len(retention.would_delete)),
    )


def _engine_lines(invocation: Invocation, found: HealthReport) -> Iterator[str]:
    for name, state in found.engines.items():
        if state.last_error is not None and state.error is not None:
            yield invocation.translate(
                "Cli",
                "Last error of {engine}: {when}, after {n} retries: {error}",
                state.retries,
                engine=name,
                when=moment_text(state.last_error),
                error=one_line(invocation.render(state.error), _ERROR_CHARS),
            )


def _versions_line(invocation: Invocation, found: HealthReport) -> str:
    versions = found.versions
    known = {
        "Python": versions.python,
        "SQLite": versions.sqlite,
        "Claude Code": versions.claude_code,
        "claude-agent-sdk": versions.claude_agent_sdk,
    }
    named = [f"{name} {version}" for name, version in known.items() if version]
    return invocation.translate(
        "Cli", "With: {versions}", versions=", ".join([*named, versions.system])
    )


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
