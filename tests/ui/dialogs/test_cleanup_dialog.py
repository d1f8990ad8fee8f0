"""The guarded cleanup in the window: asleep until the phrase, backed up first, undone on demand."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop_app.sessions.backup import check_backup
from desktop_app.sessions.progress import BackupProgress
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.cleanup_dialog import CleanupDialog
from desktop_app.ui.dialogs.problem import Problem

PHRASE = "DELETE 3 CONVERSATIONS"


def contents(paths):
    return {path: path.read_bytes() for path in paths.projects.rglob("*.jsonl")}


def button(dialog, name):
    return dialog.findChild(QPushButton, name)


def phrase_of(dialog):
    return dialog.findChild(QLineEdit, "cleanupPhrase")


def summary_of(dialog):
    return dialog.findChild(ScaledLabel, "cleanupSummary").text()


async def idle(dialog):
    """Wait for the end of what runs."""
    ended = asyncio.Event()
    if dialog.is_running:
        dialog.jobEnded.connect(ended.set)
        await ended.wait()


async def opened(manager, tasks):
    dialog = CleanupDialog(manager, tasks)
    dialog.open()
    await idle(dialog)
    return dialog


async def test_it_says_what_would_go_and_where_the_backup_goes(qapp, running, paths):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)

        assert "3 conversations" in summary_of(dialog)
        shown = " ".join(label.text() for label in dialog.findChildren(ScaledLabel))
        assert str(paths.backups) in shown
        assert PHRASE in shown
        assert button(dialog, "cleanupConfirmButton").text() == "Remove 3 conversations"
        assert button(dialog, "cleanupCancelButton").isDefault()
        dialog.reject()


@pytest.mark.parametrize(
    "typed", ["", "delete 3 conversations", "DELETE 2 CONVERSATIONS", PHRASE + " ", PHRASE[:-1]]
)
async def test_a_wrong_phrase_keeps_the_button_asleep(qapp, running, paths, typed):
    async with running() as (manager, tasks):
        before = contents(paths)
        dialog = await opened(manager, tasks)

        QTest.keyClicks(phrase_of(dialog), typed)
        QTest.keyClick(phrase_of(dialog), Qt.Key.Key_Return)
        button(dialog, "cleanupConfirmButton").click()

        assert not button(dialog, "cleanupConfirmButton").isEnabled()
        assert not dialog.is_running
        assert dialog.isVisible()
        assert contents(paths) == before
        dialog.reject()


async def test_return_in_the_phrase_leads_to_the_button_and_does_not_press_it(qapp, running):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)

        QTest.keyClicks(phrase_of(dialog), PHRASE)
        QTest.keyClick(phrase_of(dialog), Qt.Key.Key_Return)

        assert button(dialog, "cleanupConfirmButton").isEnabled()
        assert dialog.focusWidget() is button(dialog, "cleanupConfirmButton")
        assert not dialog.is_running
        dialog.reject()


async def test_the_right_phrase_removes_after_a_backup_and_undo_brings_every_byte_back(
    qapp, running, paths
):
    async with running() as (manager, tasks):
        before = contents(paths)
        dialog = await opened(manager, tasks)
        removed, restored = [], []
        dialog.removed.connect(removed.append)
        dialog.restored.connect(restored.append)

        phrase_of(dialog).setText(PHRASE)
        button(dialog, "cleanupConfirmButton").click()
        await idle(dialog)

        (result,) = removed
        assert result.removed == 3
        assert check_backup(result.backup.path).conversations == 3
        assert str(result.backup.path) in summary_of(dialog)
        left = contents(paths)
        assert [path.stem for path in left] == [DEFAULT_SESSION_ID]
        assert set(left.values()) == {b""}

        button(dialog, "cleanupUndoButton").click()
        await idle(dialog)

        assert restored[0].conversations == 3
        after = contents(paths)
        assert {path: after[path] for path in before} == before
        assert not button(dialog, "cleanupUndoButton").isVisible()
        dialog.accept()


async def test_from_the_first_frame_of_a_run_cancel_stands_at_the_edge(qapp, running):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        place_of = button(dialog, "cleanupConfirmButton")
        edge = place_of.mapTo(dialog, place_of.rect().topRight())

        phrase_of(dialog).setText(PHRASE)
        place_of.click()
        cancel = button(dialog, "cleanupCancelButton")
        assert cancel.mapTo(dialog, cancel.rect().topRight()).x() == edge.x()

        await idle(dialog)
        dialog.accept()


async def test_cancel_while_copying_removes_nothing(qapp, running, paths):
    async with running() as (manager, tasks):
        before = contents(paths)
        dialog = await opened(manager, tasks)
        phrase_of(dialog).setText(PHRASE)

        button(dialog, "cleanupConfirmButton").click()
        button(dialog, "cleanupCancelButton").click()
        await idle(dialog)

        assert summary_of(dialog) == "Nothing was removed."
        assert contents(paths) == before
        assert not list(paths.backups.glob("*"))
        dialog.accept()


async def test_closing_while_copying_stops_it_and_then_closes(qapp, running, paths):
    async with running() as (manager, tasks):
        before = contents(paths)
        dialog = await opened(manager, tasks)
        phrase_of(dialog).setText(PHRASE)

        button(dialog, "cleanupConfirmButton").click()
        closed = []
        dialog.rejected.connect(lambda: closed.append(True))
        dialog.close()
        assert dialog.isVisible()
        assert closed == []
        await idle(dialog)

        assert closed == [True]
        assert contents(paths) == before


async def test_the_first_removal_puts_cancel_to_sleep(qapp, running, paths):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        phrase_of(dialog).setText(PHRASE)
        button(dialog, "cleanupConfirmButton").click()

        dialog.show_progress(BackupProgress("verify", 1, 2, 1, 3))
        assert button(dialog, "cleanupCancelButton").isEnabled()
        dialog.show_progress(BackupProgress("remove", 0, 2, 0, 3))
        assert not button(dialog, "cleanupCancelButton").isEnabled()
        dialog.close()  # can't be cancelled any more, so it stays
        await idle(dialog)

        assert dialog.isVisible()
        assert "3 conversations removed" in summary_of(dialog)
        dialog.accept()


async def test_a_backup_that_cannot_be_made_is_told_and_nothing_is_removed(qapp, running, paths):
    async with running() as (manager, tasks):
        before = contents(paths)
        paths.backups.write_text("in the way")
        dialog = await opened(manager, tasks)
        phrase_of(dialog).setText(PHRASE)

        button(dialog, "cleanupConfirmButton").click()
        await idle(dialog)

        problem = dialog.findChild(Problem)
        assert problem.isVisible()
        assert str(paths.backups) in problem.text
        assert "Nothing was removed" in problem.text
        assert contents(paths) == before
        paths.backups.unlink()

        button(dialog, "cleanupAgainButton").click()
        await idle(dialog)
        assert not problem.isVisible()
        assert phrase_of(dialog).text() == ""
        assert not button(dialog, "cleanupConfirmButton").isEnabled()
        dialog.reject()


async def test_a_conversation_that_came_meanwhile_makes_the_phrase_wrong(
    qapp, running, paths, tmp_path
):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        phrase_of(dialog).setText(PHRASE)
        await manager.create(tmp_path)
        before = contents(paths)

        button(dialog, "cleanupConfirmButton").click()
        await idle(dialog)

        assert "DELETE 4 CONVERSATIONS" in dialog.findChild(Problem).text
        assert contents(paths) == before
        dialog.accept()
