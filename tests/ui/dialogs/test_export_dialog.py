"""The export dialog writes what was chosen, and tells what was not written."""

import asyncio
import json

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPushButton

from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.export_dialog import ExportDialog
from desktop_app.ui.dialogs.problem import Problem


async def idle(dialog):
    while dialog.is_running:
        ended = asyncio.Event()
        dialog.jobEnded.connect(ended.set)
        await ended.wait()


async def opened(manager, tasks):
    summaries = await manager.sessions()
    dialog = ExportDialog(manager, tasks, summaries[0])
    dialog.open()
    return dialog, summaries


def choose(dialog, name, value):
    choice = dialog.findChild(QComboBox, name)
    choice.setCurrentIndex(choice.findData(value))


def note(dialog):
    return dialog.findChild(ScaledLabel, "exportNote").text()


async def test_this_conversation_in_every_format(qapp, running, tmp_path):
    async with running() as (manager, tasks):
        dialog, summaries = await opened(manager, tasks)
        for kind, beginning in (
            ("html", b"<!DOCTYPE html>"), ("md", b"# "), ("json", b"{"), ("pdf", b"%PDF-")
        ):  # fmt: skip
            choose(dialog, "exportFormat", kind)
            dialog.export_to(tmp_path / f"a.{kind}")
            await idle(dialog)
            assert (tmp_path / f"a.{kind}").read_bytes().startswith(beginning)
            assert f"a.{kind}" in note(dialog)
        document = json.loads((tmp_path / "a.json").read_bytes())
        assert document["id"] == summaries[0].ref.session_id
        dialog.reject()


async def test_json_leaves_nothing_out_and_says_so(qapp, running):
    async with running() as (manager, tasks):
        dialog, _ = await opened(manager, tasks)
        tools = dialog.findChild(QCheckBox, "exportTools")
        assert tools.isEnabled()
        choose(dialog, "exportFormat", "json")
        assert not tools.isEnabled()
        dialog.reject()


async def test_all_go_into_a_directory_and_none_is_replaced(qapp, running, tmp_path):
    async with running() as (manager, tasks):
        dialog, summaries = await opened(manager, tasks)
        choose(dialog, "exportWhich", "all")
        dialog.export_to(tmp_path / "out")
        await idle(dialog)
        assert len(list((tmp_path / "out").iterdir())) == len(summaries)
        dialog.export_to(tmp_path / "out")
        await idle(dialog)
        assert "were not exported" in note(dialog)
        dialog.reject()


async def test_what_fails_is_told_and_can_be_done_again(qapp, running, tmp_path):
    async with running() as (manager, tasks):
        dialog, _ = await opened(manager, tasks)
        dialog.export_to(tmp_path / "missing" / "a.html")
        await idle(dialog)
        assert dialog.findChild(Problem).isVisible()
        assert dialog.findChild(QPushButton, "exportChooseButton").isVisible()
        dialog.reject()


async def test_the_button_asks_for_a_file_with_a_name(qapp, running):
    async with running() as (manager, tasks):
        dialog, summaries = await opened(manager, tasks)
        dialog.findChild(QPushButton, "exportChooseButton").click()
        chooser = dialog.findChild(QFileDialog, "exportFileDialog")
        (name,) = chooser.selectedFiles()
        assert name.endswith(f"{summaries[0].ref.session_id}.html")
        chooser.reject()
        dialog.reject()
