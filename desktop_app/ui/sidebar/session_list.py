"""The list of conversations: a view that says which one was chosen."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.session_list_model import SessionListModel, SessionListRole
from desktop_app.ui.sidebar.session_delegate import SessionDelegate
from desktop_app.ui.theme import Theme
from desktop_app.ui.viewport import give_viewport


class SessionListView(QListView):
    """Shows a `SessionListModel`; a choice by mouse or keyboard is announced, a set one is not."""

    sessionChosen = Signal(object)  # SessionRef

    def __init__(self, model: SessionListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sessionList")
        self.setAccessibleName(translate("SessionList", "Conversations"))
        self._sessions = model
        self._is_setting = False
        self._delegate = SessionDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        give_viewport(self).setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def current_ref(self) -> SessionRef | None:
        """The conversation that is marked."""
        ref = self.currentIndex().data(SessionListRole.REF)
        return ref if isinstance(ref, SessionRef) else None

    def mark(self, ref: SessionRef) -> None:
        """Mark `ref` as the open conversation, without announcing a choice."""
        self._is_setting = True
        try:
            place = self._sessions.place_of(ref)
            self.setCurrentIndex(place)
            if not place.isValid():
                self.clearSelection()
        finally:
            self._is_setting = False

    def choose_neighbour(self, ref: SessionRef | None, step: int) -> None:
        """Choose the conversation `step` rows below (above, if negative) `ref`."""
        refs = self._sessions.shown_refs
        if not refs:
            return
        place = refs.index(ref) + step if ref in refs else 0
        if 0 <= place < len(refs):
            self.setCurrentIndex(self._sessions.place_of(refs[place]))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._delegate.set_font(self.font())
            self.scheduleDelayedItemsLayout()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        ref = current.data(SessionListRole.REF)
        if not self._is_setting and isinstance(ref, SessionRef):
            self.sessionChosen.emit(ref)
