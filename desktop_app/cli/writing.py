"""Commands that guard everything at once: backup, restore, cleanup."""

from pathlib import Path
from threading import Event

import click

from desktop_app.base.clock import to_iso
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_named
from desktop_app.cli.interruption import on_interruption
from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import moment_text, size_text
from desktop_app.sessions.backup import BackupCheck, BackupReport, check_backup, make_backup
from desktop_app.sessions.cleanup import CleanupPlan, force_cleanup_all, plan_cleanup
from desktop_app.sessions.restore import restore_backup

WRONG_USAGE = 2
_FILE = click.Path(path_type=Path)


@click.command(short_help="Make or check a verified backup.")
@click.option("--to", "target", type=_FILE, metavar="FILE", help="Where. Default: DATA/backups.")
@click.option("--check", type=_FILE, metavar="FILE", help="Read every byte of a backup again.")
@json_option
@global_options
@runs
def backup(invocation: Invocation, target: Path | None, check: Path | None, as_json: bool) -> int:
    """Back up all conversations, verified against the live files before it counts."""
    if check is not None:
        if target is not None:
            raise click.UsageError("--to and --check exclude each other.")
        return _check(invocation, check, as_json=as_json)
    cancel = Event()
    with invocation.open_store() as store, on_interruption(cancel.set):
        report = make_backup(store, target, cancel=cancel)
    if as_json:
        invocation.output.document(_report_fields(report))
    else:
        _print_backup(invocation, report)
    if report.is_partial:
        for skipped in report.skipped:
            reason = invocation.render(reason_named(skipped.reason))
            invocation.errors.line(f"{skipped.path}: {reason}")
        invocation.errors.line(
            invocation.translate(
                "Cli", "The backup lacks {n} files that can't be read.", len(report.skipped)
            )
        )
        return FAILED
    return DONE


@click.command(short_help="Bring everything in a backup back.")
@click.argument("file", type=_FILE)
@json_option
@global_options
@runs
def restore(invocation: Invocation, file: Path, as_json: bool) -> int:
    """Bring everything in a backup back. Nothing that is longer or newer is replaced."""
    cancel = Event()
    with invocation.open_store() as store, on_interruption(cancel.set):
        report = restore_backup(store, file, cancel=cancel)
    if as_json:
        invocation.output.document(
            {
                "file": str(file),
                "conversations": report.conversations,
                "rescued": report.rescued,
                "restored_files": report.restored_files,
                "merged_files": report.merged_files,
                "unchanged_files": report.unchanged_files,
            }
        )
        return DONE
    invocation.output.line(
        invocation.translate(
            "Cli",
            "{restored}, {merged}, {unchanged}.",
            restored=message("Cli", "{n} files brought back", report.restored_files),
            merged=message("Cli", "{n} completed", report.merged_files),
            unchanged=message("Cli", "{n} were there already", report.unchanged_files),
        )
    )
    return DONE


@click.command(short_help="Remove all conversations, behind a backup.")
@click.option("--confirm", metavar="PHRASE", help="The phrase that the plan names, typed exactly.")
@json_option
@global_options
@runs
def cleanup(invocation: Invocation, confirm: str | None, as_json: bool) -> int:
    """Remove all conversations of yours, after a verified backup of them.

    Without --confirm nothing is removed: the plan is printed with the phrase to type, and the exit
    code is 2. Claude Code's own transcripts are never removed.
    """
    cancel = Event()
    with invocation.open_store() as store, on_interruption(cancel.set):
        if confirm is None:
            _print_plan(invocation, plan_cleanup(store), as_json=as_json)
            return WRONG_USAGE
        result = force_cleanup_all(store, confirm, cancel=cancel)
    if as_json:
        invocation.output.document(
            {"removed": result.removed, "backup": _report_fields(result.backup)}
        )
        return DONE
    invocation.output.line(
        invocation.translate(
            "Cli",
            "{n} conversations removed; backup at {path}",
            result.removed,
            path=result.backup.path,
        )
    )
    invocation.output.line(
        invocation.translate(
            "Cli", "To bring everything back: sempre restore {path}", path=result.backup.path
        )
    )
    return DONE


def _check(invocation: Invocation, file: Path, *, as_json: bool) -> int:
    checked = check_backup(file)
    if as_json:
        invocation.output.document(
            {
                "path": str(checked.path),
                "sound": True,
                "files": checked.files,
                "conversations": checked.conversations,
                "rescued": checked.rescued,
                "bytes": checked.size_bytes,
                "created": to_iso(checked.created),
                "partial": checked.is_partial,
            }
        )
        return DONE
    invocation.output.line(
        invocation.translate("Cli", "The backup is sound: {path}", path=checked.path)
    )
    _print_content(invocation, checked)
    return DONE


def _print_backup(invocation: Invocation, report: BackupReport) -> None:
    if report.is_unchanged:
        invocation.output.line(
            invocation.translate(
                "Cli", "Nothing is new; the last backup was verified: {path}", path=report.path
            )
        )
    else:
        invocation.output.line(
            invocation.translate("Cli", "Backup made and verified: {path}", path=report.path)
        )
    _print_content(invocation, report)
    invocation.output.line(f"SHA-256 {report.sha256}")


def _print_content(invocation: Invocation, backup: BackupReport | BackupCheck) -> None:
    facts = [invocation.translate("Cli", "{n} conversations", backup.conversations)]
    if backup.rescued:
        facts.append(
            invocation.translate("Cli", "{n} that Claude Code has deleted", backup.rescued)
        )
    facts += [size_text(backup.size_bytes), moment_text(backup.created)]
    invocation.output.line(", ".join(facts))


def _print_plan(invocation: Invocation, plan: CleanupPlan, *, as_json: bool) -> None:
    if as_json:
        invocation.output.document(
            {
                "conversations": plan.conversations,
                "bytes": plan.size_bytes,
                "phrase": plan.phrase,
                "backup_dir": str(plan.backup_dir),
                "free_bytes": plan.free_bytes,
                "has_room": plan.has_room,
            }
        )
        return
    lines = [
        invocation.translate(
            "Cli",
            "{n} conversations would be removed ({size}).",
            plan.conversations,
            size=size_text(plan.size_bytes),
        ),
        invocation.translate(
            "Cli",
            "Before that, a verified backup is made in {directory} ({free} free).",
            directory=plan.backup_dir,
            free=size_text(plan.free_bytes),
        ),
    ]
    if not plan.has_room:
        lines.append(
            invocation.translate(
                "Cli", "The disk has no room for the backup, so nothing could be removed now."
            )
        )
    lines.append(
        invocation.translate(
            "Cli", 'To do it: sempre cleanup --confirm "{phrase}"', phrase=plan.phrase
        )
    )
    for line in lines:
        invocation.output.line(line)


def _report_fields(report: BackupReport) -> dict[str, object]:
    return {
        "path": str(report.path),
        "files": report.files,
        "conversations": report.conversations,
        "rescued": report.rescued,
        "bytes": report.size_bytes,
        "archive_bytes": report.archive_bytes,
        "sha256": report.sha256,
        "created": to_iso(report.created),
        "unchanged": report.is_unchanged,
        "partial": report.is_partial,
    }
