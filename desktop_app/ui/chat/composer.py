"""Where messages are written. Text leaves it only when it is on the disk."""

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.chat.composer_edit import ONE_LINE_PX, ComposerEdit
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import SECONDARY_SCALE, SURFACE_RADIUS_PX, Theme

_ICON_PX = 16


class ComposerState(Enum):
    """How far the text in it is."""

    WRITING = "writing"
    PENDING = "pending"  # handed over, not yet on the disk


class Composer(QFrame):
    """Return hands the text over and keeps it until `confirm_saved` or `take_back`."""

    submitted = Signal(str)
    stopRequested = Signal()
    draftChanged = Signal(str)
    filesWanted = Signal()  # the button was pressed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerFrame")
        self._state = ComposerState.WRITING
        self._pending_text = ""
        self._is_busy = False
        self._theme = theme
        self.edit = ComposerEdit(self)
        self.edit.setObjectName("composer")
        self.edit.setAccessibleName(translate("Composer", "Message"))
        self.edit.setPlaceholderText(translate("Composer", "Write a message…"))
        self.edit.returnPressed.connect(self._on_return_pressed)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.focusChanged.connect(self._update_look)
        self.send_button = _button("sendButton", translate("Composer", "Send"))
        self.send_button.setProperty("kind", "primary")
        self.send_button.setToolTip(translate("Composer", "Send (Return)"))
        self.send_button.clicked.connect(self._on_return_pressed)
        self.stop_button = _button("stopButton", translate("Composer", "Stop"))
        self.stop_button.setToolTip(translate("Composer", "Stop the reply (Esc)"))
        self.stop_button.clicked.connect(self.stopRequested)
        self.attach_button = QToolButton()
        self.attach_button.setObjectName("attachButton")
        self.attach_button.setAccessibleName(translate("Composer", "Attach files"))
        self.attach_button.setToolTip(translate("Composer", "Attach images, PDFs or text files"))
        self.attach_button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.attach_button.setFixedSize(ONE_LINE_PX, ONE_LINE_PX)
        self.attach_button.clicked.connect(self.filesWanted)
        self._saving = QLabel(translate("Composer", "Saving…"))
        self._saving.setObjectName("composerState")
        _scale_font(self._saving, SECONDARY_SCALE)
        bottom = Qt.AlignmentFlag.AlignBottom
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.attach_button, 0, bottom)
        line.addWidget(self.edit, 1)
        line.addWidget(self._saving, 0, bottom)
        line.addWidget(self.stop_button, 0, bottom)
        line.addWidget(self.send_button, 0, bottom)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addLayout(line)
        self._box, self._line = box, line
        self.setFocusProxy(self.edit)
        self.set_theme(theme)

    @property
    def state(self) -> ComposerState:
        """Whether a text is on its way to the disk."""
        return self._state

    @property
    def text(self) -> str:
        """The text as it stands there."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a draft in; what was there is gone, undo included. Not while one is pending."""
        self._end_pending()
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def put_above(self, widget: QWidget) -> None:
        """Show `widget` above the text."""
        self._box.insertWidget(0, widget)

    def put_beside(self, widget: QWidget) -> None:
        """Show `widget` behind the text, before the buttons."""
        behind_text = self._line.indexOf(self.edit) + 1
        self._line.insertWidget(behind_text, widget, 0, Qt.AlignmentFlag.AlignBottom)

    def set_busy(self, *, is_busy: bool) -> None:
        """Show the Stop button while a reply is being written."""
        self._is_busy = is_busy
        self._update_buttons()

    def hold(self) -> None:
        """Show the text as handed over: it was submitted before the reader went elsewhere."""
        self._state = ComposerState.PENDING
        self._pending_text = self.text
        self.edit.setReadOnly(True)
        self._update_look()
        self._update_buttons()

    def confirm_saved(self) -> None:
        """The submitted text is on the disk: exactly that leaves the composer."""
        if self._state is not ComposerState.PENDING:
            return
        submitted = self._pending_text
        self._end_pending()
        if self.text == submitted:
            # By the cursor, so that undo brings it back.
            cursor = self.edit.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            self.edit.setTextCursor(cursor)

    def take_back(self) -> None:
        """The submitted text is not on the disk: it stays and can be changed again."""
        self._end_pending()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.send_button.setIcon(QIcon())
        self.stop_button.setIcon(icon("stop", theme.danger, _ICON_PX))
        self.attach_button.setIcon(icon("attach", theme.text2, _ICON_PX))
        self._update_look()
        self._update_buttons()

    def _on_return_pressed(self) -> None:
        text = self.text
        if self._state is ComposerState.PENDING or self._is_busy or not text.strip():
            return
        self.hold()
        self.submitted.emit(text)

    def _on_text_changed(self) -> None:
        self._update_buttons()
        self.draftChanged.emit(self.text)

    def _end_pending(self) -> None:
        self._state = ComposerState.WRITING
        self._pending_text = ""
        self.edit.setReadOnly(False)
        self._update_look()
        self._update_buttons()

    def _update_buttons(self) -> None:
        is_pending = self._state is ComposerState.PENDING
        self._saving.setVisible(is_pending)
        self.attach_button.setEnabled(not is_pending)
        self.stop_button.setVisible(self._is_busy)
        self.send_button.setVisible(not self._is_busy)
        is_enabled = not is_pending and bool(self.text.strip())
        if is_enabled != self.send_button.isEnabled() or self.send_button.icon().isNull():
            color = self._theme.on_accent if is_enabled else self._theme.text2
            self.send_button.setIcon(icon("send", color, _ICON_PX))
            self.send_button.setEnabled(is_enabled)

    def _update_look(self) -> None:
        theme = self._theme
        is_pending = self._state is ComposerState.PENDING
        edge = theme.accent if self.edit.hasFocus() else theme.border
        self.setStyleSheet(
            f"QFrame#composerFrame {{ background: {theme.bg.name()};"
            f" border: 1px solid {edge.name()}; border-radius: {SURFACE_RADIUS_PX}px; }}"
            "QPlainTextEdit#composer { background: transparent; border: none; padding: 0;"
            f" placeholder-text-color: {theme.text2.name()};"
            f" color: {(theme.text2 if is_pending else theme.text).name()}; }}"
            f"QPushButton {{ min-height: {ONE_LINE_PX - 2}px; max-height: {ONE_LINE_PX - 2}px;"
            " padding: 0 13px; }"
            f"QLabel#composerState {{ color: {theme.text2.name()}; padding-bottom: 10px; }}"
        )


def _button(name: str, words: str) -> QPushButton:
    result = QPushButton(words)
    result.setObjectName(name)
    result.setAccessibleName(words)
    result.setIconSize(QSize(_ICON_PX, _ICON_PX))
    return result


def _scale_font(widget: QWidget, factor: float) -> None:
    font = QFont(widget.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    widget.setFont(font)
