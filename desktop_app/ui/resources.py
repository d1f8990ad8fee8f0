"""Icons: our own stroke drawings, coloured by the theme and sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.base.resources import resource_path

# Icons are drawn for the device pixel ratios of the screens that are there, and for this one, which
# Qt makes smaller for a screen that comes later.
_LARGEST_SCALE = 3.0
_APPLICATION_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, color: QColor, size_px: int = 16) -> QIcon:
    """Return `resources/icons/<name>.svg` in `color`, drawn for `size_px` logical pixels.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    return _icon(name, color.rgba(), size_px)


@lru_cache(maxsize=128)
def _icon(name: str, rgba: int, size_px: int) -> QIcon:
    # Many parts show the same few, and dress again whenever the theme is set.
    color = QColor.fromRgba(rgba)
    renderer = _renderer(name, color)
    result = QIcon()
    for scale in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        result.addPixmap(_drawn(renderer, color, size_px, scale))
    result.addPixmap(_drawn(renderer, color, size_px, _LARGEST_SCALE))
    return result


def pixmap(name: str, color: QColor, size_px: int, scale: float) -> QPixmap:
    """Return one drawing for painting at the device pixel ratio `scale`; see `icon`."""
    return _drawn(_renderer(name, color), color, size_px, scale)


def _renderer(name: str, color: QColor) -> QSvgRenderer:
    source = _source(name).replace("currentColor", color.name())
    return QSvgRenderer(QByteArray(source.encode()))


def _drawn(renderer: QSvgRenderer, color: QColor, size_px: int, scale: float) -> QPixmap:
    side_px = round(size_px * scale)
    result = QPixmap(QSize(side_px, side_px))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(color.alphaF())
    renderer.render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    result.setDevicePixelRatio(scale)
    return result


@lru_cache(maxsize=1)
def application_icon() -> QIcon:
    """Return the program's own icon for title bars and task lists."""
    color = QColor()
    renderer = _renderer("sempre", color)
    result = QIcon()
    for side_px in _APPLICATION_SIZES_PX:
        result.addPixmap(_drawn(renderer, color, side_px, 1.0))
    return result


@lru_cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
