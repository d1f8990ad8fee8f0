"""Saves a picture of the window, with the dialog that is open over it."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message

_SHADE = QColor(0, 0, 0, 90)


class PictureNotSavedError(SempreError):
    """The file can't be written."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            message(
                "Screenshot", "The picture {file} is not saved: {reason}.", file=file, reason=reason
            ),
            hint=message("Screenshot", "Choose a file in a directory that exists."),
        )


def picture_of(window: QWidget, dialog: QDialog | None = None) -> QPixmap:
    """Return what the window shows now; a dialog lies in its middle over a shaded window."""
    result = window.grab()
    if dialog is None:
        return result
    over = dialog.grab()
    free = window.size() - dialog.size()
    painter = QPainter(result)
    painter.fillRect(window.rect(), _SHADE)
    painter.drawPixmap(QPoint(free.width() // 2, free.height() // 2), over)
    painter.end()
    return result


def save_picture(picture: QPixmap, file: Path) -> None:
    """Write `picture` as PNG.

    Raises:
        PictureNotSavedError: the system refused.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    try:
        file.write_bytes(buffer.data().data())
    except OSError as error:
        raise PictureNotSavedError(file, error.strerror or str(error)) from error
