"""The command that reads every byte, tells what is damaged, and can write a repaired copy."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_named, reason_of
from desktop_app.cli.conversation_text import damage_words
from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import size_text
from desktop_app.sessions.last_verification import remember
from desktop_app.sessions.repair import RepairReport, repair_to
from desktop_app.sessions.verification import Verification


class NotRepairedError(SempreError):
    """The repaired copy could not be written."""

    def __init__(self, error: OSError, target: Path) -> None:
        super().__init__(
            message(
                "Cli",
                "No repaired copy was written to {path}: {reason}.",
                path=error.filename or target,
                reason=reason_of(error),
            ),
            data=message("Cli", "The conversation itself is untouched."),
            hint=message("Cli", "Name a file that does not exist yet, on a disk with room."),
        )


@click.command(short_help="Read every byte and tell what is damaged.")
@click.argument("session_id", metavar="[ID]", required=False)
@click.option(
    "--repair-to",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what is whole in ID to the new FILE, and what is not to FILE.diff.txt.",
)
@json_option
@global_options
@runs
def verify(
    invocation: Invocation, session_id: str | None, target: Path | None, as_json: bool
) -> int:
    """Read every byte of one or of all conversations and tell what is damaged; change nothing.

    Exits 1 where anything is damaged, can't be read, or continues a record that is missing. With
    --repair-to every record that is whole goes into a new file, byte for byte, and the original
    stays as it is; then it exits 0 once that file is on the disk.
    """
    if target is not None and session_id is None:
        raise click.UsageError("--repair-to needs the ID of one conversation.")
    with invocation.open_store() as store:
        ref = store.find(session_id, invocation.given_cwd) if session_id else None
        checked = []
        for verification in store.verify(ref):
            checked.append(verification)
            if not as_json:
                _print_verification(invocation, verification)
        if ref is None:
            remember(store.paths, checked, store.clock.now())
    if target is not None:
        return _repair(invocation, checked[0], target, as_json=as_json)
    broken = [verification for verification in checked if not verification.is_sound]
    if as_json:
        conversations = [_verification_fields(verification) for verification in checked]
        invocation.output.document({"sound": not broken, "conversations": conversations})
    if broken:
        invocation.errors.line(
            invocation.translate(
                "Cli", "{n} conversations have damage; nothing was changed.", len(broken)
            )
        )
        return FAILED
    return DONE


def _repair(
    invocation: Invocation, verification: Verification, target: Path, *, as_json: bool
) -> int:
    try:
        report = repair_to(verification.path, target.absolute())
    except OSError as error:
        raise NotRepairedError(error, target) from error
    if as_json:
        fields = [_verification_fields(verification)]
        invocation.output.document(
            {
                "sound": verification.is_sound,
                "conversations": fields,
                "repair": _repair_fields(report),
            }
        )
        return DONE
    translate = invocation.translate
    records = translate("Cli", "{n} records", report.records)
    invocation.output.line(
        translate("Cli", "Repaired copy: {path} ({records})", path=report.target, records=records)
    )
    invocation.output.line(
        translate(
            "Cli",
            "Left out: {n} pieces, {size}; {path} tells which.",
            report.left_out,
            size=size_text(report.left_out_bytes),
            path=report.difference,
        )
    )
    return DONE


def _print_verification(invocation: Invocation, verification: Verification) -> None:
    if verification.is_sound:
        verdict = invocation.translate("Cli", "sound")
    else:
        verdict = invocation.translate("Cli", "DAMAGED")
    records = invocation.translate("Cli", "{n} records", verification.records)
    size = size_text(verification.size_bytes)
    invocation.output.line(f"{verdict}  {verification.path}  {records}  {size}")
    for line in _details(invocation, verification):
        invocation.output.line(f"    {line}")
    invocation.output.flush()


def _details(invocation: Invocation, verification: Verification) -> Iterator[str]:
    """Yield what is worth a line, the gravest first."""
    translate = invocation.translate
    if verification.reason:
        yield translate("Cli", "can't be read: {reason}", reason=reason_named(verification.reason))
    for damage in verification.damages:
        yield translate(
            "Cli",
            "{n} bytes at {offset}: {reason}",
            damage.length,
            offset=damage.offset,
            reason=damage_words(damage.reason),
        )
    for uuid in verification.missing_parents:
        yield translate("Cli", "continues a record that is missing: {id}", id=uuid)
    for uuid in verification.cycles:
        yield translate("Cli", "a loop: {id} continues itself, perhaps through others", id=uuid)
    for uuid in verification.conflicts:
        yield translate("Cli", "two different records have the id {id}", id=uuid)
    for use_id in verification.uses_without_result:
        yield translate("Cli", "a tool call without a result: {id}", id=use_id)
    for use_id in verification.results_without_use:
        yield translate("Cli", "a tool result without a call: {id}", id=use_id)
    chain = verification.chain
    if chain.on_other_branches:
        yield translate(
            "Cli",
            "{percent} % lead from the last message back to the first; {n} records stand on other "
            "branches.",
            chain.on_other_branches,
            percent=f"{chain.reachable_percent:.1f}",
        )


def _verification_fields(verification: Verification) -> dict[str, Any]:
    chain = verification.chain
    return {
        "id": verification.ref.session_id,
        "project": verification.ref.project,
        "path": str(verification.path),
        "sound": verification.is_sound,
        "bytes": verification.size_bytes,
        "records": verification.records,
        "messages": verification.messages,
        "damaged": verification.damaged,
        "damaged_lines": [
            asdict(damage) | {"reason": damage.reason.value} for damage in verification.damages
        ],
        "chain": asdict(chain)
        | {
            "reachable_percent": round(chain.reachable_percent, 1),
            "on_other_branches": chain.on_other_branches,
        },
        "missing_parents": list(verification.missing_parents),
        "cycles": list(verification.cycles),
        "conflicting_uuids": list(verification.conflicts),
        "orphan_tool_calls": {
            "count": verification.orphan_tool_calls,
            "without_result": list(verification.uses_without_result),
            "without_call": list(verification.results_without_use),
        },
        "reason": verification.reason,
    }


def _repair_fields(report: RepairReport) -> dict[str, Any]:
    return asdict(report) | {"target": str(report.target), "difference": str(report.difference)}
