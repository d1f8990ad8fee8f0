"""The rules about Claude Code's transcripts: what its sweep would take, what the vault lacks."""

from collections.abc import Iterator

from desktop_app.base.messages import message
from desktop_app.sessions.health.report import Finding, Severity
from desktop_app.sessions.protection import ProtectionStatus


def of_protection(protection: ProtectionStatus) -> Iterator[Finding]:
    """Judge whether anything of Claude Code's can still be lost, and say what it would delete."""
    if protection.endangered:
        yield _endangered(protection)
    elif protection.retention.would_delete:
        yield _expiring(protection)
    for warning in protection.retention.warnings:
        yield Finding(
            "claude-retention",
            Severity.ATTENTION,
            warning,
            message("Health", "`sempre protect` keeps the transcripts whatever the file says."),
        )
    if protection.vault.lacks_room:
        yield Finding(
            "transcripts-only-linked",
            Severity.ATTENTION,
            message(
                "Health",
                "The disk has no room for copies of {n} protected transcripts. They are linked: "
                "safe from deletion, not from being overwritten.",
                len(protection.vault.only_linked),
            ),
            message("Health", "Free some space; `sempre protect --status` names them."),
        )


def _endangered(protection: ProtectionStatus) -> Finding:
    """Say what will be lost; of those that are protected already it takes nothing."""
    if protection.retention.next_sweep is None:
        sentence = message(
            "Health",
            "Claude Code will delete {n} transcripts at its next start, and they are not "
            "protected.",
            len(protection.endangered),
        )
    else:
        sentence = message(
            "Health",
            "Claude Code will delete {n} transcripts when it cleans up next, and they are not "
            "protected.",
            len(protection.endangered),
        )
    return Finding(
        "transcripts-endangered",
        Severity.ATTENTION,
        sentence,
        message("Health", "Protect them now: with `sempre protect`, or by opening the window."),
    )


def _expiring(protection: ProtectionStatus) -> Finding:
    if protection.retention.next_sweep is None:
        sentence = message(
            "Health",
            "Claude Code will delete {n} transcripts at its next start. Sempre has protected them.",
            len(protection.retention.would_delete),
        )
    else:
        sentence = message(
            "Health",
            "Claude Code will delete {n} transcripts when it cleans up next. Sempre has protected "
            "them.",
            len(protection.retention.would_delete),
        )
    return Finding(
        "transcripts-expiring",
        Severity.NOTE,
        sentence,
        message("Health", "They stay listed here, open as before, and can be put back."),
    )
