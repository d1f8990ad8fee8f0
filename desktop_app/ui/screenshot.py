"""Saves a picture of the window, with the dialog that is open over it."""

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.files import PRIVATE_FILE
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of

_SHADE = QColor(0, 0, 0, 90)


class PictureNotSavedError(SempreError):
    """The file can't be written."""

    def __init__(self, file: Path, reason: Message) -> None:
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
    """Write `picture` as PNG; a new file is readable by the user alone, for it shows messages.

    Raises:
        PictureNotSavedError: the system refused.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    try:
        with open(file, "wb", opener=_open_private) as written:
            written.write(buffer.data().data())
    except OSError as error:
        raise PictureNotSavedError(file, reason_of(error)) from error


def _open_private(file: str, flags: int) -> int:
    return os.open(file, flags, PRIVATE_FILE)
