"""The system tells when something new appears in Claude Code's projects."""

import pytest

from desktop_app.ui.transcript_watch import TranscriptWatch


@pytest.fixture
def projects(tmp_path):
    path = tmp_path / "claude" / "projects"
    (path / "-shop").mkdir(parents=True)
    return path


@pytest.fixture
def watch(qapp, projects):
    watch = TranscriptWatch(projects)
    yield watch
    watch.stop()


def test_files_that_appear_together_are_told_once_by_project(qtbot, watch, projects):
    session = projects / "-shop" / "11111111-1111-4111-8111-111111111111"
    session.mkdir()
    watch.watch([projects, projects / "-shop", session])
    told = []
    watch.projectsChanged.connect(told.append)
    (projects / "-shop" / "a.jsonl").write_text("x")
    (session / "b.txt").write_text("x")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [frozenset({"-shop"})]


def test_a_new_project_makes_everything_worth_a_look(qtbot, watch, projects):
    watch.watch([projects])
    with qtbot.waitSignal(watch.projectsChanged) as told:
        (projects / "-new").mkdir()
    assert told.args == [frozenset()]


def test_claude_codes_directory_is_watched_until_it_has_projects(qtbot, projects):
    for path in (projects / "-shop", projects):
        path.rmdir()
    watch = TranscriptWatch(projects)
    watch.watch([])
    with qtbot.waitSignal(watch.projectsChanged) as told:
        projects.mkdir()
    assert told.args == [frozenset()]
    watch.stop()


def test_nothing_is_told_after_the_end(qtbot, watch, projects):
    watch.watch([projects])
    watch.stop()
    with qtbot.assertNotEmitted(watch.projectsChanged, wait=400):
        (projects / "-new").mkdir()


def test_growth_is_told_once_a_while_and_is_no_new_transcript(qtbot, monkeypatch, projects):
    monkeypatch.setattr("desktop_app.ui.transcript_watch.GROWTH_SETTLE_MS", 50)
    path = projects / "-shop" / "a.jsonl"
    path.write_text("x")
    watch = TranscriptWatch(projects)
    watch.watch([projects, projects / "-shop"], [path])
    with (
        qtbot.assertNotEmitted(watch.projectsChanged),
        qtbot.waitSignal(watch.transcriptsGrown),
        path.open("a") as file,
    ):
        file.write("y")
    watch.stop()
    with qtbot.assertNotEmitted(watch.transcriptsGrown, wait=100):
        path.write_text("z")
