"""Where the process says how it died, and how the next start learns of it.

The interpreter's fault handler writes places in the code and nothing else: no value, no message.
"""

import faulthandler
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.base.files import PRIVATE_FILE, SAFE_OPEN_FLAGS, make_private_directory, write_all

MAX_REPORT_BYTES = 256 * 1024
LAST_NAME = "crash-last.txt"

_logger = logging.getLogger("sempre.crash")


class CrashFile:
    """Takes the report of this run; `last_report` is that of a run that ended by itself, or "".

    The report of the last crash stays beside it under LAST_NAME until the next one.
    """

    def __init__(self, last_report: str = "", fd: int = -1) -> None:
        self.last_report = last_report
        self._fd = fd

    def add(self, trace: str) -> None:
        """Append the trace of an exception that no code caught; never raises. Any thread."""
        if self._fd >= 0:
            with suppress(OSError):
                write_all(self._fd, (trace + "\n\n").encode("utf-8", "backslashreplace"))


@contextmanager
def catching_faults(path: Path) -> Iterator[CrashFile]:
    """Let fatal faults of the process be written to `path`; an end in good order removes it.

    Where the file can't be written, everything goes on without it.
    """
    report, fd = "", -1
    try:
        make_private_directory(path.parent)
        report = _take_last(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | SAFE_OPEN_FLAGS
        fd = os.open(path, flags, PRIVATE_FILE)
    except OSError as error:
        _logger.warning("no crash file: %s", type(error).__name__)
        yield CrashFile(report)
        return
    was_enabled = faulthandler.is_enabled()
    faulthandler.enable(fd)
    try:
        yield CrashFile(report, fd)
        with suppress(OSError):
            path.unlink()
    finally:
        faulthandler.disable()
        if was_enabled:
            faulthandler.enable()
        os.close(fd)


def _take_last(path: Path) -> str:
    """Return what a former run left in `path`, and keep it under another name."""
    try:
        fd = os.open(path, os.O_RDONLY | SAFE_OPEN_FLAGS)
    except FileNotFoundError:
        return ""
    try:
        content = os.read(fd, MAX_REPORT_BYTES)
    finally:
        os.close(fd)
    if not content:  # it was killed, which is no fault of its own
        return ""
    path.replace(path.with_name(LAST_NAME))
    return content.decode("utf-8", "replace")
