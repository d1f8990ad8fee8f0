"""What went wrong, told in place: an icon, what happened, what it means, what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.errors import notice_of
from desktop_app.ui.resources import pixmap
from desktop_app.ui.theme import GRID_PX, LIGHT, Theme

_ICON_PX = 20


class Problem(QWidget):
    """Hidden until there is something to tell."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._icon = QLabel()
        self._title = ScaledLabel(is_bold=True, wraps=True)
        self._details = ScaledLabel(wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(GRID_PX)
        texts.addWidget(self._title)
        texts.addWidget(self._details)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID_PX)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.set_theme(LIGHT)
        self.hide()

    @property
    def text(self) -> str:
        """Everything that is told now."""
        return f"{self._title.text()} {self._details.text()}"

    def tell(self, failure: BaseException) -> None:
        """Show a known failure as its sentences, a bug as what it is."""
        notice = notice_of(failure)
        self._title.setText(notice.title)
        self._details.setText(f"{notice.data}\n{notice.hint}")
        self.setAccessibleName(self.text)
        self.show()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        scale = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap("warning", theme.danger, _ICON_PX, scale))
        self._title.set_color(theme.danger)
