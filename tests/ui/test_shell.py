"""The window from the first frame to the end, over a real manager and real files."""

import asyncio
import json
import shutil
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from desktop_app.sessions.errors import SessionNotFoundError
from desktop_app.sessions.refs import DEFAULT_SESSION_ID
from desktop_app.ui.shutdown import ending_requests
from desktop_app.ui.single_instance import Wish
from desktop_app.ui.window_state import load_state
from tests.fakes.windows import running, until

SUBAGENT = "00000000-0000-0000-0000-000000000060"


def _send(qtbot, shell, text):
    shell.chat.composer.edit.setPlainText(text)
    qtbot.keyClick(shell.chat.composer.edit, Qt.Key.Key_Return)


async def test_the_first_start_opens_the_default_conversation(qtbot, opened, paths, options):
    async with opened() as shell, running(shell):
        assert shell.conversations.current.session_id == DEFAULT_SESSION_ID
        assert shell.window.isVisible()
        assert shell.window.side.list.current_ref == shell.conversations.current

    assert len(list(paths.projects.rglob("*.jsonl"))) == 1


async def test_a_message_is_answered_and_on_the_disk(qtbot, opened, paths):
    async with opened() as shell, running(shell):
        _send(qtbot, shell, "Where are the invoices?")
        await until(lambda: shell.chat.model.rowCount() >= 2)
        await shell._context.manager.wait_idle()
        await until(lambda: shell.window.windowTitle().startswith("Where are the invoices?"))

    (file,) = paths.projects.rglob("*.jsonl")
    kinds = [json.loads(line)["type"] for line in file.read_bytes().splitlines()]
    assert "user" in kinds
    assert "assistant" in kinds


async def test_the_next_start_opens_what_was_open_last_with_its_draft(qtbot, opened, paths):
    async with opened() as shell, running(shell):
        shell.chat.composer.edit.setPlainText("for the first")
        shell.conversations.begin()
        await until(lambda: shell.conversations.current.session_id != DEFAULT_SESSION_ID)
        shell.chat.composer.edit.setPlainText("half a thought")
        last = shell.conversations.current

    assert load_state(paths.window_file).last_session == str(last)
    async with opened() as shell, running(shell):
        assert shell.conversations.current == last
        assert shell.chat.draft() == "half a thought"
        first = next(s.ref for s in shell.conversations.list.summaries if s.ref != last)
        shell.conversations.open(first)
        await until(lambda: shell.conversations.current == first)
        assert shell.chat.draft() == "for the first"


async def test_of_two_clicks_the_newest_wins(qtbot, opened, real_claude_dir):
    async with opened(claude_dir=real_claude_dir) as shell, running(shell):
        refs = [summary.ref for summary in shell.conversations.list.summaries]
        for ref in refs:
            shell.conversations.open(ref)
        await until(lambda: shell.conversations.current == refs[-1])

        assert shell.chat.ref == refs[-1]
        assert shell.window.side.list.current_ref == refs[-1]


async def test_claude_code_s_conversations_are_listed_and_open(opened, real_claude_dir):
    async with opened(claude_dir=real_claude_dir, session_id=SUBAGENT) as shell, running(shell):
        assert shell.conversations.current.session_id == SUBAGENT
        assert shell.chat.model.rowCount() > 3
        assert shell.window.side.model.conversations == 12
        assert "My Title" in shell.window.windowTitle()


async def test_an_id_that_nobody_has_is_told_and_the_default_opens(opened):
    missing = "00000000-0000-0000-0000-00000000dead"
    async with opened(session_id=missing) as shell, running(shell):
        assert shell.conversations.current.session_id == DEFAULT_SESSION_ID
        assert missing in shell.window.banner.notice.title
        assert str(SessionNotFoundError(missing).title) == shell.window.banner.notice.title


async def test_asking_for_the_default_conversation_at_the_first_start_just_opens_it(
    opened, real_claude_dir
):
    async with (
        opened(claude_dir=real_claude_dir, session_id=DEFAULT_SESSION_ID) as shell,
        running(shell),
    ):
        assert shell.conversations.current.session_id == DEFAULT_SESSION_ID
        assert shell.conversations.current.project not in {"-home-user-chat", "-home-user-other"}
        assert shell.window.banner.notice is None


class Desktop(QObject):
    """Announces a log-out as the application does; only Qt itself can make the real one do so."""

    commitDataRequest = Signal(object)  # noqa: N815 - Qt's own name


@pytest.mark.parametrize("is_log_out", [False, True])
async def test_ending_during_a_reply_keeps_what_had_arrived(
    qtbot, opened, tmp_path, paths, is_log_out
):
    script = tmp_path / "script.json"
    script.write_text(
        json.dumps([{"after_ms": 1, "text": "begun"}, {"after_ms": 60_000, "text": "x"}])
    )
    async with opened(engine="scripted", script=script) as shell, running(shell) as end:
        _send(qtbot, shell, "Tell me")
        await until(lambda: shell.chat.model.streaming is not None)
        await until(lambda: any(b"begun" in f.read_bytes() for f in paths.inflight.iterdir()))
        desktop: Any = Desktop()
        with ending_requests(desktop, shell.request_close, shell.flush):
            if is_log_out:
                desktop.commitDataRequest.emit(None)
            else:
                shell.window.close()
            await asyncio.wait_for(asyncio.shield(end), 5)

    (file,) = paths.projects.rglob("*.jsonl")
    assert b"begun" in file.read_bytes()


