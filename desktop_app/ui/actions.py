"""Everything the window can be told to do, in one table: text, keys, icon, place in the menu."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_app.base.values import frozen
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.theme import Theme


@frozen
class _Spec:
    """One line of the table; the first shortcut is the one that is shown."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""


def _specs() -> tuple[_Spec, ...]:
    return (
        _Spec("new", translate("Actions", "New conversation"), ("Ctrl+N",), "plus"),
        _Spec("rename", translate("Actions", "Rename…"), ("F2",)),
        _Spec("palette", translate("Actions", "Find anything…"), ("Ctrl+K",), "search"),
        _Spec("find", translate("Actions", "Filter the list"), ("Ctrl+Shift+K",)),
        _Spec("find_text", translate("Actions", "Find in this conversation"), ("Ctrl+F",)),
        _Spec("next_hit", translate("Actions", "Hit below"), ("F3",)),
        _Spec("previous_hit", translate("Actions", "Hit above"), ("Shift+F3",)),
        _Spec("compose", translate("Actions", "Write a message"), ("Ctrl+L",)),
        _Spec("previous", translate("Actions", "Conversation above"), ("Ctrl+Up", "Ctrl+PgUp")),
        _Spec("next", translate("Actions", "Conversation below"), ("Ctrl+Down", "Ctrl+PgDown")),
        _Spec("previous_prompt", translate("Actions", "Your message above"), ("Alt+Up",)),
        _Spec("next_prompt", translate("Actions", "Your message below"), ("Alt+Down",)),
        _Spec("go_to_day", translate("Actions", "Go to a day…"), ("Ctrl+G",)),
        _Spec("usage", translate("Actions", "Tokens and cost…")),
        _Spec("escape", translate("Actions", "Stop the reply, then close what is open"), ("Esc",)),
        _Spec("backup", translate("Actions", "Back up now"), ("Ctrl+B",), "backup"),
        _Spec("restore", translate("Actions", "Restore a backup…"), (), "restore"),
        _Spec("export", translate("Actions", "Export…"), ("Ctrl+Shift+E",)),
        _Spec("cleanup", translate("Actions", "Force cleanup…"), (), "trash"),
        _Spec("health", translate("Actions", "Status panel"), ("F8",), "heart"),
        _Spec("zoom_in", translate("Actions", "Larger text"), ("Ctrl++", "Ctrl+=")),
        _Spec("zoom_out", translate("Actions", "Smaller text"), ("Ctrl+-",)),
        _Spec("zoom_reset", translate("Actions", "Normal text size"), ("Ctrl+0",)),
        _Spec("settings", translate("Actions", "Settings…"), ("Ctrl+,",), "settings"),
        _Spec("shortcuts", translate("Actions", "Keyboard shortcuts"), ("F1",)),
        _Spec("quit", translate("Actions", "Quit"), ("Ctrl+Q",)),
    )


# Where a command is chosen, these two make no sense.
_NOT_COMMANDS = ("palette", "escape")

# The menu from top to bottom; None is a line.
_MENU: tuple[str | None, ...] = (
    "new", "rename", "palette", "find", "find_text", "go_to_day", "usage", None,
    "export", "backup", "restore", "cleanup", None,
    "health", "zoom_in", "zoom_out", "zoom_reset", None,
    "settings", "shortcuts", None,
    "quit",
)  # fmt: skip


class WindowActions(QObject):
    """Holds the window's actions; each is reachable by its shortcut wherever the focus is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._specs = {spec.name: spec for spec in _specs()}
        self._actions: dict[str, QAction] = {}
        for spec in self._specs.values():
            action = QAction(spec.text, self)
            action.setObjectName(f"{spec.name}Action")
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setMenuRole(_role(spec.name))
            window.addAction(action)
            self._actions[spec.name] = action
        self["health"].setCheckable(True)

    def __getitem__(self, name: str) -> QAction:
        """Return the action called `name` in the table."""
        return self._actions[name]

    def commands(self) -> tuple[QAction, ...]:
        """Return what can be chosen by its words, in the order of the table."""
        return tuple(action for name, action in self._actions.items() if name not in _NOT_COMMANDS)

    def menu(self, parent: QWidget) -> QMenu:
        """Return a new menu of everything that has a place in it."""
        menu = QMenu(parent)
        self._fill(menu)
        return menu

    def add_to_menu_bar(self, bar: QMenuBar, title: str) -> None:
        """Fill the bar of a system whose applications have theirs at the top of the screen."""
        self._fill(bar.addMenu(title))

    def shortcuts(self) -> list[tuple[str, str]]:
        """Return (what it does, keys) of every action that has keys, and of the composer."""
        native = QKeySequence.SequenceFormat.NativeText
        own = [
            (action.text().rstrip("…"), _joined(action.shortcuts()))
            for action in self._actions.values()
            if action.shortcuts()
        ]
        composer = [
            (translate("Actions", "Send the message"), QKeySequence("Return").toString(native)),
            (translate("Actions", "New line"), QKeySequence("Shift+Return").toString(native)),
        ]
        return composer + own

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for name, spec in self._specs.items():
            if spec.icon:
                self._actions[name].setIcon(icon(spec.icon, theme.text2))

    def _fill(self, menu: QMenu) -> None:
        for name in _MENU:
            if name is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])


def _joined(keys: Iterable[QKeySequence]) -> str:
    return " · ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _role(name: str) -> QAction.MenuRole:
    roles = {
        "quit": QAction.MenuRole.QuitRole,
        "settings": QAction.MenuRole.PreferencesRole,
    }
    return roles.get(name, QAction.MenuRole.NoRole)
