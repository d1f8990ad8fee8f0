"""The palette on the screen: a field over a list, lying on the window near its top."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.i18n import translate
from desktop_app.ui.palette.row_list import RowList, Step
from desktop_app.ui.palette.rows import PaletteRow
from desktop_app.ui.theme import GRID_PX, SURFACE_RADIUS_PX, Theme

MAX_WIDTH_PX = 640
_MAX_HEIGHT_PX = 460
_MIN_MARGIN_PX = 4 * GRID_PX
_TOP_SHARE = 0.1

_STEPS = {
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Backtab: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Tab: Step.DOWN,
    Qt.Key.Key_PageUp: Step.PAGE_UP,
    Qt.Key.Key_PageDown: Step.PAGE_DOWN,
}


class PaletteFrame(QFrame):
    """Field and list. It closes when the focus goes elsewhere, and gives it back on Esc."""

    typed = Signal(str)
    chosen = Signal(object)  # PaletteRow
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(translate("Palette", "Find anything"))
        self._window = window
        self._app = cast("QApplication", QApplication.instance())
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setAccessibleName(translate("Palette", "Find anything"))
        self.field.setPlaceholderText(
            translate("Palette", "A conversation, a command, or any words you remember")
        )
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.list = RowList()
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.notice = QLabel()
        self.notice.setObjectName("paletteNotice")
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.setWordWrap(True)
        self.notice.setForegroundRole(self.notice.palette().ColorRole.PlaceholderText)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        column.setSpacing(GRID_PX)
        column.addWidget(self.field)
        column.addWidget(self._pages, 1)
        self.hide()
        window.installEventFilter(self)

    def open(self) -> None:
        """Come up with the caret in the field; what was typed before is marked to be replaced."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
            self._place()
            self.show()
            self.raise_()
            self._app.focusChanged.connect(self._on_focus_changed)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_up(self) -> None:
        """Go away; the focus returns to where it was if nothing else took it."""
        if not self.isVisible():
            return
        self._app.focusChanged.disconnect(self._on_focus_changed)
        had_focus = self.window().focusWidget() is self.field
        self.hide()
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def show_rows(self, rows: Sequence[PaletteRow], notice: str) -> None:
        """Show `rows`, the first one chosen; `notice` where there are none."""
        self.list.rows.set_rows(rows)
        self.list.choose_first()
        self._show_page(notice)

    def add_rows(self, rows: Sequence[PaletteRow], notice: str) -> None:
        """Show `rows` below the others, whose choice stays; `notice` where there are none."""
        self.list.rows.add_rows(rows)
        if self.list.current is None:
            self.list.choose_first()
        self._show_page(notice)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setStyleSheet(
            f"#palette {{ background: {theme.bg.name()}; border: 1px solid {theme.text2.name()};"
            f" border-radius: {SURFACE_RADIUS_PX}px; }}"
            " #paletteList { background: transparent; border: none; }"
        )
        self.list.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the field's keys before the window's shortcuts do; follow the window's size."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self._take_key(event):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        if key != Qt.Key.Key_Backtab and event.modifiers() not in plain:
            return False
        if key in _STEPS:
            self.list.go(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.current)
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    def _choose(self, row: PaletteRow | None) -> None:
        if row is not None and row.is_choosable:
            self.close_up()
            self.chosen.emit(row)

    def _show_page(self, notice: str) -> None:
        is_empty = not self.list.rows.rows
        self.notice.setText(notice if is_empty else "")
        self._pages.setCurrentWidget(self.notice if is_empty else self.list)
        if is_empty:
            self.field.setAccessibleDescription(notice)

    def _place(self) -> None:
        room = self._window.size()
        width_px = min(MAX_WIDTH_PX, room.width() - 2 * _MIN_MARGIN_PX)
        top_px = max(int(room.height() * _TOP_SHARE), _MIN_MARGIN_PX)
        height_px = min(_MAX_HEIGHT_PX, room.height() - top_px - _MIN_MARGIN_PX)
        self.setGeometry((room.width() - width_px) // 2, top_px, width_px, height_px)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(self.list.rows.rows[index.row()])

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid():  # the field keeps the focus, so it tells which row is chosen
            self.field.setAccessibleDescription(self.list.rows.rows[index.row()].spoken)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            self.close_up()
