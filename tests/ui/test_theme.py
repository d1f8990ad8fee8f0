"""Colours: readable, and the same in palette and style sheet."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop_app.base.resources import resource_path
from desktop_app.ui.theme import DARK, LIGHT, Theme, palette, style_sheet, system_theme


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        if channel <= 0.04045:
            return channel / 12.92
        return float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(c) for c in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["bg", "side", "user", "code"])
@pytest.mark.parametrize("ink", ["text", "text2", "accent", "danger", "warn", "ok"])
def test_every_text_is_readable_on_every_ground(theme: Theme, ground, ink):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_the_accent_is_readable(theme):
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_a_search_found_is_readable_and_seen(theme):
    assert contrast(theme.text, theme.hit) >= 4.5
    assert contrast(theme.bg, theme.warn) >= 4.5  # the current hit
    assert theme.hit not in (theme.bg, theme.user, theme.code)


def pairs_of_the_style_sheet():
    """Every text token on the ground that the same rule, or the rule of its kind, gives it."""
    sheet = resource_path("styles", "sempre.qss").read_text("utf-8")
    pairs = set()
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        tokens = dict(re.findall(r"([a-z-]+): \$(\w+)", body))
        ground = tokens.get("background", "bg")
        for name in ("color", "placeholder-text-color"):
            if name in tokens:
                pairs.add((tokens[name], ground, selector.strip()))
        if "selection-color" in tokens:
            pairs.add((tokens["selection-color"], tokens["selection-background-color"], selector))
        if "background" in tokens and "color" not in tokens and not _has_no_text(selector):
            pairs.add(("text", ground, selector.strip()))
    return sorted(pairs)


def _has_no_text(selector):
    return ("::" in selector and "::item" not in selector) or "Splitter" in selector


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_in_the_style_sheet_is_readable(theme):
    pairs = pairs_of_the_style_sheet()

    assert len(pairs) > 20
    faint = [
        (ink, ground, selector)
        for ink, ground, selector in pairs
        if contrast(getattr(theme, ink), getattr(theme, ground)) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_all_its_colours(qapp, theme):
    sheet = style_sheet(theme)

    assert "$" not in sheet
    assert theme.accent.name() in sheet


def test_the_palette_holds_the_tokens(qapp):
    colors = palette(DARK)

    assert colors.color(QPalette.ColorRole.Base) == DARK.bg
    assert colors.color(QPalette.ColorRole.Window) == DARK.side
    assert colors.color(QPalette.ColorRole.HighlightedText) == DARK.on_accent


def test_a_system_that_says_nothing_gets_the_light_theme(qapp):
    assert system_theme(qapp) is LIGHT
