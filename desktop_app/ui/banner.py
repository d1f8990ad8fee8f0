"""The banner: what went wrong, what it means for the data, what to do; it never blocks."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.values import frozen
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, LIGHT, Theme

_ICON_PX = 20
_EDGE_PX = 3


class Severity(StrEnum):
    """How much it matters."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


@frozen
class Notice:
    """One thing to be told. `key` names its cause, so that the end of the cause can take it back.

    `action` and `second_action` are labels of buttons; what they do is decided by whoever shows
    the notice.
    """

    title: str
    data: str = ""
    hint: str = ""
    severity: Severity = Severity.WARNING
    key: str = ""
    action: str = ""
    second_action: str = ""


class Banner(QWidget):
    """Shows one notice at a time, the newest; hidden while there is none."""

    dismissed = Signal(object)  # the Notice
    actionTriggered = Signal(object)  # the Notice
    secondActionTriggered = Signal(object)  # the Notice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = LIGHT
        self._notice: Notice | None = None
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title = _text_label()
        self._detail = _text_label()
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        self._action = QPushButton()
        self._action.setObjectName("bannerAction")
        self._action.clicked.connect(lambda: self._act(self.actionTriggered))
        self._second_action = QPushButton()
        self._second_action.setObjectName("bannerSecondAction")
        self._second_action.clicked.connect(lambda: self._act(self.secondActionTriggered))
        self._dismiss = QToolButton()
        self._dismiss.setObjectName("bannerDismiss")
        self._dismiss.setToolTip(translate("Banner", "Dismiss"))
        self._dismiss.setAccessibleName(translate("Banner", "Dismiss"))
        self._dismiss.setFixedSize(HIT_AREA_PX, HIT_AREA_PX)
        self._dismiss.clicked.connect(self._on_dismiss_clicked)
        texts = QVBoxLayout()
        texts.setSpacing(GRID_PX // 2)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID_PX * 4, GRID_PX * 2, GRID_PX * 2, GRID_PX * 2)
        row.setSpacing(GRID_PX * 3)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addLayout(texts, 1)
        for button in (self._action, self._second_action):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._dismiss, 0, top)
        self.setAccessibleName(translate("Banner", "Notice"))
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of what was shown, and announce it to screen readers."""
        self._notice = notice
        self._title.setText(notice.title)
        detail = " ".join(part for part in (notice.data, notice.hint) if part)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self._second_action.setText(notice.second_action)
        self._second_action.setVisible(bool(notice.second_action))
        self.setAccessibleName(f"{_word(notice.severity)}: {notice.title}")
        self.setAccessibleDescription(detail)
        self._color()
        self.show()

    def take_back(self, key: str) -> None:
        """Hide the notice whose cause `key` is over; any other stays."""
        if self._notice is not None and self._notice.key == key:
            self._hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._dismiss.setIcon(icon("close", theme.text2))
        self._color()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the edge in the severity's colour and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.code)
        painter.fillRect(0, 0, _EDGE_PX, self.height(), self._severity_color())
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.border)

    def _color(self) -> None:
        name = "info" if self._severity() is Severity.INFO else "warning"
        drawing = icon(name, self._severity_color(), _ICON_PX)
        self._icon.setPixmap(drawing.pixmap(QSize(_ICON_PX, _ICON_PX), self.devicePixelRatio()))
        self.update()

    def _severity(self) -> Severity:
        return Severity.INFO if self._notice is None else self._notice.severity

    def _severity_color(self) -> QColor:
        theme = self._theme
        return {
            Severity.INFO: theme.accent,
            Severity.WARNING: theme.warn,
            Severity.DANGER: theme.danger,
        }[self._severity()]

    def _hide(self) -> None:
        self._notice = None
        self.hide()

    def _on_dismiss_clicked(self) -> None:
        notice = self._notice
        self._hide()
        self.dismissed.emit(notice)

    def _act(self, triggered: SignalInstance) -> None:
        notice = self._notice
        self._hide()
        triggered.emit(notice)


def _word(severity: Severity) -> str:
    words = {
        Severity.INFO: translate("Banner", "Notice"),
        Severity.WARNING: translate("Banner", "Attention"),
        Severity.DANGER: translate("Banner", "Problem"),
    }
    return words[severity]


def _text_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label
