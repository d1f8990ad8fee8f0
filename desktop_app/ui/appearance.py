"""Colours and size of text: what the user chose, else what the system says, at any moment."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from desktop_app.settings.model import Settings
from desktop_app.ui.theme import DARK, LIGHT, Theme, palette, style_sheet, system_theme, theme_of


class Themed(Protocol):
    """A part that paints itself or holds icons."""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        ...


class Appearance(QObject):
    """Dresses the application and its parts, and again whenever the system or the user changes."""

    def __init__(self, app: QApplication, override: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._override = override
        self._system = system_theme(app)
        self._choice = "system"
        self._parts: Sequence[Themed] = ()
        self._set_zoom: Callable[[int], None] = lambda _: None
        self._zoom_percent = 100
        self._theme: Theme | None = None
        app.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    @property
    def theme(self) -> Theme:
        """The colours that hold now."""
        chosen = self._override or self._choice
        if chosen == "system":
            return self._system
        return DARK if chosen == "dark" else LIGHT

    def dress(self, parts: Sequence[Themed], set_zoom: Callable[[int], None]) -> None:
        """Look after `parts` from now on; `set_zoom` takes the size of text in per cent.

        What was applied before holds for them at once.
        """
        self._parts = parts
        self._set_zoom = set_zoom
        if self._theme is not None:
            set_zoom(self._zoom_percent)
            for part in parts:
                part.set_theme(self._theme)

    def dress_also(self, part: Themed) -> None:
        """Look after one more part from now on."""
        self._parts = (*self._parts, part)
        part.set_theme(self.theme)

    def apply(self, settings: Settings) -> None:
        """Make the choices in `settings` visible.

        Before there are widgets this is quick: Qt goes through all of them for each style sheet.
        """
        self._choice = settings.theme
        self._zoom_percent = settings.zoom_percent
        self._set_zoom(settings.zoom_percent)
        self._refresh()

    def _refresh(self) -> None:
        theme = self.theme
        if theme == self._theme:
            return
        self._theme = theme
        self._app.setPalette(palette(theme))
        self._app.setStyleSheet(style_sheet(theme))
        for part in self._parts:
            part.set_theme(theme)

    def _on_color_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = theme_of(scheme)
        self._refresh()
