"""The window: list, conversation, status panel and status line beside each other.

It arranges and remembers its shape; what is shown in it is decided by `conversations` and
`maintenance`.
"""

from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop_app.sessions.promise import CLEANUP_INTERVAL_MINUTES, SESSION_TIMEOUT_MINUTES
from desktop_app.ui.actions import WindowActions
from desktop_app.ui.banner import Banner
from desktop_app.ui.header import ConversationHeader
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import application_icon
from desktop_app.ui.sidebar.side_pane import SidePane
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.theme import Theme
from desktop_app.ui.window_state import MAX_SIDE_WIDTH_PX, MIN_SIDE_WIDTH_PX, WindowMemory

PANEL_WIDTH_PX = 280
DEFAULT_SIZE_PX = (1120, 760)
MIN_SIZE_PX = (560, 420)
# Below this the conversation would be too narrow to read, so the list makes room for it.
_MIN_READING_WIDTH_PX = 420


class MainWindow(QMainWindow):
    """Holds the parts; its own close button only asks, because closing takes a moment."""

    closeRequested = Signal()
    activated = Signal()

    def __init__(self, chat: QWidget, panel: QWidget, memory: WindowMemory) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAccessibleName(translate("MainWindow", "Sempre"))
        self.setWindowTitle(translate("MainWindow", "Sempre"))
        self.setWindowIcon(application_icon())
        self.setMinimumSize(*MIN_SIZE_PX)
        self._memory = memory
        self.actions_ = WindowActions(self)
        self.side = SidePane()
        self.header = ConversationHeader(self.actions_.menu(self), self.actions_["health"])
        self.banner = Banner()
        self.chat = chat
        self.panel = panel
        self.status = StatusLine(SESSION_TIMEOUT_MINUTES, CLEANUP_INTERVAL_MINUTES)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._restore()
        self.actions_["health"].toggled.connect(self._on_panel_toggled)
        self.status.clicked.connect(self._on_status_clicked)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        if self.menuBar().isNativeMenuBar():
            self.actions_.add_to_menu_bar(self.menuBar(), translate("MainWindow", "Conversation"))

    @property
    def is_panel_open(self) -> bool:
        """Whether the status panel is shown."""
        return self.actions_["health"].isChecked()

    def set_title(self, title: str) -> None:
        """Show the title of the open conversation."""
        self.header.set_title(title)
        self.setWindowTitle(translate("MainWindow", "{title} – Sempre", title=title))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme` in every part that paints itself."""
        for part in (self.side, self.header, self.banner, self.status, self.actions_):
            part.set_theme(theme)

    def focus_filter(self) -> None:
        """Put the caret into the filter; a list that made room comes back for it."""
        self.side.show()
        self.side.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.side.filter.selectAll()

    def raise_to_front(self) -> None:
        """Come to the front, as far as the desktop allows it."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def remember_shape(self) -> None:
        """Note size and place for the next start."""
        geometry = self.saveGeometry().toBase64().toStdString()
        self._memory.remember(replace(self._memory.state, geometry=geometry))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for the end instead of ending: a reply may have to be saved first."""
        event.ignore()
        self.closeRequested.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the user comes back to the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the conversation readable."""
        super().resizeEvent(event)
        self._make_room()

    def _lay_out(self) -> None:
        conversation = QWidget()
        column = QVBoxLayout(conversation)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self.chat, 1)
        self._splitter.addWidget(self.side)
        self._splitter.addWidget(conversation)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        left = QWidget()
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.setSpacing(0)
        left_column.addWidget(self._splitter, 1)
        left_column.addWidget(self.status)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        self.panel.setFixedWidth(PANEL_WIDTH_PX)
        row.addWidget(self.panel)
        self.setCentralWidget(whole)

    def _restore(self) -> None:
        state = self._memory.state
        self.resize(*DEFAULT_SIZE_PX)
        if state.geometry:
            self.restoreGeometry(QByteArray.fromBase64(state.geometry.encode("ascii", "ignore")))
        side_px = min(max(state.side_width_px, MIN_SIDE_WIDTH_PX), MAX_SIDE_WIDTH_PX)
        self._splitter.setSizes([side_px, max(self.width() - side_px, 1)])
        self.actions_["health"].setChecked(state.is_panel_open)
        self.panel.setVisible(state.is_panel_open)

    def _make_room(self) -> None:
        panel_px = PANEL_WIDTH_PX if self.is_panel_open else 0
        free_px = self.width() - panel_px - MIN_SIDE_WIDTH_PX
        self.side.setVisible(free_px >= _MIN_READING_WIDTH_PX)

    def _on_panel_toggled(self, is_open: bool) -> None:
        self.panel.setVisible(is_open)
        self._memory.remember(replace(self._memory.state, is_panel_open=is_open))
        self._make_room()

    def _on_status_clicked(self) -> None:
        self.actions_["health"].setChecked(True)

    def _on_splitter_moved(self, position_px: int, handle: int) -> None:
        self._memory.remember(replace(self._memory.state, side_width_px=self._splitter.sizes()[0]))
