"""Mouse, selection and clipboard of the transcript."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip

from desktop_app.ui.chat.message_menu import MENU_NAME, MessageRequests, menu_place, message_menu
from desktop_app.ui.chat.row_flow import PlacedPart
from desktop_app.ui.chat.rows.part import END, CopyText, OpenLink, RowAction, ShowStretch, Toggle
from desktop_app.ui.chat.selection_keys import moved_caret
from desktop_app.ui.chat.text_selection import (
    TextPoint,
    TextSelection,
    selected_markdown,
    selected_text,
)

if TYPE_CHECKING:
    from desktop_app.ui.chat.transcript_view import TranscriptView

_AUTOSCROLL_MS = 30
_AUTOSCROLL_MAX_PX = 60
_MENU = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
_COPY_MARKDOWN = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C
)


class TranscriptPointer(QObject):
    """Turns what the mouse does over a view into clicks and selections."""

    def __init__(self, view: "TranscriptView") -> None:
        super().__init__(view)
        self.selection: TextSelection | None = None
        self.hover: QPointF | None = None
        self.requests = MessageRequests(self)
        self._view = view
        self._pressed: QPoint | None = None
        self._is_dragging = False
        self._clicks = 0
        # Runs only while a selection is dragged beyond the edge.
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._on_autoscroll)
        view.viewport().installEventFilter(self)

    @property
    def has_selection(self) -> bool:
        """Whether any text is selected."""
        return self.selection is not None and not self.selection.is_empty

    def clear_selection(self) -> None:
        """Select nothing."""
        self.selection = None

    def selected_text(self) -> str:
        """Return the selected text, empty without one."""
        return selected_text(self.selection, self._view.shelf) if self.selection else ""

    def copy(self, row: int | None = None) -> None:
        """Put the selected text on the clipboard; without one, the text of `row`.

        `row` is the current one unless it is given.
        """
        row = self._current_row() if row is None else row
        _to_clipboard(self.selected_text() if self.has_selection else self._row_text(row))

    def copy_markdown(self, row: int | None = None) -> None:
        """Put the selection on the clipboard as Markdown; without one, what `row` was made of."""
        row = self._current_row() if row is None else row
        if self.has_selection and self.selection is not None:
            _to_clipboard(selected_markdown(self.selection, self._view.shelf))
        elif row >= 0:
            _to_clipboard(self._view.message_text(row))

    def select_row(self, row: int) -> None:
        """Select the whole text of a row."""
        last = len(self._view.shelf.row(row).parts) - 1
        self.selection = TextSelection(TextPoint(row, 0, 0), TextPoint(row, last, END))
        self._view.viewport().update()

    def take_key(self, event: QKeyEvent) -> bool:
        """Handle copying and selecting; False for any other key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.keyCombination() == _COPY_MARKDOWN:
            self.copy_markdown()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._current_row() >= 0:
            self._select_more()
        elif event.keyCombination() == _MENU:
            self._show_menu_of_current_row()
        else:
            return self._extend_by_key(event)
        return True

    def rows_inserted(self, first: int, count: int) -> None:
        """Keep the selection on its text."""
        if self.selection is not None:
            self.selection = self.selection.shifted(first, count)

    def rows_removed(self, first: int, last: int, *, shift: bool = True) -> None:
        """Drop a selection whose rows went or changed, keep any other on its text."""
        if self.selection is None:
            return
        if self.selection.touches(first, last):
            self.clear_selection()
        elif shift:
            self.selection = self.selection.shifted(last + 1, first - last - 1)

    def parts_shifted(self, row: int, count: int) -> None:
        """Keep the selection on its text after `count` parts came in at the top of a row."""
        if self.selection is not None:
            self.selection = self.selection.shifted_in(row, count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the viewport's mouse events; everything else goes its way."""
        match event.type():
            case QEvent.Type.MouseButtonPress:
                return isinstance(event, QMouseEvent) and self._on_press(event)
            case QEvent.Type.MouseButtonDblClick:
                return isinstance(event, QMouseEvent) and self._on_double_click(event)
            case QEvent.Type.MouseMove:
                return isinstance(event, QMouseEvent) and self._on_move(event)
            case QEvent.Type.MouseButtonRelease:
                return isinstance(event, QMouseEvent) and self._on_release(event)
            case QEvent.Type.Leave:
                self.hover = None
                self._view.viewport().update()
            case QEvent.Type.ToolTip:
                return isinstance(event, QHelpEvent) and self._on_tooltip(event)
            case _:
                pass
        return super().eventFilter(watched, event)

    def show_menu(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the message under the mouse; by a key, the current one."""
        viewport = self._view.viewport()
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            point = viewport.mapFromGlobal(event.globalPos())
            self.menu_at(point).popup(event.globalPos())
        else:
            self._show_menu_of_current_row()

    def menu_at(self, point: QPoint) -> QMenu:
        """Return what can be done with the message at a point; it is gone once it closes."""
        placed, inner = self._at(point)
        if placed is None:
            return message_menu(self._view, -1, None)
        return message_menu(self._view, placed.row, placed.part.action_at(inner))

    def _on_press(self, event: QMouseEvent) -> bool:
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is not Qt.MouseButton.LeftButton:
            return True
        point = event.position().toPoint()
        self._pressed = point
        self._is_dragging = False
        self._clicks = self._clicks + 1 if self._is_triple(point) else 1
        place = self._text_point(point)
        self._view.choose_row(self._row_at(point))
        if self._clicks > 2 and place is not None:
            self._select_unit(place, is_paragraph=True)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.selection and place:
            self.selection = TextSelection(self.selection.anchor, place)
        else:
            self.selection = TextSelection(place, place) if place is not None else None
        self._view.viewport().update()
        return True

    def _on_double_click(self, event: QMouseEvent) -> bool:
        place = self._text_point(event.position().toPoint())
        self._clicks = 2
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._select_unit(place, is_paragraph=False)
            self._pressed = None
            self._view.viewport().update()
        return True

    def _on_move(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        self.hover = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            distance = (point - self._pressed).manhattanLength()
            self._is_dragging |= distance >= QGuiApplication.styleHints().startDragDistance() // 2
            if self._is_dragging:
                self._drag_to(point)
        self._view.viewport().setCursor(self._cursor_at(point))
        self._view.viewport().update()
        return True

    def _on_release(self, event: QMouseEvent) -> bool:
        self._autoscroll.stop()
        was_click = self._pressed is not None and not self._is_dragging
        self._pressed = None
        if was_click and event.button() is Qt.MouseButton.LeftButton:
            placed, inner = self._at(event.position().toPoint())
            action = placed.part.action_at(inner) if placed is not None else None
            if action is not None and placed is not None:
                self._do(action, placed.row)
        return True

    def _on_tooltip(self, event: QHelpEvent) -> bool:
        placed, inner = self._at(event.pos())
        text = placed.part.tooltip_at(inner) if placed is not None else ""
        QToolTip.showText(event.globalPos(), text, self._view.viewport())
        return True

    def _on_autoscroll(self) -> None:
        point = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        beyond = point.y() if point.y() < 0 else point.y() - self._view.viewport().height()
        self._view.scroll_pixels(max(-_AUTOSCROLL_MAX_PX, min(_AUTOSCROLL_MAX_PX, beyond)))
        self._extend_to(point)

    def _do(self, action: RowAction, row: int) -> None:
        match action:
            case Toggle(key):
                self._view.toggle(key, row)
            case ShowStretch(key, number):
                self._view.show_stretch(key, number, row)
            case CopyText(text):
                QGuiApplication.clipboard().setText(text)
            case OpenLink(href):
                self._view.linkActivated.emit(href)
            case _:
                self.requests.tell(action)

    def _drag_to(self, point: QPoint) -> None:
        self._extend_to(point)
        is_beyond = not 0 <= point.y() < self._view.viewport().height()
        if is_beyond and not self._autoscroll.isActive():
            self._autoscroll.start()
        elif not is_beyond:
            self._autoscroll.stop()

    def _extend_to(self, point: QPoint) -> None:
        place = self._text_point(point)
        if place is None:
            return
        anchor = self.selection.anchor if self.selection else place
        self.selection = TextSelection(anchor, place)
        self._view.viewport().update()

    def _select_more(self) -> None:
        """Select the current row; where it is selected already, everything that is loaded."""
        row, before = self._current_row(), self.selection
        self.select_row(row)
        if self.selection == before:
            last = self._view.model().rowCount() - 1
            end = TextPoint(last, len(self._view.shelf.row(last).parts) - 1, END)
            self.selection = TextSelection(TextPoint(0, 0, 0), end)

    def _show_menu_of_current_row(self) -> None:
        # some systems make a context menu event of Shift+F10, others leave it to us
        is_open = any(m.isVisible() for m in self._view.findChildren(QMenu, MENU_NAME))
        row = self._current_row()
        if row >= 0 and not is_open:
            menu = message_menu(self._view, row, None)
            menu.popup(self._view.viewport().mapToGlobal(menu_place(self._view)))

    def _extend_by_key(self, event: QKeyEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        if self.selection is None:
            return self._select_current_row(event.key())
        is_word = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        caret = moved_caret(self.selection.caret, event.key(), self._view.shelf, is_word=is_word)
        if caret is None:
            return False
        self.selection = TextSelection(self.selection.anchor, caret)
        self._view.scrollTo(self._view.model().index(caret.row, 0))
        self._view.viewport().update()
        return True

    def _select_current_row(self, key: int) -> bool:
        row = self._current_row()
        if row < 0 or key not in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return False
        self.select_row(row)
        return True

    def _select_unit(self, place: TextPoint, *, is_paragraph: bool) -> None:
        part = self._view.shelf.lay_out(place.row, place.part)
        find = part.paragraph_at if is_paragraph else part.word_at
        start, end = find(place.position)
        self.selection = TextSelection(
            TextPoint(place.row, place.part, start), TextPoint(place.row, place.part, end)
        )

    def _is_triple(self, point: QPoint) -> bool:
        if self._clicks != 2 or self.selection is None:
            return False
        place = self._text_point(point)
        return place is not None and self.selection.start <= place <= self.selection.end

    def _text_point(self, point: QPoint) -> TextPoint | None:
        """Return the place in the text nearest to a point."""
        placed, inner = self._at(point)
        if placed is None:
            return None
        position = placed.part.position_at(inner)
        return TextPoint(placed.row, placed.number, 0 if position is None else position)

    def _at(self, point: QPoint) -> tuple[PlacedPart | None, QPointF]:
        placed = self._view.row_flow.part_at(point.y())
        if placed is None:
            return None, QPointF()
        return placed, QPointF(point.x() - self._view.column.text_left_px, point.y() - placed.top)

    def _cursor_at(self, point: QPoint) -> Qt.CursorShape:
        placed, inner = self._at(point)
        if placed is None:
            return Qt.CursorShape.ArrowCursor
        is_inside = 0 <= inner.x() < self._view.column.text_width_px
        if is_inside and placed.part.action_at(inner) is not None:
            return Qt.CursorShape.PointingHandCursor
        has_text = is_inside and placed.part.position_at(inner) is not None
        return Qt.CursorShape.IBeamCursor if has_text else Qt.CursorShape.ArrowCursor

    def _row_at(self, point: QPoint) -> int:
        placed = self._view.row_flow.part_at(point.y())
        return placed.row if placed is not None else -1

    def _current_row(self) -> int:
        return self._view.currentIndex().row()

    def _row_text(self, row: int) -> str:
        """Return the text of a row as it is read; of a folded one, what it stands for."""
        if row < 0:
            return ""
        last = len(self._view.shelf.row(row).parts) - 1
        whole = TextSelection(TextPoint(row, 0, 0), TextPoint(row, last, END))
        return selected_text(whole, self._view.shelf) or self._view.message_text(row)


def _to_clipboard(text: str) -> None:
    if text:
        QGuiApplication.clipboard().setText(text)
