"""The parts of the status panel: the overall state, one figure, one finding."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.adaptive import ScaledLabel, SideBySide, minimum_hit_area
from desktop_app.ui.resources import pixmap
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, SECONDARY_SCALE, SUBHEADING_SCALE, Theme

_ICON_PX = 16


class Figure(SideBySide):
    """A name and what holds for it; below each other where both do not fit side by side.

    The value carries the object name, and reads "name: value" to a screen reader.
    """

    def __init__(self, name: str, object_name: str, tool_tip: str) -> None:
        super().__init__()
        self._name = ScaledLabel(name)
        self._value = ScaledLabel("…")
        self._value.setObjectName(object_name)
        self.setToolTip(tool_tip)
        self.add(self._name, 1)
        self.add(self._value)
        self.set_value("…")

    @property
    def name(self) -> str:
        """What the figure is called."""
        return self._name.text()

    @property
    def value(self) -> str:
        """What is shown now."""
        return self._value.text()

    def set_value(self, text: str, tool_tip: str = "") -> None:
        """Show `text`; `tool_tip`, if given, replaces the explanation on hover."""
        self._value.setText(text)
        self._value.setToolTip(tool_tip)
        self._value.setAccessibleName(f"{self.name}: {text}")
        self.rearrange()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._name.set_color(theme.text2)
        self._value.set_color(theme.text)


class State(QWidget):
    """The overall state: an icon, a word, and a sentence. Never told by the colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("healthState")
        self._icon = QLabel()
        self._word = ScaledLabel(scale=SUBHEADING_SCALE, is_bold=True, wraps=True)
        self._sentence = ScaledLabel(wraps=True)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID_PX)
        line.addWidget(self._icon)
        line.addWidget(self._word, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID_PX)
        whole.addLayout(line)
        whole.addWidget(self._sentence)

    def show_state(self, word: str, sentence: str) -> None:
        """Show these texts; `paint` gives them their icon."""
        self._word.setText(word)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{word}. {sentence}")

    def paint(self, icon_name: str, color: QColor) -> None:
        """Show the icon and the word in `color`."""
        side_px = round(_ICON_PX * SUBHEADING_SCALE)
        self._icon.setPixmap(pixmap(icon_name, color, side_px, self.devicePixelRatioF()))
        self._word.set_color(color)

    @property
    def text(self) -> str:
        """The word and the sentence, for copying."""
        return f"{self._word.text()}. {self._sentence.text()}"


class FindingCard(QWidget):
    """One thing that wants attention: what it is, what to do, and a button that does it."""

    actionRequested = Signal()

    def __init__(self, icon_name: str, texts: tuple[str, str], action: str = "") -> None:
        super().__init__()
        sentence, hint = texts
        self._icon_name = icon_name
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint = ScaledLabel(hint, scale=SECONDARY_SCALE, wraps=True)
        said = QVBoxLayout()
        said.setSpacing(GRID_PX)
        said.addWidget(ScaledLabel(sentence, wraps=True))
        said.addWidget(self._hint)
        if action:
            said.addWidget(self._button(action), 0, Qt.AlignmentFlag.AlignLeft)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * GRID_PX)
        whole.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(said, 1)
        self.setAccessibleName(f"{sentence} {hint}")

    def paint(self, color: QColor, secondary: QColor) -> None:
        """Show the icon in `color` and the hint in `secondary`."""
        scale = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(self._icon_name, color, _ICON_PX, scale))
        self._hint.set_color(secondary)

    def _button(self, action: str) -> QPushButton:
        button = QPushButton(action)
        minimum_hit_area(button, HIT_AREA_PX)
        button.clicked.connect(self.actionRequested)
        return button


def rescale_all(widget: QWidget, event: QEvent) -> None:
    """Give every label in `widget` its size again when `event` says that the font changed."""
    if event.type() != QEvent.Type.FontChange:
        return
    for label in widget.findChildren(ScaledLabel):
        label.rescale()
    for row in widget.findChildren(SideBySide):
        row.rearrange()
