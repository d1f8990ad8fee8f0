"""Pictures in messages: where they come from, and decoding them within limits.

Only formats that Qt reads by itself, only from the record or from this machine, never from the
network. What claims to be larger than the limits is refused before it is decoded.
"""

import base64
import binascii
from dataclasses import field
from functools import partial
from hashlib import sha256

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from desktop_app.base.values import frozen
from desktop_app.sessions.beside_transcript import local_candidates, read_beginning
from desktop_app.sessions.entries import Block
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.chat.late_content import ContentReader, Missing
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_PIXELS = 64_000_000
MAX_SIDE_PX = 30_000
_MAX_ALLOCATION_MB = 256
_HEADER_CHARS = 64 * 1024  # of base64: what stands before a picture's size
_FORMATS = frozenset({b"png", b"jpg", b"jpeg", b"gif", b"webp", b"bmp"})


@frozen
class PictureSource:
    """Where a picture comes from: text in base64, or a path as the message names it."""

    label: str
    data: str = field(default="", repr=False)
    path: str = ""

    @property
    def size_bytes(self) -> int:
        """The size of the encoded picture; 0 while it is not known."""
        return len(self.data) * 3 // 4

    @property
    def key(self) -> str:
        """What names it among everything that is read late."""
        if self.path:
            return f"picture:path:{self.path}"
        # The middle too: pictures of one program begin and end alike.
        length, middle = len(self.data), len(self.data) // 2
        sample = f"{length}:{self.data[:4096]}{self.data[middle : middle + 4096]}"
        return f"picture:{sha256((sample + self.data[-4096:]).encode()).hexdigest()}"


@frozen
class Picture:
    """A decoded picture, scaled to where it is shown; `full_size` is what it was."""

    image: QImage
    full_size: QSize

    @property
    def size_bytes(self) -> int:
        """The memory of its pixels."""
        return self.image.sizeInBytes()


def picture_of_block(block: Block) -> PictureSource | None:
    """Return the picture in an image block; None where it holds none that could be shown."""
    source = (block.data or {}).get("source")
    if not isinstance(source, dict) or source.get("type") != "base64":
        return None
    media_type, data = source.get("media_type"), source.get("data")
    if not isinstance(data, str) or not data:
        return None
    return PictureSource(media_type if isinstance(media_type, str) else "", data)


def picture_reader(source: PictureSource, width_px: int) -> ContentReader:
    """Return what reads a picture, no wider than `width_px` device pixels."""
    return partial(read_picture, source=source, width_px=width_px)


def read_picture(
    store: Store, ref: SessionRef, source: PictureSource, width_px: int
) -> Picture | Missing:
    """Return a picture decoded, or why there is none. For a worker thread."""
    try:
        content = picture_bytes(store, ref, source)
    except (OSError, ValueError, binascii.Error):
        return Missing(translate("Picture", "It can't be read."))
    if content is None:
        return Missing(translate("Picture", "The file is not on this machine."))
    if len(content) > MAX_FILE_BYTES:
        return Missing(_too_large())
    return decode(content, width_px)


def picture_bytes(store: Store, ref: SessionRef, source: PictureSource) -> bytes | None:
    """Return the encoded picture; None where no such file exists.

    A file above the limit is returned one byte longer than the limit. Raises OSError, ValueError.
    """
    if not source.path:
        if source.size_bytes > MAX_FILE_BYTES:
            return bytes(MAX_FILE_BYTES + 1)
        return base64.b64decode(source.data)
    for path in local_candidates(store, ref, source.path):
        try:
            content, _ = read_beginning(path, MAX_FILE_BYTES + 1)
        except FileNotFoundError:
            continue
        return content
    return None


def decode(content: bytes, width_px: int) -> Picture | Missing:
    """Return the first image in `content`, scaled down to `width_px` device pixels."""
    buffer, reader = _reader(content)
    size = _oriented_size(reader)
    if not size.isValid():
        return Missing(translate("Picture", "This kind of picture can't be shown."))
    if not is_within_limits(size):
        return Missing(_too_large())
    if size.width() > width_px:
        reader.setScaledSize(_scaled_for(reader, size, width_px))
    image = reader.read()
    buffer.close()
    if image.isNull():
        return Missing(translate("Picture", "The picture is damaged."))
    return Picture(image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), size)


def size_of(source: PictureSource) -> QSize:
    """Return the size that the first bytes tell, an invalid one where they tell none.

    Cheap enough for the window's thread; nothing is decoded and no file is touched.
    """
    if not source.data:
        return QSize()
    head = source.data[: _HEADER_CHARS - _HEADER_CHARS % 4]
    try:
        content = base64.b64decode(head + "=" * (-len(head) % 4))
    except (ValueError, binascii.Error):
        return QSize()
    _, reader = _reader(content)
    size = _oriented_size(reader)
    return size if is_within_limits(size) else QSize()


def is_within_limits(size: QSize) -> bool:
    """Tell whether a picture of this size may be decoded."""
    is_bounded = max(size.width(), size.height()) <= MAX_SIDE_PX
    return is_bounded and 0 < size.width() * size.height() <= MAX_PIXELS


def _reader(content: bytes) -> tuple[QBuffer, QImageReader]:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MAX_ALLOCATION_MB)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return buffer, reader


def _oriented_size(reader: QImageReader) -> QSize:
    """Return the size as it is shown; an invalid one for a format that is not read at all."""
    if bytes(reader.format().data()) not in _FORMATS:
        return QSize()
    size = reader.size()
    return size.transposed() if _is_turned(reader) else size


def _is_turned(reader: QImageReader) -> bool:
    return bool(reader.transformation().value & 4)  # TransformationRotate90 and its mirrors


def _scaled_for(reader: QImageReader, size: QSize, width_px: int) -> QSize:
    scaled = QSize(width_px, max(1, round(size.height() * width_px / size.width())))
    return scaled.transposed() if _is_turned(reader) else scaled


def _too_large() -> str:
    return translate(
        "Picture", "Larger than {size} or too many pixels.", size=format_bytes(MAX_FILE_BYTES)
    )
