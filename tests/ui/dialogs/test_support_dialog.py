"""Everything in the support bundle is shown before it is saved, and only that is saved."""

import asyncio
import zipfile

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QPushButton, QWidget

from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.dialogs.support_dialog import SupportDialog


async def idle(dialog):
    while dialog.is_running:
        ended = asyncio.Event()
        dialog.jobEnded.connect(ended.set)
        await ended.wait()


async def opened(manager, tasks):
    dialog = SupportDialog(manager, tasks, manager.health)
    dialog.open()
    await idle(dialog)
    return dialog


def shown_texts(dialog):
    """Choose one text after the other and return what is shown."""
    choice = dialog.findChild(QComboBox, "supportTexts")
    texts = {}
    for index in range(choice.count()):
        choice.setCurrentIndex(index)
        name = choice.itemText(index).split(" · ")[0]
        texts[name] = dialog.findChild(QPlainTextEdit, "supportText").toPlainText()
    return texts


async def test_what_is_shown_is_what_is_saved(qapp, running, tmp_path):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        texts = shown_texts(dialog)
        assert list(texts) == ["contents.txt", "health.json", "settings.json", "log.txt"]
        assert "Message 1" not in "".join(texts.values())

        target = tmp_path / "support.zip"
        dialog.save_to(target)
        await idle(dialog)
        with zipfile.ZipFile(target) as archive:
            saved = {name: archive.read(name).decode() for name in archive.namelist()}
        assert saved == texts
        assert str(target) in dialog.findChild(ScaledLabel, "supportNote").text()
        dialog.reject()


async def test_the_button_asks_for_a_file(qapp, running):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        dialog.findChild(QPushButton, "supportSaveButton").click()
        chooser = dialog.findChild(QFileDialog, "supportFileDialog")
        assert chooser.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        chooser.reject()
        dialog.reject()


async def test_a_file_that_cannot_be_written_is_told(qapp, running, tmp_path):
    (tmp_path / "file").write_text("")
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        dialog.save_to(tmp_path / "file" / "support.zip")
        await idle(dialog)
        assert dialog.findChild(Problem).isVisible()
        assert dialog.findChild(QPushButton, "supportSaveButton").isVisible()
        dialog.reject()


@pytest.mark.parametrize("name", ["supportDialog", "supportTexts", "supportText"])
async def test_what_is_addressed_by_name_has_an_accessible_name(qapp, running, name):
    async with running() as (manager, tasks):
        dialog = await opened(manager, tasks)
        widget = dialog if name == "supportDialog" else dialog.findChild(QWidget, name)
        assert widget.accessibleName()
        dialog.reject()
