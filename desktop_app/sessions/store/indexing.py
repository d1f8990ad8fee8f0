"""Starting the indexer (`sessions.store.indexer`), following it, and ending it."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import orjson

import desktop_app

INDEXER = "desktop_app.sessions.store.indexer"

_log = logging.getLogger("sempre.index")


class IndexerProcess:
    """At most one indexer at a time. Thread-safe; once it was ended none is started any more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._is_ended = False

    @property
    def pid(self) -> int | None:
        """The id of the running process, None without one."""
        running = self._running
        return running.pid if running else None

    def run(self, data_dir: Path, claude_dir: Path, progress: Callable[[int, int], None]) -> bool:
        """Run an indexer to its end, and return whether it did its work (or was told to end).

        False: none could be started, or it crashed; the log says why. What it had done is kept.
        """
        try:
            process = self._start(data_dir, claude_dir)
        except OSError as error:
            _log.warning("No process for the index could be started: %s", error.strerror)
            return False
        if process is None:
            return True
        try:
            with process:
                for line in process.stdout or ():
                    told = orjson.loads(line)
                    progress(told["done"], told["total"])
        finally:
            with self._lock:
                self._running = None
        if process.returncode and not self._is_ended:
            _log.warning("The process for the index ended with code %d", process.returncode)
        return process.returncode == 0 or self._is_ended

    def end(self) -> None:
        """Tell the running one to end, from any thread; `run` returns when it has, within 4 s."""
        with self._lock:
            self._is_ended = True
            if self._running is not None and self._running.stdin is not None:
                self._running.stdin.close()

    def _start(self, data_dir: Path, claude_dir: Path) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            if self._is_ended:
                return None
            self._running = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", INDEXER, os.fspath(data_dir), os.fspath(claude_dir)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
            return self._running


def _environment() -> dict[str, str]:
    # the package may stand in a checkout that only this process knows
    root = os.fspath(Path(desktop_app.__file__).parent.parent)
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root}