async def test_escape_undoes_the_nearest_thing(qtbot, opened):
    async with opened() as shell, running(shell):
        escape = shell.window.actions_["escape"]
        shell.window.actions_["health"].setChecked(True)
        shell.window.side.filter.setText("something")
        escape.trigger()
        assert shell.window.side.filter.text() == ""
        assert shell.window.is_panel_open
        escape.trigger()
        assert not shell.window.is_panel_open


async def test_the_status_line_opens_the_panel_which_is_remembered(qtbot, opened, paths):
    async with opened() as shell, running(shell):
        assert not shell.panel.isVisible()
        shell.window.status.click()
        await until(lambda: shell.panel._report is not None)
        assert shell.panel.isVisible()

    assert load_state(paths.window_file).is_panel_open
    async with opened() as shell, running(shell):
        assert shell.panel.isVisible()


async def test_a_link_into_the_history_jumps_there(opened, real_claude_dir):
    async with opened(claude_dir=real_claude_dir) as shell, running(shell):
        target = await shell._context.manager.find(SUBAGENT)
        page = await shell._context.manager.tail(target)
        uuid = page.entries[0].uuid
        shell.chat.linkActivated.emit(f"sempre://session/{target.project}/{SUBAGENT}#{uuid}")
        await until(lambda: shell.conversations.current == target)

        assert shell.chat.model.row_of(uuid) is not None


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)"])
async def test_a_dangerous_link_is_refused(opened, address):
    async with opened() as shell, running(shell):
        shell.chat.linkActivated.emit(address)

        assert shell.maintenance.dialog is None
        assert shell.window.banner.notice.title == "This link is not opened."


async def test_a_web_link_asks_first(opened):
    async with opened() as shell, running(shell):
        shell.chat.linkActivated.emit("https://example.org/")

        assert shell.maintenance.dialog.objectName() == "linkDialog"
        shell.maintenance.dialog.reject()
        assert shell.maintenance.dialog is None


async def test_a_bug_is_told_and_its_report_can_be_copied(opened):
    async with opened() as shell, running(shell):
        shell.crashed.emit(KeyError("my secret"))
        await until(lambda: shell.window.banner.notice is not None)
        shell.window.banner.findChild(QPushButton, "bannerAction").click()

        report = QGuiApplication.clipboard().text()
        assert "KeyError" in report
        assert "secret" not in report


async def test_a_second_start_raises_the_first_and_opens_its_conversation(opened, real_claude_dir):
    async with opened(claude_dir=real_claude_dir) as shell, running(shell):
        shell.window.showMinimized()
        shell.on_wish(Wish(SUBAGENT))
        await until(lambda: shell.conversations.current.session_id == SUBAGENT)

        assert not shell.window.isMinimized()


async def test_another_program_s_lines_appear(opened, real_claude_dir, tmp_path):
    claude = tmp_path / "copied"
    shutil.copytree(real_claude_dir, claude)
    async with opened(claude_dir=claude, session_id=SUBAGENT) as shell, running(shell):
        file = shell.conversations.list.summary(shell.conversations.current).path
        said = {"role": "user", "content": "typed elsewhere"}
        uuid = "11111111-0000-0000-0000-000000000001"
        record = {"type": "user", "uuid": uuid, "message": said}
        with file.open("ab") as stream:
            stream.write(json.dumps(record).encode() + b"\n")

        await until(lambda: shell.chat.model.row_of(uuid) is not None)


async def test_cut_replies_are_told_at_the_start(qtbot, opened):
    async with opened() as shell, running(shell):
        shell._context.manager.recovered = (shell.conversations.current,)
        shell._tell_start()

        assert "1 replies were cut off" in shell.window.banner.notice.title


async def test_a_cut_reply_can_be_continued(qtbot, opened, paths, tmp_path):
    async with opened() as shell, running(shell):
        other = await shell._context.manager.create(tmp_path)
        shell._context.manager.recovered = (other,)
        shell._tell_start()
        action = shell.window.banner.findChild(QPushButton, "bannerAction")
        assert action.text() == "Continue"
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
        await until(lambda: bool(shell.chat.draft()))
        assert shell.conversations.current == other
        assert shell.chat.draft() == "Please continue where you stopped."
        assert shell.window.banner.notice is None
        assert not shell._context.manager.is_busy(other)  # the person sends it


async def test_continuing_leaves_a_draft_as_it_is(qtbot, opened):
    async with opened() as shell, running(shell):
        shell.chat.set_draft("my own words")
        shell._context.manager.recovered = (shell.conversations.current,)
        shell._tell_start()
        shell.window.banner.findChild(QPushButton, "bannerAction").click()
        await until(shell.chat.composer.edit.hasFocus)
        assert shell.chat.draft() == "my own words"


