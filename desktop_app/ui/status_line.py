"""The one line at the bottom that is always there: the promise, the sizes, whether all is kept."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import pixmap
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, LIGHT, SECONDARY_SCALE, Theme

_ICON_PX = 14


class Keeping(Enum):
    """How it stands with what the window shows."""

    SAVED = auto()
    SAVING = auto()
    NOT_SAVED = auto()


class StatusLine(QPushButton):
    """A line of facts; a click opens the status panel."""

    def __init__(self, timeout_minutes: int, cleanup_minutes: int) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFlat(True)
        self.setFixedHeight(HIT_AREA_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(translate("StatusLine", "Open the status panel (F8)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SECONDARY_SCALE)
        self.setFont(font)
        self._theme = LIGHT
        self._promise = f"timeout={timeout_minutes} · cleanup={cleanup_minutes}"
        self._sizes_bytes: tuple[int, int] | None = None
        self._keeping = Keeping.SAVED
        self._compose()

    def set_sizes(self, current_bytes: int, all_bytes: int) -> None:
        """Show how large this conversation and all of them are."""
        self._sizes_bytes = current_bytes, all_bytes
        self._compose()

    def set_keeping(self, keeping: Keeping) -> None:
        """Show whether everything is on the disk."""
        self._keeping = keeping
        self._compose()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline, the facts, and the state with its icon."""
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.side)
        painter.fillRect(0, 0, self.width(), 1, theme.border)
        name, color = {
            Keeping.SAVED: ("check", theme.ok),
            Keeping.SAVING: ("unsaved", theme.text2),
            Keeping.NOT_SAVED: ("warning", theme.danger),
        }[self._keeping]
        line = self.rect().adjusted(4 * GRID_PX, 1, -4 * GRID_PX, 0)
        facts = self._facts() + " · "
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.text if self.underMouse() else theme.text2)
        painter.drawText(line, left, facts)
        x_px = line.left() + self.fontMetrics().horizontalAdvance(facts)
        top_px = line.top() + (line.height() - _ICON_PX) // 2
        drawing = pixmap(name, color, _ICON_PX, self.devicePixelRatioF())
        painter.drawPixmap(x_px, top_px, drawing)
        painter.setPen(color)
        line.setLeft(x_px + _ICON_PX + GRID_PX // 2)
        painter.drawText(line, left, self._word())
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._theme.accent, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _facts(self) -> str:
        if self._sizes_bytes is None:
            return self._promise
        current, everything = (format_bytes(size) for size in self._sizes_bytes)
        sizes = translate("StatusLine", "this {size} · all {total}", size=current, total=everything)
        return f"{self._promise} · {sizes}"

    def _word(self) -> str:
        words = {
            Keeping.SAVED: translate("StatusLine", "saved"),
            Keeping.SAVING: translate("StatusLine", "saving…"),
            Keeping.NOT_SAVED: translate("StatusLine", "not saved"),
        }
        return words[self._keeping]

    def _compose(self) -> None:
        self.setText(f"{self._facts()} · {self._word()}")
        self.setAccessibleName(self.text())
        self.update()
