"""The text field of the composer: grows with its text, lets an idle window sleep."""

import re
from math import ceil
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSizePolicy, QWidget

MAX_LINES = 10
# The caret stops blinking after this long without input: each blink wakes the whole machine.
BLINKING_MS = 10_000
_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
# Wrapping at words is quadratic in the length of one: 400,000 characters took 6 s, anywhere 0.07 s.
_LONG_WORD = re.compile(r"\S{2000}")
_AT_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_ANYWHERE = QTextOption.WrapMode.WrapAnywhere
ONE_LINE_PX = 36  # the height of the button beside it


class ComposerEdit(QPlainTextEdit):
    """Return reports, Shift+Return breaks the line, everything else edits."""

    returnPressed = Signal()
    focusChanged = Signal()
    contentOffered = Signal(object)  # QMimeData with files or a picture, pasted or dropped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(_NO_BAR)
        self.document().setDocumentMargin(0)
        self._preedit = ""
        self._flash_time_ms = QGuiApplication.styleHints().cursorFlashTime()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(BLINKING_MS)
        self._rest.timeout.connect(self._on_rested)
        self.document().documentLayout().documentSizeChanged.connect(self._update_height)
        self._update_height()

    def set_zoom(self, factor: float) -> None:
        """Show the text in another size."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        self.setFont(font)
        self._update_height()

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds text that is not decided yet."""
        return bool(self._preedit)

    @property
    def is_blinking(self) -> bool:
        """Whether the caret may blink now."""
        return self._rest.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report Return; Shift+Return and everything else edits."""
        self._wake()
        is_return = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_return and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.accept()
            if not self.is_composing:
                self.returnPressed.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow what the input method is composing."""
        self._wake()
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def setPlainText(self, text: str) -> None:
        """Replace everything, wrapped so that no text makes the window wait."""
        if _LONG_WORD.search(text):
            self.setWordWrapMode(_ANYWHERE)
            super().setPlainText(text)
        else:  # in this order: what is replaced must not be wrapped at words once more
            super().setPlainText(text)
            self.setWordWrapMode(_AT_WORDS)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files and pictures besides text."""
        has_files = bool(local_files(source)) or source.hasImage()
        return has_files or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text only, undone in one step; hand on files and pictures."""
        if local_files(source) or (source.hasImage() and not source.hasText()):
            self.contentOffered.emit(source)
        elif source.hasText():
            text = source.text()
            if _LONG_WORD.search(text):
                self.setWordWrapMode(_ANYWHERE)
            self.insertPlainText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the caret blink."""
        self._wake()
        super().focusInEvent(event)
        self.focusChanged.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give the caret's blinking back to the other fields."""
        self._rest.stop()
        QGuiApplication.styleHints().setCursorFlashTime(self._flash_time_ms)
        super().focusOutEvent(event)
        self.focusChanged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines may wrap differently now."""
        super().resizeEvent(event)
        self._update_height()

    def _wake(self) -> None:
        if not self._rest.isActive() and self._flash_time_ms > 0:
            QGuiApplication.styleHints().setCursorFlashTime(self._flash_time_ms)
        self._rest.start()

    def _on_rested(self) -> None:
        # A flash time of 0 means a caret that stands still.
        QGuiApplication.styleHints().setCursorFlashTime(0)

    def _update_height(self) -> None:
        # A plain text document measures its height in lines, wrapped ones included.
        lines = max(1, min(MAX_LINES, round(self.document().size().height())))
        line_px = QFontMetricsF(self.font()).lineSpacing()
        margin = max(4, round((ONE_LINE_PX - line_px) / 2))
        self.setViewportMargins(4, margin, 4, margin)
        height = ceil(lines * line_px) + 2 * margin
        is_full = self.document().size().height() > MAX_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_full else _NO_BAR
        self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)


def local_files(source: QMimeData) -> tuple[Path, ...]:
    """Return the files of this machine that are pasted or dropped; other addresses are text."""
    urls = source.urls() if source.hasUrls() else []
    if not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(path for path in (Path(url.toLocalFile()) for url in urls) if path.is_file())
