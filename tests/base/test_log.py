"""The log is private, bounded, shared by processes, and never in the way."""

import asyncio
import logging
import os
import stat
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from desktop_app.base.log import KEPT_FILES, MAX_FILE_BYTES, SharedFileHandler, configure_logging


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("sempre.test", logging.INFO, __file__, 1, text, None, None)


@pytest.fixture
def log_file(tmp_path):
    return tmp_path / "data" / "logs" / "sempre.log"


def test_lines_of_our_tree_asyncio_and_warnings_are_written(log_file):
    with configure_logging(log_file):
        logging.getLogger("sempre.sessions").info("🔒 permanente")
        logging.getLogger("asyncio").warning("slow callback")
        logging.getLogger("another.library").error("my key is 12345")
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("old call", DeprecationWarning, stacklevel=1)
    text = log_file.read_text("utf-8")
    assert "sempre.sessions: 🔒 permanente\n" in text
    assert "asyncio: slow callback" in text
    assert "DeprecationWarning: old call" in text
    assert "12345" not in text


def test_file_and_directory_are_private_even_if_they_were_not(log_file):
    log_file.parent.mkdir(parents=True, mode=0o755)
    log_file.write_text("old\n")
    log_file.chmod(0o644)
    with configure_logging(log_file):
        logging.getLogger("sempre").info("new")
    assert mode(log_file) == 0o600
    assert mode(log_file.parent) == 0o700
    assert log_file.read_text().startswith("old\n")


def test_loggers_are_as_before_afterwards(log_file):
    before = logging.getLogger("sempre").handlers.copy(), logging.getLogger("sempre").level
    with configure_logging(log_file):
        assert logging.getLogger("sempre").level == logging.INFO
    assert (logging.getLogger("sempre").handlers, logging.getLogger("sempre").level) == before
    logging.getLogger("sempre").info("nobody listens")
    assert not log_file.exists()


def test_console_repeats_the_lines_on_stderr(log_file, capsys):
    with configure_logging(log_file, console=True):
        logging.getLogger("sempre").info("hello")
    assert "sempre: hello" in capsys.readouterr().err


def test_rotation_bounds_the_files_and_keeps_them_private(log_file):
    handler = SharedFileHandler(log_file, max_bytes=1000, kept_files=3)
    for number in range(200):
        handler.handle(record(f"{number:04d} " + "x" * 40))
    handler.close()
    files = sorted(log_file.parent.iterdir())
    assert [f.name for f in files] == ["sempre.log", "sempre.log.1", "sempre.log.2"]
    assert all(mode(f) == 0o600 and f.stat().st_size <= 1000 for f in files)
    newest = [line[:4] for f in reversed(files) for line in f.read_text().splitlines()]
    assert newest == [f"{n:04d}" for n in range(200 - len(newest), 200)]


def test_a_line_above_the_limit_is_written_whole(log_file):
    handler = SharedFileHandler(log_file, max_bytes=100)
    handler.handle(record("y" * 5000))
    handler.close()
    assert log_file.read_text() == "y" * 5000 + "\n"


def test_a_rotation_by_another_process_is_followed(log_file):
    handler = SharedFileHandler(log_file)
    handler.handle(record("before"))
    log_file.rename(log_file.with_name("sempre.log.1"))
    handler.handle(record("after"))
    handler.close()
    assert log_file.read_text() == "after\n"


def test_whoever_cannot_have_the_lock_appends_and_rotates_later(log_file):
    import fcntl

    handler = SharedFileHandler(log_file, max_bytes=100)
    handler.handle(record("a" * 90))
    other = os.open(log_file.parent, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    handler.handle(record("b" * 90))
    assert [f.name for f in log_file.parent.iterdir()] == ["sempre.log"]
    os.close(other)
    handler.handle(record("c"))
    handler.close()
    assert log_file.read_text() == "c\n"
    assert log_file.with_name("sempre.log.1").read_text() == "a" * 90 + "\n" + "b" * 90 + "\n"


WRITER = """
import logging, sys
from pathlib import Path
from desktop_app.base.log import SharedFileHandler
handler = SharedFileHandler(Path(sys.argv[1]), max_bytes=4000, kept_files=100)
for number in range(300):
    text = f"{sys.argv[2]} {number} " + "z" * 60
    handler.handle(logging.LogRecord("sempre", 20, "", 1, text, None, None))
"""


def test_two_processes_lose_no_line_and_tear_none(log_file):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(log_file), name]) for name in "AB"
    ]
    assert [w.wait(timeout=30) for w in writers] == [0, 0]
    files = list(log_file.parent.iterdir())
    assert len(files) > 5
    lines = [line.split() for f in files for line in f.read_text().splitlines()]
    expected = sorted((name, n, "z" * 60) for name in "AB" for n in range(300))
    assert sorted((name, int(n), z) for name, n, z in lines) == expected


@pytest.mark.parametrize("obstacle", ["file", "symlink", "fifo", "read-only"])
def test_a_place_that_cannot_be_written_stops_nothing(log_file, obstacle, capsys):
    if obstacle == "file":
        log_file.parent.parent.write_text("I am a file")
    elif obstacle == "read-only":
        log_file = Path("/proc/sempre/sempre.log")
    else:
        log_file.parent.mkdir(parents=True)
        if obstacle == "symlink":
            log_file.symlink_to("/dev/null")
        else:
            os.mkfifo(log_file)
    with configure_logging(log_file):
        logging.getLogger("sempre").info("lost")
    assert capsys.readouterr().err == ""


def test_lines_that_a_full_disk_refused_are_counted(log_file):
    handler = SharedFileHandler(log_file)
    log_file.parent.parent.write_text("in the way")
    handler.handle(record("lost"))
    handler.handle(record("lost too"))
    log_file.parent.parent.unlink()
    handler.handle(record("written"))
    handler.close()
    assert log_file.read_text() == "(2 lines could not be written here)\nwritten\n"


def test_lone_surrogates_and_tracebacks_are_written(log_file, caplog):
    with configure_logging(log_file):
        logging.getLogger("sempre").error("name \ud800")
        try:
            _ = 1 / 0
        except ZeroDivisionError:
            logging.getLogger("sempre").exception("it broke")
    text = log_file.read_text("utf-8")
    assert "name \\ud800" in text
    assert "ZeroDivisionError: division by zero" in text


async def test_a_crash_in_a_callback_reaches_the_log(log_file):
    with configure_logging(log_file):
        asyncio.get_running_loop().call_exception_handler({"message": "callback failed"})
    assert "asyncio: callback failed" in log_file.read_text()


def test_the_whole_log_stays_within_ten_megabytes():
    assert MAX_FILE_BYTES * KEPT_FILES <= 10 * 2**20
