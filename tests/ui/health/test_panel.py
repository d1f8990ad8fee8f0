"""The status panel shows what it is told, at once, and asks nobody."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop_app.base.messages import message
from desktop_app.base.process_figures import ProcessFigures
from desktop_app.base.translation import load_catalog
from desktop_app.sessions.health import (
    BackupFigures,
    DiskFigures,
    Finding,
    HealthReport,
    IndexFigures,
    IntegrityFigures,
    JsonlFigures,
    LiveFigures,
    Severity,
    StoredFigures,
    Versions,
    WindowFigures,
    measuring,
)
from desktop_app.sessions.health.growth import measure_growth
from desktop_app.sessions.last_verification import LastVerification
from desktop_app.sessions.progress import BackupProgress
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.sessions.vitals import EngineState, SizePoint
from desktop_app.ui.health.mending import MENDS
from desktop_app.ui.health.panel import HealthPanel
from desktop_app.ui.health.rows import FindingCard
from desktop_app.ui.i18n import CatalogTranslator
from desktop_app.ui.theme import DARK

OBJECT_NAMES = (
    "healthTimeout",
    "healthCleanup",
    "healthJsonlSize",
    "healthSessions",
    "healthConnections",
    "healthLastBackup",
    "healthRetention",
    "healthIntegrity",
    "forceCleanupButton",
)


@pytest.fixture
def portuguese(qapp):
    """The window's words in Portuguese, for one test."""
    translator = CatalogTranslator(load_catalog("pt_BR"), qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def report(clock):
    return HealthReport(
        version="0.1.0",
        data_dir=Path("/data/sempre"),
        live=LiveFigures(sessions=3, connections=1, engine="recall"),
        sessions=StoredFigures(stored=12, claude_code=7),
        jsonl=JsonlFigures(total_bytes=1_200_000_000),
        last_backup=BackupFigures(
            Path("/data/sempre/backups/b.zip"),
            1,
            clock.now() - timedelta(hours=2),
            size_bytes=2_000_000,
            archive_bytes=1_000_000,
            files=13,
            conversations=12,
            is_partial=False,
        ),
        integrity=IntegrityFigures(checked_files=19),
        disk=DiskFigures(free_bytes=50_000_000_000, is_writable=True),
        index=IndexFigures(is_persistent=True, messages=40, is_complete=True),
        findings=(),
    )


@pytest.fixture
def summary(clock):
    return Summary(
        ref=SessionRef("-home-ana", DEFAULT_SESSION_ID),
        path=Path("a.jsonl"),
        origin=Origin.SEMPRE,
        is_ours=True,
        title="A",
        cwd="/home/ana",
        messages=2,
        records=2,
        damaged=0,
        size_bytes=12_400_000,
        created=clock.now() - timedelta(days=9),
        last_activity=clock.now(),
        state=SessionState.READY,
    )


@pytest.fixture
def panel(qtbot, clock):
    panel = HealthPanel(clock)
    qtbot.addWidget(panel)
    panel.resize(280, 760)
    panel.show()
    return panel


def shown(panel, name):
    return panel.findChild(QLabel, name).text()


def with_finding(report, code, severity):
    finding = Finding(code, severity, message("Health", "It is so."), message("Health", "Do so."))
    return replace(report, findings=(finding,))


def test_the_promise_is_shown_before_any_report(panel):
    assert shown(panel, "healthTimeout") == "0"
    assert shown(panel, "healthCleanup") == "0"


def test_a_report_fills_every_row(panel, report, summary):
    panel.set_report(report)
    panel.set_current(summary)

    assert shown(panel, "healthJsonlSize") == "this 12.4 MB · all 1.2 GB"
    assert shown(panel, "healthSessions") == "3 / 500"
    assert shown(panel, "healthConnections") == "1 / 50"
    assert shown(panel, "healthLastBackup") == "2 h ago"
    assert shown(panel, "healthIntegrity") == "19 files · no damage"
    assert shown(panel, "healthRetention") == "No conversations of Claude Code's were found."
    assert "All is kept" in panel.text()


def test_everything_that_is_addressed_by_name_has_an_accessible_name(panel, report):
    panel.set_report(report)

    for name in OBJECT_NAMES:
        assert panel.findChild(QWidget, name).accessibleName(), name
    assert panel.findChild(QLabel, "healthTimeout").accessibleName() == "Timeout: 0"


@pytest.mark.parametrize(
    ("severity", "word"),
    [
        (Severity.NOTE, "All is kept"),
        (Severity.ATTENTION, "Needs attention"),
        (Severity.RISK, "Data at risk"),
    ],
)
def test_the_gravest_finding_decides_the_word(panel, report, severity, word):
    panel.set_report(with_finding(report, "disk-low", severity))

    assert panel.text().startswith(f"{word}. ")
    assert "It is so." in panel.text()


def test_a_missing_backup_says_never_and_offers_one(panel, report, qtbot):
    panel.set_report(replace(with_finding(report, "no-backup", Severity.NOTE), last_backup=None))
    assert shown(panel, "healthLastBackup") == "never"

    with qtbot.waitSignal(panel.backupRequested):
        panel.findChild(FindingCard).findChild(QPushButton).click()


@pytest.mark.parametrize(
    ("code", "text", "signal"),
    [
        ("no-backup", "Back up now", "backupRequested"),
        ("backup-old", "Back up now", "backupRequested"),
        ("transcripts-endangered", "Protect now", "protectRequested"),
        ("transcripts-expiring", "Keep them in Claude Code…", "protectionRequested"),
        ("damaged-lines", "Verify every byte…", "verificationRequested"),
        ("engine-failing", "Engine settings…", "settingsRequested"),
        ("disk-low", "Open the data directory", "dataDirectoryRequested"),
        ("disk-full-soon", "Open the data directory", "dataDirectoryRequested"),
    ],
)
def test_each_finding_has_a_button_that_mends_it(panel, report, qtbot, code, text, signal):
    panel.set_report(with_finding(report, code, Severity.ATTENTION))
    button = panel.findChild(FindingCard).findChild(QPushButton)

    assert button.text() == text
    with qtbot.waitSignal(getattr(panel, signal)):
        button.click()


def test_damage_leads_to_its_conversation(panel, report, summary, qtbot):
    finding = with_finding(report, "damaged-lines", Severity.ATTENTION).findings[0]
    panel.set_report(replace(report, findings=(replace(finding, ref=summary.ref),)))

    with qtbot.waitSignal(panel.conversationRequested) as asked:
        panel.findChild(FindingCard).findChild(QPushButton).click()

    assert asked.args == [summary.ref]


def test_every_finding_that_the_report_knows_has_a_button_or_needs_none():
    sources = Path(measuring.__file__).parent.glob("*.py")
    codes = {
        found
        for source in sources
        for found in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source.read_text("utf-8"))
    }
    # what the next start mends by itself, what no window is open for, and no code of a finding
    others = {"interrupted-replies", "data-directory", "claude-agent-sdk"}

    assert codes - others == set(MENDS)


