"""Turns Markdown into a document that is laid out in our type and can do nothing.

Qt's reader does the parsing (GitHub's dialect, raw HTML off). Afterwards every block and fragment
gets our sizes; links of unknown schemes lose their target and pictures become links: a document
never loads anything by itself.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextTable,
    QTextTableFormat,
)

from desktop_app.ui.chat.style import Style
from desktop_app.ui.chat.visible_text import visible_prose
from desktop_app.ui.i18n import translate

OPENABLE_SCHEMES = frozenset({"http", "https", "mailto", "sempre"})
PARAGRAPH_GAP_PX = 10
HEADING_GAP_PX = 20
LIST_ITEM_GAP_PX = 4
QUOTE_INDENT_PX = 16

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_MAX_URL_CHARS = 2_048
_TOP_HEADING_LEVEL = 2  # 1 and 2 are headings, the others subheadings
_HEADING_LINE = re.compile(r" {0,3}#{1,6}\s")


class InertDocument(QTextDocument):
    """A document that never reads a file and never asks the network."""

    def __init__(self, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(style.body.font)
        self.setIndentWidth(style.px(20))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever is asked for."""
        return None


def openable_link(href: str) -> str:
    """Return `href` where it may be offered for opening, else nothing."""
    if not href or len(href) > _MAX_URL_CHARS:
        return ""
    url = QUrl(href, QUrl.ParsingMode.StrictMode)
    return href if url.isValid() and url.scheme().lower() in OPENABLE_SCHEMES else ""


def gap_before(text: str) -> int:
    """Return the gap in px above a piece of Markdown that follows another one."""
    return HEADING_GAP_PX if _HEADING_LINE.match(text) else PARAGRAPH_GAP_PX


def markdown_document(text: str, style: Style) -> InertDocument:
    """Return `text` as a document in the type of `style`; not laid out yet."""
    document = InertDocument(style)
    shown = visible_prose(text)
    document.setMarkdown(shown, _FEATURES)
    if "![" in shown:
        _replace_pictures(document, style)
    tables = [
        frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)
    ]
    for table in tables:
        _mend_head(table)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in list(blocks_of(document)):
        _style_block(cursor, block, style, has_tables=bool(tables))
    cursor.endEditBlock()
    for table in tables:
        _style_table(table, style)
    return document


def plain_document(text: str, style: Style, font: QFont, line_percent: float) -> InertDocument:
    """Return `text` as it stands, nothing in it interpreted."""
    document = InertDocument(style)
    document.setDefaultFont(font)
    document.setPlainText(text)
    block_format = QTextBlockFormat()
    block_format.setLineHeight(
        line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(block_format)
    return document


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield all blocks in their order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def quote_level(block: QTextBlock) -> int:
    """Return how deep a block is quoted, 0 for not at all."""
    return block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel)


def _style_block(cursor: QTextCursor, block: QTextBlock, style: Style, *, has_tables: bool) -> None:
    current = block.blockFormat()
    level = current.headingLevel()
    quoted = quote_level(block)
    wanted = QTextBlockFormat(current)
    wanted.setLineHeight(
        style.body.line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    if block.textList() is None:
        wanted.setMarker(QTextBlockFormat.MarkerType.NoMarker)  # Qt leaks it past a task list
    is_cell = has_tables and QTextCursor(block).currentTable() is not None
    wanted.setTopMargin(0 if is_cell else _margin_above(block, style))
    wanted.setBottomMargin(0)
    wanted.setLeftMargin(style.px(QUOTE_INDENT_PX) * quoted)
    wanted.setRightMargin(0)
    if wanted.hasProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth):
        wanted.setBackground(QBrush(style.theme.border))  # a rule is drawn in this colour
    if has_tables and not is_cell and _is_filler(block):
        wanted.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        wanted.setTopMargin(0)
    cursor.setPosition(block.position())
    cursor.setBlockFormat(wanted)
    for fragment in list(_fragments(block)):
        _style_fragment(cursor, fragment, style, level, is_quoted=quoted > 0)


def _is_filler(block: QTextBlock) -> bool:
    """Tell whether it is the empty block that Qt needs before and after a table."""
    if block.length() > 1:
        return False
    around = (near for near in (block.previous(), block.next()) if near.isValid())
    return any(QTextCursor(near).currentTable() is not None for near in around)


