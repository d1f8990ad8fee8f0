"""The left side: find a conversation, begin one, choose one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.session_list_model import SessionListModel
from desktop_app.ui.resources import icon
from desktop_app.ui.sidebar.session_list import SessionListView
from desktop_app.ui.theme import GRID_PX, LIGHT, Theme
from desktop_app.ui.window_state import MAX_SIDE_WIDTH_PX, MIN_SIDE_WIDTH_PX


class SidePane(QWidget):
    """Filter, button and list. The open conversation stays marked whatever the filter hides."""

    sessionChosen = Signal(object)  # SessionRef
    newConversationRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePane")
        self.setMinimumWidth(MIN_SIDE_WIDTH_PX)
        self.setMaximumWidth(MAX_SIDE_WIDTH_PX)
        self._open: SessionRef | None = None
        self._has_loaded = False
        self.model = SessionListModel(self)
        self.filter = self._filter_field()
        self.new_button = QPushButton(translate("SidePane", "New conversation"))
        self.new_button.setObjectName("newConversationButton")
        self.new_button.setAccessibleName(translate("SidePane", "New conversation"))
        self.new_button.setToolTip(translate("SidePane", "Begin a conversation (Ctrl+N)"))
        self.new_button.clicked.connect(self.newConversationRequested)
        self.list = SessionListView(self.model)
        self.list.sessionChosen.connect(self.sessionChosen)
        self._empty = _empty_label()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self._lay_out()
        self.set_theme(LIGHT)

    def set_summaries(self, summaries: Sequence[Summary], now: datetime) -> None:
        """Show `summaries`, which come latest activity first."""
        self._has_loaded = True
        self.model.set_summaries(summaries, now)
        self.list.viewport().update()  # the ages, which change without any conversation changing
        self._show_state()

    def mark_open(self, ref: SessionRef) -> None:
        """Mark the conversation that the window shows."""
        self._open = ref
        self.list.mark(ref)

    def choose_neighbour(self, step: int) -> None:
        """Choose the next (1) or previous (-1) conversation of the list."""
        self.list.choose_neighbour(self._open, step)

    def clear_filter(self) -> bool:
        """Empty the filter; tell whether there was anything in it."""
        had_text = bool(self.filter.text())
        self.filter.clear()
        return had_text

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._search_sign.setIcon(icon("search", theme.text2))
        self.new_button.setIcon(icon("plus", theme.text))
        self.list.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Return in the filter reach the list."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.modifiers()
            in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            if event.key() == Qt.Key.Key_Down:
                self._enter_list()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose_first()
                return True
        return super().eventFilter(watched, event)

    def _filter_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("sessionFilter")
        field.setAccessibleName(translate("SidePane", "Find a conversation"))
        field.setPlaceholderText(translate("SidePane", "Filter…   Ctrl+Shift+K"))
        field.setClearButtonEnabled(True)
        self._search_sign = QAction(self)
        field.addAction(self._search_sign, QLineEdit.ActionPosition.LeadingPosition)
        field.textChanged.connect(self._on_filter_changed)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID_PX, 3 * GRID_PX, 3 * GRID_PX, GRID_PX)
        head.setSpacing(2 * GRID_PX)
        head.addWidget(self.filter)
        head.addWidget(self.new_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)

    def _show_state(self) -> None:
        is_empty = self._has_loaded and not self.model.shown_refs
        if is_empty and self.model.conversations:
            self._empty.setText(
                translate("SidePane", "No conversation matches.\nEsc shows all of them again.")
            )
        elif is_empty:
            self._empty.setText(
                translate("SidePane", "No conversations yet.\nWhat you write is kept for ever.")
            )
        self._pages.setCurrentWidget(self._empty if is_empty else self.list)
        if self._open is not None and self.list.current_ref != self._open:
            self.list.mark(self._open)

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.list.current_ref is None:
            self._choose_first()

    def _choose_first(self) -> None:
        refs = self.model.shown_refs
        if refs and self.list.current_ref not in refs:
            self.list.choose_neighbour(None, 0)

    def _on_filter_changed(self, text: str) -> None:
        self.model.set_filter(text)
        self._show_state()


def _empty_label() -> QLabel:
    label = QLabel()
    label.setObjectName("sessionListEmpty")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(4 * GRID_PX, 6 * GRID_PX, 4 * GRID_PX, 0)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
