"""Widgets that rearrange instead of clipping, for long languages and large text."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.ui.theme import GRID_PX

_ZERO_WIDTH_SPACE = "\u200b"
_BREAKABLE_CHARS = 16
_SMALL_SHARE = 0.4
_GAP_PX = 2 * GRID_PX


class ScaledLabel(QLabel):
    """Plain text at a size relative to the font of the widget around it.

    Digits are tabular, so that figures that change do not dance. Paths may break behind their
    separators. Call `rescale` when the font around it changed.
    """

    def __init__(
        self, text: str = "", *, scale: float = 1.0, is_bold: bool = False, wraps: bool = False
    ) -> None:
        super().__init__()
        self._text = ""
        self._scale = scale
        self._is_bold = is_bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.setText(text)
        self.rescale()

    def setText(self, text: str) -> None:
        """Show `text`."""
        self._text = text
        super().setText(" ".join(_breakable(word) for word in text.split(" ")))

    def text(self) -> str:
        """Return what was set, without the break points."""
        return self._text

    def rescale(self) -> None:
        """Take the size from the surrounding font again."""
        around = self.parentWidget()
        font = QFont(self.font() if around is None else around.font())
        base = QFont() if around is None else around.font()
        if base.pointSizeF() > 0:
            font.setPointSizeF(base.pointSizeF() * self._scale)
        else:
            font.setPixelSize(round(base.pixelSize() * self._scale))
        if self._is_bold:
            font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)

    def set_color(self, color: QColor) -> None:
        """Draw the text in `color`."""
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.WindowText, color)
        self.setPalette(colors)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the widget that the label was put into."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self.rescale()


class SideBySide(QWidget):
    """Children beside each other where they fit, below each other where they do not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Ignored: a row never makes its panel wider; it rearranges instead.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(_GAP_PX)

    @property
    def is_stacked(self) -> bool:
        """Whether the children stand below each other."""
        return self._boxes.direction() == QBoxLayout.Direction.TopToBottom

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put `widget` behind the others."""
        self._boxes.addWidget(widget, stretch)

    def rearrange(self) -> None:
        """Choose the arrangement for the present width; call it after a text changed.

        A long first text beside something small wraps; two long ones go below each other.
        """
        children = self._visible_children()
        gaps_px = _GAP_PX * max(len(children) - 1, 0)
        widths_px = [natural_width(child) for child in children]
        has_room = sum(widths_px) + gaps_px <= self.width()
        are_others_small = sum(widths_px[1:]) + gaps_px <= self.width() * _SMALL_SHARE
        can_wrap = bool(children) and isinstance(children[0], QLabel)
        is_stacked = not (has_room or (can_wrap and are_others_small))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._boxes.setDirection(down if is_stacked else across)
        # A name stands close to what it names; buttons keep their distance.
        self._boxes.setSpacing(GRID_PX // 2 if is_stacked and can_wrap else _GAP_PX)
        for child in children:
            if isinstance(child, QLabel):
                child.setWordWrap(is_stacked or (not has_room and child is children[0]))

    def settle(self) -> None:
        """Put the children where they belong now, not with the next event."""
        self._boxes.activate()

    def _visible_children(self) -> list[QWidget]:
        items = (self._boxes.itemAt(index) for index in range(self._boxes.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget is not None and not widget.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange for the new width."""
        super().resizeEvent(event)
        self.rearrange()

    def changeEvent(self, event: QEvent) -> None:
        """Rearrange for a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.rearrange()


class Hairline(QFrame):
    """One line of one pixel between two groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Mid)


def natural_width(widget: QWidget) -> int:
    """Return the width in which `widget` needs no line break."""
    if isinstance(widget, QLabel):
        metrics = widget.fontMetrics()
        return max(metrics.horizontalAdvance(line) for line in (*widget.text().split("\n"), "")) + 2
    return widget.sizeHint().width()


def _breakable(word: str) -> str:
    """Return a long word with a break point behind each separator of a path."""
    if len(word) < _BREAKABLE_CHARS:
        return word
    for separator in ("/", "\\"):
        word = word.replace(separator, separator + _ZERO_WIDTH_SPACE)
    return word


def clear_layout(layout: QBoxLayout) -> None:
    """Take out and delete every widget in `layout`."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def minimum_hit_area(widget: QWidget, side_px: int) -> None:
    """Make `widget` at least `side_px` high, so that it is easy to hit."""
    widget.setMinimumSize(widget.minimumSize().expandedTo(QSize(0, side_px)))
