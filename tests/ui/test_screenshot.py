"""A picture shows the window, and the dialog over it."""

import stat

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.ui.screenshot import PictureNotSavedError, picture_of, save_picture


def _filled(qtbot, kind, color, width_px, height_px):
    widget = kind()
    qtbot.addWidget(widget)
    widget.setStyleSheet(f"background: {color}")
    widget.resize(width_px, height_px)
    return widget


def test_the_window_is_in_the_file(qtbot, tmp_path):
    window = _filled(qtbot, QDialog, "#ff0000", 60, 40)
    save_picture(picture_of(window), tmp_path / "w.png")
    image = QImage(str(tmp_path / "w.png"))

    assert (image.width(), image.height()) == (60, 40)
    assert image.pixelColor(30, 20) == QColor("#ff0000")


def test_nobody_else_may_look_at_it(qtbot, tmp_path):
    widget = QWidget()
    qtbot.addWidget(widget)
    save_picture(picture_of(widget), tmp_path / "w.png")
    assert stat.S_IMODE((tmp_path / "w.png").stat().st_mode) == 0o600


def test_a_dialog_lies_in_the_middle_of_a_shaded_window(qtbot):
    window = _filled(qtbot, QDialog, "#ff0000", 60, 40)
    dialog = _filled(qtbot, QDialog, "#00ff00", 20, 20)
    image = picture_of(window, dialog).toImage()

    assert image.pixelColor(30, 20) == QColor("#00ff00")
    assert 100 < image.pixelColor(2, 2).red() < 255


def test_a_place_that_does_not_exist_is_told(qtbot, tmp_path):
    widget = QWidget()
    qtbot.addWidget(widget)
    with pytest.raises(PictureNotSavedError) as caught:
        save_picture(picture_of(widget), tmp_path / "missing" / "w.png")

    assert "is not saved" in str(caught.value)
