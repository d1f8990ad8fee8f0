"""The process that lays out an exported conversation as pages; see `sessions.export.pdf`.

It reads simple HTML from its standard input, parts ended by a NUL, and writes a PDF to the file
that it was given. It draws offscreen, reads no other file and asks no network.
"""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from PySide6.QtCore import QFile, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTransform,
)

from desktop_app.sessions.export.pdf import PART_END

_RESOLUTION_DPI = 96
_MARGIN_MM = 18
_FOOT_PX = 24
_CHUNK_BYTES = 1 << 16
_STYLE = """
body { color: #1F1E1B; }
h1 { font-size: 16pt; }
.who { font-size: 11pt; font-weight: bold; margin-top: 14px; color: #0F6F67; }
h3 { font-size: 13pt; } h4 { font-size: 12pt; } h5, h6 { font-size: 10pt; }
a { color: #0F6F67; }
pre { background-color: #F4F2EE; font-family: 'DejaVu Sans Mono', monospace; font-size: 8pt;
      white-space: pre-wrap; }
code { font-family: 'DejaVu Sans Mono', monospace; font-size: 8pt; background-color: #F4F2EE; }
blockquote, .thinking, .fact, .label, .lang { color: #5F5C55; }
.fact, .label, .lang { font-size: 8pt; font-weight: normal; }
p.fact { margin: 0; }
th, td { border: 1px solid #DEDBD5; padding: 3px; }
table { border-collapse: collapse; }
"""


class _Part(QTextDocument):
    """A document that holds its pictures in itself and loads nothing else."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        address = QUrl(name)
        return super().loadResource(kind, address) if address.scheme() == "data" else None


class _Pages:
    """Paints parts one below the other onto numbered pages."""

    def __init__(self, writer: QPdfWriter) -> None:
        self._writer = writer
        self._painter = QPainter(writer)
        self._pages = 0
        width_px, height_px = writer.width(), writer.height()
        self._body = QSizeF(width_px, height_px - _FOOT_PX)

    def add(self, part: str) -> None:
        """Lay out `part`, beginning on a new page."""
        document = _Part()
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultFont(QFont("Sans Serif", 10))
        document.setDefaultStyleSheet(_STYLE)
        document.setDocumentMargin(0)
        document.setHtml(f"<body>{part}</body>")
        document.setPageSize(self._body)
        for page in range(document.pageCount()):
            if self._pages:
                self._writer.newPage()
            self._pages += 1
            top_px = page * self._body.height()
            self._painter.save()
            self._painter.setTransform(QTransform.fromTranslate(0, -top_px))
            area = QRectF(0, top_px, self._body.width(), self._body.height())
            self._painter.setClipRect(area)
            document.drawContents(self._painter, area)
            self._painter.restore()
            self._number()

    def end(self) -> bool:
        """Finish the file and return whether it could be written."""
        return self._painter.end()

    def _number(self) -> None:
        self._painter.setFont(QFont("Sans Serif", 8))
        self._painter.setPen(QColor("#5F5C55"))
        foot = QRectF(0, self._body.height(), self._body.width(), _FOOT_PX)
        self._painter.drawText(foot, Qt.AlignmentFlag.AlignRight.value, str(self._pages))


def print_parts(source: BinaryIO, target: str, title: str) -> bool:
    """Write what `source` holds to the file `target`; return whether the disk took all of it."""
    device = QFile(target)
    if not device.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    writer = QPdfWriter(device)
    writer.setTitle(title)
    writer.setCreator("Sempre")
    writer.setResolution(_RESOLUTION_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(
        size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
    )
    writer.setPageLayout(layout)
    pages = _Pages(writer)
    for part in _parts(source):
        pages.add(part)
    is_written = pages.end() and device.flush() and device.error() is QFile.FileError.NoError
    device.close()
    return is_written and device.error() is QFile.FileError.NoError


def _parts(source: BinaryIO) -> Iterator[str]:
    held: list[bytes] = []
    while chunk := source.read(_CHUNK_BYTES):
        *complete, rest = chunk.split(PART_END)
        for piece in complete:
            held.append(piece)
            yield b"".join(held).decode("utf-8", "replace")
            held = []
        held.append(rest)
    if any(held):
        yield b"".join(held).decode("utf-8", "replace")


def main() -> int:
    """Print from stdin to the file that is named first, with the title that is named second."""
    target, title = sys.argv[1:3]
    application = QGuiApplication([sys.argv[0]])
    is_written = print_parts(sys.stdin.buffer, target, title)
    del application
    if not is_written:
        sys.stderr.write("the file could not be written\n")
    return 0 if is_written else 1


if __name__ == "__main__":
    sys.exit(main())
