"""Source code in a box: language, Copy button, colours; long code in several chunks."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QTextCharFormat, QTextDocument
from PySide6.QtGui import QTextLayout as Layout

from desktop_app.ui.chat.code_colors import ColoredCode, ColoredRun, Ink, can_color, colored_code
from desktop_app.ui.chat.markdown import blocks_of, plain_document
from desktop_app.ui.chat.rows.drawing import LEFT, paint_icon
from desktop_app.ui.chat.rows.part import Canvas, CopyText, RowAction
from desktop_app.ui.chat.rows.text_part import DocumentPart
from desktop_app.ui.chat.segments import PlainPiece
from desktop_app.ui.chat.style import Style
from desktop_app.ui.chat.visible_text import visible_code
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import CONTROL_RADIUS_PX, SURFACE_RADIUS_PX

_PADDING_PX = 12
_HEAD_PX = 34
_ICON_PX = 14


@dataclass
class CodeBlock:
    """One block of code: all of its chunks, so that Copy takes it whole."""

    language: str
    chunks: list[PlainPiece] = field(default_factory=list)
    label: str = ""  # shown instead of the language
    is_dark: bool = False
    is_growing: bool = False  # still being written: drawn anew each frame, always with colours

    @property
    def text(self) -> str:
        """The whole code as it was written."""
        return "".join(chunk.joint + chunk.text for chunk in self.chunks).removeprefix("\n\n")

    @cached_property
    def colors(self) -> ColoredCode:
        """The colours; made when the first chunk is laid out, so after all chunks are known."""
        return colored_code(visible_code(self.text), self.language, self.is_dark)

    def first_line(self, chunk: int) -> int:
        """Return the number of the first line of a chunk."""
        above = "".join(piece.text + piece.joint for piece in self.chunks[1:chunk])
        return self.chunks[0].text.count("\n") + above.count("\n") + 1 if chunk else 0


class CodePart(DocumentPart):
    """One chunk of a code block; the first one carries the head, the last one the bottom."""

    def __init__(self, block: CodeBlock, chunk: int, style: Style) -> None:
        super().__init__(block.chunks[chunk].text, style, style.code)
        self.joint = block.chunks[chunk].joint
        self.block = block
        self._chunk = chunk
        self._has_head = chunk == 0
        self.left_px = self.right_px = style.px(_PADDING_PX)
        self.top_px = style.px(_HEAD_PX) if chunk == 0 else 0
        self._lacks_colors = False
        self._is_last = False
        self.is_last = True

    def continue_box(self) -> None:
        """Draw no head: the chunk goes on under another one of the same block."""
        self._has_head = False
        self.height_px -= self.top_px
        self.top_px = 0

    @property
    def is_last(self) -> bool:
        """Whether the box ends with this chunk."""
        return self._is_last

    @is_last.setter
    def is_last(self, value: bool) -> None:
        if value == self._is_last:
            return
        self._is_last = value
        before = self.bottom_px
        self.bottom_px = self.style.px(_PADDING_PX) if value else 0
        self.height_px += self.bottom_px - before

    def make_document(self) -> QTextDocument:
        """Return the chunk, with its colours put over the text where they are known."""
        shown = visible_code(self.source.expandtabs(4))
        document = plain_document(shown, self.style, self.face.font, self.face.line_percent)
        # Neither a moved column nor a line cut in its middle can be coloured by position.
        self._lacks_colors = "\t" not in self.source and all(p.joint for p in self.block.chunks)
        last = self.block.first_line(self._chunk) + document.blockCount() - 1
        is_wanted_now = self.block.is_growing or self.block.colors.knows(last)
        if self._lacks_colors and is_wanted_now and can_color():
            self._put_colors(document)
        return document

    @property
    def hover_px(self) -> int:
        """The head, with the Copy button in it."""
        return self.top_px

    @property
    def is_unfinished(self) -> bool:
        """Whether it is drawn without its colours."""
        return self._lacks_colors and self.has_document

    def finish(self) -> None:
        """Put the colours over the text."""
        if self.is_unfinished:
            self._put_colors(self.document)
            self.is_laid_out = False

    def _put_colors(self, document: QTextDocument) -> None:
        self._lacks_colors = False
        first = self.block.first_line(self._chunk)
        for number, block in enumerate(blocks_of(document)):
            runs = self.block.colors.line(first + number)
            if runs:
                block.layout().setFormats([_format(run) for run in runs])

    def paint(self, canvas: Canvas) -> None:
        """Draw the box, the head and the code."""
        self._paint_ground(canvas)
        if self._has_head:
            self._paint_head(canvas)
        super().paint(canvas)

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the copying where the Copy button is."""
        return CopyText(self.block.text) if self._is_on_copy(point) else None

    def tooltip_at(self, point: QPointF) -> str:
        """Tell what the Copy button does."""
        return translate("Transcript", "Copy this code") if self._is_on_copy(point) else ""

    def _paint_ground(self, canvas: Canvas) -> None:
        painter = canvas.painter
        radius = self.style.px(SURFACE_RADIUS_PX)
        top = 0 if self._has_head else -2 * radius
        bottom = self.height_px + (0 if self._is_last else 2 * radius)
        painter.save()
        painter.setClipRect(QRectF(0, 0, canvas.width_px, self.height_px), _INTERSECT)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, top, canvas.width_px, bottom - top), radius, radius)
        painter.fillPath(path, self.style.theme.code)
        painter.restore()

    def _paint_head(self, canvas: Canvas) -> None:
        painter, style = canvas.painter, self.style
        painter.setFont(style.small.font)
        painter.setPen(style.theme.text2)
        label = self.block.label or self.block.language or translate("Transcript", "Code")
        area = QRectF(self.left_px, 0, canvas.width_px / 2, style.px(_HEAD_PX))
        painter.drawText(area, LEFT, label)
        button = self._copy_box(canvas.width_px)
        if canvas.hover is not None and button.contains(canvas.hover):
            path = QPainterPath()
            radius = style.px(CONTROL_RADIUS_PX)
            path.addRoundedRect(button.adjusted(0, 3, 0, -3), radius, radius)
            painter.fillPath(path, style.theme.border)
            painter.setPen(style.theme.text)
        size = style.px(_ICON_PX)
        spot = QPointF(button.left() + style.px(8), button.center().y())
        paint_icon(painter, "copy", painter.pen().color(), spot, size)
        words = button.adjusted(style.px(14) + size, 0, 0, 0)
        painter.drawText(words, LEFT, translate("Transcript", "Copy"))

    def _copy_box(self, width_px: int) -> QRectF:
        words = QFontMetricsF(self.style.small.font).horizontalAdvance(
            translate("Transcript", "Copy")
        )
        width = words + self.style.px(_ICON_PX + 22)
        right = width_px - self.style.px(4)
        return QRectF(right - width, 0, width, self.style.px(_HEAD_PX))

    def _is_on_copy(self, point: QPointF) -> bool:
        return self._has_head and self._copy_box(self._width_px).contains(point)


_INTERSECT = Qt.ClipOperation.IntersectClip


def _format(run: ColoredRun) -> Layout.FormatRange:
    result = Layout.FormatRange()
    result.start = run.start
    result.length = run.length
    result.format = _look(run.ink)
    return result


@lru_cache(maxsize=64)
def _look(ink: Ink) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(ink.color))
    if ink.is_italic:
        look.setFontItalic(True)
    if ink.is_strong:
        look.setFontWeight(QFont.Weight.DemiBold)
    return look
