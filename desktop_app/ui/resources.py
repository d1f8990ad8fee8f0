"""Icons: our own stroke drawings, coloured by the theme and sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.base.resources import resource_path

# Device pixel ratios for which an icon is drawn; Qt takes the next larger for any other.
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
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
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(pixmap(name, color, size_px, scale))
    return result


def pixmap(name: str, color: QColor, size_px: int, scale: float) -> QPixmap:
    """Return one drawing for painting at the device pixel ratio `scale`; see `icon`."""
    drawing = QByteArray(_source(name).replace("currentColor", color.name()).encode())
    renderer = QSvgRenderer(drawing)
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
    result = QIcon()
    for side_px in _APPLICATION_SIZES_PX:
        result.addPixmap(pixmap("sempre", QColor(), side_px, 1.0))
    return result


@lru_cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
