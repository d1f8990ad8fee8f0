"""The dialog tells how Claude Code's transcripts stand and does what can be done for them."""

import asyncio
import json
import os
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.dialogs.protection_dialog import ProtectionDialog
from tests.fakes.claude_code import sweep, write_transcript

ONE = "11111111-1111-4111-8111-111111111111"
LINE = b'{"type":"user","uuid":"1","message":{"role":"user","content":"hello"}}\n'


@pytest.fixture
def aged(claude_dir, clock):
    path = write_transcript(claude_dir, "-shop", f"{ONE}.jsonl", LINE)
    moment = (clock.now() - timedelta(days=90)).timestamp()
    os.utime(path, (moment, moment))
    return path


async def idle(dialog):
    while dialog.is_running:
        ended = asyncio.Event()
        dialog.jobEnded.connect(ended.set)
        await ended.wait()


async def opened(manager, tasks, choice="ask"):
    dialog = ProtectionDialog(manager, tasks, choice)
    choices = []
    dialog.choiceMade.connect(choices.append)
    dialog.open()
    await idle(dialog)
    return dialog, choices


async def press(dialog, name):
    dialog.findChild(QPushButton, name).click()
    await idle(dialog)


def said(dialog, name):
    return dialog.findChild(ScaledLabel, name).text()


def is_offered(dialog, name):
    return dialog.findChild(QPushButton, name).isVisible()


async def test_it_tells_what_would_be_deleted_and_protects(qapp, running, aged):
    async with running() as (manager, tasks):
        dialog, _ = await opened(manager, tasks)
        assert "It deletes 1 of them" in said(dialog, "protectionFacts")
        assert not is_offered(dialog, "putBackButton")
        await press(dialog, "protectButton")
        assert "protects 1 transcripts" in said(dialog, "protectionFacts")
        assert said(dialog, "protectionOutcome") == "Everything that there is was protected."
        dialog.accept()


async def test_rescued_transcripts_are_put_back(qapp, running, aged):
    async with running() as (manager, tasks):
        await manager.protection.link()
        sweep(aged)
        dialog, _ = await opened(manager, tasks)
        await press(dialog, "putBackButton")
        assert aged.read_bytes() == LINE
        assert not is_offered(dialog, "putBackButton")
        dialog.accept()


async def test_lost_conversations_are_rebuilt(qapp, running, claude_dir):
    line = {"display": "bake bread", "timestamp": 1, "project": "/a", "sessionId": ONE}
    (claude_dir / "history.jsonl").write_text(json.dumps(line))
    async with running() as (manager, tasks):
        dialog, _ = await opened(manager, tasks)
        await press(dialog, "salvageButton")
        assert said(dialog, "protectionOutcome").startswith("1 lost conversations")
        await press(dialog, "salvageButton")
        assert said(dialog, "protectionOutcome").startswith("No lost conversation")
        assert len([s for s in await manager.sessions() if s.title.startswith("bake")]) == 1
        dialog.accept()


async def test_consent_is_given_and_taken_back(qapp, running, claude_dir):
    settings = claude_dir / "settings.json"
    settings.write_text('{"cleanupPeriodDays": 20, "model": "opus"}')
    async with running() as (manager, tasks):
        dialog, choices = await opened(manager, tasks)
        assert not is_offered(dialog, "revokeRetentionButton")
        await press(dialog, "raiseRetentionButton")
        assert settings.read_text() == '{"cleanupPeriodDays": 36500, "model": "opus"}'
        assert not is_offered(dialog, "raiseRetentionButton")
        await press(dialog, "revokeRetentionButton")
        assert settings.read_text() == '{"cleanupPeriodDays": 20, "model": "opus"}'
        dialog.accept()
        assert choices == ["raised", "declined"]


async def test_closing_without_consent_is_an_answer(qapp, running, claude_dir):
    async with running() as (manager, tasks):
        dialog, choices = await opened(manager, tasks)
        dialog.reject()
        assert choices == ["declined"]
        dialog, choices = await opened(manager, tasks, "raised")
        dialog.reject()
        assert choices == []
    assert not (claude_dir / "settings.json").exists()


async def test_settings_that_cannot_be_changed_are_told_in_place(qapp, running, claude_dir):
    (claude_dir / "settings.json").write_text("{ // mine\n}")
    async with running() as (manager, tasks):
        dialog, choices = await opened(manager, tasks)
        await press(dialog, "raiseRetentionButton")
        assert "was not changed" in dialog.findChild(Problem).text
        assert choices == []
        dialog.accept()


async def test_while_one_thing_is_done_no_other_can_begin(qapp, running, aged):
    async with running() as (manager, tasks):
        dialog, _ = await opened(manager, tasks)
        dialog.findChild(QPushButton, "salvageButton").click()
        assert not dialog.findChild(QPushButton, "protectButton").isEnabled()
        await idle(dialog)
        assert dialog.findChild(QPushButton, "protectButton").isEnabled()
        dialog.accept()
