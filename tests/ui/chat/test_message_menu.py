"""What the menu of a message offers and does, by mouse and by key."""

import asyncio
from functools import partial

import orjson
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton

from desktop_app.sessions.entries import EntryState
from desktop_app.ui.dialogs.raw_record_dialog import RawRecordDialog
from desktop_app.ui.links import session_link
from tests.fakes.entries import entry, page
from tests.fakes.transcripts import prompt, reply, write_transcript


def actions_of(menu):
    return {action.text(): action for action in menu.actions() if action.text()}


def menu_of(view, row):
    view.choose_row(row)
    placed = next(p for p in view.row_flow.placed if p.row == row and p.part.text())
    return view.pointer.menu_at(QPoint(view.column.text_left_px + 5, placed.top + 5))


def clipboard():
    return QGuiApplication.clipboard().text()


def test_a_message_is_copied_as_it_reads_or_as_it_was_written(view, model):
    model.reset(page([entry(0, "x"), entry(1, "some **bold** words")]))
    menu = menu_of(view, 1)
    actions_of(menu)["Copy"].trigger()
    assert clipboard() == "some bold words"
    actions_of(menu)["Copy as Markdown"].trigger()
    assert clipboard() == "some **bold** words"
    menu.close()


def test_what_is_not_on_the_disk_yet_has_no_link_and_no_record(view, model):
    model.reset(page([entry(0, "x", offset=-1, state=EntryState.UNSAVED)]))
    menu = menu_of(view, 0)
    actions = actions_of(menu)
    assert not actions["Copy link to message"].isEnabled()
    assert not actions["Show raw record…"].isEnabled()
    assert actions["Select message"].isEnabled()
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
@pytest.mark.parametrize("by_shift_f10", [False, True])
def test_the_menu_of_the_current_message_opens_by_key(qtbot, view, model, by_shift_f10):
    model.reset(page([entry(0, "x"), entry(1, "y")]))
    view.mark_row(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    if by_shift_f10:
        qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(view, event)
    (menu,) = view.findChildren(QMenu)
    assert menu.isVisible()
    actions_of(menu)["Select message"].trigger()
    assert view.pointer.selected_text() == "y"
    menu.close()


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("some **bold** words\n\n- a\n- b", "some **bold** words\n\n- a\n- b"),
        ("before\n\n```python\nx = 1\n```\n\nafter", "before\n\n```python\nx = 1\n```\n\nafter"),
    ],
)
def test_a_whole_selection_is_copied_as_it_was_written(qtbot, view, model, text, copied):
    model.reset(page([entry(0, "first"), entry(1, text)]))
    view.setFocus()
    view.mark_row(1)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_C, both)
    assert clipboard() == copied
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, both)
    assert clipboard() == f"first\n\n{copied}"


def test_a_part_of_a_paragraph_is_written_as_markdown_again(qtbot, view, model):
    model.reset(page([entry(0, "x"), entry(1, "some **bold** words")]))
    view.mark_row(1)
    view.pointer.select_row(1)
    for _ in range(6):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.pointer.selected_text() == "some bold"
    view.pointer.copy_markdown()
    assert clipboard() == "some **bold**"


def test_a_selection_grows_and_shrinks_by_keys_across_messages(qtbot, view, model):
    model.reset(page([entry(0, "one two"), entry(1, "three four")]))
    view.mark_row(0)
    press = partial(qtbot.keyClick, view)
    shift = Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Down, shift)
    assert view.pointer.selected_text() == "one two"
    press(Qt.Key.Key_Right, shift)
    press(Qt.Key.Key_Right, shift | Qt.KeyboardModifier.ControlModifier)
    assert view.pointer.selected_text() == "one two\n\nthree"
    press(Qt.Key.Key_Down, shift)
    assert view.pointer.selected_text() == "one two\n\nthree four"
    press(Qt.Key.Key_Up, shift)
    for _ in range(2):
        press(Qt.Key.Key_Left, shift | Qt.KeyboardModifier.ControlModifier)
    assert view.pointer.selected_text().strip() == "one"


async def test_the_raw_record_and_its_hidden_neighbours(chat_page, claude_dir, tmp_path):
    hidden = {"type": "never-heard-of", "deep": {"secret": 1}}
    projects = claude_dir / "projects"
    ref, _ = write_transcript(projects, 7, prompt("one"), hidden, reply("two"))
    async with chat_page(ref) as chat:
        menu = menu_of(chat.view, 0)
        actions_of(menu)["Show raw record…"].trigger()
        menu.close()
        dialog = chat.findChild(RawRecordDialog)
        text = dialog.findChild(QPlainTextEdit, "rawText")
        await _until(text.toPlainText)
        assert orjson.loads(text.toPlainText())["type"] == "user"
        dialog.findChild(QPushButton, "rawNextButton").click()
        await _until(lambda: "never-heard-of" in text.toPlainText())
        dialog.save_to(tmp_path / "record.json")
        await _until((tmp_path / "record.json").exists)
        await _until(lambda: not dialog._is_reading)
        assert orjson.loads((tmp_path / "record.json").read_bytes()) == hidden
        dialog.close()


async def test_the_link_of_a_message_leads_to_it(chat_page, claude_dir):
    first = prompt("one")
    ref, _ = write_transcript(claude_dir / "projects", 7, first, reply("two"))
    async with chat_page(ref) as chat:
        menu = menu_of(chat.view, 0)
        actions_of(menu)["Copy link to message"].trigger()
        menu.close()
        link = session_link(clipboard())
        assert link is not None
        assert (link.ref, link.uuid) == (ref, chat.model.entry(0).uuid)


async def _until(condition):
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)
