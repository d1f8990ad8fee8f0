"""A strip over the transcript that tells what could not be read there, and tries again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.sessions.errors import FileChange
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import Theme

_ICON_PX = 16


class ReadStrip(QFrame):
    """Hidden while everything could be read."""

    retryRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readStrip")
        self._tells_failure = False
        self._icon = QLabel()
        self._words = QLabel()
        self._words.setObjectName("readStripText")
        self._words.setWordWrap(True)
        self._retry = QPushButton(translate("Transcript", "Try again"))
        self._retry.setObjectName("readRetryButton")
        self._retry.clicked.connect(self._on_retry_clicked)
        self._close = QPushButton(translate("Transcript", "Close"))
        self._close.setObjectName("readCloseButton")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._retry)
        row.addWidget(self._close)
        self.set_theme(theme)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def tell_failure(self, error: SempreError) -> None:
        """Say what could not be read and offer to try again."""
        self._show(" ".join(render(part) for part in error.parts), can_retry=True)

    def tell_success(self) -> None:
        """Take back that something could not be read; any other words stay."""
        if self._tells_failure:
            self.hide()

    def tell_missing(self, _uuid: str) -> None:
        """Say that a message that was to be shown is not in this conversation."""
        words = translate("Transcript", "That message is not in this conversation's file any more.")
        self._show(words, can_retry=False)

    def tell_no_day(self) -> None:
        """Say that nothing was written on or after the day that was to be shown."""
        words = translate("Transcript", "Nothing was written here on that day or later.")
        self._show(words, can_retry=False)

    def tell_change(self, change: FileChange) -> None:
        """Say that the file is not the one that was shown, and what is shown now."""
        if change is FileChange.SHORTENED:
            words = translate(
                "Transcript",
                "Another program shortened this conversation's file. What is left of it is shown"
                " here, from its end. What you typed is still in the box. If something is missing,"
                " restore it from a backup.",
            )
        else:
            words = translate(
                "Transcript",
                "Another program put a different file in place of this conversation's. What is in"
                " it now is shown here, from its end. What you typed is still in the box. If"
                " something is missing, restore it from a backup.",
            )
        self._show(words, can_retry=False)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        drawing = icon("warning", theme.warn, _ICON_PX)
        self._icon.setPixmap(drawing.pixmap(_ICON_PX, _ICON_PX))
        self.setStyleSheet(
            f"QFrame#readStrip {{ background: {theme.code.name()};"
            f" border: none; border-bottom: 1px solid {theme.border.name()}; }}"
            f"QLabel {{ color: {theme.text.name()}; background: transparent; }}"
        )

    def _show(self, words: str, *, can_retry: bool) -> None:
        self._tells_failure = can_retry
        self._words.setText(words)
        self.setAccessibleName(words)
        self._retry.setVisible(can_retry)
        self._close.setVisible(not can_retry)
        self.show()

    def _on_retry_clicked(self) -> None:
        self.hide()
        self.retryRequested.emit()
