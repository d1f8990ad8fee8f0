"""Mouse, selection, clipboard, links and keys of the transcript; what a screen reader finds."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from desktop_app.sessions.entries import Block, BlockKind, EntryKind
from desktop_app.ui.chat.rows.part import OpenLink
from desktop_app.ui.chat.rows.text_part import DocumentPart
from tests.fakes.entries import EntryFile, entry, page


def file_of(count):
    text = "\n\n".join(f"paragraph {n}, some words to fill it" for n in range(6))
    return EntryFile(entry(n, f"message {n}\n\n{text}") for n in range(count))


def part_rect(view, placed):
    column = view.column
    return QRect(column.text_left_px, placed.top, column.text_width_px, placed.part.height_px)


def middle_of(view, placed, x=5, y=8):
    return part_rect(view, placed).topLeft() + QPoint(x, y)


def text_parts(view):
    return [placed for placed in view.row_flow.placed if isinstance(placed.part, DocumentPart)]


def test_a_drag_selects_across_messages(qtbot, view, model):
    model.reset(page([entry(0, "first message"), entry(1, "second message")]))
    first, second = text_parts(view)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, first, x=0))
    end = part_rect(view, second).topRight() + QPoint(-2, 8)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "first message\n\nsecond message"


def test_a_double_click_selects_a_word(qtbot, view, model):
    model.reset(page([entry(0, "someword otherword")]))
    (text,) = text_parts(view)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, text, x=10))
    assert view.pointer.selected_text() == "someword"


def test_a_selection_stays_on_its_text_when_rows_come_in_above(view, model):
    file = file_of(40)
    model.reset(file.tail(10))
    view.pointer.select_row(9)
    selected = view.pointer.selected_text()
    model.prepend(file.before(model.start_offset, 10))
    assert view.pointer.selected_text() == selected
    assert "message 39" in selected


def test_a_click_on_a_link_asks_for_it_and_nothing_more(qtbot, view, model):
    address = "sempre://session/-p/00000000-0000-0000-0000-000000000001#u-1"
    model.reset(page([entry(0, "x"), entry(1, f"[here]({address})")]))
    placed = text_parts(view)[1]
    with qtbot.waitSignal(view.linkActivated) as activated:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, placed, x=6)
        )
    assert activated.args == [address]


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "<a href='http://a'>x</a>",
        "[x](data:a)",
    ],
)
def test_dangerous_links_lead_nowhere(view, model, text):
    model.reset(page([entry(0, "q"), entry(1, text)]))
    part = text_parts(view)[1].part
    points = [QPointF(x, 8) for x in range(0, 60, 2)]
    assert not any(isinstance(part.action_at(point), OpenLink) for point in points)


def test_the_copy_button_of_code_copies_all_of_it(qtbot, view, model):
    code = "\n".join(f"line {n}" for n in range(30))
    model.reset(page([entry(0, "q"), entry(1, f"```python\n{code}\n```")]))
    view.scroll_pixels(-10_000)
    placed = text_parts(view)[1]
    spot = part_rect(view, placed).topRight() + QPoint(-20, 14)
    view.viewport().repaint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert QGuiApplication.clipboard().text() == code


def tool_pair(name="Bash", given=None):
    use = {"type": "tool_use", "input": given or {"command": "ls"}}
    call = entry(1, "", blocks=(Block(BlockKind.TOOL_USE, "", name, "t1", data=use),))
    result = entry(2, "", EntryKind.TOOL_RESULT, author="",
                   blocks=(Block(BlockKind.TOOL_RESULT, "the output", id="t1"),))  # fmt: skip
    return [entry(0, "q"), call, result]


def test_a_click_opens_a_call_together_with_its_result(qtbot, view, model):
    model.reset(page(tool_pair()))
    texts = lambda: [part.text() for n in (1, 2) for part in view.shelf.row(n).parts]  # noqa: E731
    assert not any("the output" in text or "ls" in text for text in texts())
    fold = next(p for p in view.row_flow.placed if p.row == 1 and hasattr(p.part, "label"))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, fold))
    assert any("the output" in text for text in texts())
    assert any("ls" in text for text in texts())


def test_a_sub_agent_is_called_so_with_its_description(view, model):
    model.reset(page(tool_pair("Task", {"description": "Look around", "prompt": "p"})))
    label = next(part.label for part in view.shelf.row(1).parts if hasattr(part, "label"))
    assert (label.title, label.detail) == ("Sub-agent", "Look around")


def test_keys_move_among_rows_and_open_what_is_folded(qtbot, view, model):
    model.reset(page(tool_pair()))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.shelf.settings.folds.is_open("tool:t1")


def test_page_keys_scroll_by_less_than_a_page(qtbot, view, model):
    model.reset(file_of(60).tail(60))
    first = view.row_flow.placed[0]
    before = first.top
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    (again,) = (p for p in view.row_flow.placed if (p.row, p.number) == (first.row, first.number))
    assert 0.8 * view.viewport().height() <= again.top - before < view.viewport().height()


def test_a_screen_reader_finds_rows_with_role_author_time_and_text(view, model):
    model.reset(page([entry(0, "a question"), entry(1, "an answer")]))
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.childCount() == 2
    spoken = interface.child(1).text(QAccessible.Text.Name)
    for word in ("Reply", "echo", "11/22/26", "an answer", "2 of 2"):
        assert word in spoken
