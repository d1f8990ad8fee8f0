"""What the window's menu opens over it."""

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.dialogs.restore_dialog import RestoreDialog
from tests.fakes.windows import running, until


async def choose(shell, archive):
    """Open the restore by the menu, choose a file, and return the dialog once it was checked."""
    shell.window.actions_["restore"].trigger()
    dialog = shell.maintenance.dialog
    assert isinstance(dialog, RestoreDialog)
    press(dialog, "restoreChooseButton")
    chooser = dialog.findChild(QFileDialog)
    chooser.fileSelected.emit(str(archive))
    chooser.reject()
    await until(lambda: not dialog.is_running)
    return dialog


def press(dialog, name):
    button = dialog.findChild(QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def said_by(dialog):
    return dialog.findChild(ScaledLabel, "restoreSummary").text()


async def test_a_backup_is_checked_and_then_restored(opened, paths):
    async with opened() as shell, running(shell):
        manager = shell._context.manager
        ref = shell.conversations.current
        await manager.submit(ref, "Keep this")
        await manager.wait_idle()
        archive = (await manager.backup()).path
        (file,) = paths.projects.rglob(f"{DEFAULT_SESSION_ID}.jsonl")
        manager._store.release(ref)
        file.unlink()

        dialog = await choose(shell, archive)
        assert "1 conversations" in said_by(dialog)
        assert not file.exists()
        press(dialog, "restoreConfirmButton")
        await until(lambda: not dialog.is_running)

        assert "1 conversations are back" in said_by(dialog)
        press(dialog, "restoreCloseButton")
        assert shell.maintenance.dialog is None
        await until(lambda: ref in {summary.ref for summary in shell.conversations.list.summaries})

    assert b"Keep this" in file.read_bytes()


@pytest.mark.parametrize("content", [b"not an archive", b""])
async def test_an_archive_that_is_none_is_refused_and_offers_no_restore(opened, tmp_path, content):
    (tmp_path / "no.zip").write_bytes(content)
    async with opened() as shell, running(shell):
        dialog = await choose(shell, tmp_path / "no.zip")

        assert dialog.findChild(Problem).isVisible()
        assert not dialog.findChild(QPushButton, "restoreConfirmButton").isVisible()
        assert dialog.findChild(QPushButton, "restoreChooseButton").isVisible()
        dialog.reject()
        assert shell.maintenance.dialog is None
