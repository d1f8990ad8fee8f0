"""Every way in which the system or the user says that it is time to end."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication, QSessionManager

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")  # the last is missing on Windows


@contextmanager
def ending_requests(
    app: QGuiApplication, request_close: Callable[[], None], flush: Callable[[], None]
) -> Iterator[None]:
    """Call `request_close` when a signal or a log-out asks for the end, while the block lasts.

    At a log-out `flush` is called first, and must return only when everything is on the disk: the
    system may end the process without another word. Runs on the loop's thread.
    """

    def on_commit(_: QSessionManager | None) -> None:
        flush()
        request_close()

    loop = asyncio.get_running_loop()
    handled = []
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, request_close)
        except NotImplementedError:  # Windows' loops take none; closing the window remains
            break
        handled.append(number)
    app.commitDataRequest.connect(on_commit)
    try:
        yield
    finally:
        app.commitDataRequest.disconnect(on_commit)
        for number in handled:
            loop.remove_signal_handler(number)
