"""The command around Claude Code's transcripts: protect, tell, put back, salvage, retention."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_named
from desktop_app.base.values import frozen
from desktop_app.claude_code.retention import RetentionStatus
from desktop_app.claude_code.vault import Protected
from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import moment_text, size_text
from desktop_app.sessions.protection import (
    Change,
    ProtectionStatus,
    look,
    lower,
    put_back,
    raise_to_keep,
)
from desktop_app.sessions.salvage import SalvageReport, salvage
from desktop_app.sessions.store import Store
from desktop_app.settings.file import save


@frozen
class _Wish:
    """What was asked for besides the report."""

    only_status: bool
    raises: bool
    revokes: bool
    put_back_id: str | None
    salvages: bool

    @property
    def is_clear(self) -> bool:
        """Whether `--status`, which changes nothing, stands alone, and so do the two opposites."""
        changes = self.raises or self.revokes or self.put_back_id is not None or self.salvages
        return not (self.only_status and changes) and not (self.raises and self.revokes)


@click.command(short_help="Protect Claude Code's transcripts from deletion.")
@click.option("--status", "only_status", is_flag=True, help="Only tell; change nothing.")
@click.option(
    "--raise-retention",
    "raises",
    is_flag=True,
    help="Consent: write a large cleanupPeriodDays into your Claude Code settings.",
)
@click.option("--revoke", "revokes", is_flag=True, help="Take that back.")
@click.option(
    "--put-back",
    "put_back_id",
    metavar="ID",
    help="Copy a rescued transcript to where Claude Code had it.",
)
@click.option(
    "--salvage",
    "salvages",
    is_flag=True,
    help="Rebuild deleted conversations from the prompts you typed.",
)
@json_option
@global_options
@runs
def protect(invocation: Invocation, /, as_json: bool, **wish: Any) -> int:  # noqa: ANN401 - one flag each
    """Keep Claude Code's transcripts where its own cleanup can't reach them, and report.

    Each transcript is hard-linked into Sempre's vault at once, and copied there. `--put-back`
    never replaces a file.
    """
    wanted = _Wish(**wish)
    if not wanted.is_clear:
        raise click.UsageError("--status goes with no change, --raise-retention not with --revoke.")
    document: dict[str, Any] = {}
    lines: list[str] = []
    status = DONE
    with invocation.open_store() as store:
        if not wanted.only_status:
            for name, fields, sentences in _changes(invocation, store, wanted):
                document[name] = fields
                lines += sentences
            done = _protect(store)
            document["protected"] = _protected_fields(done)
            _tell_failures(invocation, done)
            status = FAILED if done.failures else DONE
        found = look(store, store.summaries(quick=True))
    if as_json:
        invocation.output.document(found.to_json() | document)
    else:
        for line in (*lines, *_lines(invocation, found)):
            invocation.output.line(line)
    return status


def _changes(
    invocation: Invocation, store: Store, wanted: _Wish
) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """Do what was asked for; yield its name in the JSON document, its facts, its sentences."""
    if wanted.put_back_id is not None:
        ref = store.find(wanted.put_back_id, invocation.given_cwd)
        path = put_back(store, ref)
        said = invocation.translate("Cli", "Put back: {path}", path=path)
        yield "put_back", {"id": ref.session_id, "path": str(path)}, [said]
    if wanted.raises or wanted.revokes:
        change = raise_to_keep(store) if wanted.raises else lower(store)
        choice = "raised" if wanted.raises else "declined"
        save(invocation.paths.settings_file, replace(invocation.settings, claude_retention=choice))
        yield "change", _change_fields(change), [_change_line(invocation, change)]
    if wanted.salvages:
        report = salvage(store, invocation.render)
        yield "salvaged", _salvage_fields(report), _salvage_lines(invocation, report)


def _protect(store: Store) -> Protected:
    links = store.vault.protect()
    copies = store.vault.copy_links()
    return Protected(
        links.linked,
        links.copied + copies.copied,
        links.failures + copies.failures,
        lacks_room=links.lacks_room or copies.lacks_room,
    )


def _tell_failures(invocation: Invocation, done: Protected) -> None:
    for failure in done.failures:
        invocation.errors.line(
            invocation.translate(
                "Cli",
                "Not protected: {path}: {reason}",
                path=failure.path,
                reason=reason_named(failure.reason),
            )
        )


def _lines(invocation: Invocation, found: ProtectionStatus) -> Iterator[str]:
    translate, vault = invocation.translate, found.vault
    yield from _retention_lines(invocation, found.retention)
    if found.endangered:
        yield translate(
            "Cli", "Not protected, and old enough: {count}", count=len(found.endangered)
        )
    yield translate(
        "Cli",
        "Vault: {transcripts} transcripts, {copied} with a copy of their own, {size}",
        transcripts=vault.transcripts,
        copied=vault.copied,
        size=size_text(vault.size_bytes),
    )
    for label, files in (
        (message("Cli", "Only linked: deletion is harmless, a rewrite is not"), vault.only_linked),
        (message("Cli", "Deleted by Claude Code, kept here"), vault.rescued),
        (message("Cli", "Not in the vault"), vault.unprotected),
    ):
        if files:
            yield f"{invocation.render(label)}: {len(files)}"
            yield from (f"    {file.session_id}  {file.project}" for file in files)
    if vault.older_versions:
        yield translate("Cli", "Older versions kept: {count}", count=vault.older_versions)


def _retention_lines(invocation: Invocation, retention: RetentionStatus) -> Iterator[str]:
    translate = invocation.translate
    yield translate(
        "Cli",
        "Claude Code keeps transcripts for {days} days ({scope})",
        days=f"{retention.effective_days:g}",
        scope=retention.source or retention.scope.value,
    )
    for warning in retention.warnings:
        yield f"  ! {invocation.render(warning)}"
    if not retention.is_sweeping:
        yield translate("Cli", "It deletes none at present.")
    elif retention.next_sweep is None:
        yield translate("Cli", "It deletes {n} at its next start.", len(retention.would_delete))
    else:
        yield translate(
            "Cli",
            "It deletes {n} at its first start after {time}.",
            len(retention.would_delete),
            time=moment_text(retention.next_sweep),
        )


def _change_line(invocation: Invocation, change: Change) -> str:
    if not change.is_change:
        return invocation.translate(
            "Cli", "Claude Code's settings needed no change: {path}", path=change.path
        )
    return invocation.translate(
        "Cli",
        "cleanupPeriodDays: {before} → {after} in {path}",
        before=_shown(change.before),
        after=_shown(change.after),
        path=change.path,
    )


def _shown(value: object) -> str:
    return "–" if value is None else str(value)


def _salvage_lines(invocation: Invocation, report: SalvageReport) -> list[str]:
    lines = [
        invocation.translate(
            "Cli",
            "{n} conversations rebuilt from {prompts} prompts; their replies are lost.",
            len(report.salvaged),
            prompts=report.prompts,
        )
    ]
    if report.unnamed_prompts:
        lines.append(
            invocation.translate(
                "Cli",
                "{n} prompts of older versions name no conversation and were left out.",
                report.unnamed_prompts,
            )
        )
    return lines


def _protected_fields(done: Protected) -> dict[str, Any]:
    return {
        "linked": done.linked,
        "copied": done.copied,
        "lacks_room": done.lacks_room,
        "failures": [{"path": str(f.path), "reason": f.reason} for f in done.failures],
    }


def _change_fields(change: Change) -> dict[str, Any]:
    return {"path": str(change.path), "before": change.before, "after": change.after}


def _salvage_fields(report: SalvageReport) -> dict[str, Any]:
    return {
        "conversations": [ref.session_id for ref in report.salvaged],
        "prompts": report.prompts,
        "unnamed_prompts": report.unnamed_prompts,
    }
