"""The command that reads every byte and tells what is damaged."""

from dataclasses import asdict
from typing import Any

import click

from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.plain_text import size_text
from desktop_app.sessions.verification import Verification


@click.command(short_help="Read every byte and tell what is damaged.")
@click.argument("session_id", metavar="[ID]", required=False)
@json_option
@global_options
@runs
def verify(invocation: Invocation, session_id: str | None, as_json: bool) -> int:
    """Read every byte of one or of all conversations and tell what is damaged; change nothing.

    Exits 1 where anything is damaged, can't be read, or continues a record that is missing.
    """
    with invocation.open_store() as store:
        ref = store.find(session_id, invocation.given_cwd) if session_id else None
        checked = []
        for verification in store.verify(ref):
            checked.append(verification)
            if not as_json:
                _print_verification(invocation, verification)
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


def _print_verification(invocation: Invocation, verification: Verification) -> None:
    if verification.is_sound:
        verdict = invocation.translate("Cli", "sound")
    else:
        verdict = invocation.translate("Cli", "DAMAGED")
    records = invocation.translate("Cli", "{n} records", verification.records)
    size = size_text(verification.size_bytes)
    invocation.output.line(f"{verdict}  {verification.path}  {records}  {size}")
    if verification.reason:
        invocation.output.line(
            invocation.translate("Cli", "    can't be read: {reason}", reason=verification.reason)
        )
    for damage in verification.damages:
        invocation.output.line(
            invocation.translate(
                "Cli",
                "    {length} bytes at {offset}: {reason}",
                length=damage.length,
                offset=damage.offset,
                reason=damage.reason.value,
            )
        )
    for uuid in verification.missing_parents:
        invocation.output.line(
            invocation.translate("Cli", "    continues a record that is missing: {id}", id=uuid)
        )
    invocation.output.flush()


def _verification_fields(verification: Verification) -> dict[str, Any]:
    return {
        "id": verification.ref.session_id,
        "project": verification.ref.project,
        "path": str(verification.path),
        "sound": verification.is_sound,
        "bytes": verification.size_bytes,
        "records": verification.records,
        "damaged_lines": [
            asdict(damage) | {"reason": damage.reason.value} for damage in verification.damages
        ],
        "missing_parents": list(verification.missing_parents),
        "reason": verification.reason,
    }
