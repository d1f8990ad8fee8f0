"""The open window protects Claude Code's transcripts, at the start and when new ones appear."""

import asyncio
import json
import os
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from desktop_app.ui.models.session_rows import Badge, SessionRow
from tests.fakes.claude_code import sweep, write_transcript

PROJECT = "-home-ana-shop"
ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"
LINE = b'{"type":"user","uuid":"1","cwd":"/a","message":{"role":"user","content":"hello"}}\n'


async def until(condition):
    """Return when `condition` holds; the test's own limit ends a wait in vain."""
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


@pytest.fixture
def aged(claude_dir, clock):
    path = write_transcript(claude_dir, PROJECT, f"{ONE}.jsonl", LINE)
    moment = (clock.now() - timedelta(days=90)).timestamp()
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def window(opened, paths):
    """A running window whose first pass over the transcripts is done."""

    @asynccontextmanager
    async def run():
        async with opened() as shell:
            running = shell._context.tasks.start(shell.run(), "run")
            try:
                copied = paths.vault / "copies" / PROJECT / f"{ONE}.jsonl"
                await until(copied.exists)
                yield shell
            finally:
                shell.request_close()
                await running

    return run


def chosen(paths):
    return json.loads(paths.settings_file.read_text())["claude_retention"]


async def test_transcripts_are_linked_and_copied_at_the_start(window, aged, paths):
    async with window():
        assert (paths.vault / "projects" / PROJECT / aged.name).samefile(aged)


async def test_a_new_transcript_is_protected_while_the_window_is_open(
    window, aged, paths, claude_dir
):
    async with window() as shell:
        await until(lambda: not shell.protection._is_running)
        write_transcript(claude_dir, PROJECT, f"{TWO}.jsonl", LINE)
        await until((paths.vault / "copies" / PROJECT / f"{TWO}.jsonl").exists)
        write_transcript(claude_dir, "-new", f"{TWO}.jsonl", LINE)
        await until((paths.vault / "copies" / "-new" / f"{TWO}.jsonl").exists)


async def test_what_is_appended_reaches_the_independent_copy(window, aged, paths, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.transcript_watch.GROWTH_SETTLE_MS", 1)
    copied = paths.vault / "copies" / PROJECT / aged.name
    async with window() as shell:
        await until(lambda: not shell.protection._is_running)
        with aged.open("ab") as file:
            file.write(LINE)
        await until(lambda: copied.read_bytes() == LINE + LINE)


async def test_what_is_swept_stays_in_the_list_with_its_badge(window, aged):
    async with window() as shell:
        await until(lambda: bool(shell.conversations.list.summaries))
        sweep(aged)
        shell.conversations.list.refresh()

        def rescued():
            found = [s for s in shell.conversations.list.summaries if s.is_rescued]
            return [SessionRow(s, shell._context.clock.now()).badge for s in found]

        await until(lambda: rescued() == [Badge.RESCUED])


async def test_consent_is_asked_for_until_it_is_answered(window, aged, paths, claude_dir):
    async with window() as shell:
        banner = shell.window.banner
        await until(lambda: banner.notice is not None)
        assert banner.notice.title == "Claude Code deletes its conversations after 30 days."
        banner.findChild(QPushButton, "bannerAction").click()
        dialog = shell.maintenance.dialog
        await until(lambda: not dialog.is_running)
        dialog.findChild(QPushButton, "raiseRetentionButton").click()
        await until(lambda: (claude_dir / "settings.json").exists() and not dialog.is_running)
        assert json.loads((claude_dir / "settings.json").read_text()) == {
            "cleanupPeriodDays": 36500
        }
        dialog.accept()
    assert chosen(paths) == "raised"
    async with window() as shell:
        await until(lambda: not shell._context.tasks.running or shell.conversations.current)
        assert shell.window.banner.notice is None


async def test_dismissing_the_question_answers_it(window, aged, paths, claude_dir):
    async with window() as shell:
        await until(lambda: shell.window.banner.notice is not None)
        shell.window.banner.findChild(QToolButton, "bannerDismiss").click()
        await until(paths.settings_file.exists)
    assert chosen(paths) == "declined"
    assert not (claude_dir / "settings.json").exists()


async def test_the_panel_tells_and_leads_to_the_dialog(window, aged):
    async with window() as shell:
        shell.window.actions_["health"].setChecked(True)
        row = shell.panel.findChild(QLabel, "healthRetention")
        await until(lambda: row.text().startswith("1 of 1 protected"))
        assert "30 days" in row.text()
        shell.panel.findChild(QPushButton, "protectionButton").click()
        dialog = shell.maintenance.dialog
        assert dialog.objectName() == "protectionDialog"
        await until(lambda: not dialog.is_running)
        dialog.accept()


async def test_the_panel_leads_to_reading_every_byte(window, aged):
    async with window() as shell:
        shell.window.actions_["health"].setChecked(True)
        button = shell.upkeep.panel.findChild(QPushButton, "verifyButton")
        await until(button.isVisible)
        button.click()
        dialog = shell.maintenance.dialog
        await until(lambda: not dialog.is_running)
        assert dialog.objectName() == "verifyDialog"
        dialog.accept()
        await until(lambda: shell.maintenance.dialog is None)
