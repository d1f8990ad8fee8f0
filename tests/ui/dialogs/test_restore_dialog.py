"""A backup is checked before it is restored, and restored by union."""

import asyncio
import shutil

from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.dialogs.restore_dialog import RestoreDialog
from tests.fakes.claude_code import sweep, write_transcript
from tests.fakes.vault import ONE, PROJECT


def button(dialog, name):
    return dialog.findChild(QPushButton, name)


def summary_of(dialog):
    return dialog.findChild(ScaledLabel, "restoreSummary").text()


async def idle(dialog):
    ended = asyncio.Event()
    if dialog.is_running:
        dialog.jobEnded.connect(ended.set)
        await ended.wait()


def opened(manager, tasks, paths):
    dialog = RestoreDialog(manager, tasks, paths.backups)
    dialog.open()
    return dialog


async def test_what_is_missing_comes_back_and_nothing_else_changes(qapp, running, paths):
    async with running() as (manager, tasks):
        backup = await manager.backup()
        first, *others = sorted(paths.projects.rglob("*.jsonl"))
        before = first.read_bytes()
        kept = {path: path.read_bytes() for path in others}
        first.unlink()
        dialog = opened(manager, tasks, paths)
        reports = []
        dialog.restored.connect(reports.append)

        dialog.check(backup.path)
        await idle(dialog)
        assert "3 conversations" in summary_of(dialog)
        assert not first.exists()
        button(dialog, "restoreConfirmButton").click()
        await idle(dialog)

        assert reports[0].restored_files == 1
        assert reports[0].unchanged_files == 2
        assert first.read_bytes() == before
        assert {path: path.read_bytes() for path in others} == kept
        assert "1 conversations are back" in summary_of(dialog)
        dialog.accept()


async def test_restoring_twice_says_that_nothing_was_missing(qapp, running, paths):
    async with running() as (manager, tasks):
        backup = await manager.backup()
        dialog = opened(manager, tasks, paths)

        dialog.check(backup.path)
        await idle(dialog)
        button(dialog, "restoreConfirmButton").click()
        await idle(dialog)

        assert "nothing was changed" in summary_of(dialog)
        dialog.accept()


async def test_what_claude_code_has_deleted_is_told_and_comes_back(
    qapp, running, paths, claude_dir
):
    transcript = write_transcript(claude_dir, PROJECT, f"{ONE}.jsonl", b'{"type":"user"}\n')
    async with running() as (manager, tasks):
        await manager.protection.link()
        sweep(transcript)
        backup = await manager.backup()
        shutil.rmtree(paths.vault)
        dialog = opened(manager, tasks, paths)

        dialog.check(backup.path)
        await idle(dialog)
        texts = [label.text() for label in dialog.findChildren(ScaledLabel)]
        assert any("1 conversations that Claude Code has deleted" in text for text in texts)
        button(dialog, "restoreConfirmButton").click()
        await idle(dialog)

        assert "1 that Claude Code has deleted" in summary_of(dialog)
        assert list(paths.vault.rglob(f"{ONE}.jsonl"))
        dialog.accept()


async def test_a_damaged_backup_is_refused_before_anything_is_written(qapp, running, paths):
    async with running() as (manager, tasks):
        backup = await manager.backup()
        content = bytearray(backup.path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        backup.path.write_bytes(content)
        dialog = opened(manager, tasks, paths)

        dialog.check(backup.path)
        await idle(dialog)

        assert dialog.findChild(Problem).isVisible()
        assert not button(dialog, "restoreConfirmButton").isVisible()
        assert button(dialog, "restoreChooseButton").isVisible()
        dialog.accept()


async def test_the_file_is_chosen_in_a_dialog_that_blocks_nothing(qapp, running, paths):
    async with running() as (manager, tasks):
        backup = await manager.backup()
        dialog = opened(manager, tasks, paths)

        button(dialog, "restoreChooseButton").click()
        chooser = dialog.findChild(QFileDialog)
        chooser.fileSelected.emit(str(backup.path))
        chooser.reject()
        await idle(dialog)

        assert "3 conversations" in summary_of(dialog)
        dialog.accept()
