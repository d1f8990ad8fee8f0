"""One thing that can be done from a dialog's page: a sentence and the button that does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.adaptive import ScaledLabel, minimum_hit_area
from desktop_app.ui.dialogs.protection_words import Way
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX


class WayRow(QWidget):
    """The sentence over its button, as wide as its text."""

    def __init__(self, way: Way, object_name: str) -> None:
        super().__init__()
        self._sentence = ScaledLabel(wraps=True)
        self.button = QPushButton()
        self.button.setObjectName(object_name)
        self.button.setAutoDefault(False)
        minimum_hit_area(self.button, HIT_AREA_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID_PX, 0, 0)
        column.setSpacing(2 * GRID_PX)
        column.addWidget(self._sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.tell(way)

    def tell(self, way: Way) -> None:
        """Show the words of `way`."""
        self._sentence.setText(way.sentence)
        self.button.setText(way.button)
        self.button.setAccessibleDescription(way.sentence)
