"""Opens the real window, asks a question in it and prints each piece of the scripted reply.

    python streaming_window.py DATA CLAUDE_DIR CWD SCRIPT

Prints `{"event": "delta"}` a line, as `send --json` does; ends when it is told to or cut off.
"""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop_app.app import open_shell
from desktop_app.base.clock import SystemClock
from desktop_app.sessions.events import ManagerEvent, TextStreamed
from desktop_app.sessions.store import Store
from desktop_app.settings.options import LaunchOptions
from desktop_app.settings.paths import DataPaths
from desktop_app.ui.shutdown import ending_requests
from desktop_app.ui.timings import Timings
from tests.fakes.windows import running


def tell(event: ManagerEvent) -> None:
    if isinstance(event, TextStreamed):
        sys.stdout.write(json.dumps({"event": "delta", "text": event.text}) + "\n")
        sys.stdout.flush()


async def stream(app: QApplication, options: LaunchOptions) -> None:
    with Store(DataPaths(options.data_dir), options.claude_dir, SystemClock()) as store:
        async with open_shell(app, store, options, Timings()) as shell, running(shell) as end:
            with ending_requests(app, shell.request_close, shell.flush):
                shell._context.manager.subscribe(tell)
                shell.chat.composer.edit.setPlainText("A question")
                QTest.keyClick(shell.chat.composer.edit, Qt.Key.Key_Return)
                await end


if __name__ == "__main__":
    data_dir, claude_dir, cwd, script = map(Path, sys.argv[1:])
    options = LaunchOptions(data_dir, claude_dir, cwd, "en", engine="scripted", script=script)
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(stream(app, options))
