"""A stretch of text across parts and rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.base.values import frozen
from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.chat.rows.code_part import CodeBlock, CodePart
from desktop_app.ui.chat.rows.part import END, Part
from desktop_app.ui.chat.rows.text_part import MarkdownPart

_FENCE = "```"


@dataclass(frozen=True, slots=True, order=True)
class TextPoint:
    """A place between two characters."""

    row: int
    part: int
    position: int


@frozen
class TextSelection:
    """From where the mouse was pressed (`anchor`) to where it is (`caret`)."""

    anchor: TextPoint
    caret: TextPoint

    @property
    def start(self) -> TextPoint:
        """The end nearer to the top."""
        return min(self.anchor, self.caret)

    @property
    def end(self) -> TextPoint:
        """The end nearer to the bottom."""
        return max(self.anchor, self.caret)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.caret

    def range_in(self, row: int, part: int) -> tuple[int, int] | None:
        """Return the selected positions of a part, None where it has none."""
        start, end = self.start, self.end
        here = (row, part)
        if self.is_empty or not (start.row, start.part) <= here <= (end.row, end.part):
            return None
        first = start.position if here == (start.row, start.part) else 0
        last = end.position if here == (end.row, end.part) else END
        return (first, last) if first < last else None

    def shifted(self, first: int, count: int) -> "TextSelection":
        """Return the same text after `count` rows came in before row `first`."""
        return TextSelection(
            _shifted(self.anchor, first, count), _shifted(self.caret, first, count)
        )

    def shifted_in(self, row: int, count: int) -> "TextSelection":
        """Return the same text after `count` parts came in at the top of a row."""
        return TextSelection(
            _shifted_in(self.anchor, row, count), _shifted_in(self.caret, row, count)
        )

    def touches(self, first: int, last: int) -> bool:
        """Tell whether it reaches into the rows from `first` to `last`."""
        return self.start.row <= last and self.end.row >= first


def selected_text(selection: TextSelection, shelf: RowShelf) -> str:
    """Return the text as a person would copy it; rows are parted by a blank line."""
    rows = range(selection.start.row, selection.end.row + 1)
    texts = ("".join(_texts_in(selection, row, shelf)) for row in rows)
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def selected_markdown(selection: TextSelection, shelf: RowShelf) -> str:
    """Return the text as Markdown: as it was written where a whole part is selected."""
    rows = range(selection.start.row, selection.end.row + 1)
    texts = ("".join(_markdown_in(selection, row, shelf)) for row in rows)
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def _markdown_in(selection: TextSelection, row: int, shelf: RowShelf) -> Iterator[str]:
    is_first = True
    fenced: CodeBlock | None = None  # the code block whose fence is open
    for number, part in enumerate(shelf.row(row).parts):
        wanted = selection.range_in(row, number)
        if wanted is None or not (text := _as_markdown(part, *wanted)):
            continue
        block = part.block if isinstance(part, CodePart) else None
        if fenced is not None and block is not fenced:
            yield f"\n{_FENCE}"
        if not is_first:
            yield part.joint
        if block is not None and block is not fenced:
            yield f"{_FENCE}{block.language}\n"
        yield text
        fenced, is_first = block, False
    if fenced is not None:
        yield f"\n{_FENCE}"


def _as_markdown(part: Part, start: int, end: int) -> str:
    text = part.text(start, end)
    if not isinstance(part, MarkdownPart) or not text:
        return text
    if text == part.text():
        return part.source.strip("\n")
    return part.markdown(start, end)


def _texts_in(selection: TextSelection, row: int, shelf: RowShelf) -> Iterator[str]:
    is_first = True
    for number, part in enumerate(shelf.row(row).parts):
        wanted = selection.range_in(row, number)
        if wanted is None:
            continue
        text = part.text(*wanted)
        if text:
            yield text if is_first else part.joint + text
            is_first = False


def _shifted(point: TextPoint, first: int, count: int) -> TextPoint:
    return TextPoint(point.row + count, point.part, point.position) if point.row >= first else point


def _shifted_in(point: TextPoint, row: int, count: int) -> TextPoint:
    if point.row != row:
        return point
    return TextPoint(row, max(0, point.part + count), point.position)
