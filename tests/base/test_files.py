"""Files are private, regular, and on the disk when a function says so."""

import errno
import os
import socket
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.base import files
from desktop_app.base.files import (
    NotARegularFileError,
    check_regular,
    free_bytes,
    make_private_directory,
    name_without_replacing,
    open_regular,
    reading,
    write_all,
    write_durably,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_directories_are_made_private_with_their_parents(tmp_path):
    make_private_directory(tmp_path / "a" / "b" / "c")
    assert [mode(tmp_path / p) for p in ("a", "a/b", "a/b/c")] == [0o700] * 3
    make_private_directory(tmp_path / "a" / "b")


def test_a_file_in_the_place_of_a_directory_is_told(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(NotADirectoryError):
        make_private_directory(tmp_path / "a")
    with pytest.raises(NotADirectoryError):
        make_private_directory(tmp_path / "a" / "b")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(NotADirectoryError):
        make_private_directory(tmp_path / "dangling")


def _make(kind: str, path: Path) -> None:
    if kind == "symlink":
        path.symlink_to("/dev/null")
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))


@pytest.mark.parametrize("kind", ["symlink", "fifo", "directory", "socket"])
def test_only_regular_files_are_opened_and_the_kind_is_named(kind):
    with tempfile.TemporaryDirectory() as directory:  # a socket's path must be short
        path = Path(directory, "x")
        _make(kind, path)
        for attempt in (check_regular, open_regular):
            with pytest.raises(NotARegularFileError) as caught:
                attempt(path)
            assert caught.value.kind == kind
            assert caught.value.target == ("/dev/null" if kind == "symlink" else None)


def test_a_device_is_refused():
    with pytest.raises(NotARegularFileError) as caught:
        open_regular(Path("/dev/zero"))
    assert caught.value.kind == "character device"


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_regular(tmp_path / "x")


def test_a_name_exchanged_after_the_check_is_refused(tmp_path, monkeypatch):
    regular, pipe = tmp_path / "regular", tmp_path / "pipe"
    regular.write_text("x")
    os.mkfifo(pipe)
    status = check_regular(regular)
    monkeypatch.setattr(files, "check_regular", lambda path: status)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(NotARegularFileError):
        open_regular(pipe)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_what_is_read_is_closed(tmp_path):
    (tmp_path / "x").write_bytes(b"content")
    with reading(tmp_path / "x") as fd:
        assert os.read(fd, 100) == b"content"
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)


def test_a_small_file_is_replaced_whole_and_private(tmp_path):
    path = tmp_path / "new" / "settings.json"
    write_durably(path, b"one")
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    write_durably(path, b"old")

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync_data", full)
    with pytest.raises(OSError, match="No space"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"


def test_durable_means_data_before_name_before_directory(tmp_path, monkeypatch):
    calls: list[str] = []

    def noting(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def noted(*arguments: object) -> object:
            calls.append(name)
            return function(*arguments)

        return noted

    monkeypatch.setattr(files, "sync_data", noting("data", files.sync_data))
    monkeypatch.setattr(Path, "replace", noting("name", Path.replace))
    monkeypatch.setattr(files, "sync_directory", noting("directory", files.sync_directory))
    write_durably(tmp_path / "x", b"1")
    assert calls == ["data", "name", "directory"]


def test_a_symlink_in_the_place_of_the_partial_file_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "x.partial").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic links"):
        write_durably(tmp_path / "x", b"1")
    assert victim.read_text() == "mine"


def test_short_writes_are_completed(tmp_path, monkeypatch):
    written = []

    def short(fd: int, content: memoryview) -> int:
        written.append(bytes(content[:3]))
        return len(written[-1])

    monkeypatch.setattr(os, "write", short)
    write_all(1, b"0123456789")
    monkeypatch.undo()
    assert b"".join(written) == b"0123456789"
    assert len(written) == 4


def test_free_space_is_that_of_the_next_existing_parent(tmp_path):
    assert free_bytes(tmp_path / "not" / "yet" / "there") > 0


def test_a_name_is_given_without_replacing_another_file(tmp_path, monkeypatch):
    partial, target = tmp_path / "x.partial", tmp_path / "x"
    for has_links in (True, False):
        if not has_links:
            monkeypatch.setattr("os.link", _refuse_links)
        partial.write_text("new")
        name_without_replacing(partial, target)
        assert target.read_text() == "new"
        assert not partial.exists()
        partial.write_text("newer")
        with pytest.raises(FileExistsError):
            name_without_replacing(partial, target)
        assert target.read_text() == "new"
        target.unlink()


def _refuse_links(*names):
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")
