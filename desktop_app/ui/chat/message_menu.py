"""What can be done with a message: the menu of a right click, of the menu key, of Shift+F10."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.ui.chat.rows.part import (
    ContinueReply,
    OpenLink,
    RowAction,
    ShowBranches,
    ShowPicture,
)
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.transcript_model import TranscriptRole

if TYPE_CHECKING:
    from desktop_app.ui.chat.transcript_view import TranscriptView

MENU_NAME = "messageMenu"
_SAID = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT, EntryKind.REPLY})


class MessageRequests(QObject):
    """What the reader wants of a message and only the page can do."""

    linkCopyRequested = Signal(object)  # Entry
    rawRequested = Signal(object)  # Entry
    pictureRequested = Signal(object)  # PictureSource
    continueRequested = Signal()
    branchesRequested = Signal(str, int)  # uuid of a message; direction, 0 for a choice
    contextRequested = Signal(str, bool)  # uuid of a message; whether the model is to see it

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # What was brought back into the model's context; None where that can't be chosen.
        self.in_context: frozenset[str] | None = None

    def tell(self, action: RowAction) -> None:
        """Emit the signal of an action that a view does not do itself."""
        match action:
            case ShowPicture(source):
                self.pictureRequested.emit(source)
            case ContinueReply():
                self.continueRequested.emit()
            case ShowBranches(uuid, direction):
                self.branchesRequested.emit(uuid, direction)
            case _:
                pass


def message_menu(view: "TranscriptView", row: int, action: RowAction | None) -> QMenu:
    """Return the menu of a row; `action` is what a click on the place would do.

    It is gone once it closes. Copying takes the selection where there is one, else the message.
    """
    menu = QMenu(view)
    menu.setObjectName(MENU_NAME)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_copying(menu, view, row)
    if isinstance(action, OpenLink):
        href = action.href
        link = menu.addAction(translate("Transcript", "Copy address of the link"))
        link.triggered.connect(lambda: QGuiApplication.clipboard().setText(href))
    menu.addSeparator()
    _add_message_actions(menu, view, row)
    return menu


def menu_place(view: "TranscriptView") -> QPoint:
    """Return where in the viewport the menu of the current row opens by a key."""
    box = view.visualRect(view.currentIndex())
    visible = box.intersected(view.viewport().rect())
    return visible.topLeft() + QPoint(view.column.padding_px, min(24, visible.height() // 2))


def _add_copying(menu: QMenu, view: "TranscriptView", row: int) -> None:
    pointer = view.pointer
    can_copy = pointer.has_selection or row >= 0
    text = menu.addAction(translate("Transcript", "Copy"))
    text.setEnabled(can_copy)
    text.triggered.connect(lambda: pointer.copy(row))
    markdown = menu.addAction(translate("Transcript", "Copy as Markdown"))
    markdown.setEnabled(can_copy)
    markdown.triggered.connect(lambda: pointer.copy_markdown(row))


def _add_message_actions(menu: QMenu, view: "TranscriptView", row: int) -> None:
    entry = view.model().index(row, 0).data(TranscriptRole.ENTRY) if row >= 0 else None
    is_stored = entry is not None and entry.offset >= 0
    select = menu.addAction(translate("Transcript", "Select message"))
    select.setEnabled(entry is not None)
    select.triggered.connect(lambda: view.pointer.select_row(row))
    link = menu.addAction(translate("Transcript", "Copy link to message"))
    link.setEnabled(is_stored)
    link.triggered.connect(lambda: view.pointer.requests.linkCopyRequested.emit(entry))
    _add_context(menu, view, entry if is_stored else None)
    others = menu.addAction(translate("Transcript", "Other branches here…"))
    others.setEnabled(is_stored)
    if entry is not None:
        others.triggered.connect(
            lambda: view.pointer.requests.branchesRequested.emit(entry.uuid, 0)
        )
    raw = menu.addAction(translate("Transcript", "Show raw record…"))
    raw.setEnabled(is_stored)
    raw.triggered.connect(lambda: view.pointer.requests.rawRequested.emit(entry))


def _add_context(menu: QMenu, view: "TranscriptView", entry: Entry | None) -> None:
    requests = view.pointer.requests
    brought_back = requests.in_context
    if entry is None or brought_back is None or entry.kind not in _SAID:
        return
    is_in = entry.uuid in brought_back
    words = (
        translate("Transcript", "Take out of the context")
        if is_in
        else translate("Transcript", "Bring this back into context")
    )
    action = menu.addAction(words)
    action.triggered.connect(lambda: requests.contextRequested.emit(entry.uuid, not is_in))
