"""The composer keeps what was typed until it is told that it is saved."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextOption
from PySide6.QtWidgets import QApplication

from desktop_app.ui.chat.composer import Composer, ComposerState
from desktop_app.ui.chat.composer_edit import MAX_LINES
from desktop_app.ui.theme import LIGHT


@pytest.fixture
def composer(qtbot):
    composer = Composer(LIGHT)
    qtbot.addWidget(composer)
    composer.resize(500, 100)
    with qtbot.waitExposed(composer):
        composer.show()
    return composer


@pytest.fixture
def submitted(composer):
    texts = []
    composer.submitted.connect(texts.append)
    return texts


def press_return(qtbot, composer, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return, modifier)


def test_return_hands_over_and_keeps(qtbot, composer, submitted):
    composer.set_text("hello")
    press_return(qtbot, composer)
    press_return(qtbot, composer)
    qtbot.keyClicks(composer.edit, "more")
    assert submitted == ["hello"]
    assert composer.text == "hello"
    assert composer.state is ComposerState.PENDING


def test_what_was_saved_leaves_and_undo_brings_it_back(qtbot, composer, submitted):
    composer.set_text("hello")
    press_return(qtbot, composer)
    composer.confirm_saved()
    assert composer.text == ""
    composer.edit.undo()
    assert composer.text == "hello"


def test_what_was_not_saved_stays_and_can_be_sent_again(qtbot, composer, submitted):
    composer.set_text("hello")
    press_return(qtbot, composer)
    composer.take_back()
    qtbot.keyClicks(composer.edit, "!")
    press_return(qtbot, composer)
    assert submitted == ["hello", "hello!"]


def test_another_text_that_stands_there_by_then_stays(qtbot, composer, submitted):
    composer.set_text("hello")
    press_return(qtbot, composer)
    composer.edit.setPlainText("changed by a program")
    composer.confirm_saved()
    assert composer.text == "changed by a program"


@pytest.mark.parametrize("text", ["", "  \n ", "\u3000"])
def test_nothing_is_not_sent(qtbot, composer, submitted, text):
    composer.set_text(text)
    press_return(qtbot, composer)
    assert submitted == []
    assert not composer.send_button.isEnabled()


def test_shift_return_begins_a_line(qtbot, composer, submitted):
    composer.set_text("one")
    press_return(qtbot, composer, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(composer.edit, "two")
    assert composer.text == "one\ntwo"
    assert submitted == []


def test_nothing_is_sent_while_a_reply_is_written(qtbot, composer, submitted):
    composer.set_text("hello")
    composer.set_busy(is_busy=True)
    press_return(qtbot, composer)
    assert submitted == []
    with qtbot.waitSignal(composer.stopRequested):
        qtbot.mouseClick(composer.stop_button, Qt.MouseButton.LeftButton)


def test_return_belongs_to_the_input_method_while_it_composes(qtbot, composer, submitted):
    composer.set_text("hello")
    QApplication.sendEvent(composer.edit, QInputMethodEvent("にほ", []))
    press_return(qtbot, composer)
    assert submitted == []


def test_it_grows_with_its_lines_to_a_limit(composer):
    heights = []
    for count in (1, 3, MAX_LINES, MAX_LINES + 20):
        composer.set_text("\n".join("line" for _ in range(count)))
        heights.append(composer.edit.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_a_paste_is_plain_text(composer):
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    composer.edit.insertFromMimeData(data)
    assert composer.text == "bold"


def test_the_caret_rests_when_nothing_is_typed(qtbot, composer):
    hints = QGuiApplication.styleHints()
    before = hints.cursorFlashTime()
    composer.edit.setFocus()
    qtbot.keyClicks(composer.edit, "a")
    assert composer.edit.is_blinking
    composer.edit._rest.stop()
    composer.edit._rest.timeout.emit()
    assert hints.cursorFlashTime() == 0
    qtbot.keyClicks(composer.edit, "b")
    assert hints.cursorFlashTime() == before
    composer.edit.clearFocus()
    assert not composer.edit.is_blinking
    assert hints.cursorFlashTime() == before


def test_the_placeholder_can_be_read(composer):
    assert LIGHT.text2.name() in composer.styleSheet().partition("placeholder-text-color")[2][:12]


@pytest.mark.parametrize("is_pasted", [True, False])
def test_a_word_without_end_is_wrapped_anywhere_and_words_at_their_ends_again_later(
    composer, is_pasted
):
    word = "x" * 400_000
    if is_pasted:
        pasted = QMimeData()
        pasted.setText(word)
        composer.edit.insertFromMimeData(pasted)
    else:
        composer.edit.setPlainText(word)
    assert composer.edit.toPlainText() == word
    assert composer.edit.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    composer.edit.setPlainText("short words")
    assert composer.edit.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