def _margin_above(block: QTextBlock, style: Style) -> int:
    previous = block.previous()
    if not previous.isValid():
        return 0
    if block.blockFormat().headingLevel():
        return style.px(HEADING_GAP_PX)
    if block.textList() is not None and previous.textList() is not None:
        return style.px(LIST_ITEM_GAP_PX)
    if _is_code(block) and _is_code(previous):
        return 0
    return style.px(PARAGRAPH_GAP_PX)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().nonBreakableLines()


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1


def _style_fragment(
    cursor: QTextCursor, fragment: QTextFragment, style: Style, level: int, *, is_quoted: bool
) -> None:
    current = fragment.charFormat()
    if not current.propertyCount() and not level and not is_quoted:
        return  # plain text: the document's own font, and the colour that it is painted with
    wanted = QTextCharFormat()
    wanted.setFont(_font(current, style, level))
    color = style.theme.text2 if is_quoted else style.theme.text
    if current.fontFixedPitch():
        wanted.setBackground(QBrush(style.theme.code))
    if current.isAnchor() and (href := openable_link(current.anchorHref())):
        wanted.setAnchor(True)
        wanted.setAnchorHref(href)
        wanted.setToolTip(href)
        wanted.setFontUnderline(True)
        color = style.theme.accent
    wanted.setForeground(QBrush(color))
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(wanted)


def _font(current: QTextCharFormat, style: Style, level: int) -> QFont:
    if current.fontFixedPitch():
        result = QFont(style.code.font)
    elif level:
        result = QFont(style.heading if level <= _TOP_HEADING_LEVEL else style.subheading)
    else:
        result = QFont(style.body.font)
    if current.fontWeight() > QFont.Weight.Medium:
        result.setWeight(QFont.Weight.DemiBold)
    result.setItalic(current.fontItalic())
    result.setStrikeOut(current.fontStrikeOut())
    return result


def _replace_pictures(document: QTextDocument, style: Style) -> None:
    """Put a link with the picture's words where a picture would be loaded."""
    found = [
        fragment
        for block in blocks_of(document)
        for fragment in _fragments(block)
        if fragment.charFormat().isImageFormat()
    ]
    for fragment in reversed(found):
        picture = fragment.charFormat().toImageFormat()
        words = picture.stringProperty(QTextFormat.Property.ImageAltText.value)
        link = QTextCharFormat()
        link.setFont(style.body.font)
        link.setAnchor(True)
        link.setAnchorHref(picture.name())
        cursor = QTextCursor(document)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        label = words or translate("Transcript", "no description")
        cursor.insertText(translate("Transcript", "[picture: {label}]", label=label), link)


def _mend_head(table: QTextTable) -> None:
    """Give the head of a table what Qt's reader leaves out.

    After a quotation it puts an empty line into the first cell and forgets that it is bold; the
    alignment of a column it gives to the cells below the head only.
    """
    first = table.cellAt(0, 0).firstCursorPosition()
    if (
        not first.block().text()
        and first.block() != table.cellAt(0, 0).lastCursorPosition().block()
    ):
        first.deleteChar()
    for column in range(table.columns()):
        cursor = table.cellAt(0, column).firstCursorPosition()
        cursor.setPosition(table.cellAt(0, column).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(bold)
        if table.rows() > 1:
            below = table.cellAt(1, column).firstCursorPosition().blockFormat()
            aligned = QTextBlockFormat()
            aligned.setAlignment(below.alignment())
            cursor.mergeBlockFormat(aligned)


def _style_table(table: QTextTable, style: Style) -> None:
    wanted = QTextTableFormat(table.format())
    wanted.setBorder(1)
    wanted.setBorderBrush(QBrush(style.theme.border))
    wanted.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    wanted.setBorderCollapse(True)
    wanted.setCellPadding(style.px(6))
    wanted.setCellSpacing(0)
    wanted.setTopMargin(style.px(PARAGRAPH_GAP_PX))
    table.setFormat(wanted)
    _shade_head(table, style.theme.code)


def _shade_head(table: QTextTable, ground: QColor) -> None:
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        cell_format = cell.format()
        cell_format.setBackground(QBrush(ground))
        cell.setFormat(cell_format)
