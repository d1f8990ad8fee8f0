"""One window per data directory."""

import json
import os
import socket
import stat
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.ui.single_instance import SingleInstance, Wish, server_name


@pytest.fixture
def data_dir(tmp_path):
    path = tmp_path / "data"
    path.mkdir()
    return path


@pytest.fixture
def first(qapp, data_dir):
    instance = SingleInstance(data_dir)
    assert not instance.hand_over(Wish())
    yield instance
    instance.close()


def _send(qtbot, data_dir, line: bytes):
    """Speak to the first instance as another process does, without blocking its loop."""
    other = QLocalSocket()
    with qtbot.waitSignal(other.connected):
        other.connectToServer(server_name(data_dir))
    other.write(line)
    other.flush()
    return other


def test_a_wish_reaches_the_first_and_is_acknowledged(qtbot, first, data_dir):
    line = json.dumps({"session_id": "abc", "activation_token": "t"}).encode() + b"\n"
    with qtbot.waitSignal(first.wishReceived) as caught:
        other = _send(qtbot, data_dir, line)
    qtbot.waitUntil(lambda: other.bytesAvailable() > 0)

    assert caught.args == [Wish("abc", "t")]
    assert other.readAll().data() == b"ok\n"


@pytest.mark.parametrize("line", [b"garbage\n", b"[]\n", b"{}\n", b"\xff\n"])
def test_garbage_is_answered_and_ignored(qtbot, first, data_dir, line, caplog):
    with qtbot.assertNotEmitted(first.wishReceived):
        other = _send(qtbot, data_dir, line)
        qtbot.waitUntil(lambda: other.bytesAvailable() > 0)

    assert "something else than a wish" in caplog.text


@pytest.mark.skipif(os.name == "nt", reason="named pipes have no mode")
def test_the_socket_is_for_this_user_only(first):
    mode = stat.S_IMODE(Path(first._server.fullServerName()).stat().st_mode)

    assert mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="named pipes leave nothing behind")
def test_a_socket_left_by_a_killed_process_is_in_nobody_s_way(qapp, data_dir):
    probe = QLocalServer()
    assert probe.listen(server_name(data_dir))
    place = Path(probe.fullServerName())
    probe.close()
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(place))
    assert place.is_socket()
    instance = SingleInstance(data_dir)

    assert not instance.hand_over(Wish())
    assert instance._server.isListening()
    instance.close()


def test_two_directories_have_two_windows(qapp, first, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    instance = SingleInstance(other)

    assert not instance.hand_over(Wish())
    instance.close()


def test_after_closing_the_next_is_the_first(qapp, data_dir):
    for _ in range(2):
        instance = SingleInstance(data_dir)
        assert not instance.hand_over(Wish())
        instance.close()


def test_every_spelling_of_a_directory_has_one_name(data_dir, tmp_path):
    (tmp_path / "link").symlink_to(data_dir)

    assert server_name(tmp_path / "link") == server_name(data_dir)
    assert len(server_name(data_dir)) < 40
