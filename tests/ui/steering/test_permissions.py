"""Permissions in a whole window: asked, answered by mouse and keyboard, kept over a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton

from desktop_app.engines.base import PermissionAnswer, PermissionRequest, Verdict
from desktop_app.sessions.permissions import request_record
from desktop_app.sessions.records import RecordContext
from desktop_app.ui.chat.rows.label_parts import MarkPart
from desktop_app.ui.steering.question_form import questions_of
from tests.fakes.engines import final
from tests.fakes.windows import until

BASH = PermissionRequest("toolu_1", "Bash", {"command": "make\nmake test\nmake install\nls"})
OPTIONS = [{"label": "Red", "description": "warm"}, {"label": "Blue", "description": "cold"}]
QUESTION = PermissionRequest(
    "toolu_2",
    "AskUserQuestion",
    {
        "questions": [
            {"question": "Which colour?", "options": OPTIONS},
            {"question": "Which sizes?", "options": [{"label": "S"}, {"label": "L"}],
             "multiSelect": True},
        ]
    },
)  # fmt: skip


def _card(shell):
    return shell.upkeep.steering.card


def _button(shell, name):
    button = _card(shell).findChild(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    return button


async def _ask(shell, factory, request=BASH):
    """Send a prompt and let the engine ask before it answers."""
    manager, ref = shell._context.manager, shell.conversations.current
    await manager.submit(ref, "Please build it")
    await until(lambda: bool(factory.made and factory.latest.turns))
    factory.latest.send(request)
    await until(_card(shell).isVisible)


async def _end(shell, factory):
    factory.latest.send(final("Done."))
    await shell._context.manager.wait_idle()


def _last_rows(shell, count):
    model = shell.chat.model
    return [model.entry(row).name for row in range(model.rowCount())][-count:]


async def test_a_request_is_asked_and_allowed_once(qtbot, steered, factory):
    async with steered() as shell:
        shell.chat.composer.edit.setFocus()
        shell.chat.composer.edit.setPlainText("half a thought")
        await _ask(shell, factory)

        assert shell.chat.composer.edit.hasFocus()
        assert "May Bash be used?" in _card(shell).accessibleName()
        assert "make test" in _card(shell).accessibleDescription()
        assert _button(shell, "permissionWhole")
        qtbot.mouseClick(_button(shell, "permissionOnce"), Qt.MouseButton.LeftButton)
        await until(lambda: not _card(shell).isVisible())
        ((request_id, answer),) = factory.latest.answers
        assert (request_id, answer.verdict) == ("toolu_1", Verdict.ALLOW_ONCE)
        assert "permission_answer" in _last_rows(shell, 2)
        assert shell.chat.draft() == "half a thought"
        await _end(shell, factory)


async def test_a_request_is_denied_with_a_reason_by_the_keyboard(qtbot, steered, factory):
    async with steered() as shell:
        await _ask(shell, factory)
        deny = _button(shell, "permissionDeny")
        deny.setFocus()
        qtbot.keyClick(deny, Qt.Key.Key_Space)
        reason = _card(shell).findChild(QLineEdit, "permissionReason")
        assert reason.isVisible()
        qtbot.keyClick(reason, Qt.Key.Key_Escape)
        assert not reason.isVisible()
        qtbot.keyClick(deny, Qt.Key.Key_Space)
        qtbot.keyClicks(reason, "not today")
        qtbot.keyClick(reason, Qt.Key.Key_Return)
        await until(lambda: bool(factory.latest.answers))
        _, answer = factory.latest.answers[0]
        assert (answer.verdict, answer.reason) == (Verdict.DENY, "not today")
        await _end(shell, factory)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("permissionConversation", Verdict.ALLOW_CONVERSATION),
        ("permissionStop", Verdict.DENY_AND_STOP),
    ],
)
async def test_the_other_answers(qtbot, steered, factory, name, verdict):
    async with steered() as shell:
        await _ask(shell, factory)
        qtbot.mouseClick(_button(shell, name), Qt.MouseButton.LeftButton)
        await until(lambda: bool(factory.latest.answers))
        assert factory.latest.answers[0][1].verdict is verdict
        await _end(shell, factory)


async def test_of_several_requests_one_is_asked_after_the_other(qtbot, steered, factory):
    async with steered() as shell:
        await _ask(shell, factory)
        factory.latest.send(PermissionRequest("toolu_9", "Read", {"file_path": "/etc/hosts"}))
        await until(lambda: "1 more" in _card(shell)._count.text())
        qtbot.mouseClick(_button(shell, "permissionOnce"), Qt.MouseButton.LeftButton)
        await until(lambda: _card(shell).request.id == "toolu_9")
        qtbot.mouseClick(_button(shell, "permissionOnce"), Qt.MouseButton.LeftButton)
        await until(lambda: not _card(shell).isVisible())
        assert [request_id for request_id, _ in factory.latest.answers] == ["toolu_1", "toolu_9"]
        await _end(shell, factory)


async def test_a_reply_that_is_stopped_takes_its_request_away(steered, factory):
    async with steered() as shell:
        await _ask(shell, factory)
        await shell._context.manager.stop(shell.conversations.current)
        shell.conversations.begin()
        await until(lambda: not _card(shell).isVisible())


async def test_a_question_is_answered_by_choices_and_own_words(qtbot, steered, factory):
    async with steered() as shell:
        await _ask(shell, factory, QUESTION)
        card = _card(shell)
        send = card.findChild(QPushButton, "permissionSend")
        assert not send.isEnabled()
        red, blue = card.findChildren(QRadioButton)
        _, large = card.findChildren(QCheckBox)
        first, second = (
            field for field in card.findChildren(QLineEdit) if field.objectName() == ""
        )
        blue.click()
        first.setText("green")
        assert not blue.isChecked()
        red.click()
        assert first.text() == ""
        large.click()
        second.setText("XL")
        qtbot.mouseClick(_button(shell, "permissionSend"), Qt.MouseButton.LeftButton)
        await until(lambda: bool(factory.latest.answers))
        _, answer = factory.latest.answers[0]
        assert answer.verdict is Verdict.ALLOW_ONCE
        assert answer.input["answers"] == {"Which colour?": "Red", "Which sizes?": "L, XL"}
        assert answer.input["questions"] == QUESTION.input["questions"]
        await _end(shell, factory)


@pytest.mark.parametrize("questions", [None, "x", [{}], [{"question": 1}], [None], []])
def test_questions_that_are_none_are_asked_as_any_other_tool(questions):
    request = PermissionRequest("x", "AskUserQuestion", {"questions": questions})
    assert questions_of(request) == ()


async def test_one_from_before_a_restart_is_asked_again_and_answered(qtbot, steered, factory):
    async with steered() as shell:
        manager, ref = shell._context.manager, shell.conversations.current
        await manager.submit(ref, "Please build it")
        await until(lambda: bool(factory.made and factory.latest.turns))
        await _end(shell, factory)
        context, now = RecordContext(ref.session_id, "/home/user"), shell._context.clock.now()
        await manager.run(
            lambda store: store.append(
                ref, [request_record(context, BASH, store.leaf(ref), now)]
            ).result()
        )

    factory.made.clear()
    async with steered() as shell:
        await until(_card(shell).isVisible)
        assert _last_rows(shell, 1) == ["permission_request"]
        qtbot.mouseClick(_button(shell, "permissionOnce"), Qt.MouseButton.LeftButton)
        await until(lambda: not _card(shell).isVisible())
        await until(lambda: bool(factory.made and factory.latest.turns))
        assert factory.latest.turns[0].approved.request == BASH
        await _end(shell, factory)


async def test_an_answer_that_nobody_waits_for_is_told(steered, factory):
    async with steered() as shell:
        await _ask(shell, factory)
        manager, ref = shell._context.manager, shell.conversations.current
        await manager.answer(ref, BASH.id, PermissionAnswer(Verdict.DENY))
        _card(shell).answered.emit(PermissionAnswer(Verdict.ALLOW_ONCE))  # a click too late
        await until(lambda: shell.window.banner.notice is not None)
        assert "Nobody waits" in shell.window.banner.notice.title
        await until(lambda: not _card(shell).isVisible())
        assert [answer.verdict for _, answer in factory.latest.answers] == [Verdict.DENY]
        await _end(shell, factory)


async def test_the_reply_says_that_it_waits_for_the_person(qtbot, steered, factory):
    async with steered() as shell:
        await _ask(shell, factory)
        await until(lambda: "Waiting for your answer below" in _marks_of_reply(shell))
        always = _button(shell, "permissionConversation")
        always.setFocus()
        qtbot.keyClick(always, Qt.Key.Key_Space)
        await until(lambda: "Waiting for the first words" in _marks_of_reply(shell))
        assert shell.chat.composer.edit.hasFocus()
        await _end(shell, factory)


def _marks_of_reply(shell):
    row = shell.chat.view.shelf.row(shell.chat.model.streaming_row)
    return [part.mark.words for part in row.parts if isinstance(part, MarkPart)]
