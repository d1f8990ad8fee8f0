"""One window per data directory: a second start hands its wish to the first and ends.

A lock file decides who is first, a local socket carries the wish. The socket is open to the same
user only; both names depend on the data directory, so two directories have two windows.
"""

import hashlib
import json
import logging
import os
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.values import frozen

ACTIVATION_VARIABLE = "XDG_ACTIVATION_TOKEN"

_LOCK_FILE = "window.lock"
# How long a second start waits for the first to answer, in all.
_PATIENCE_MS = 2_000
_RETRY_MS = 200
_MAX_WISH_BYTES = 64 * 1024
_ACCEPTED = b"ok\n"

_logger = logging.getLogger("sempre.ui.single_instance")


class WindowBusyError(SempreError):
    """Another process has the window of this data directory and does not answer."""

    def __init__(self) -> None:
        super().__init__(
            message("Errors", "Sempre is open already and does not answer."),
            data=message("Errors", "Its conversations are safe; no second window was opened."),
            hint=message(
                "Errors", "Wait a moment and start again, or end the other one if it hangs."
            ),
        )


@frozen
class Wish:
    """What a second start wants from the first window."""

    session_id: str = ""
    activation_token: str = ""  # lets a Wayland desktop give the focus away


class SingleInstance(QObject):
    """Decides whether this process has the window of a data directory; lives on its thread."""

    wishReceived = Signal(object)  # Wish

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_dir)
        self._lock = QLockFile(str(data_dir / _LOCK_FILE))
        self._lock.setStaleLockTime(0)  # a window may be open for months; only a dead owner counts
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_new_connection)

    def hand_over(self, wish: Wish) -> bool:
        """Return True when another process has the window and took the wish.

        Otherwise this process is the first and listens from now on. A first process that is
        just starting or ending is waited for.

        Raises:
            WindowBusyError: it has the lock and did not answer within 2 s.
        """
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not (self._lock.tryLock(0) or not _is_held_by_other(self._lock)):
            if self._send(wish, deadline):
                return True
            if self._lock.tryLock(min(_RETRY_MS, deadline.remainingTime())):
                break
            if deadline.hasExpired():
                raise WindowBusyError
        QLocalServer.removeServer(self._name)  # left behind by a process that was killed
        if not self._server.listen(self._name):
            _logger.warning("not listening for a second start: %s", self._server.errorString())
        return False

    def close(self) -> None:
        """Let the next start be the first."""
        self._server.close()
        self._lock.unlock()

    def _send(self, wish: Wish, deadline: QDeadlineTimer) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_RETRY_MS):
            return False
        socket.write(json.dumps(asdict(wish)).encode("ascii") + b"\n")
        if not socket.waitForBytesWritten(_RETRY_MS):
            return False
        # A busy first process may need a while; that it has the line is all that matters.
        socket.waitForReadyRead(deadline.remainingTime())
        return socket.readAll().data() == _ACCEPTED

    def _on_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._on_ready_read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._on_ready_read(socket)

    def _on_ready_read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _MAX_WISH_BYTES:
            socket.abort()
        if not socket.canReadLine():
            return
        wish = _parse(bytes(socket.readLine().data()))
        socket.write(_ACCEPTED)
        socket.flush()
        socket.disconnectFromServer()
        if wish is not None:
            self.wishReceived.emit(wish)


def current_wish(session_id: str | None) -> Wish:
    """Return the wish of this start."""
    return Wish(session_id or "", os.environ.get(ACTIVATION_VARIABLE, ""))


def take_activation(wish: Wish) -> None:
    """Let this process's next request for the focus count as the second start's."""
    if wish.activation_token:
        os.environ[ACTIVATION_VARIABLE] = wish.activation_token


def server_name(data_dir: Path) -> str:
    """Return the socket's name: the same for every spelling of one directory, short enough."""
    digest = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()
    return f"sempre-{digest[:20]}"


def _is_held_by_other(lock: QLockFile) -> bool:
    """Tell a lock that somebody has from a directory that takes none."""
    return lock.error() is QLockFile.LockError.LockFailedError


def _parse(line: bytes) -> Wish | None:
    try:
        raw = json.loads(line)
        return Wish(str(raw["session_id"]), str(raw["activation_token"]))
    except (ValueError, KeyError, TypeError):
        _logger.warning("a second start sent something else than a wish")
        return None
