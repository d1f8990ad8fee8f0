"""Every icon that ships can be drawn, in the colour asked for."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from desktop_app.base.resources import resource_path
from desktop_app.ui.resources import application_icon, icon, pixmap

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def _inked(image) -> set[str]:
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in colors if color.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn(qapp, name):
    assert _inked(pixmap(name, QColor("#123456"), 32, 2.0).toImage())


@pytest.mark.parametrize("color", ["#b42318", "#ffffff"])
def test_an_icon_takes_its_colour(qapp, color):
    assert color in _inked(pixmap("plus", QColor(color), 16, 2.0).toImage())


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_an_icon_is_sharp_at_every_scale(qapp, scale):
    drawing = icon("send", QColor("black")).pixmap(QSize(16, 16), scale)

    assert drawing.size() == QSize(round(16 * scale), round(16 * scale))


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", QColor("black"))


def test_the_application_icon_has_large_sizes(qapp):
    assert application_icon().availableSizes()[-1] == QSize(256, 256)
