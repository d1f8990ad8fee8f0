"""The findings of a report as cards, each with the button that mends it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.sessions.health import Finding, HealthReport, Severity
from desktop_app.ui.adaptive import clear_layout
from desktop_app.ui.health.mending import mend_of, mend_text
from desktop_app.ui.health.rows import FindingCard
from desktop_app.ui.i18n import render
from desktop_app.ui.theme import GRID_PX, Theme

_ICONS = {Severity.NOTE: "info", Severity.ATTENTION: "warning", Severity.RISK: "damage"}


class FindingList(QWidget):
    """Shows the findings of the last report, the gravest first; takes no room without any."""

    mendRequested = Signal(object, object)  # Mend, SessionRef or None

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3 * GRID_PX)

    def show_findings(self, report: HealthReport, theme: Theme) -> None:
        """Replace what is shown."""
        clear_layout(self._column)
        for finding in report.findings:
            self._column.addWidget(self._card(finding, theme))
        self.setVisible(bool(report.findings))

    def _card(self, finding: Finding, theme: Theme) -> FindingCard:
        mend = mend_of(finding)
        texts = (render(finding.sentence), render(finding.hint))
        card = FindingCard(_ICONS[finding.severity], texts, "" if mend is None else mend_text(mend))
        card.actionRequested.connect(partial(self.mendRequested.emit, mend, finding.ref))
        card.paint(_color(finding.severity, theme), theme.text2)
        return card


def _color(severity: Severity, theme: Theme) -> QColor:
    return {
        Severity.NOTE: theme.text2,
        Severity.ATTENTION: theme.warn,
        Severity.RISK: theme.danger,
    }[severity]