def test_a_finding_that_nothing_here_mends_has_no_button(panel, report):
    panel.set_report(with_finding(report, "interrupted-replies", Severity.ATTENTION))

    assert panel.findChild(FindingCard).findChild(QPushButton) is None


def test_a_new_report_takes_old_findings_away(panel, report, qtbot):
    panel.set_report(with_finding(report, "disk-low", Severity.ATTENTION))

    panel.set_report(report)

    qtbot.waitUntil(lambda: panel.findChild(FindingCard) is None)


def test_figures_and_sizes_follow_events_without_a_new_report(panel, report, summary):
    panel.set_report(report)

    panel.set_figures(4, 2)
    panel.set_history([summary, replace(summary, is_ours=False)])
    panel.set_current(replace(summary, size_bytes=12_500_000))

    assert shown(panel, "healthSessions") == "4 / 500"
    assert shown(panel, "healthConnections") == "2 / 50"
    assert shown(panel, "healthJsonlSize") == "this 12.5 MB · all 24.8 MB"


def test_the_growth_is_drawn_for_people_and_told_to_screen_readers(panel, report, summary, clock):
    growth = measure_growth([summary], [], clock.now(), 10_000_000)
    panel.set_report(replace(report, growth=growth))
    chart = panel.findChild(QWidget, "healthGrowth")

    assert chart.isVisible()
    assert "12.4 MB today" in chart.accessibleDescription()
    assert "Worked out from the times" in chart.accessibleDescription()
    assert shown(panel, "healthGrowthRate") == "1.4 MB a day"
    assert shown(panel, "healthDiskFull") == "on 29 Nov"

    recorded = [SizePoint(clock.now() - timedelta(days=2), 5)]
    panel.set_report(replace(report, growth=measure_growth([summary], recorded, clock.now(), 0)))
    assert "Recorded since 20 Nov" in chart.accessibleDescription()

    panel.set_report(report)
    assert not chart.isVisible()
    assert shown(panel, "healthDiskFull") == "not within ten years"


