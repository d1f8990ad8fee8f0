"""The bar over the transcript in which a text of the conversation is looked for."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop_app.ui.adaptive import minimum_hit_area
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, Theme

_ICON_PX = 16
_FIELD_PX = 320
# Typing goes on within this time; each letter on its own would start a search in vain.
SETTLE_MS = 150


class FindBar(QFrame):
    """A field, how many hits there are, and the way from one to the next."""

    queryChanged = Signal(str)  # SETTLE_MS after the last letter
    stepRequested = Signal(int)  # 1: the hit below, -1: the one above
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName(translate("FindBar", "Find in this conversation"))
        self.field = QLineEdit()
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(translate("FindBar", "Find in this conversation"))
        self.field.setAccessibleName(translate("FindBar", "Text to find in this conversation"))
        self.field.setMaximumWidth(_FIELD_PX)
        self.field.installEventFilter(self)
        self._sign = QAction(self)
        self.field.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._count = QLabel()
        self._count.setObjectName("findCount")
        self.up = _button("findUpButton", translate("FindBar", "Hit above (Shift+F3)"))
        self.down = _button("findDownButton", translate("FindBar", "Hit below (F3)"))
        self._close = _button("findCloseButton", translate("FindBar", "Close (Esc)"))
        self.up.clicked.connect(lambda: self.step(-1))
        self.down.clicked.connect(lambda: self.step(1))
        self._close.clicked.connect(self.close_bar)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SETTLE_MS)
        self._delay.timeout.connect(self._on_settled)
        self.field.textChanged.connect(self._on_text_changed)
        self._lay_out()
        self.set_theme(theme)
        self.hide()

    @property
    def query(self) -> str:
        """What is in the field."""
        return self.field.text()

    @property
    def words(self) -> str:
        """What it says about the hits."""
        return self._count.text()

    def open_bar(self) -> None:
        """Show the bar with its text selected, ready to be typed over."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.query:
            self._on_settled()

    def close_bar(self) -> None:
        """Hide the bar; its text stays for the next time."""
        self._delay.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def step(self, direction: int) -> None:
        """Go to the hit below (1) or above (-1); what was just typed is looked for first."""
        if self._delay.isActive():
            self._on_settled()
        elif self.query:
            self.stepRequested.emit(direction)

    def tell(self, words: str, *, can_step: bool) -> None:
        """Say how many hits there are; the arrows need some."""
        self._count.setText(words)
        self._count.setAccessibleName(words)
        self.up.setEnabled(can_step)
        self.down.setEnabled(can_step)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._sign.setIcon(icon("search", theme.text2))
        drawings = {self.up: "chevron-up", self.down: "chevron-down", self._close: "close"}
        for button, name in drawings.items():
            button.setIcon(icon(name, theme.text2, _ICON_PX))
        self.setStyleSheet(
            f"QFrame#findBar {{ background: {theme.side.name()};"
            f" border: none; border-bottom: 1px solid {theme.border.name()}; }}"
            f"QLabel#findCount {{ color: {theme.text2.name()}; background: transparent; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Return and Esc from the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                is_up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-1 if is_up else 1)
                return True
            if key is Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        row.setSpacing(2 * GRID_PX)
        row.addWidget(self.field, 2)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self.up, self.down, self._close):
            row.addWidget(button)

    def _on_text_changed(self) -> None:
        self._delay.start()

    def _on_settled(self) -> None:
        self._delay.stop()
        self.queryChanged.emit(self.query)


def _button(name: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    minimum_hit_area(button, HIT_AREA_PX)
    return button
