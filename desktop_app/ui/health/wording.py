"""The status panel's words for a health report."""

from datetime import datetime

from desktop_app.sessions.health import (
    BackupFigures,
    GrowthFigures,
    HealthReport,
    HealthStatus,
    IndexFigures,
    IntegrityFigures,
    Severity,
)
from desktop_app.sessions.last_verification import LastVerification
from desktop_app.ui.formats import (
    format_bytes,
    format_count,
    format_day,
    format_exact,
    format_relative,
)
from desktop_app.ui.i18n import render, translate


def status_word(status: HealthStatus) -> str:
    """Return the whole in one word or two."""
    return {
        HealthStatus.WELL: translate("HealthPanel", "All is kept"),
        HealthStatus.ATTENTION: translate("HealthPanel", "Needs attention"),
        HealthStatus.RISK: translate("HealthPanel", "Data at risk"),
    }[status]


def status_sentence(status: HealthStatus) -> str:
    """Return what the word means for the user's data."""
    return {
        HealthStatus.WELL: translate(
            "HealthPanel", "Every conversation is on this disk and can be read."
        ),
        HealthStatus.ATTENTION: translate(
            "HealthPanel", "Your conversations are kept, and something needs a look."
        ),
        HealthStatus.RISK: translate(
            "HealthPanel", "Something may not be saved or can't be read. Act now."
        ),
    }[status]


def severity_word(severity: Severity) -> str:
    """Return how grave a finding is, for the brackets before it."""
    return {
        Severity.NOTE: translate("HealthPanel", "note"),
        Severity.ATTENTION: translate("HealthPanel", "attention"),
        Severity.RISK: translate("HealthPanel", "risk"),
    }[severity]


def sizes_text(current_bytes: int | None, total_bytes: int) -> str:
    """Return the size of the open conversation, if any, and of all of the list."""
    total = format_bytes(total_bytes)
    if current_bytes is None:
        return translate("HealthPanel", "all {total}", total=total)
    current = format_bytes(current_bytes)
    return translate("HealthPanel", "this {current} · all {total}", current=current, total=total)


def growth_text(growth: GrowthFigures) -> str:
    """Return how much comes a day."""
    if not growth.points:
        return translate("HealthPanel", "nothing yet")
    return translate("HealthPanel", "{size} a day", size=format_bytes(growth.bytes_per_day))


def disk_full_text(growth: GrowthFigures, now: datetime) -> str:
    """Return when the disk would be full at the present growth."""
    if growth.disk_full is None:
        return translate("HealthPanel", "not within ten years")
    return translate("HealthPanel", "on {day}", day=format_day(growth.disk_full, now))


def backup_text(backup: BackupFigures | None, now: datetime) -> str:
    """Return how long ago the last backup was made."""
    if backup is None:
        return translate("HealthPanel", "never")
    return format_relative(backup.created, now)


def backup_tool_tip(backup: BackupFigures | None) -> str:
    """Return when the last backup was made, where it is and what it holds."""
    if backup is None:
        return translate("HealthPanel", "There is no backup in Sempre's backup folder yet.")
    holds = translate(
        "HealthPanel",
        "{moment}: {n} conversations, {size}, in {path}",
        backup.conversations,
        moment=format_exact(backup.created),
        size=format_bytes(backup.archive_bytes),
        path=backup.path,
    )
    check = translate(
        "HealthPanel",
        "Every byte was read back when it was made; its table of contents was read just now.",
    )
    return f"{holds}\n{check}"


def integrity_tool_tip(last: LastVerification | None) -> str:
    """Return what was found when every byte was read last, one fact a line; empty before that."""
    if last is None:
        return ""
    return "\n".join(
        (
            translate(
                "HealthPanel",
                "{moment}: every byte of {n} conversations was read.",
                last.conversations,
                moment=format_exact(last.finished),
            ),
            translate("HealthPanel", "{n} damaged lines (kept as they are)", last.damaged),
            translate("HealthPanel", "{n} files can't be read", last.unreadable),
            translate(
                "HealthPanel", "{n} records continue one that is missing", last.missing_parents
            ),
            translate(
                "HealthPanel",
                "{percent} % of the records lead back from the last message; the others stand on "
                "other branches",
                percent=f"{last.reachable_percent:.1f}",
            ),
            translate(
                "HealthPanel", "{n} tool calls lack their other side", last.orphan_tool_calls
            ),
        )
    )


def integrity_text(integrity: IntegrityFigures) -> str:
    """Return what is damaged or unreadable, in words."""
    files = translate("HealthPanel", "{n} files", integrity.checked_files)
    parts = []
    if integrity.damaged_lines:
        parts.append(
            translate(
                "HealthPanel", "{n} damaged lines (kept as they are)", integrity.damaged_lines
            )
        )
    if integrity.unreadable_files:
        parts.append(
            translate("HealthPanel", "{n} files can't be read", integrity.unreadable_files)
        )
    if not parts:
        parts.append(translate("HealthPanel", "no damage"))
    return " · ".join([files, *parts])


def index_text(index: IndexFigures) -> str:
    """Return how much of the history search covers."""
    if not index.is_complete:
        return translate("HealthPanel", "being built")
    return translate("HealthPanel", "{n} messages", index.messages)


def out_of(count: int, limit: int) -> str:
    """Return a figure beside its limit."""
    return f"{format_count(count)} / {format_count(limit)}"


def finding_lines(report: HealthReport) -> list[str]:
    """Return every finding as two lines of plain text."""
    if not report.findings:
        return [translate("HealthPanel", "Nothing needs attention.")]
    return [
        f"[{severity_word(finding.severity)}] {render(finding.sentence)}\n    "
        f"{render(finding.hint)}"
        for finding in report.findings
    ]
