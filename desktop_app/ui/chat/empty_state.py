"""What stands in a conversation in which nothing has been said."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import HEADING_SCALE, Theme

_ICON_PX = 40
_TEXT_WIDTH_PX = 420


class EmptyState(QWidget):
    """Tells what is special about this conversation and how to begin."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = _label("")
        self._picture.setFixedHeight(_ICON_PX + 16)
        self._title = _label(translate("EmptyState", "This conversation is kept for ever"))
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * HEADING_SCALE)
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._text = _label(
            translate(
                "EmptyState",
                "It never expires and nothing tidies it away. Every message is on your disk "
                "before it shows a tick.",
            )
        )
        self._hint = _label(
            translate("EmptyState", "Write below. Return sends, Shift+Return begins a new line.")
        )
        words = QWidget()
        words.setFixedWidth(_TEXT_WIDTH_PX)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for label in (self._picture, self._title, self._text, self._hint):
            lines.addWidget(label)
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        self.setAccessibleName(self._title.text())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._picture.setPixmap(icon("heart", theme.accent, _ICON_PX).pixmap(_ICON_PX, _ICON_PX))
        self.setStyleSheet(
            f"QWidget#emptyState {{ background: {theme.bg.name()}; }}"
            f"QLabel {{ background: transparent; color: {theme.text2.name()}; }}"
        )
        self._title.setStyleSheet(f"color: {theme.text.name()};")


def _label(words: str) -> QLabel:
    result = QLabel(words)
    result.setAlignment(Qt.AlignmentFlag.AlignCenter)
    result.setWordWrap(True)
    return result
