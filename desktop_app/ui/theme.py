"""The colours of the window: one frozen table of tokens each for light and dark.

A widget that paints or that holds icons has `set_theme(theme)`; the main window calls it when the
system changes between light and dark. Everything else takes its colours from the palette and the
style sheet, both of which are made here from the same tokens.
"""

from dataclasses import fields
from functools import lru_cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop_app.base.resources import resource_path
from desktop_app.base.values import frozen

# Grid of the window in logical pixels: gaps are multiples of GRID_PX.
GRID_PX = 4
SURFACE_RADIUS_PX = 8
CONTROL_RADIUS_PX = 6
HIT_AREA_PX = 28

# Sizes of text, relative to the system's font.
SECONDARY_SCALE = 0.85
HEADING_SCALE = 1.25
SUBHEADING_SCALE = 1.1

_DISABLED_ALPHA = 120


@frozen
class Theme:
    """Colours by their use. Every pair of text and ground has a contrast of at least 4.5:1."""

    is_dark: bool
    bg: QColor  # transcript
    side: QColor  # list, panel, bars
    border: QColor  # hairlines
    text: QColor
    text2: QColor  # secondary text
    accent: QColor  # selection, send, links
    on_accent: QColor
    user: QColor  # own messages
    code: QColor  # code, tools
    danger: QColor  # removal, loss
    warn: QColor  # attention
    ok: QColor  # kept
    hit: QColor  # ground of what a search found, under `text`


LIGHT = Theme(
    is_dark=False,
    bg=QColor("#FFFFFF"),
    side=QColor("#F6F5F2"),
    border=QColor("#DEDBD5"),
    text=QColor("#1F1E1B"),
    text2=QColor("#5F5C55"),
    accent=QColor("#0F6F67"),
    on_accent=QColor("#FFFFFF"),
    user=QColor("#E8F3F1"),
    code=QColor("#F4F2EE"),
    danger=QColor("#B42318"),
    warn=QColor("#855600"),
    ok=QColor("#1B6E3C"),
    hit=QColor("#F8E3A8"),
)

DARK = Theme(
    is_dark=True,
    bg=QColor("#1C1B1A"),
    side=QColor("#242322"),
    border=QColor("#3A3836"),
    text=QColor("#ECEAE6"),
    text2=QColor("#ABA79F"),
    accent=QColor("#5CC9BC"),
    on_accent=QColor("#08211E"),
    user=QColor("#1E3431"),
    code=QColor("#272624"),
    danger=QColor("#FF8A7E"),
    warn=QColor("#E3B25A"),
    ok=QColor("#74CF90"),
    hit=QColor("#5A4716"),
)


def system_theme(app: QGuiApplication) -> Theme:
    """Return the theme that the system asks for now."""
    return theme_of(app.styleHints().colorScheme())


def theme_of(scheme: Qt.ColorScheme) -> Theme:
    """Return the theme for what a system says; light where it does not say."""
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return the palette for every widget that paints itself."""
    result = QPalette()
    role = QPalette.ColorRole
    for target, color in {
        role.Window: theme.side,
        role.WindowText: theme.text,
        role.Base: theme.bg,
        role.AlternateBase: theme.code,
        role.Text: theme.text,
        role.PlaceholderText: theme.text2,
        role.Button: theme.side,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.code,
        role.ToolTipText: theme.text,
        role.Light: theme.bg,
        role.Midlight: theme.side,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
    }.items():
        result.setColor(target, color)
    faded = QColor(theme.text2)
    faded.setAlpha(_DISABLED_ALPHA)
    for target in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, target, faded)
    return result


def style_sheet(theme: Theme) -> str:
    """Return the application's style sheet in the colours of `theme`.

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    # A style sheet can't colour a drawing, so these two ship in both colours.
    suffix = "dark" if theme.is_dark else "light"
    drawings = {
        name: resource_path("icons", f"{name}-{suffix}.svg").as_posix()
        for name in ("tick", "chevron")
    }
    return Template(_template()).substitute(color_names(theme), **drawings)


def color_names(theme: Theme) -> dict[str, str]:
    """Return `token -> #RRGGBB`, for rich text that cannot hold a QColor."""
    return {
        field.name: getattr(theme, field.name).name()
        for field in fields(theme)
        if field.name != "is_dark"
    }


@lru_cache(maxsize=1)
def _template() -> str:
    return resource_path("styles", "sempre.qss").read_text(encoding="utf-8")
