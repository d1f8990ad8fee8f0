"""The line above a conversation: its title, who answers, the menu, the status panel's button."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, LIGHT, SUBHEADING_SCALE, Theme

_HEIGHT_PX = 48
_ICON_PX = 16


class EngineChoice(Protocol):
    """What the menu shows of an engine; the manager's capabilities fit."""

    @property
    def name(self) -> str:
        """The contract's word."""
        ...

    @property
    def label(self) -> str:
        """What the author of its replies is called."""
        ...

    @property
    def is_language_model(self) -> bool:
        """Whether replies are made up rather than found."""
        ...


class ConversationHeader(QWidget):
    """Says where one is and who answers."""

    engineChosen = Signal(str)

    def __init__(self, menu: QMenu, health: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT_PX)
        self._theme = LIGHT
        self._engines: dict[str, QAction] = {}
        self._engine: EngineChoice | None = None
        self._choices = ""
        self._group = QActionGroup(self)
        self._title = ElidedLabel()
        self._title.setObjectName("conversationTitle")
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * SUBHEADING_SCALE)
        font.setBold(True)
        self._title.setFont(font)
        self._engine_button = _tool_button("engineMenu", translate("Header", "Who answers"))
        self._engine_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._engine_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._engine_menu = QMenu(self._engine_button)
        self._engine_menu.setLayoutDirection(QGuiApplication.layoutDirection())  # not the button's
        self._engine_button.setMenu(self._engine_menu)
        self._more_button = _tool_button("moreMenu", translate("Header", "Menu"))
        self._more_button.setMenu(menu)
        self._health_button = _tool_button("healthButton", translate("Header", "Status panel"))
        self._health_button.setCheckable(True)
        self._health_button.setChecked(health.isChecked())
        self._health_button.clicked.connect(health.trigger)
        health.toggled.connect(self._health_button.setChecked)
        self._lay_out()

    def set_title(self, title: str) -> None:
        """Show the conversation's title."""
        self._title.set_text(title)

    @property
    def engine_menu(self) -> QMenu:
        """The menu of who answers; others add what is chosen beside that."""
        return self._engine_menu

    def set_choices(self, words: str) -> None:
        """Show what is chosen beside the engine, in a few words; empty is nothing."""
        self._choices = words
        self._show_engine()

    def set_engines(self, engines: Iterable[EngineChoice], current: str) -> None:
        """Offer `engines` and mark the one that answers this conversation."""
        self._engine_menu.clear()
        for action in self._engines.values():
            action.deleteLater()
        self._engines = {}
        self._engine_menu.addSection(translate("Header", "Answers come from"))
        for engine in engines:
            action = QAction(_described(engine), self)
            action.setCheckable(True)
            action.setChecked(engine.name == current)
            action.setData(engine.name)
            action.triggered.connect(lambda _=False, name=engine.name: self.engineChosen.emit(name))
            self._group.addAction(action)
            self._engine_menu.addAction(action)
            self._engines[engine.name] = action
            if engine.name == current:
                self._engine = engine
        self._show_engine()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._engine_button.setIcon(icon("chevron-down", theme.text2))
        self._more_button.setIcon(icon("menu", theme.text))
        self._health_button.setIcon(icon("heart", theme.text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.bg)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.border)

    def _show_engine(self) -> None:
        if self._engine is None:
            return
        sentence = translate(
            "Header", "Answers come from: {engine}", engine=_described(self._engine)
        )
        spoken = " · ".join(part for part in (sentence, self._choices) if part)
        shown = " · ".join(part for part in (self._engine.label, self._choices) if part)
        self._engine_button.setText(shown.replace("&", "&&"))
        self._engine_button.setToolTip(spoken)
        self._engine_button.setAccessibleName(spoken)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GRID_PX, 0, 3 * GRID_PX, 1)
        row.setSpacing(GRID_PX)
        row.addWidget(self._title, 1)
        row.addSpacing(2 * GRID_PX)
        for button in (self._engine_button, self._more_button, self._health_button):
            row.addWidget(button)


def _described(engine: EngineChoice) -> str:
    if engine.is_language_model:
        return engine.label
    if engine.name == "recall":
        return translate("Header", "{engine} – your own history", engine=engine.label)
    return translate("Header", "{engine} – not a language model", engine=engine.label)


def _tool_button(name: str, spoken: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(spoken)
    button.setToolTip(spoken)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIconSize(QSize(_ICON_PX, _ICON_PX))
    button.setMinimumSize(HIT_AREA_PX + GRID_PX, HIT_AREA_PX)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
