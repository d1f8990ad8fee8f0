"""The line that stands for the composer while a conversation is followed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.adaptive import ScaledLabel, SideBySide, minimum_hit_area
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, SURFACE_RADIUS_PX, Theme


class FollowLine(QFrame):
    """Says that another program writes here, and how to write again."""

    writeRequested = Signal()
    copyRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("followLine")
        self._words = ScaledLabel(wraps=True)
        self._buttons = SideBySide()
        write = QPushButton(translate("Follow", "Write here again"))
        write.setObjectName("followWrite")
        write.clicked.connect(self.writeRequested)
        copy = QPushButton(translate("Follow", "Continue in a copy"))
        copy.setObjectName("followCopy")
        copy.clicked.connect(self.copyRequested)
        for button in (write, copy):
            button.setAutoDefault(False)
            minimum_hit_area(button, HIT_AREA_PX)
            self._buttons.add(button)
        self._buttons.add(QWidget(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID_PX, 3 * GRID_PX, 4 * GRID_PX, 3 * GRID_PX)
        column.setSpacing(2 * GRID_PX)
        column.addWidget(self._words)
        column.addWidget(self._buttons)
        self.set_theme(theme)
        self.hide()

    def tell_following(self) -> None:
        """Say that what Claude Code writes appears by itself."""
        self._tell(
            translate(
                "Follow",
                "You follow this conversation: what Claude Code writes appears here by itself. "
                "What you typed stays in the box until you write here again.",
            )
        )

    def tell_still_open(self) -> None:
        """Say that it is not time to write yet."""
        self._tell(
            translate(
                "Follow",
                "Claude Code still has this conversation open. Close it there first, or go on in "
                "a copy.",
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setStyleSheet(
            f"QFrame#followLine {{ background: {theme.code.name()};"
            f" border: 1px solid {theme.border.name()}; border-radius: {SURFACE_RADIUS_PX}px; }}"
        )

    def _tell(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        self._buttons.rearrange()
