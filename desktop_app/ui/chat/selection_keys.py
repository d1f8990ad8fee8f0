"""Where the end of a selection goes when it is moved by keys."""

from PySide6.QtCore import Qt

from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.chat.rows.part import END
from desktop_app.ui.chat.text_selection import TextPoint


def moved_caret(
    caret: TextPoint, key: int, shelf: RowShelf, *, is_word: bool = False
) -> TextPoint | None:
    """Return where a key moves the end of a selection; None for a key that moves nothing.

    Left and right go by characters or words, from part to part and row to row; up and down go by
    messages.
    """
    match key:
        case Qt.Key.Key_Left:
            return _step(caret, -1, shelf, is_word=is_word)
        case Qt.Key.Key_Right:
            return _step(caret, 1, shelf, is_word=is_word)
        case Qt.Key.Key_Up:
            is_at_top = (caret.part, caret.position) == (0, 0)
            return TextPoint(max(0, caret.row - is_at_top), 0, 0)
        case Qt.Key.Key_Down:
            row = caret.row
            if _row_end(row, shelf) <= caret and row + 1 < len(shelf.heights):
                row += 1
            return _row_end(row, shelf)
        case _:
            return None


def _row_end(row: int, shelf: RowShelf) -> TextPoint:
    return TextPoint(row, len(shelf.row(row).parts) - 1, END)


def _step(caret: TextPoint, direction: int, shelf: RowShelf, *, is_word: bool) -> TextPoint:
    part = shelf.row(caret.row).parts[caret.part]
    length = len(part.text())
    position = min(caret.position, length)
    target = position + direction
    if not 0 <= target <= length:
        return _in_next_part(caret, direction, shelf)
    if is_word:
        start, end = part.word_at(target)
        target = max(end, target) if direction > 0 else min(start, target)
    return TextPoint(caret.row, caret.part, target)


def _in_next_part(caret: TextPoint, direction: int, shelf: RowShelf) -> TextPoint:
    """Return the near end of the next part that has text, `caret` where there is none."""
    row, number = caret.row, caret.part + direction
    while 0 <= row < len(shelf.heights):
        parts = shelf.row(row).parts
        while 0 <= number < len(parts):
            if text := parts[number].text():
                return TextPoint(row, number, 0 if direction > 0 else len(text))
            number += direction
        row += direction
        if 0 <= row < len(shelf.heights):
            number = 0 if direction > 0 else len(shelf.row(row).parts) - 1
    return caret
