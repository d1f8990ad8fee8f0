"""Runs a backup, cleanup or restore over and over, each time killed one change later (SIGKILL).

    python killed_maintenance.py COMMAND PRISTINE RESULTS [ARCHIVE]

Each run works on its own copy of PRISTINE, left behind as RESULTS/<n> for the caller to judge. Ends
after the first run that lived to its end; prints how many runs there were. Changes are counted
through Python's audit events, and steps through the progress callback.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.backup import make_backup
from desktop_app.sessions.cleanup import force_cleanup_all, plan_cleanup
from desktop_app.sessions.restore import restore_backup
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

CHANGES = {"os.link", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate"}
MAX_RUNS = 300


class Killer:
    """Kills this process at the `left`-th change or step."""

    def __init__(self, left):
        self.left = left

    def on_audit(self, event, arguments):
        if event in CHANGES or (event == "open" and arguments[2] & os.O_CREAT):
            self.count()

    def count(self, *_):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def run(command, data, archive, killer):
    with Store(DataPaths(data), data / "no-claude", ManualClock()) as store:
        store.refresh_index()
        sys.addaudithook(killer.on_audit)
        if command == "backup":
            make_backup(store, progress=killer.count)
        elif command == "cleanup":
            force_cleanup_all(store, plan_cleanup(store).phrase, progress=killer.count)
        else:
            restore_backup(store, archive, progress=killer.count)


def main():
    command, pristine, results, *rest = sys.argv[1:]
    archive = Path(rest[0]) if rest else None
    for number in range(1, MAX_RUNS):
        data = Path(results, str(number))
        shutil.copytree(pristine, data)
        child = os.fork()
        if child == 0:
            run(command, data, archive, Killer(number))
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            sys.stdout.write(f"{number}\n")
            return
    sys.exit("it never came to its end")


if __name__ == "__main__":
    main()
