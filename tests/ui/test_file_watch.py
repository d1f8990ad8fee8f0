"""The system tells when somebody else changes conversations."""

import pytest

from desktop_app.ui.file_watch import FileWatch


@pytest.fixture
def watch(qapp):
    watch = FileWatch()
    yield watch
    watch.stop()


def test_growth_of_the_open_file_is_told_once(qtbot, watch, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("one\n")
    watch.watch_file(file)
    told = []
    watch.openFileChanged.connect(lambda: told.append(1))
    for _ in range(5):
        with file.open("a") as stream:
            stream.write("more\n")

    qtbot.waitUntil(lambda: bool(told))
    assert told == [1]


def test_a_file_replaced_under_its_name_is_watched_on(qtbot, watch, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("one\n")
    watch.watch_file(file)
    with qtbot.waitSignal(watch.openFileChanged):
        (tmp_path / "b").write_text("new\n")
        (tmp_path / "b").replace(file)

    with qtbot.waitSignal(watch.openFileChanged), file.open("a") as stream:
        stream.write("more\n")


def test_a_new_conversation_is_told(qtbot, watch, tmp_path):
    watch.watch_directories([tmp_path, tmp_path / "missing"])

    with qtbot.waitSignal(watch.listChanged):
        (tmp_path / "new.jsonl").write_text("")


def test_only_the_wanted_directories_are_watched(watch, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    watch.watch_directories([tmp_path / "one"])
    watch.watch_directories([tmp_path / "two"])

    assert watch._watcher.directories() == [str(tmp_path / "two")]


def test_after_stopping_nothing_is_watched(watch, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("")
    watch.watch_file(file)
    watch.watch_directories([tmp_path])
    watch.stop()

    assert watch._watcher.files() + watch._watcher.directories() == []
