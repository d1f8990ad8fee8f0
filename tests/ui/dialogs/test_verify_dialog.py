"""Every byte is read in the background; damage is told by conversation, in words."""

import asyncio

from PySide6.QtWidgets import QPushButton

from desktop_app.sessions.last_verification import recall
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.dialogs.verify_dialog import VerifyDialog


async def idle(dialog):
    while dialog.is_running:
        ended = asyncio.Event()
        dialog.jobEnded.connect(ended.set)
        await ended.wait()


def said(dialog, name):
    return dialog.findChild(ScaledLabel, name).text()


def opened(manager, tasks):
    dialog = VerifyDialog(manager, tasks)
    told = []
    dialog.verified.connect(lambda: told.append(True))
    dialog.open()
    return dialog, told


async def test_sound_conversations_are_said_to_be_sound(qapp, running, paths):
    async with running() as (manager, tasks):
        dialog, told = opened(manager, tasks)
        await idle(dialog)
        assert said(dialog, "verifySummary").endswith("Every byte is sound.")
        assert not dialog.findChild(ScaledLabel, "verifyFindings").isVisible()
        assert told == [True]
        assert recall(paths).conversations == 3
        dialog.accept()


async def test_a_damaged_one_is_named_and_remembered(qapp, running, paths):
    async with running() as (manager, tasks):
        broken = (await manager.sessions())[0]
        with broken.path.open("ab") as file:
            file.write(b'{"broken\n{"more\n')
        before = broken.path.read_bytes()
        dialog, _ = opened(manager, tasks)
        await idle(dialog)
        assert said(dialog, "verifyFindings").startswith(f"{broken.title}\n2 lines are damaged")
        assert recall(paths).damaged == 2
        assert broken.path.read_bytes() == before
        dialog.accept()


async def test_cancel_stops_it_and_keeps_no_figures(qapp, running, paths):
    async with running() as (manager, tasks):
        dialog, told = opened(manager, tasks)
        dialog.findChild(QPushButton, "verifyCancelButton").click()
        await idle(dialog)
        assert "cancelled" in dialog.findChild(Problem).text
        assert (told, recall(paths)) == ([], None)
        dialog.findChild(QPushButton, "verifyAgainButton").click()
        await idle(dialog)
        assert told == [True]
        dialog.accept()


async def test_progress_reaches_the_end(qapp, running):
    async with running() as (manager, _):
        steps = []
        checked = await manager.verify(progress=steps.append)
        assert {step.phase for step in steps} == {"read"}
        assert steps[-1].done_files == steps[-1].total_files == len(checked)
        assert steps[-1].done_bytes > 0
