"""The palette over a real window, a real manager and real files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.ui.palette.frame import MAX_WIDTH_PX
from desktop_app.ui.palette.rows import MAX_HITS, Kind
from desktop_app.ui.theme import DARK
from tests.fakes.windows import running, until

CTRL = Qt.KeyboardModifier.ControlModifier


async def _open(qtbot, shell):
    """Wait for the parts behind the first frame, then press the key."""
    await until(lambda: shell._upkeep is not None)
    shell.window.activateWindow()
    await until(shell.window.isActiveWindow)
    qtbot.keyClick(shell.window, Qt.Key.Key_K, CTRL)
    palette = shell.upkeep.palette
    assert palette.frame.isVisible()
    assert palette.frame.field.hasFocus()
    return palette


def _rows(palette, kind):
    return [row for row in palette.frame.list.rows.rows if row.kind is kind]


async def _send(shell, text):
    manager, ref = shell._context.manager, shell.conversations.current
    await manager.submit(ref, text)
    await manager.wait_idle()
    await manager.refresh_index()
    return ref


async def test_an_empty_field_offers_recent_conversations_and_every_command(qtbot, opened):
    async with opened() as shell, running(shell):
        palette = await _open(qtbot, shell)

        assert _rows(palette, Kind.CONVERSATION)[0].ref == shell.conversations.current
        assert palette.frame.list.current.kind is Kind.CONVERSATION
        commands = _rows(palette, Kind.COMMAND)
        assert ("Back up now", "Ctrl+B") in [(row.text, row.side) for row in commands]
        assert palette.frame.field.accessibleDescription() == palette.frame.list.current.spoken


async def test_it_lies_in_the_middle_near_the_top_and_fits_a_small_window(qtbot, opened):
    async with opened() as shell, running(shell):
        frame = (await _open(qtbot, shell)).frame
        assert frame.width() == MAX_WIDTH_PX
        assert abs(frame.geometry().center().x() - shell.window.width() // 2) <= 1
        assert frame.y() < shell.window.height() / 4

        shell.window.resize(560, 420)
        assert shell.window.rect().contains(frame.geometry())
        frame.set_theme(DARK)
        assert DARK.bg.name() in frame.styleSheet()


async def test_a_command_is_given_by_its_words(qtbot, opened):
    async with opened() as shell, running(shell):
        frame = (await _open(qtbot, shell)).frame
        qtbot.keyClicks(frame.field, "status panel")
        assert frame.list.current.text == "Status panel"
        qtbot.keyClick(frame.field, Qt.Key.Key_Return)

        assert not frame.isVisible()
        assert shell.window.is_panel_open


async def test_a_word_written_long_ago_leads_to_its_message(qtbot, opened, real_claude_dir):
    async with opened(claude_dir=real_claude_dir) as shell, running(shell):
        ref = await _send(shell, "The harpsichord stands in the attic.")
        other = next(s.ref for s in shell.conversations.list.summaries if s.ref != ref)
        shell.conversations.open(other)
        await until(lambda: shell.conversations.current == other)
        palette = await _open(qtbot, shell)
        qtbot.keyClicks(palette.frame.field, "stands harpsich")
        await until(lambda: _rows(palette, Kind.HIT))
        (hit, *_) = (row for row in _rows(palette, Kind.HIT) if row.ref == ref)
        marked = {hit.text[start:end] for start, end in hit.marks}
        assert "harpsichord" in marked

        while palette.frame.list.current != hit:
            qtbot.keyClick(palette.frame.field, Qt.Key.Key_Down)
        qtbot.keyClick(palette.frame.field, Qt.Key.Key_Return)
        await until(lambda: shell.conversations.current == ref)
        assert shell.chat.model.row_of(hit.uuid) is not None


async def test_only_what_the_newest_text_finds_is_shown(qtbot, opened):
    async with opened() as shell, running(shell):
        await _send(shell, "A harpsichord and a bassoon.")
        palette = await _open(qtbot, shell)
        palette.frame.field.setText("zzharpsichordzz")
        palette._on_pause()  # the search for it is under way when the text changes
        palette.frame.field.setText("bassoon")
        await until(lambda: _rows(palette, Kind.HIT) and not palette._is_searching)

        hits = _rows(palette, Kind.HIT)
        assert all("bassoon" in row.text for row in hits)
        assert len(hits) <= MAX_HITS
        assert len({row.uuid for row in hits}) == len(hits)


@pytest.mark.parametrize(
    "text",
    ['"', "AND OR NOT", "x NEAR(", "qq*:^{}()", "'; DROP TABLE", "q" * 10_000, "q w " * 2_500],
)
async def test_no_text_does_harm_and_finding_nothing_is_told(qtbot, opened, caplog, text):
    async with opened() as shell, running(shell):
        palette = await _open(qtbot, shell)
        palette.frame.field.setText(text)
        await until(lambda: not palette._pause.isActive() and not palette._is_searching)

        is_empty = not palette.frame.list.rows.rows
        assert palette.frame.notice.text().startswith("Nothing was found") == is_empty
        qtbot.keyClick(palette.frame.field, Qt.Key.Key_Return)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_escape_closes_it_only_and_returns_to_the_draft(qtbot, opened):
    async with opened() as shell, running(shell):
        shell.window.activateWindow()
        shell.chat.focus_composer()
        shell.window.actions_["health"].setChecked(True)
        frame = (await _open(qtbot, shell)).frame
        qtbot.keyClick(frame.field, Qt.Key.Key_Escape)

        assert not frame.isVisible()
        assert QApplication.focusWidget() is shell.chat.composer.edit
        assert shell.window.is_panel_open


async def test_it_closes_when_the_focus_goes_elsewhere(qtbot, opened):
    async with opened() as shell, running(shell):
        frame = (await _open(qtbot, shell)).frame
        shell.chat.focus_composer()

        assert not frame.isVisible()
        assert QApplication.focusWidget() is shell.chat.composer.edit


async def test_arrows_skip_headings_and_go_round(qtbot, opened):
    async with opened() as shell, running(shell):
        frame = (await _open(qtbot, shell)).frame
        first = frame.list.current
        qtbot.keyClick(frame.field, Qt.Key.Key_Up)
        last = frame.list.current
        assert last is frame.list.rows.rows[-1]
        qtbot.keyClick(frame.field, Qt.Key.Key_Down)
        assert frame.list.current is first
        for _ in frame.list.rows.rows:
            qtbot.keyClick(frame.field, Qt.Key.Key_PageDown)
            assert frame.list.current.is_choosable
        assert frame.list.current is last


async def test_every_part_of_it_is_spoken(qtbot, opened):
    async with opened() as shell, running(shell):
        frame = (await _open(qtbot, shell)).frame
        assert frame.accessibleName()
        assert frame.field.accessibleName()
        assert frame.list.accessibleName()
        assert frame.field.placeholderText()
