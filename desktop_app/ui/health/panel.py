"""The status panel: in one second, that everything is kept; on a second look, all figures."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.clock import Clock
from desktop_app.sessions.health import HealthReport, HealthStatus
from desktop_app.sessions.progress import BackupProgress
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary
from desktop_app.ui.adaptive import (
    Hairline,
    ScaledLabel,
    SideBySide,
    minimum_hit_area,
)
from desktop_app.ui.dialogs.progress import ProgressView
from desktop_app.ui.health import wording
from desktop_app.ui.health.figures import Figures
from desktop_app.ui.health.finding_list import FindingList
from desktop_app.ui.health.mending import Mend
from desktop_app.ui.health.program_figures import ProgramFigures
from desktop_app.ui.health.rows import State, rescale_all
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, LIGHT, SUBHEADING_SCALE, Theme

WIDTH_PX = 280
_MARGIN_PX = 4 * GRID_PX

_ICONS = {
    HealthStatus.WELL: "shield",
    HealthStatus.ATTENTION: "warning",
    HealthStatus.RISK: "damage",
}


class HealthPanel(QWidget):
    """Shows what it is told and nothing else: it asks nobody and no timer runs.

    Relative times are as of the last change or of the moment when the panel was shown.
    """

    backupRequested = Signal()
    backupCancelRequested = Signal()
    cleanupRequested = Signal()
    restoreRequested = Signal()
    protectionRequested = Signal()
    verificationRequested = Signal()
    protectRequested = Signal()
    conversationRequested = Signal(object)  # SessionRef
    settingsRequested = Signal()
    dataDirectoryRequested = Signal()
    supportRequested = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthPanel")
        self.setAccessibleName(translate("HealthPanel", "Status"))
        self._clock = clock
        self._theme = LIGHT
        self._report: HealthReport | None = None
        self._current: Summary | None = None
        self._total_bytes: int | None = None
        self._state = State()
        self._state.show_state(translate("HealthPanel", "Looking…"), "")
        self._findings = FindingList()
        self._findings.hide()
        self._findings.mendRequested.connect(self._on_mend_requested)
        self._figures = Figures()
        self._program = ProgramFigures()
        self._progress = ProgressView("backupProgress")
        self._progress.hide()
        self._add_backup_row()
        self._add_wide_button(
            "integrity",
            _button(translate("HealthPanel", "Verify every byte…"), "verifyButton"),
            self.verificationRequested,
        )
        self._add_wide_button(
            "retention",
            _button(translate("HealthPanel", "Protection…"), "protectionButton"),
            self.protectionRequested,
        )
        self._lay_out()
        self.set_theme(LIGHT)

    def set_report(self, report: HealthReport) -> None:
        """Show a new report."""
        self._report = report
        if self._total_bytes is None:
            self._total_bytes = report.jsonl.total_bytes
        self._figures.set_report(report, self._clock.now())
        self._figures.set_live(report.live.sessions, report.live.connections)
        self._program.set_report(report, self._clock.now())
        self._show_sizes()
        status = report.status
        self._state.show_state(wording.status_word(status), wording.status_sentence(status))
        self._json_button.setEnabled(True)
        self._color()

    def set_current(self, summary: Summary | None) -> None:
        """Show the size of the open conversation; None where none is open."""
        self._current = summary
        self._show_sizes()

    def set_figures(self, live: int, connections: int) -> None:
        """Show how many conversations are in memory and how many engines are connected."""
        self._figures.set_live(live, connections)

    def set_history(self, summaries: Sequence[Summary]) -> None:
        """Show the size of all conversations of the list."""
        self._total_bytes = sum(summary.size_bytes for summary in summaries)
        self._show_sizes()

    def show_backup_progress(self, progress: BackupProgress | None) -> None:
        """Show how far a backup is; None when none is being made any more."""
        self._progress.setVisible(progress is not None)
        self._backup_button.setVisible(progress is None)
        self._restore_button.setVisible(progress is None)
        self._cancel_button.setVisible(progress is not None)
        if progress is not None:
            self._progress.show_progress(progress)
        self._backup_row.rearrange()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._figures.set_theme(theme)
        self._program.set_theme(theme)
        self._cleanup_button.setStyleSheet(_danger_sheet(theme))
        self._color()
        self.update()

    def text(self) -> str:
        """Return everything that is shown, as plain text for a support request."""
        lines = [self._state.text, ""]
        if self._report is not None:
            lines += [*wording.finding_lines(self._report), ""]
        lines += [*self._figures.lines(), "", *self._program.lines()]
        if self._report is not None:
            lines += ["", str(self._report.data_dir)]
        return "\n".join(lines) + "\n"

    def sizeHint(self) -> QSize:
        """Return the width that the panel was drawn for."""
        return QSize(WIDTH_PX, super().sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Tell relative times as of now."""
        super().showEvent(event)
        if self._report is not None:
            self._figures.set_backup(self._report, self._clock.now())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the surrounding text."""
        super().changeEvent(event)
        rescale_all(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline towards the conversation."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.side)
        painter.fillRect(0, 0, 1, self.height(), self._theme.border)
        painter.end()

    # Making.

    def _add_backup_row(self) -> None:
        self._backup_button = _button(translate("HealthPanel", "Back up now"), "backupButton")
        self._restore_button = _button(translate("HealthPanel", "Restore…"), "restoreButton")
        self._cancel_button = _button(translate("HealthPanel", "Cancel"), "backupCancelButton")
        self._cancel_button.hide()
        self._backup_button.clicked.connect(self.backupRequested)
        self._restore_button.clicked.connect(self.restoreRequested)
        self._cancel_button.clicked.connect(self.backupCancelRequested)
        self._backup_row = SideBySide()
        for button in (self._backup_button, self._restore_button, self._cancel_button):
            self._backup_row.add(button)
        self._figures.add_below("backup", self._backup_row)
        self._figures.add_below("backup", self._progress)

    def _add_wide_button(self, figure: str, button: QPushButton, wish: SignalInstance) -> None:
        button.clicked.connect(wish)
        row = SideBySide()
        row.add(button)
        self._figures.add_below(figure, row)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(3 * GRID_PX)
        heading = ScaledLabel(
            translate("HealthPanel", "Status"), scale=SUBHEADING_SCALE, is_bold=True
        )
        for part in (
            heading,
            self._state,
            self._findings,
            Hairline(),
            self._figures,
            Hairline(),
            self._program,
        ):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(translate("HealthPanel", "Status"))
        scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(Hairline())
        whole.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        text = _button(translate("HealthPanel", "Copy as text"), "copyTextButton")
        text.clicked.connect(self._on_copy_text)
        self._json_button = _button(translate("HealthPanel", "Copy as JSON"), "copyJsonButton")
        self._json_button.clicked.connect(self._on_copy_json)
        self._json_button.setEnabled(False)
        self._cleanup_button = _button(
            translate("HealthPanel", "Force cleanup…"), "forceCleanupButton"
        )
        self._cleanup_button.setToolTip(
            translate(
                "HealthPanel",
                "Removes all conversations after a verified backup. It asks first and can be "
                "undone.",
            )
        )
        self._cleanup_button.clicked.connect(self.cleanupRequested)
        support = _button(translate("HealthPanel", "Support bundle…"), "supportButton")
        support.setToolTip(
            translate(
                "HealthPanel",
                "One file for support without a word of your conversations. It is shown before it "
                "is saved.",
            )
        )
        support.clicked.connect(self.supportRequested)
        copies = SideBySide()
        copies.add(text, 1)
        copies.add(self._json_button, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN_PX, 3 * GRID_PX, _MARGIN_PX, 3 * GRID_PX)
        foot.setSpacing(2 * GRID_PX)
        foot.addWidget(copies)
        foot.addWidget(support)
        foot.addWidget(self._cleanup_button)
        return foot

    # Showing.

    def _show_sizes(self) -> None:
        current_bytes = None
        if self._current is not None:
            current_bytes = self._current.size_bytes
        elif self._report is not None:
            current_bytes = self._report.jsonl.current_bytes or None
        self._figures.set_sizes(current_bytes=current_bytes, total_bytes=self._total_bytes)

    def _color(self) -> None:
        status = HealthStatus.WELL if self._report is None else self._report.status
        colors = {
            HealthStatus.WELL: self._theme.ok,
            HealthStatus.ATTENTION: self._theme.warn,
            HealthStatus.RISK: self._theme.danger,
        }
        is_known = self._report is not None
        icon_name = _ICONS[status] if is_known else "info"
        self._state.paint(icon_name, colors[status] if is_known else self._theme.text2)
        if self._report is not None:
            self._findings.show_findings(self._report, self._theme)

    def _on_mend_requested(self, mend: Mend, ref: SessionRef | None) -> None:
        if mend is Mend.SHOW_CONVERSATION:
            self.conversationRequested.emit(ref)
            return
        wishes = {
            Mend.BACK_UP: self.backupRequested,
            Mend.VERIFY: self.verificationRequested,
            Mend.PROTECT: self.protectRequested,
            Mend.PROTECTION: self.protectionRequested,
            Mend.SETTINGS: self.settingsRequested,
            Mend.DATA_DIRECTORY: self.dataDirectoryRequested,
        }
        wishes[mend].emit()

    def _on_copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _on_copy_json(self) -> None:
        if self._report is not None:
            report = json.dumps(self._report.to_json(), indent=2, ensure_ascii=False)
            QGuiApplication.clipboard().setText(report + "\n")


def _button(text: str, object_name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(object_name)
    button.setAccessibleName(text)
    minimum_hit_area(button, HIT_AREA_PX)
    return button


def _danger_sheet(theme: Theme) -> str:
    """Return the look of a button that only leads to a danger: its words are red, not its ground.

    The panel stays open for days; the red ground belongs to the button that removes.
    """
    color = theme.danger.name()
    return f"QPushButton {{ color: {color}; }} QPushButton:hover {{ border-color: {color}; }}"
