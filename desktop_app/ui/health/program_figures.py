"""The figures about the program itself: engine, uptime, what it holds, stalls, versions."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.sessions.health import HealthReport, Versions, WindowFigures
from desktop_app.sessions.vitals import EngineState
from desktop_app.ui.formats import format_bytes, format_count, format_exact, format_relative
from desktop_app.ui.health.rows import Figure
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.theme import GRID_PX, Theme

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400
_UNKNOWN = "–"


class ProgramFigures(QWidget):
    """One row per figure, as of the last report."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = {name: Figure(*texts) for name, texts in _texts().items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID_PX)
        for row in self._rows.values():
            column.addWidget(row)

    def set_report(self, report: HealthReport, now: datetime) -> None:
        """Show what the report knows, moments as of `now`."""
        live = report.live
        state = report.engines.get(live.engine, EngineState())
        self._rows["engine"].set_value(
            _engine_text(live.engine_label or live.engine, state, now), _engine_tool_tip(state)
        )
        self._rows["uptime"].set_value(duration_text(live.uptime_s))
        self._rows["versions"].set_value(_versions_text(report.versions))
        if live.window is not None:
            self._set_window(live.window)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for row in self._rows.values():
            row.set_theme(theme)

    def lines(self) -> list[str]:
        """Return every figure as one line of plain text."""
        return [f"{row.name}: {row.value}" for row in self._rows.values()]

    def _set_window(self, window: WindowFigures) -> None:
        now, first = window.process, window.first
        self._rows["retries"].set_value(format_count(window.retries))
        self._rows["memory"].set_value(_bytes_trend(now.memory_bytes, first.memory_bytes))
        self._rows["handles"].set_value(_trend(now.handles, first.handles))
        self._rows["threads"].set_value(_trend(now.threads, first.threads))
        self._rows["children"].set_value(_trend(now.children, first.children))
        self._rows["stall"].set_value(_stall_text(window), _stall_tool_tip(window))


def duration_text(seconds: float) -> str:
    """Return a duration in its two largest units, in whole minutes at least."""
    days, rest = divmod(int(seconds), _DAY_S)
    hours, rest = divmod(rest, _HOUR_S)
    minutes = rest // _MINUTE_S
    if days:
        return translate("HealthPanel", "{days} d {hours} h", days=days, hours=hours)
    if hours:
        return translate("HealthPanel", "{hours} h {minutes} min", hours=hours, minutes=minutes)
    return translate("HealthPanel", "{minutes} min", minutes=minutes)


def _engine_text(label: str, state: EngineState, now: datetime) -> str:
    if state.last_error is None:
        return translate("HealthPanel", "{engine}, no error", engine=label)
    when = format_relative(state.last_error, now)
    if state.is_failing:
        return translate("HealthPanel", "{engine}, failed {when}", engine=label, when=when)
    return translate("HealthPanel", "{engine}, last error {when}", engine=label, when=when)


def _engine_tool_tip(state: EngineState) -> str:
    if state.error is None or state.last_error is None:
        return ""
    return f"{format_exact(state.last_error)}: {render(state.error)}"


def _trend(now: int | None, first: int | None) -> str:
    if now is None:
        return _UNKNOWN
    change = now - first if first is not None else 0
    return f"{format_count(now)} ({_signed(format_count(abs(change)), change)})"


def _bytes_trend(now: int | None, first: int | None) -> str:
    if now is None:
        return _UNKNOWN
    change = now - first if first is not None else 0
    return f"{format_bytes(now)} ({_signed(format_bytes(abs(change)), change)})"


def _signed(text: str, change: int) -> str:
    if not change:
        return "±0"
    sign = "−" if change < 0 else "+"
    return f"{sign}{text}"


def _stall_text(window: WindowFigures) -> str:
    return translate("HealthPanel", "{ms} ms", ms=format_count(round(window.longest_stall_ms)))


def _stall_tool_tip(window: WindowFigures) -> str:
    return format_exact(window.stalled_at) if window.stalled_at else ""


def _versions_text(versions: Versions) -> str:
    named = {
        "Sempre": versions.sempre,
        "Python": versions.python,
        "Qt": versions.qt,
        "SQLite": versions.sqlite,
        "Claude Code": versions.claude_code,
        "claude-agent-sdk": versions.claude_agent_sdk,
    }
    known = [f"{name} {version}" for name, version in named.items() if version]
    return " · ".join([*known, versions.system] if versions.system else known)


def _texts() -> dict[str, tuple[str, str, str]]:
    """Return key -> (name, object name, explanation), in the order of the panel."""
    since = translate("HealthPanel", "In brackets: more or less than soon after the start.")
    return {
        "engine": (
            translate("HealthPanel", "Engine"),
            "healthEngine",
            translate("HealthPanel", "Who answers in the open conversation, and how it fared."),
        ),
        "retries": (
            translate("HealthPanel", "Retries"),
            "healthRetries",
            translate("HealthPanel", "How often engines tried again since the window was opened."),
        ),
        "uptime": (
            translate("HealthPanel", "Open for"),
            "healthUptime",
            translate("HealthPanel", "How long Sempre has been running."),
        ),
        "memory": (translate("HealthPanel", "Memory"), "healthMemory", since),
        "handles": (translate("HealthPanel", "Open files"), "healthHandles", since),
        "threads": (translate("HealthPanel", "Threads"), "healthThreads", since),
        "children": (translate("HealthPanel", "Child processes"), "healthChildren", since),
        "stall": (
            translate("HealthPanel", "Longest stall"),
            "healthStall",
            translate("HealthPanel", "The longest time for which the window answered nobody."),
        ),
        "versions": (
            translate("HealthPanel", "Versions"),
            "healthVersions",
            translate("HealthPanel", "Of Sempre and of what it is built on."),
        ),
    }
