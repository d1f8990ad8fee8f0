"""The figures of the status panel, in their order, and what each shows for a report."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.sessions.health import HealthReport
from desktop_app.sessions.promise import (
    CLEANUP_INTERVAL_MINUTES,
    MAX_CONNECTION_POOL_SIZE,
    MAX_SESSIONS,
    SESSION_TIMEOUT_MINUTES,
)
from desktop_app.ui.dialogs.protection_words import row_text
from desktop_app.ui.formats import format_bytes, format_count
from desktop_app.ui.health import wording
from desktop_app.ui.health.chart import GrowthChart
from desktop_app.ui.health.rows import Figure
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX, Theme


class Figures(QWidget):
    """One row per figure. The promise is shown before the first report: it never changes."""

    def __init__(self) -> None:
        super().__init__()
        self._current_bytes: int | None = None
        self._total_bytes: int | None = None
        self.chart = GrowthChart()
        self._rows = {name: Figure(*texts) for name, texts in _texts().items()}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID_PX)
        for name, row in self._rows.items():
            self._column.addWidget(row)
            if name == "growth":
                self._column.addWidget(self.chart)
        self._rows["timeout"].set_value(str(SESSION_TIMEOUT_MINUTES))
        self._rows["cleanup"].set_value(str(CLEANUP_INTERVAL_MINUTES))
        self.chart.hide()

    def add_below(self, name: str, widget: QWidget) -> None:
        """Put `widget` below the row called `name`."""
        self._column.insertWidget(self._column.indexOf(self._rows[name]) + 1, widget)

    def set_live(self, live: int, connections: int) -> None:
        """Show how many conversations are in memory and how many engines are connected."""
        self._rows["sessions"].set_value(wording.out_of(live, MAX_SESSIONS))
        self._rows["connections"].set_value(wording.out_of(connections, MAX_CONNECTION_POOL_SIZE))

    def set_sizes(self, *, current_bytes: int | None, total_bytes: int | None) -> None:
        """Show the size of the open conversation and of all; None is not known (yet)."""
        self._current_bytes = current_bytes
        self._total_bytes = total_bytes
        if total_bytes is not None:
            self._rows["size"].set_value(wording.sizes_text(current_bytes, total_bytes))

    def set_report(self, report: HealthReport, now: datetime) -> None:
        """Show everything a report knows, but for the sizes and the live figures."""
        self._rows["stored"].set_value(format_count(report.sessions.stored))
        self._rows["integrity"].set_value(
            wording.integrity_text(report.integrity),
            wording.integrity_tool_tip(report.integrity.last_verification),
        )
        self._rows["retention"].set_value(row_text(report.protection))
        self._rows["disk"].set_value(format_bytes(report.disk.free_bytes))
        self._rows["index"].set_value(wording.index_text(report.index))
        self._rows["growth"].set_value(wording.growth_text(report.growth))
        self._rows["disk_full"].set_value(wording.disk_full_text(report.growth, now))
        self.chart.set_growth(report.growth)
        self.set_backup(report, now)

    def set_backup(self, report: HealthReport, now: datetime) -> None:
        """Show how long ago the last backup was, as of `now`."""
        text = wording.backup_text(report.last_backup, now)
        self._rows["backup"].set_value(text, wording.backup_tool_tip(report.last_backup))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for row in self._rows.values():
            row.set_theme(theme)
        self.chart.set_theme(theme)

    def lines(self) -> list[str]:
        """Return every figure as one line of plain text."""
        return [f"{row.name}: {row.value}" for row in self._rows.values()]


def _texts() -> dict[str, tuple[str, str, str]]:
    """Return key -> (name, object name, explanation), in the order of the panel."""
    return {
        "timeout": (
            translate("HealthPanel", "Timeout"),
            "healthTimeout",
            translate(
                "HealthPanel", "0 minutes: conversations never expire. This can't be changed."
            ),
        ),
        "cleanup": (
            translate("HealthPanel", "Automatic cleanup"),
            "healthCleanup",
            translate("HealthPanel", "0 minutes: nothing is ever removed by itself."),
        ),
        "size": (
            translate("HealthPanel", "JSONL size"),
            "healthJsonlSize",
            translate(
                "HealthPanel",
                "The file of the open conversation, and all files of the list, "
                "Claude Code's included.",
            ),
        ),
        "growth": (
            translate("HealthPanel", "Growth"),
            "healthGrowthRate",
            translate(
                "HealthPanel", "How much came a day, over the last 30 days or the whole history."
            ),
        ),
        "stored": (
            translate("HealthPanel", "Conversations kept"),
            "healthStored",
            translate("HealthPanel", "Conversations in Sempre's own directory."),
        ),
        "sessions": (
            translate("HealthPanel", "In memory"),
            "healthSessions",
            translate(
                "HealthPanel",
                "Conversations in memory at once. Beyond the limit the one unused for longest is "
                "parked; its file is untouched.",
            ),
        ),
        "connections": (
            translate("HealthPanel", "Connections"),
            "healthConnections",
            translate("HealthPanel", "Engine connections open at once."),
        ),
        "backup": (
            translate("HealthPanel", "Last backup"),
            "healthLastBackup",
            translate("HealthPanel", "When the last verified backup was made."),
        ),
        "integrity": (
            translate("HealthPanel", "Integrity"),
            "healthIntegrity",
            translate(
                "HealthPanel",
                "Damage that was met while reading. `sempre verify` reads every byte.",
            ),
        ),
        "retention": (
            translate("HealthPanel", "Claude Code"),
            "healthRetention",
            translate(
                "HealthPanel",
                "Claude Code deletes its own conversations after a time. Sempre keeps them.",
            ),
        ),
        "disk": (
            translate("HealthPanel", "Free on the disk"),
            "healthDiskFree",
            translate("HealthPanel", "Room left where Sempre keeps your conversations."),
        ),
        "disk_full": (
            translate("HealthPanel", "Disk full"),
            "healthDiskFull",
            translate("HealthPanel", "When nothing would be free any more at this growth."),
        ),
        "index": (
            translate("HealthPanel", "Search covers"),
            "healthIndex",
            translate(
                "HealthPanel",
                "The search index can be rebuilt at any time; losing it loses nothing.",
            ),
        ),
    }
