"""A picture of a message, as large as the screen allows, to be saved where the user likes."""

import errno
import os
from pathlib import Path

from PySide6.QtCore import QMimeDatabase, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.raw_records import RecordCopyError
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.chat.late_content import Content, Missing
from desktop_app.ui.chat.pictures import Picture, PictureSource, picture_bytes, read_picture
from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.store_worker import StoreWorker

_SCREEN_SHARE = 0.7
_MIN_WIDTH_PX = 420


class PictureDialog(Dialog):
    """Shows one picture; reads it anew, so that it is not limited to the reading column."""

    def __init__(
        self,
        worker: StoreWorker,
        tasks: TaskOwner,
        ref: SessionRef,
        source: PictureSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("PictureDialog", "Picture"), "pictureDialog", parent)
        self._worker = worker
        self._ref = ref
        self._source = source
        self._picture = QLabel()
        self._picture.setObjectName("pictureImage")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(source.label)
        self.page.addWidget(self._picture)
        self._note = self.add_text(translate("PictureDialog", "Reading the picture"))
        save = self.add_button(translate("PictureDialog", "Save a copy…"))
        save.setObjectName("pictureSaveButton")
        close = self.add_button(translate("PictureDialog", "Close"))
        close.setObjectName("pictureCloseButton")
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.reject)
        save.clicked.connect(self._on_save)
        self._tasks = tasks
        self._task = tasks.start(self._load(), "read a picture")
        self.finished.connect(self._on_finished)

    def save_to(self, target: Path) -> None:
        """Write the picture as it was stored, byte for byte, to a file."""
        if self._task.done():
            self._task = self._tasks.start(self._save(target), "save a picture")

    def _on_finished(self) -> None:
        self._task.cancel()

    def _on_save(self) -> None:
        chooser = QFileDialog(self, translate("PictureDialog", "Save the picture"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(_file_name(self._source))
        chooser.fileSelected.connect(lambda name: self.save_to(Path(name)))
        chooser.open()

    async def _load(self) -> None:
        room = self.screen().availableGeometry().size() * _SCREEN_SHARE
        ratio = self.devicePixelRatioF()
        wide_px = round(room.width() * ratio)
        try:
            content: Content = await self._worker.run(
                read_picture, self._ref, self._source, wide_px
            )
        except SempreError as error:
            content = Missing(render(error.title))
        if isinstance(content, Picture):
            self._show(content, room, ratio)
        elif isinstance(content, Missing):
            self._note.setText(content.words)
        self.fit()

    def _show(self, picture: Picture, room: QSize, ratio: float) -> None:
        image = picture.image
        limit = QSize(round(room.width() * ratio), round(room.height() * ratio))
        if image.width() > limit.width() or image.height() > limit.height():
            image = image.scaled(
                limit,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        size = picture.full_size
        words = translate(
            "PictureDialog", "{width} × {height} pixels", width=size.width(), height=size.height()
        )
        self._note.setText(words)
        self.resize(max(_MIN_WIDTH_PX, round(image.width() / ratio) + 80), self.height())

    async def _save(self, target: Path) -> None:
        try:
            await self._worker.run(_write_copy, self._ref, self._source, target)
        except SempreError as error:
            self._note.setText(" ".join(render(part) for part in error.parts))
        else:
            self._note.setText(translate("PictureDialog", "Saved as {path}.", path=target))


def _write_copy(store: Store, ref: SessionRef, source: PictureSource, target: Path) -> None:
    try:
        content = picture_bytes(store, ref, source)
        if content is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), source.path)
        target.write_bytes(content)
    except OSError as error:
        raise RecordCopyError(target, error) from error


def _file_name(source: PictureSource) -> str:
    if source.path:
        return Path(source.path).name or "picture"
    suffix = QMimeDatabase().mimeTypeForName(source.label).preferredSuffix()
    return f"picture.{suffix}" if suffix else "picture"