async def test_backups_come_by_themselves_when_they_were_chosen(qtbot, opened, paths):
    async with opened() as shell, running(shell):
        settings = replace(shell._context.preferences.settings, auto_backup_mb=1)
        shell._context.preferences.change(settings)
        (conversation,) = paths.projects.rglob("*.jsonl")
        attachments = conversation.with_suffix("")
        attachments.mkdir()
        (attachments / "result.txt").write_bytes(b"x" * 1_100_000)
        _send(qtbot, shell, "one")
        await until(lambda: list(paths.backups.glob("*.zip")))
        await shell._context.manager.wait_backed_up()
        paths.backups.rename(paths.root / "moved")
        paths.backups.write_text("in the way")
        await shell._context.manager.wait_idle()
        _send(qtbot, shell, "two")
        await until(lambda: shell.window.banner.notice is not None)
        assert "backup" in shell.window.banner.notice.title


async def test_a_broken_settings_file_is_told(opened, paths):
    paths.root.mkdir()
    paths.settings_file.write_text("{broken")
    async with opened() as shell, running(shell):
        await until(lambda: shell.window.banner.notice is not None)
        assert "settings file was damaged" in shell.window.banner.notice.title


async def test_zoom_and_theme_hold_at_once_and_are_saved(opened, paths):
    async with opened() as shell, running(shell):
        shell.window.actions_["zoom_in"].trigger()
        shell._context.preferences.change(
            replace(shell._context.preferences.settings, theme="dark")
        )
        await until(paths.settings_file.exists)
        assert shell._appearance.theme.is_dark

    saved = json.loads(paths.settings_file.read_text())
    assert (saved["zoom_percent"], saved["theme"]) == (110, "dark")


NAMES = """
    mainWindow transcript composer sendButton stopButton sessionList sessionFilter
    newConversationButton engineMenu banner healthPanel healthTimeout healthCleanup healthJsonlSize
    healthSessions healthConnections healthLastBackup healthRetention healthIntegrity
    forceCleanupButton cleanupDialog cleanupSummary cleanupPhrase cleanupConfirmButton
    cleanupProgress
"""


async def test_every_widget_of_the_contract_has_its_name_and_is_spoken(opened):
    async with opened() as shell, running(shell):
        everything = [shell.window, *shell.window.findChildren(QWidget)]
        shell.maintenance.clean_up()
        everything += [shell.maintenance.dialog, *shell.maintenance.dialog.findChildren(QWidget)]
        found = {widget.objectName(): widget for widget in everything}

        assert not [name for name in NAMES.split() if name not in found]
        assert not [name for name in NAMES.split() if not _spoken(found[name])]
        await until(lambda: not shell.maintenance.dialog.is_running)
        shell.maintenance.dialog.reject()


def _spoken(widget):
    """Qt speaks the text of labels and buttons that have no other name."""
    own = widget.text() if isinstance(widget, QLabel | QPushButton | QToolButton) else ""
    return widget.accessibleName() or own


async def test_a_new_title_is_saved_and_shown(opened, paths):
    async with opened() as shell, running(shell):
        shell.window.actions_["rename"].trigger()
        dialog = shell.window.findChild(QDialog, "renameDialog")
        dialog.findChild(QLineEdit, "renameField").setText("Invoices")
        dialog.findChild(QPushButton, "renameButton").click()
        await until(lambda: shell.window.windowTitle() == "Invoices – Sempre")

    (file,) = paths.projects.rglob("*.jsonl")
    assert b'"customTitle":"Invoices"' in file.read_bytes()


async def test_a_backup_is_made_and_told(opened, paths):
    async with opened() as shell, running(shell):
        shell.window.actions_["backup"].trigger()
        await until(lambda: shell.window.banner.notice is not None)
        assert "backup" in shell.window.banner.notice.title

    (archive,) = paths.backups.glob("*.zip")
    assert archive.stat().st_size > 0


async def test_claude_codes_conversation_continued_here_is_whole_after_a_restart(
    qtbot, opened, real_claude_dir, tmp_path, paths
):
    claude = tmp_path / "claude-of-mine"
    shutil.copytree(real_claude_dir, claude)
    (theirs,) = claude.rglob(f"{SUBAGENT}.jsonl")
    original = theirs.read_bytes()
    async with opened(claude_dir=claude, session_id=SUBAGENT) as shell, running(shell):
        _send(qtbot, shell, "continued in the window")
        await until(lambda: shell.chat.composer.edit.toPlainText() == "")
        await shell._context.manager.wait_idle()

    async with opened(claude_dir=claude) as shell, running(shell):
        assert shell.conversations.current.session_id == SUBAGENT
        rows = range(shell.chat.model.rowCount())
        texts = [shell.chat.model.entry(row).text for row in rows]

    assert "continued in the window" in texts[-2]
    assert "not a language model" in texts[-1]
    assert theirs.read_bytes() == original
    (ours,) = paths.projects.rglob(f"{SUBAGENT}.jsonl")
    assert ours.read_bytes().startswith(original)
