"""The sentences of the guarded cleanup and of a restore."""

from desktop_app.sessions.cleanup import CleanupPlan, CleanupResult
from desktop_app.sessions.restore import RestoreReport
from desktop_app.ui.formats import format_bytes, format_count
from desktop_app.ui.i18n import translate


def plan_sentence(plan: CleanupPlan) -> str:
    """Return what would go, and what would stay."""
    if plan.conversations == 0:
        return translate("CleanupDialog", "There is no conversation to remove.")
    going = translate(
        "CleanupDialog",
        "{n} conversations of Sempre ({size}) would be removed from this computer.",
        plan.conversations,
        size=format_bytes(plan.size_bytes),
    )
    staying = translate(
        "CleanupDialog",
        "Files of Claude Code are not touched. The first conversation starts anew, empty.",
    )
    return f"{going} {staying}"


def disk_sentence(plan: CleanupPlan) -> str:
    """Return where the backup goes and whether the disk has room for it."""
    if plan.conversations == 0:
        return ""
    place = translate(
        "CleanupDialog",
        "Before anything is removed, a backup is written to {folder} and compared byte by byte.",
        folder=plan.backup_dir,
    )
    free = format_bytes(plan.free_bytes)
    if plan.has_room:
        room = translate("CleanupDialog", "The disk has room for it: {free} are free.", free=free)
    else:
        room = translate(
            "CleanupDialog",
            "The disk has no room for it: only {free} are free. So nothing can be removed. Free "
            "some space first.",
            free=free,
        )
    return f"{place} {room}"


def result_sentence(result: CleanupResult) -> str:
    """Return how many are gone and where their backup is."""
    return translate(
        "CleanupDialog",
        "{n} conversations removed, backup at {path}",
        result.removed,
        path=result.backup.path,
    )


def restored_sentence(report: RestoreReport) -> str:
    """Return what came back, was completed, and was whole already."""
    if report.restored_files + report.merged_files == 0:
        return translate(
            "RestoreDialog", "Everything in this backup was here already; nothing was changed."
        )
    sentences = [translate("RestoreDialog", "{n} conversations are back.", report.conversations)]
    if report.rescued:
        sentences.append(
            translate(
                "RestoreDialog",
                "{n} that Claude Code has deleted are protected again.",
                report.rescued,
            )
        )
    files = translate(
        "RestoreDialog",
        "Files brought back: {restored}. Completed: {merged}. Whole already: {unchanged}. Nothing "
        "on this computer was replaced.",
        restored=format_count(report.restored_files),
        merged=format_count(report.merged_files),
        unchanged=format_count(report.unchanged_files),
    )
    return " ".join((*sentences, files))
