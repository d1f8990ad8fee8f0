"""The choice among all branches that begin at one place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.sessions.outline import Branch
from desktop_app.ui.chat.visible_text import one_line
from desktop_app.ui.formats import format_count, format_exact
from desktop_app.ui.i18n import translate

# Of thousands of branches those around the present one are offered, and both ends.
_AROUND = 12


def branch_menu(
    branches: tuple[Branch, ...], uuid: str, choose: Callable[[str], None], parent: QWidget
) -> QMenu:
    """Return a menu whose actions call `choose` with a branch's uuid; gone once it closes."""
    menu = QMenu(parent)
    menu.setObjectName("branchMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if not branches:
        none = menu.addAction(translate("Transcript", "No other branch begins here"))
        none.setEnabled(False)
    here = next((n for n, branch in enumerate(branches) if branch.uuid == uuid), 0)
    shown = [n for n in range(len(branches)) if _is_offered(n, here, len(branches))]
    for before, number in zip([-1, *shown], shown, strict=False):
        if number != before + 1:
            menu.addSeparator()
        branch = branches[number]
        action = menu.addAction(_words(branch, number))
        action.setCheckable(True)
        action.setChecked(number == here)
        action.triggered.connect(lambda _, uuid=branch.uuid: choose(uuid))
    return menu


def _is_offered(number: int, here: int, count: int) -> bool:
    return abs(number - here) <= _AROUND or number in {0, count - 1}


def _words(branch: Branch, number: int) -> str:
    first = one_line(branch.first_words, 60).replace("&", "&&")
    words = f"{format_count(number + 1)}. {first}" if first else f"{format_count(number + 1)}."
    if isinstance(branch.timestamp, datetime):
        words += f" · {format_exact(branch.timestamp)}"
    if branch.is_current:
        words += " · " + translate("Transcript", "goes on")
    return words
