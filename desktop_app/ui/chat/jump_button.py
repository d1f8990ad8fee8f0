"""The button that leads back to the newest message; tells how many came meanwhile."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QPushButton

from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import HIT_AREA_PX, Theme

_ICON_PX = 14
_MARGIN_PX = 16
_HEIGHT_PX = HIT_AREA_PX + 4


class JumpButton(QPushButton):
    """Floats over the lower edge of the transcript; hidden while its end is visible.

    It is a child of the viewport: Qt moves no pixels of a widget that a sibling overlaps.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area.viewport())
        self._area = area
        self.setObjectName("jumpButton")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setFixedHeight(_HEIGHT_PX)
        self._count = 0
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setIcon(icon("arrow-down", theme.accent, _ICON_PX))
        self.setStyleSheet(
            "QPushButton#jumpButton {"
            f" background: {theme.bg.name()}; color: {theme.text.name()};"
            f" border: 1px solid {theme.border.name()}; border-radius: {_HEIGHT_PX // 2}px;"
            f" min-height: {_HEIGHT_PX - 2}px; max-height: {_HEIGHT_PX - 2}px; padding: 0 14px; }}"
            f"QPushButton#jumpButton:hover {{ background: {theme.side.name()}; }}"
        )

    def show_count(self, count: int) -> None:
        """Show the button with the number of new messages (0: just the way back)."""
        if self.isVisible() and count == self._count:
            return
        self._count = count
        if count:
            words = translate("Transcript", "{n} new", count)
        else:
            words = translate("Transcript", "To the end")
        self.setText(words)
        self.setAccessibleName(translate("Transcript", "Jump to the newest message"))
        self.show()
        self.place()

    def place(self) -> None:
        """Stand at the lower edge of the area, in the middle."""
        self.adjustSize()
        area = self._area.rect()
        x = (area.width() - self.width()) // 2
        self.move(x, area.height() - self.height() - _MARGIN_PX)
        self.raise_()
