"""Files that go with the next message: how they come into the composer, and what shows them."""

from collections.abc import Iterable
from concurrent.futures import CancelledError
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.attachments import (
    OfferedFile,
    check_attachments,
    drop_pasted,
    keep_pasted,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.chat.composer import Composer
from desktop_app.ui.chat.composer_edit import local_files
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate
from desktop_app.ui.resources import icon
from desktop_app.ui.store_worker import StoreWorker
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, Theme

_COLUMNS = 3
_ICON_PX = 16


class AttachmentBar(QWidget):
    """One chip for each file, with its name, its size and a button that takes it out again."""

    removed = Signal(object)  # Path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachmentBar")
        self._theme = theme
        self._files: tuple[OfferedFile, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, GRID_PX)
        self._grid.setSpacing(GRID_PX)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 1)
        self.hide()

    def show_files(self, files: Iterable[OfferedFile]) -> None:
        """Show these instead of what was shown."""
        self._files = tuple(files)
        while (item := self._grid.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        for number, file in enumerate(self._files):
            self._grid.addWidget(self._chip(file), number // _COLUMNS, number % _COLUMNS)
        self.setVisible(bool(self._files))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.show_files(self._files)

    def _chip(self, file: OfferedFile) -> QWidget:
        theme = self._theme
        chip = QWidget()
        chip.setObjectName("attachmentChip")
        chip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        chip.setStyleSheet(
            f"QWidget#attachmentChip {{ background: {theme.code.name()}; border-radius: 6px; }}"
        )
        size = format_bytes(file.size_bytes)
        spoken = translate("Composer", "{file}, {size}", file=file.path.name, size=size)
        chip.setAccessibleName(spoken)
        chip.setToolTip(str(file.path))
        drawing = QLabel()
        name = "picture" if file.media_type.startswith("image/") else "attach"
        drawing.setPixmap(icon(name, theme.text2, _ICON_PX).pixmap(QSize(_ICON_PX, _ICON_PX)))
        words = ElidedLabel()
        words.set_text(file.path.name)
        amount = QLabel(size)
        amount.setStyleSheet(f"color: {theme.text2.name()};")
        remove = QToolButton()
        remove.setObjectName("attachmentRemove")
        remove.setIcon(icon("close", theme.text2, _ICON_PX))
        remove.setFixedSize(HIT_AREA_PX, HIT_AREA_PX)
        remove.setAccessibleName(translate("Composer", "Take out {file}", file=file.path.name))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(lambda: self.removed.emit(file.path))
        row = QHBoxLayout(chip)
        row.setContentsMargins(2 * GRID_PX, 0, 0, 0)
        row.setSpacing(GRID_PX)
        row.addWidget(drawing)
        row.addWidget(words, 1)
        row.addWidget(amount)
        row.addWidget(remove)
        return chip


class Attachments(QObject):
    """Which files go with the next message; refusals are told before anything is sent."""

    changed = Signal()
    failed = Signal(object)  # SempreError

    def __init__(
        self, composer: Composer, worker: StoreWorker, tasks: TaskOwner, theme: Theme
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._worker = worker
        self._tasks = tasks
        self._ref: SessionRef | None = None
        self._files: tuple[OfferedFile, ...] = ()
        self.bar = AttachmentBar(theme)
        composer.put_above(self.bar)
        self.bar.removed.connect(self._on_removed)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, in the order in which they came."""
        return tuple(file.path for file in self._files)

    def show(self, ref: SessionRef, files: Iterable[Path] = ()) -> None:
        """Begin with the files of another conversation's draft; what is gone is left out."""
        self._ref = ref
        self._files = ()
        self.bar.show_files(())
        if wanted := tuple(path for path in files if path.is_file()):
            self.offer(wanted)

    def choose(self) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self._composer.window(), translate("Composer", "Attach files"))
        dialog.setObjectName("attachDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.offer(tuple(map(Path, names))))
        dialog.open()

    def offer(self, files: tuple[Path, ...]) -> None:
        """Take files, or tell why one can't go with a message."""
        new = tuple(file for file in files if file not in self.paths)
        if new and self._ref is not None:
            self._tasks.start(self._take(self._ref, new), "look at files")

    def offer_content(self, content: QMimeData) -> None:
        """Take what was pasted or dropped: files, else a picture."""
        if files := local_files(content):
            self.offer(files)
        elif content.hasImage():
            self.offer_image(QImage(content.imageData()))

    def clear(self) -> None:
        """Forget the files: they are beside the conversation now."""
        self._drop(self.paths)
        self._files = ()
        self._tell()

    async def _take(self, ref: SessionRef, files: tuple[Path, ...]) -> None:
        try:
            offered = await self._worker.run(check_attachments, (*self.paths, *files))
        except SempreError as error:
            self.failed.emit(error)
            return
        except CancelledError:  # the window is closing
            return
        if ref == self._ref:
            self._files = offered
            self._tell()

    def offer_image(self, image: QImage) -> None:
        """Take a pasted picture; it is on the disk before it is shown."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if self._ref is not None and QImageWriter(buffer, QByteArray(b"PNG")).write(image):
            name = translate("Composer", "Pasted picture")
            work = self._keep(self._ref, bytes(content.data()), f"{name}.png")
            self._tasks.start(work, "keep a pasted picture")

    async def _keep(self, ref: SessionRef, content: bytes, name: str) -> None:
        try:
            path = await self._worker.run(keep_pasted, content, name)
        except SempreError as error:
            self.failed.emit(error)
            return
        except CancelledError:
            return
        await self._take(ref, (path,))

    def _on_removed(self, path: Path) -> None:
        self._files = tuple(file for file in self._files if file.path != path)
        self._drop((path,))
        self._tell()

    def _drop(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self._tasks.start(self._worker.run(drop_pasted, paths), "forget pasted pictures")

    def _tell(self) -> None:
        self.bar.show_files(self._files)
        self.changed.emit()
