"""How models, permission modes and directories are called in menus."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from desktop_app.ui.i18n import translate

_MAX_PATH_CHARS = 40
# With this mode tools run unasked, so the header says it all the time.
UNASKED_MODE = "bypassPermissions"


def mode_words(mode: str) -> str:
    """Return what a permission mode does; an unknown one is called by its name."""
    words = {
        "": translate("Choices", "Always ask"),
        "default": translate("Choices", "Always ask"),
        "acceptEdits": translate("Choices", "Change files without asking"),
        "plan": translate("Choices", "Only plan, change nothing"),
        UNASKED_MODE: translate("Choices", "Never ask"),
    }
    return words.get(mode, mode)


def path_words(path: str, metrics: QFontMetrics) -> str:
    """Return a path as short as a menu needs it, with the home directory as ~."""
    home = str(Path.home())
    shown = f"~{path[len(home) :]}" if path == home or path.startswith(f"{home}/") else path
    width_px = _MAX_PATH_CHARS * metrics.averageCharWidth()
    return metrics.elidedText(shown, Qt.TextElideMode.ElideMiddle, width_px)


def menu_text(words: str) -> str:
    """Return `words` for a menu, in which an ampersand marks a key."""
    return words.replace("&", "&&")
