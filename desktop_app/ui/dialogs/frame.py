"""What all dialogs share: margins, a page that scrolls when it must, a row of buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.adaptive import ScaledLabel, SideBySide, minimum_hit_area
from desktop_app.ui.theme import GRID_PX, HEADING_SCALE, HIT_AREA_PX

_MARGIN_PX = 6 * GRID_PX


class Dialog(QDialog):
    """A window-modal dialog that is opened with `open()`, never with `exec()`.

    It is as high as its page needs and at most as high as the screen; then the page scrolls. It
    deletes itself when it was closed.
    """

    width_in_characters = 80

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page = QWidget()
        self.page = QVBoxLayout(self._page)
        self.page.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, 2 * GRID_PX)
        self.page.setSpacing(3 * GRID_PX)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        self._buttons = SideBySide()
        self._buttons.add(QWidget(), 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(_MARGIN_PX, 2 * GRID_PX, _MARGIN_PX, _MARGIN_PX)
        self._foot.addWidget(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._foot)

    def add_heading(self, text: str) -> ScaledLabel:
        """Put a heading on the page."""
        heading = ScaledLabel(text, scale=HEADING_SCALE, is_bold=True, wraps=True)
        self.page.addWidget(heading)
        return heading

    def add_text(self, text: str = "", scale: float = 1.0) -> ScaledLabel:
        """Put a paragraph on the page."""
        paragraph = ScaledLabel(text, scale=scale, wraps=True)
        self.page.addWidget(paragraph)
        return paragraph

    def add_button(self, text: str, kind: str = "") -> QPushButton:
        """Put a button in the row; `kind` is the style sheet's: `primary`, `danger`, `quiet`."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setProperty("kind", kind)
        minimum_hit_area(button, HIT_AREA_PX)
        self._buttons.add(button)
        return button

    def fit(self) -> None:
        """Take the height that the page needs now; call it after texts changed."""
        width_px = max(self.width(), self._natural_width())
        self.resize(width_px, self.height())  # so that rows and buttons arrange for this width
        rows = self.findChildren(SideBySide)
        for row in rows:
            row.rearrange()
        self.page.activate()
        needed_px = self._page.heightForWidth(width_px) + self._foot_height()
        available_px = self.screen().availableGeometry().height() - 2 * _MARGIN_PX
        self.resize(width_px, min(max(needed_px, 1), available_px))
        for row in rows:
            row.settle()  # the next frame may be drawn before Qt gets to it

    def showEvent(self, event: QShowEvent) -> None:
        """Fit before the first frame."""
        super().showEvent(event)
        if not event.spontaneous():
            self.fit()

    def _natural_width(self) -> int:
        wanted_px = self.width_in_characters * self.fontMetrics().averageCharWidth()
        return min(wanted_px, self.screen().availableGeometry().width() - 2 * _MARGIN_PX)

    def _foot_height(self) -> int:
        margins = self._foot.contentsMargins()
        return self._buttons.sizeHint().height() + margins.top() + margins.bottom()
