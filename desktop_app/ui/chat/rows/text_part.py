"""Parts that show text: each owns a document only while it is near the viewport."""

from abc import abstractmethod
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from desktop_app.ui.chat.markdown import (
    QUOTE_INDENT_PX,
    blocks_of,
    markdown_document,
    plain_document,
    quote_level,
)
from desktop_app.ui.chat.rows.part import Canvas, OpenLink, Part, RowAction
from desktop_app.ui.chat.style import Style, TextFace
from desktop_app.ui.chat.visible_text import visible_prose

_QUOTE_BAR_PX = 3


class DocumentPart(Part):
    """Text in a QTextDocument that is made when it is laid out and freed by `release`."""

    def __init__(self, source: str, style: Style, face: TextFace) -> None:
        super().__init__()
        self.source = source
        self.style = style
        self.face = face
        self.left_px = 0
        self.right_px = 0
        self.top_px = 0
        self.bottom_px = 0
        self._document: QTextDocument | None = None
        self._width_px = 0

    @abstractmethod
    def make_document(self) -> QTextDocument:
        """Return a new document of `source`, not laid out."""

    @property
    def has_document(self) -> bool:
        """Whether the document exists."""
        return self._document is not None

    @property
    def document(self) -> QTextDocument:
        """The document, made when there is none."""
        if self._document is None:
            self._document = self.make_document()
            if self.is_laid_out:
                self._document.setTextWidth(self._inner_px(self._width_px))
        return self._document

    def estimate(self, width_px: int) -> None:
        """Forget the layout and guess a height."""
        self.is_laid_out = False
        text_px = self.face.estimate_height(self.source, self._inner_px(width_px))
        self.height_px = text_px + self.top_px + self.bottom_px

    def lay_out(self, width_px: int) -> None:
        """Lay the text out at `width_px`."""
        if self._document is not None and self.is_laid_out and self._width_px == width_px:
            return
        self._width_px = width_px
        document = self.document
        document.setTextWidth(self._inner_px(width_px))
        text_px = ceil(document.documentLayout().documentSize().height())
        self.height_px = text_px + self.top_px + self.bottom_px
        self.is_laid_out = True

    def release(self) -> None:
        """Drop the document."""
        self._document = None

    def paint(self, canvas: Canvas) -> None:
        """Draw the text with its selection."""
        painter = canvas.painter
        painter.save()
        painter.translate(self.left_px, self.top_px)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self.text_color())
        context.palette = palette
        context.clip = canvas.clip.translated(
            -self.left_px, -self.top_px
        )  # draws no more than this
        context.selections = self._selections(canvas)
        if self.may_quote:
            self._paint_quote_bars(canvas)
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    @property
    def may_quote(self) -> bool:
        """Whether there may be quotations in it; looking takes as long as drawing."""
        return False

    def text_color(self) -> QColor:
        """Return the colour of text that has none of its own."""
        return self.style.theme.text

    def position_at(self, point: QPointF) -> int | None:
        """Return the position nearest to `point`."""
        inner = point - QPointF(self.left_px, self.top_px)
        position = self.document.documentLayout().hitTest(inner, Qt.HitTestAccuracy.FuzzyHit)
        return max(0, position)

    def text(self, start: int = 0, end: int = 2**31 - 1) -> str:
        """Return the text between two positions; a part without document keeps none."""
        had_document = self.has_document
        cursor = self._cursor(start, end)
        result = cursor.selection().toPlainText()
        if not had_document:
            self.release()
        return result

    def line_top_px(self, position: int) -> int:
        """Return how far below the part's top the line of a text position begins."""
        block = self.document.findBlock(position)
        if not block.isValid():
            return 0
        line = block.layout().lineForTextPosition(position - block.position())
        block_top = self.document.documentLayout().blockBoundingRect(block).top()
        return self.top_px + round(block_top + (line.y() if line.isValid() else 0))

    def word_at(self, position: int) -> tuple[int, int]:
        """Return the range of the word around `position`."""
        return self._unit_at(position, QTextCursor.SelectionType.WordUnderCursor)

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """Return the range of the paragraph around `position`."""
        return self._unit_at(position, QTextCursor.SelectionType.BlockUnderCursor)

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the link at `point`."""
        inner = point - QPointF(self.left_px, self.top_px)
        href = self.document.documentLayout().anchorAt(inner)
        return OpenLink(href) if href else None

    def tooltip_at(self, point: QPointF) -> str:
        """Tell where a link leads."""
        action = self.action_at(point)
        return action.href if isinstance(action, OpenLink) else ""

    def _inner_px(self, width_px: int) -> int:
        return max(40, width_px - self.left_px - self.right_px)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        last = self.document.characterCount() - 1
        cursor = QTextCursor(self.document)
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _unit_at(self, position: int, unit: QTextCursor.SelectionType) -> tuple[int, int]:
        cursor = self._cursor(position, position)
        cursor.select(unit)
        return cursor.selectionStart(), cursor.selectionEnd()

    def _selections(self, canvas: Canvas) -> list[QAbstractTextDocumentLayout.Selection]:
        theme = self.style.theme
        found = [self._marked(hit, theme.hit, theme.text) for hit in canvas.hits]
        if canvas.current_hit is not None:
            found.append(self._marked(canvas.current_hit, theme.warn, theme.bg))
        if canvas.selection is not None:
            found.append(self._marked(canvas.selection, theme.accent, theme.on_accent))
        return found

    def _marked(
        self, stretch: tuple[int, int], ground: QColor, ink: QColor
    ) -> QAbstractTextDocumentLayout.Selection:
        result = QAbstractTextDocumentLayout.Selection()
        result.cursor = self._cursor(*stretch)
        marked = QTextCharFormat()
        marked.setBackground(ground)
        marked.setForeground(ink)
        result.format = marked
        return result

    def _paint_quote_bars(self, canvas: Canvas) -> None:
        """Draw a bar beside each run of quoted blocks, one per depth."""
        layout = self.document.documentLayout()
        runs: dict[int, QRectF] = {}  # depth -> the run that is still going on
        for block in blocks_of(self.document):
            level = quote_level(block)
            box = layout.blockBoundingRect(block)
            for depth in [d for d in runs if d >= level]:
                self._paint_bar(canvas, depth, runs.pop(depth))
            for depth in range(level):
                runs[depth] = runs[depth].united(box) if depth in runs else box
        for depth, box in runs.items():
            self._paint_bar(canvas, depth, box)

    def _paint_bar(self, canvas: Canvas, depth: int, box: QRectF) -> None:
        x = depth * self.style.px(QUOTE_INDENT_PX)
        bar = QRectF(x, box.top(), self.style.px(_QUOTE_BAR_PX), box.height())
        canvas.painter.fillRect(bar, self.style.theme.border)


class MarkdownPart(DocumentPart):
    """A piece of Markdown."""

    def __init__(self, source: str, style: Style) -> None:
        super().__init__(source, style, style.body)

    @property
    def may_quote(self) -> bool:
        """Whether a quotation's mark is in the source."""
        return ">" in self.source

    def make_document(self) -> QTextDocument:
        """Return the text, read as Markdown."""
        return markdown_document(self.source, self.style)

    def markdown(self, start: int, end: int) -> str:
        """Return the text between two positions, written as Markdown again."""
        fragment = self._cursor(start, end).selection()
        return fragment.toMarkdown(QTextDocument.MarkdownFeature.MarkdownDialectGitHub).strip("\n")


class PlainPart(DocumentPart):
    """Text as it was typed; nothing in it is interpreted."""

    def __init__(
        self,
        source: str,
        style: Style,
        face: TextFace | None = None,
        color: QColor | None = None,
        joint: str = "\n\n",
    ) -> None:
        super().__init__(source, style, face or style.body)
        self._color = color
        self.joint = joint

    def make_document(self) -> QTextDocument:
        """Return the text as it stands."""
        shown = visible_prose(self.source)
        return plain_document(shown, self.style, self.face.font, self.face.line_percent)

    def text_color(self) -> QColor:
        """Return the colour given for it."""
        return self._color or self.style.theme.text
