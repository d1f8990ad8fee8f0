"""What is wrong stands at the top of the panel, without scrolling, in the five usual cases.

Each case is made for real: a small disk, a torn line, a history without a backup, transcripts that
Claude Code would delete, a server that is not there.
"""

import os
import subprocess
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QScrollArea

from desktop_app.base.messages import message
from desktop_app.base.process_figures import measure_process
from desktop_app.sessions import vitals
from desktop_app.sessions.backup import make_backup
from desktop_app.sessions.health import LiveFigures, WindowFigures, report
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from desktop_app.ui.health.panel import HealthPanel
from desktop_app.ui.health.rows import FindingCard, State

HEIGHT_PX = 640  # of the panel in a window of a small laptop


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as opened:
        yield opened


def converse(store, cwd):
    ref = store.create(cwd)
    record = RecordContext(ref.session_id, str(cwd)).user(
        "Hello", uuid=new_uuid(), parent_uuid=None, now=store.clock.now()
    )
    store.append(ref, [record]).result()
    return ref


def is_about_the_disk(card):
    return "disk is nearly full" in card.accessibleName()


def at_a_glance(qtbot, store, engine="recall", *, is_on_a_small_disk=False):
    """Return the state, the first finding and its button, as far as they can be seen."""
    figures = measure_process()
    live = LiveFigures(engine=engine, window=WindowFigures(figures, figures))
    panel = HealthPanel(store.clock)
    qtbot.addWidget(panel)
    panel.resize(280, HEIGHT_PX)
    panel.show()
    panel.set_report(report(store, live))
    area = panel.findChild(QScrollArea)
    area.widget().layout().activate()
    cards = panel.findChildren(FindingCard)
    # the machine that runs the tests may have a full disk of its own
    card = next(card for card in cards if is_on_a_small_disk or not is_about_the_disk(card))
    bottom = card.mapTo(area.viewport(), QPoint(0, card.height()))
    assert bottom.y() <= area.viewport().height()
    button = card.findChild(QPushButton)
    return panel.findChild(State).text, card.accessibleName(), button.text()


def test_a_disk_that_is_nearly_full(qtbot, tmp_path, claude_dir, clock):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", small]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a tmpfs needs root")
    try:
        with Store(DataPaths(small / "data"), claude_dir, clock) as store:
            (small / "film").write_bytes(bytes(50 << 20))
            converse(store, tmp_path)
            state, told, button = at_a_glance(qtbot, store, is_on_a_small_disk=True)
    finally:
        subprocess.run(["umount", small], check=True)

    assert state.startswith("Needs attention")
    assert "The disk is nearly full: 8" in told
    assert button == "Open the data directory"


def test_a_damaged_line(qtbot, store, tmp_path):
    with store.own_path(converse(store, tmp_path)).open("ab") as file:
        file.write(b'{"torn\n')
    make_backup(store)

    state, told, button = at_a_glance(qtbot, store)

    assert state.startswith("Needs attention")
    assert "of your conversations are damaged" in told
    assert button == "Show the conversation"


def test_a_missing_backup(qtbot, store, tmp_path, clock):
    converse(store, tmp_path)
    clock.advance(timedelta(days=30))

    state, told, button = at_a_glance(qtbot, store)

    assert state.startswith("Needs attention")
    assert "There is no backup of your" in told
    assert button == "Back up now"


def test_claude_code_about_to_delete_twelve_transcripts(qtbot, store, claude_dir, clock):
    project = claude_dir / "projects" / "-x"
    project.mkdir()
    long_ago = (clock.now() - timedelta(days=40)).timestamp()
    for number in range(12):
        theirs = project / f"22222222-2222-4222-8222-2222222222{number:02}.jsonl"
        theirs.write_bytes(b'{"type":"user"}\n')
        os.utime(theirs, (long_ago, long_ago))

    state, told, button = at_a_glance(qtbot, store)
    assert state.startswith("Needs attention")
    assert "Claude Code will delete 12 transcripts" in told
    assert "not protected" in told
    assert button == "Protect now"

    store.vault.protect()
    state, told, button = at_a_glance(qtbot, store)
    assert state.startswith("All is kept")
    assert "Sempre has protected them" in told


def test_an_engine_that_is_unreachable(qtbot, store, tmp_path):
    converse(store, tmp_path)
    make_backup(store)
    unreachable = message("Api", "{engine} can't be reached.", engine="Office server")
    vitals.note_engine(store, "openai", "Office server", error=unreachable, retries=3)

    state, told, button = at_a_glance(qtbot, store, "openai")

    assert state.startswith("Needs attention")
    assert "Office server can't be reached." in told
    assert "Your messages are saved" in told
    assert button == "Engine settings…"
