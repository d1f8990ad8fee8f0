"""What is said about Claude Code's transcripts: in the panel's row, the dialog and the banner."""

from desktop_app.base.values import frozen
from desktop_app.claude_code.consent import RAISED_DAYS
from desktop_app.claude_code.retention import RetentionStatus
from desktop_app.sessions.protection import ProtectionStatus
from desktop_app.sessions.salvage import SalvageReport
from desktop_app.ui.formats import format_bytes, format_exact
from desktop_app.ui.i18n import render, translate


def row_text(status: ProtectionStatus) -> str:
    """Return the panel's row: what is protected, what Claude Code deletes."""
    vault = status.vault
    if vault.transcripts == 0 and not vault.unprotected:
        return translate("Protection", "No conversations of Claude Code's were found.")
    parts = [
        translate(
            "Protection",
            "{protected} of {all} protected",
            protected=vault.transcripts,
            all=vault.transcripts + len(vault.unprotected),
        )
    ]
    if vault.rescued:
        parts.append(translate("Protection", "{n} rescued", len(vault.rescued)))
    parts.append(keeping_sentence(status.retention))
    return " · ".join(parts)


def keeping_sentence(retention: RetentionStatus) -> str:
    """Return for how long Claude Code itself keeps a transcript."""
    if not retention.is_sweeping:
        return translate("Protection", "Claude Code deletes none at present")
    return translate(
        "Protection", "Claude Code keeps them {n} days", round(retention.effective_days)
    )


def sweep_sentence(retention: RetentionStatus) -> str:
    """Return what the next sweep takes and when."""
    if not retention.would_delete:
        return translate("Protection", "None is old enough to be deleted now.")
    if retention.next_sweep is None:
        return translate(
            "Protection",
            "It deletes {n} of them at its next start.",
            len(retention.would_delete),
        )
    return translate(
        "Protection",
        "It deletes {n} of them at its first start after {moment}.",
        len(retention.would_delete),
        moment=format_exact(retention.next_sweep),
    )


def vault_sentence(status: ProtectionStatus) -> str:
    """Return what the vault holds."""
    vault = status.vault
    return translate(
        "Protection",
        "Sempre protects {n} transcripts, {copied} of them with a copy of their own ({size}).",
        vault.transcripts,
        copied=vault.copied,
        size=format_bytes(vault.size_bytes),
    )


def details(status: ProtectionStatus) -> str:
    """Return everything else worth a sentence, one a line; empty where all is in order."""
    vault, lines = status.vault, []
    if vault.rescued:
        lines.append(
            translate(
                "Protection",
                "{n} were deleted by Claude Code and are kept here; they open as before.",
                len(vault.rescued),
            )
        )
    if vault.lacks_room:
        lines.append(
            translate(
                "Protection",
                "The disk has no room to copy {n} of them; they are only linked: {ids}",
                len(vault.only_linked),
                ids=", ".join(file.session_id for file in vault.only_linked),
            )
        )
    if vault.unprotected:
        lines.append(translate("Protection", "{n} could not be protected.", len(vault.unprotected)))
    lines += [render(warning) for warning in status.retention.warnings]
    return "\n".join(lines)


def salvage_sentence(report: SalvageReport) -> str:
    """Return what was rebuilt from the list of typed prompts."""
    if not report.salvaged:
        return translate("Protection", "No lost conversation was found in your typed prompts.")
    return translate(
        "Protection",
        "{n} lost conversations were rebuilt from your prompts; their replies are lost.",
        len(report.salvaged),
    )


@frozen
class Way:
    """One thing that can be done: what it does, and what its button says."""

    sentence: str
    button: str


def protecting() -> Way:
    """Return the words for a pass over all transcripts."""
    return Way(
        translate(
            "ProtectionDialog",
            "New transcripts are protected by themselves while Sempre is open. You can have all "
            "of them looked at now.",
        ),
        translate("ProtectionDialog", "Protect now"),
    )


def putting_back(count: int) -> Way:
    """Return the words for giving rescued transcripts back to Claude Code."""
    return Way(
        translate(
            "ProtectionDialog",
            "What Claude Code deleted can be put back into its directory, so that it can go on "
            "with it. The protected copies stay here.",
        ),
        translate("ProtectionDialog", "Put {n} transcripts back", count),
    )


def rebuilding() -> Way:
    """Return the words for salvaging prompts."""
    return Way(
        translate(
            "ProtectionDialog",
            "Of conversations that were deleted before Sempre came, Claude Code still has your "
            "prompts. They can be rebuilt from these, without the replies.",
        ),
        translate("ProtectionDialog", "Rebuild from prompts"),
    )


def allowing() -> Way:
    """Return the words that ask for consent."""
    return Way(
        translate(
            "ProtectionDialog",
            "If you allow it, Sempre writes cleanupPeriodDays: {days} into your Claude Code "
            "settings, so that Claude Code keeps its transcripts itself. Nothing else in that "
            "file changes, and you can take it back here.",
            days=RAISED_DAYS,
        ),
        translate("ProtectionDialog", "Let Claude Code keep them"),
    )


def revoking() -> Way:
    """Return the words for taking the consent back."""
    return Way(
        translate(
            "ProtectionDialog",
            "You have allowed Sempre to make Claude Code keep its transcripts. You can take that "
            "back; your former setting then holds again.",
        ),
        translate("ProtectionDialog", "Restore my former setting"),
    )
