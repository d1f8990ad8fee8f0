"""The transcript on the screen: a virtual list that lays out only what is near the viewport."""

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop_app.ui.chat.jump_button import JumpButton
from desktop_app.ui.chat.late_finish import LateFinish
from desktop_app.ui.chat.row_changes import RowChanges
from desktop_app.ui.chat.row_flow import Anchor, RowFlow
from desktop_app.ui.chat.row_painter import Column, PaintState, paint_rows
from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.chat.scroll_link import ScrollLink
from desktop_app.ui.chat.scroll_shift import move_picture
from desktop_app.ui.chat.text_list_view import Index, TextListView
from desktop_app.ui.chat.transcript_bar import TranscriptBar
from desktop_app.ui.chat.transcript_keys import STEP_PX, TranscriptKeys
from desktop_app.ui.chat.transcript_pointer import TranscriptPointer
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.transcript_model import TranscriptModel

if TYPE_CHECKING:
    from desktop_app.ui.chat.hit_marks import HitMarks

_PADDING_PX = 16
_BOTTOM_MARGIN_PX = 24
# Further rows are asked for when fewer screens than this are left in the window.
_NEAR_EDGE_SCREENS = 2
_WHEEL_NOTCH = 120  # eighths of a degree, as Qt counts them


class TranscriptView(TextListView):
    """Shows a `TranscriptModel`. Stays at the end while the reader is there, never otherwise."""

    linkActivated = Signal(str)
    startApproached = Signal()  # the reader is near the window's first row
    endApproached = Signal()  # the reader is near the window's last row
    startRequested = Signal()  # the reader wants the beginning of the conversation
    endRequested = Signal()  # the reader wants the end, which the window does not hold
    offsetRequested = Signal(int)  # the reader wants the rows at this byte of the file
    zoomRequested = Signal(int)  # steps; 0 is back to 100 %

    def __init__(
        self, model: TranscriptModel, settings: RowSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.shelf = RowShelf(model, settings)
        self.row_flow = RowFlow(self.shelf, settings.style.px(_BOTTOM_MARGIN_PX))
        self.pointer = TranscriptPointer(self)
        self._late = LateFinish(self.row_flow, self.settle, self)
        self.keys = TranscriptKeys(self, model)
        self.follows_end = True
        self._model = model
        self._unseen = 0
        self._wheel_px = 0.0  # less than one pixel that is left of a turn of the wheel
        self.hits: HitMarks | None = None  # what a search found
        self._shows_ring = False
        self.setObjectName("transcript")
        self.setAccessibleName(translate("Transcript", "Conversation"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setMouseTracking(True)
        self.bar = TranscriptBar(self)
        self.setVerticalScrollBar(self.bar)
        self.link = ScrollLink(self, model, self.bar)
        self.link.offsetRequested.connect(self.offsetRequested)
        # what is painted covers all of it, and only so its pixels can be moved
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.jump_button = JumpButton(self)
        self.jump_button.set_theme(settings.style.theme)
        self.jump_button.clicked.connect(self.jump_to_end)
        self.setModel(model)
        self._changes = RowChanges(self, model)
        model.modelReset.connect(self._on_model_reset)
        self._on_model_reset()

    @property
    def column(self) -> Column:
        """Where the reading column stands now."""
        style = self.shelf.settings.style
        # Of the whole view: a scroll bar that comes or goes moves no text.
        left, width = style.column(self.width())
        return Column(left, width, style.px(_PADDING_PX))

    @property
    def step_px(self) -> int:
        """How far one small step scrolls."""
        return self.shelf.settings.style.px(STEP_PX)

    @property
    def unseen_count(self) -> int:
        """How many messages came since the reader left the end."""
        return self._unseen

    def apply_settings(self, settings: RowSettings) -> None:
        """Draw everything in another style; the text at the top stays there."""
        anchor, share = self.row_flow.anchor, self._anchor_share()
        self.shelf.restart(settings, self.column.text_width_px)
        self.row_flow.bottom_margin_px = settings.style.px(_BOTTOM_MARGIN_PX)
        self.jump_button.set_theme(settings.style.theme)
        self.pointer.clear_selection()
        self._hold(anchor, share)

    def toggle(self, key: str, row: int) -> None:
        """Open or close what is folded under `key`, in row `row` and wherever else it shows."""
        self.shelf.settings.folds.toggle(key)
        self.pointer.clear_selection()
        self.follows_end = False
        related = [n for n in range(self._model.rowCount()) if self._has_key(n, key)]
        for number in related or [row]:
            self.shelf.rebuild(number)
        self.settle()
        self.follows_end = self.row_flow.is_at_end and not self._model.has_after

    def rebuild_rows(self, keys: Set[str]) -> None:
        """Build every row anew that shows one of `keys`, and place what is visible."""
        built = ((n, self.shelf.built_row(n)) for n in range(self._model.rowCount()))
        for number in [n for n, row in built if row is not None and row.shows(keys)]:
            self.pointer.rows_removed(number, number, shift=False)
            self.shelf.rebuild(number)
        self.settle()

    def show_stretch(self, key: str, number: int, row: int) -> None:
        """Show another stretch of the long text `key`, from its beginning."""
        self.shelf.settings.folds.stretches[key] = number
        self.pointer.clear_selection()
        self.shelf.rebuild(row)
        self.show_row(row)

    def jump_to_end(self) -> None:
        """Show the newest message, and stay at the end from now on."""
        self.follows_end = True
        if self._model.has_after:
            self.endRequested.emit()
        else:
            self.settle()

    def show_uuid(self, uuid: str) -> bool:
        """Put a message near the top and mark it; False where the window does not hold it."""
        row = self._model.row_of(uuid)
        if row is None:
            return False
        self.show_row(row)
        return True

    def show_row(self, row: int) -> None:
        """Put a row near the top and mark it."""
        self.mark_row(row)
        self.row_flow.scroll_to_row(row, self.viewport().height() // 6)
        self.scrolled()

    def show_text(self, row: int, part: int, position: int) -> None:
        """Bring the line of a text position into view; one that is in view stays where it is."""
        self.choose_row(row)
        line_px = self.shelf.lay_out(row, part).line_top_px(position)
        viewport = self.viewport().height()
        placed = next((p for p in self.row_flow.placed if (p.row, p.number) == (row, part)), None)
        margin = 2 * self.step_px
        if placed is None or not margin <= placed.top + line_px <= viewport - 2 * margin:
            self.row_flow.anchor = Anchor(row, part, line_px - viewport // 3)
            self.row_flow.place()
        self.scrolled()

    def scroll_pixels(self, delta_px: int) -> None:
        """Scroll down by `delta_px`, up where it is negative."""
        before = self.row_flow.placed
        self.row_flow.scroll_by(delta_px)
        self.follows_end = self.row_flow.is_at_end and not self._model.has_after
        self._follow()
        move_picture(self, before)
        self._ask_for_neighbours()

    def choose_row(self, row: int) -> None:
        """Make a row the current one without marking it: the mouse is there anyway."""
        self._shows_ring = False
        if row >= 0:
            self._set_current(row)

    def message_text(self, row: int) -> str:
        """Return the text of a row as it was written, for the clipboard."""
        entry = self._model.entry(row)
        return entry.text or "\n\n".join(block.text for block in entry.blocks if block.text)

    def show_start(self) -> None:
        """Show the first row of the window."""
        self.follows_end = False
        self.row_flow.scroll_to_offset(0)
        self.scrolled()

    def mark_row(self, row: int) -> None:
        """Make a row the current one and draw the focus ring around it."""
        self._set_current(row)
        self._shows_ring = True
        self.viewport().update()

    def _set_current(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self._model.index(row), flags)

    # --- what QAbstractItemView asks for

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the viewport."""
        placed = self.row_flow.part_at(point.y())
        if placed is None or point.y() >= placed.top + placed.part.height_px:
            return QModelIndex()
        return self._model.index(placed.row)

    def visualRect(self, index: Index) -> QRect:
        """Return where a row stands in the viewport, partly estimated outside of it."""
        if not index.isValid():
            return QRect()
        top, height = self.row_flow.row_top(index.row()), self.shelf.heights[index.row()]
        return QRect(self.column.left_px, top, self.column.width_px, height)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view."""
        if not index.isValid() or not len(self.shelf.heights):
            return
        box = self.visualRect(index)
        is_visible = box.top() >= 0 and box.bottom() <= self.viewport().height()
        if is_visible and hint is QAbstractItemView.ScrollHint.EnsureVisible:
            return
        if box.top() < 0 or box.height() > self.viewport().height():
            self.row_flow.scroll_to_row(index.row())
        else:
            self.row_flow.scroll_by(box.bottom() - self.viewport().height())
        self.scrolled()

    def verticalOffset(self) -> int:
        """Return the distance of the viewport from the window's top, partly estimated."""
        return self.row_flow.offset_px

    # --- events ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the visible rows."""
        painter = QPainter(self.viewport())
        has_ring = self._shows_ring and self.hasFocus() and self.currentIndex().isValid()
        state = PaintState(
            self.column,
            self.pointer.selection,
            self.pointer.hover,
            self.currentIndex().row() if has_ring else None,
            self.hits,
        )
        # the type stubs of PySide leave out that a region is one
        for area in cast("Iterable[QRect]", event.region()):
            painter.setClipRect(area)
            painter.fillRect(area, self.shelf.settings.style.theme.bg)
            paint_rows(painter, area, self.row_flow, self.shelf, state)
        painter.end()
        self._late.look()
        if (branches := self.shelf.settings.branches) is not None:
            branches.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text at the top where it is, or the end visible."""
        super().resizeEvent(event)
        self.row_flow.viewport_px = self.viewport().height()
        width = self.column.text_width_px
        if width != self.shelf.width_px:
            anchor, share = self.row_flow.anchor, self._anchor_share()
            self.shelf.resize(width)
            self._hold(anchor, share)
        else:
            self.settle()
        self.link.measure()
        self.jump_button.place()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar."""
        self.link.bar_moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by pixels, or change the size of the text while Ctrl is held."""
        turn = event.angleDelta().y() / _WHEEL_NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn:
                self.zoomRequested.emit(1 if turn > 0 else -1)
            return
        self._wheel_px -= turn * QGuiApplication.styleHints().wheelScrollLines() * self.step_px
        whole_px = int(self._wheel_px)
        self._wheel_px -= whole_px
        if whole_px:
            self.scroll_pixels(whole_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, move among rows, open and close; any other key is the window's."""
        event.setAccepted(self.pointer.take_key(event) or self.keys.take(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a message."""
        self.pointer.show_menu(event)

    # --- following the model --------------------------------------------------------------------

    def _on_model_reset(self) -> None:
        self.pointer.clear_selection()
        self._shows_ring = False
        self._unseen = 0
        self.shelf.restart(self.shelf.settings, self.column.text_width_px)
        self.row_flow.anchor = Anchor()
        self.follows_end = not self._model.has_after
        self.link.restart()
        self.settle()

    def add_unseen(self, count: int) -> None:
        """Count messages that came while the reader was further up."""
        self._unseen += count
        self._update_jump()

    # --- scrolling --------------------------------------------------------------------------------

    def scrolled(self) -> None:
        """Bring everything up to date after the reader went somewhere."""
        self.follows_end = self.row_flow.is_at_end and not self._model.has_after
        self._sync()

    def settle(self) -> None:
        """Place everything anew after a change that the reader did not make by scrolling."""
        if self.follows_end and not self._model.has_after:
            self.row_flow.scroll_to_end()
        else:
            self.row_flow.place()
        self._sync()

    def _hold(self, anchor: Anchor, share: float) -> None:
        if len(self.shelf.heights):
            row = min(anchor.row, len(self.shelf.heights) - 1)
            part = min(anchor.part, len(self.shelf.row(row).parts) - 1)
            height = self.shelf.lay_out(row, part).height_px
            self.row_flow.anchor = Anchor(row, part, round(share * height))
        self.settle()

    def _anchor_share(self) -> float:
        """Return how much of the part at the top edge is above it, from 0 to 1."""
        anchor = self.row_flow.anchor
        row = self.shelf.built_row(anchor.row)
        if row is None or anchor.part >= len(row.parts):
            return 0.0
        return anchor.shift / max(1, row.parts[anchor.part].height_px)

    def _sync(self) -> None:
        """Bring scroll bar, jump button, picture and neighbours up to the flow's position."""
        self._follow()
        self.viewport().update()
        self._ask_for_neighbours()

    def _follow(self) -> None:
        self.link.follow()
        self._update_jump()

    def _ask_for_neighbours(self) -> None:
        offset, total = self.row_flow.offset_px, self.row_flow.total_px
        near = _NEAR_EDGE_SCREENS * self.row_flow.viewport_px
        if self._model.has_before and offset < near:
            self.startApproached.emit()
        if self._model.has_after and total - offset - self.row_flow.viewport_px < near:
            self.endApproached.emit()

    def _update_jump(self) -> None:
        if self.row_flow.is_at_end and not self._model.has_after:
            self._unseen = 0
            self.jump_button.hide()
        else:
            self.jump_button.show_count(self._unseen)

    def _has_key(self, number: int, key: str) -> bool:
        row = self.shelf.built_row(number)
        return row is not None and row.shows({key})