def test_the_program_tells_what_it_holds_and_how_that_changed(panel, report, clock):
    first = ProcessFigures(140_000_000, 40, 12, 1)
    window = WindowFigures(
        ProcessFigures(142_500_000, 40, 11, 1), first, 60.0, 81.4, clock.now(), 3, "6.11.3"
    )
    live = LiveFigures(engine="recall", uptime_s=2 * 86_400 + 4 * 3600 + 61, window=window)
    versions = Versions(python="3.11.2", qt="6.11.3", system="Linux 6.1")
    panel.set_report(replace(report, live=live, versions=versions))

    assert shown(panel, "healthUptime") == "2 d 4 h"
    assert shown(panel, "healthMemory") == "142.5 MB (+2.5 MB)"
    assert shown(panel, "healthHandles") == "40 (±0)"
    assert shown(panel, "healthThreads") == "11 (−1)"
    assert shown(panel, "healthRetries") == "3"
    assert shown(panel, "healthStall") == "81 ms"
    assert "Qt 6.11.3" in shown(panel, "healthVersions")
    assert "Linux 6.1" in panel.text()


def test_the_engine_tells_its_last_error(panel, report, clock):
    state = EngineState(
        "Server",
        last_error=clock.now() - timedelta(minutes=5),
        error=message("Any", "It can't be reached."),
    )
    live = LiveFigures(engine="openai", engine_label="Server")
    panel.set_report(replace(report, live=live, engines={"openai": state}))

    assert shown(panel, "healthEngine") == "Server, failed 5 min ago"
    assert "It can't be reached." in panel.findChild(QLabel, "healthEngine").toolTip()

    answered = replace(state, last_reply=clock.now())
    panel.set_report(replace(report, live=live, engines={"openai": answered}))
    assert shown(panel, "healthEngine") == "Server, last error 5 min ago"

    panel.set_report(replace(report, live=live))
    assert shown(panel, "healthEngine") == "Server, no error"


def test_damage_is_told_in_words(panel, report):
    panel.set_report(
        replace(report, integrity=IntegrityFigures(2, unreadable_files=3, checked_files=19))
    )

    text = shown(panel, "healthIntegrity")
    assert "2 damaged lines" in text
    assert "3 files can't be read" in text


def test_the_last_reading_of_every_byte_is_told_on_hover(panel, report, clock):
    last = LastVerification(clock.now(), 19, 4000, 2, 0, 1, 97.5, 3)
    panel.set_report(
        replace(report, integrity=IntegrityFigures(2, checked_files=19, last_verification=last))
    )

    tool_tip = panel.findChild(QWidget, "healthIntegrity").toolTip()
    assert "every byte of 19 conversations" in tool_tip
    assert "97.5 %" in tool_tip
    assert "3 tool calls" in tool_tip

    panel.set_report(report)
    assert not panel.findChild(QWidget, "healthIntegrity").toolTip()


def test_text_and_json_can_be_copied(panel, report):
    panel.set_report(report)

    panel.findChild(QPushButton, "copyJsonButton").click()
    assert json.loads(QGuiApplication.clipboard().text()) == report.to_json()
    panel.findChild(QPushButton, "copyTextButton").click()
    assert "Timeout: 0\n" in QGuiApplication.clipboard().text()


def test_the_copied_text_says_how_grave_a_finding_is(panel, report, portuguese):
    finding = Finding(
        "no-backup", Severity.ATTENTION, message("Any", "Something."), message("Any", "Do it.")
    )
    panel.set_report(replace(report, findings=(finding,)))
    panel.findChild(QPushButton, "copyTextButton").click()
    assert "[atenção] Something.\n    Do it." in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("backupButton", "backupRequested"),
        ("restoreButton", "restoreRequested"),
        ("forceCleanupButton", "cleanupRequested"),
        ("supportButton", "supportRequested"),
    ],
)
def test_buttons_only_ask(panel, qtbot, button, signal):
    with qtbot.waitSignal(getattr(panel, signal)):
        panel.findChild(QPushButton, button).click()


def test_a_running_backup_can_be_cancelled_in_place(panel, qtbot):
    panel.show_backup_progress(BackupProgress("copy", 1_000_000, 2_000_000, 1, 2))

    assert not panel.findChild(QPushButton, "backupButton").isVisible()
    with qtbot.waitSignal(panel.backupCancelRequested):
        panel.findChild(QPushButton, "backupCancelButton").click()
    panel.show_backup_progress(None)
    assert panel.findChild(QPushButton, "backupButton").isVisible()


def test_nothing_is_wider_than_the_panel_with_large_text(panel, report, summary):
    panel.set_theme(DARK)
    panel.set_report(with_finding(report, "no-backup", Severity.RISK))
    panel.set_current(summary)
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    panel.resize(280, 900)
    panel.grab()

    for label in panel.findChildren(QLabel):
        if label.isVisible():
            right = label.mapTo(panel, label.rect().topRight()).x()
            assert right < panel.width(), label.text()
