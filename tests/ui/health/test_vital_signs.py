"""The window notes what its work costs and how engines fare, from events alone."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from desktop_app.sessions import vitals
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.ui.health.rows import FindingCard
from desktop_app.ui.health.stall_watch import StallWatch
from tests.fakes.windows import running, until


def compute(seconds):
    end_s = time.thread_time() + seconds
    while time.thread_time() < end_s:
        pass


def test_the_longest_stall_is_measured_in_passing(qtbot, clock):
    watch = StallWatch(clock)
    ended = []
    QTimer.singleShot(0, lambda: compute(0.15))
    QTimer.singleShot(1, lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    watch.stop()
    stalled_ms, when = watch.longest_ms, watch.happened_at

    assert 150 <= stalled_ms < 5_000
    assert when == clock.now()

    QTimer.singleShot(0, lambda: compute(0.3))
    QTimer.singleShot(1, ended.clear)
    qtbot.waitUntil(lambda: not ended)
    assert (watch.longest_ms, watch.happened_at) == (stalled_ms, when)


async def test_an_engine_that_fails_in_the_window_is_in_the_panel_and_in_the_file(
    qapp, opened, paths, tmp_path
):
    script = tmp_path / "script.json"
    script.write_text('[{"fail": "overloaded"}]')
    async with opened(engine="scripted", script=script) as shell, running(shell):
        shell.window.actions_["health"].setChecked(True)
        ref = shell.conversations.current
        await shell._context.manager.submit(ref, "hi")
        await until(lambda: bool(vitals.recall(paths).engines))
        await until(lambda: "failed" in shell.panel.findChild(QLabel, "healthEngine").text())

        cards = [card.accessibleName() for card in shell.panel.findChildren(FindingCard)]
        assert any("did not answer the last time" in name for name in cards)
        await until(lambda: bool(vitals.recall(paths).growth))


async def test_the_panel_leads_to_what_mends(qapp, opened):
    async with opened() as shell, running(shell):
        shell.panel.supportRequested.emit()
        dialog = shell.maintenance.dialog
        assert dialog.objectName() == "supportDialog"
        await until(lambda: not dialog.is_running)
        dialog.reject()

        shell.panel.settingsRequested.emit()
        assert shell.maintenance.dialog.objectName() == "settingsDialog"
        shell.maintenance.dialog.reject()


async def test_protect_now_protects(qapp, opened, claude_dir, paths):
    async with opened() as shell, running(shell):
        theirs = claude_dir / "projects" / "-x" / "22222222-2222-4222-8222-222222222222.jsonl"
        theirs.parent.mkdir(parents=True)
        theirs.write_bytes(b'{"type":"user"}\n')
        shell.panel.protectRequested.emit()
        await until(lambda: bool(list(paths.vault.rglob(theirs.name))))


def write_long_and_damaged(store, ref):
    """Write more than the window holds at its end, with a torn line near the beginning."""
    context = RecordContext(ref.session_id, "/x")
    for number in range(3):
        records = [
            context.user(f"{number}", uuid=new_uuid(), parent_uuid=None, now=store.clock.now())
            for _ in range(100)
        ]
        store.append(ref, records).result()
        if number == 0:
            with store.own_path(ref).open("ab") as file:
                file.write(b'{"torn\n')


def is_damage_loaded(shell):
    model = shell.chat.view.model()
    return any(model.entry(row).kind is EntryKind.DAMAGE for row in range(model.rowCount()))


async def test_damage_is_shown_wherever_the_window_is(qapp, opened, tmp_path):
    async with opened() as shell, running(shell):
        manager, conversations = shell._context.manager, shell.conversations
        damaged = await manager.create(tmp_path)
        await manager.run(write_long_and_damaged, damaged)

        shell.panel.conversationRequested.emit(damaged)
        await until(lambda: conversations.current == damaged and is_damage_loaded(shell))

        other = await manager.create(tmp_path)
        conversations.open(other)
        await until(lambda: conversations.current == other and not is_damage_loaded(shell))
        conversations.open(damaged)
        await until(lambda: conversations.current == damaged and shell.chat.view.model().rowCount())
        assert not is_damage_loaded(shell)
        shell.panel.conversationRequested.emit(damaged)
        await until(lambda: is_damage_loaded(shell))
