"""What the window remembers survives; what it cannot read is set aside."""

import json

import pytest

from desktop_app.ui.window_state import WindowMemory, WindowState, load_state

KEY = "project/00000000-0000-0000-0000-000000000001"


@pytest.fixture
def file(paths):
    return paths.window_file


def test_a_first_start_has_the_defaults(file):
    assert load_state(file) == WindowState()


def test_drafts_and_shape_survive_a_restart(qapp, file):
    memory = WindowMemory(file)
    memory.remember(WindowState(geometry="abc", is_panel_open=True, last_session=KEY))
    memory.remember(memory.state.with_draft(KEY, "half a\nthought \ud800"))
    memory.close()

    assert load_state(file) == memory.state
    assert load_state(file).drafts[KEY] == "half a\nthought \ud800"


def test_a_change_is_written_soon_by_itself(qtbot, file):
    memory = WindowMemory(file)
    memory.remember(WindowState().with_draft(KEY, "typed"))

    qtbot.waitUntil(lambda: file.exists() and load_state(file).drafts.get(KEY) == "typed")
    memory.close()


def test_nothing_is_written_where_nothing_changed(qapp, file):
    memory = WindowMemory(file)
    memory.remember(WindowState())
    memory.close()

    assert not file.exists()


def test_an_emptied_draft_is_dropped():
    state = WindowState().with_draft(KEY, "x").with_draft("other", "y").with_draft(KEY, "")

    assert dict(state.drafts) == {"other": "y"}


def test_a_picture_writes_and_renames_nothing(qapp, file, caplog):
    file.parent.mkdir()
    file.write_bytes(b"{broken")
    memory = WindowMemory(file, is_read_only=True)
    memory.remember(WindowState(geometry="abc"))
    memory.close()

    assert file.read_bytes() == b"{broken"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000, b'{"a":1}garbage']
)
def test_a_broken_file_is_set_aside_whole(file, content, caplog):
    file.parent.mkdir()
    file.write_bytes(content)

    assert load_state(file) == WindowState()
    assert file.with_name("window.json.broken-1").read_bytes() == content
    assert not file.exists()


def test_a_second_broken_file_does_not_replace_the_first(file, caplog):
    file.parent.mkdir()
    for content in (b"one", b"two"):
        file.write_bytes(content)
        load_state(file)

    assert file.with_name("window.json.broken-1").read_bytes() == b"one"
    assert file.with_name("window.json.broken-2").read_bytes() == b"two"


def test_values_of_a_wrong_type_are_left_out(file):
    file.parent.mkdir()
    file.write_text(
        json.dumps({"geometry": 7, "is_panel_open": 1, "drafts": {KEY: "kept", "bad": 3}, "new": 1})
    )

    assert load_state(file) == WindowState().with_draft(KEY, "kept")


def test_a_directory_in_its_place_is_not_fatal(qapp, file, caplog):
    file.mkdir(parents=True)
    memory = WindowMemory(file, is_read_only=True)
    memory.close()

    assert memory.state == WindowState()


def test_a_disk_that_refuses_is_logged_and_not_fatal(qapp, tmp_path, caplog):
    (tmp_path / "data").write_text("a file where the directory should be")
    memory = WindowMemory(tmp_path / "data" / "window.json")
    memory.remember(WindowState(geometry="abc"))
    memory.close()

    assert "window state not written" in caplog.text
