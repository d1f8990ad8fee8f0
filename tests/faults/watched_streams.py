"""Processes that stream lines, each killed at its own moment, with the time of every line."""

import json
import os
import selectors
import signal
import time
from dataclasses import dataclass, field
from subprocess import Popen
from typing import Any


@dataclass
class WatchedStream:
    """What one process printed and when, on the monotonic clock.

    It is killed `kill_after_s` seconds after its first line.
    """

    process: Popen[Any]
    kill_after_s: float
    told: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    killed_at: float | None = None
    _rest: bytes = b""

    def take(self) -> bool:
        """Read what is there; False at the end."""
        chunk = os.read(self.process.stdout.fileno(), 1 << 16)
        now = time.monotonic()
        *complete, self._rest = (self._rest + chunk).split(b"\n")
        self.told += [(now, json.loads(line)) for line in complete]
        return bool(chunk)

    @property
    def kill_at(self) -> float | None:
        """When it is to be killed; None before its first line, and afterwards."""
        if not self.told or self.killed_at is not None:
            return None
        return self.told[0][0] + self.kill_after_s

    def kill_if_due(self) -> None:
        if self.kill_at is not None and time.monotonic() >= self.kill_at:
            self.killed_at = time.monotonic()
            self.process.kill()

    @property
    def saved(self) -> set[str]:
        return {event["uuid"] for _, event in self.told if event["event"] in {"saved", "reply"}}

    @property
    def ages_of_deltas_s(self) -> list[float]:
        """How long before the kill each piece of the reply had been printed."""
        end = self.killed_at or 0.0
        return [end - at for at, event in self.told if event["event"] == "delta"]


def watch_and_kill(streams: list[WatchedStream]) -> None:
    """Read all of them until each was killed at its moment and has nothing more to say.

    One that came to an end of its own fails the test.
    """
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream.process.stdout.fileno(), selectors.EVENT_READ, stream)
        while selector.get_map():
            waiting = [stream.kill_at for stream in streams if stream.kill_at is not None]
            timeout = max(0.0, min(waiting) - time.monotonic()) if waiting else None
            for key, _ in selector.select(timeout):
                if not key.data.take():
                    selector.unregister(key.fd)
            for stream in streams:
                stream.kill_if_due()
    for stream in streams:
        _, errors = stream.process.communicate()
        assert stream.process.returncode == -signal.SIGKILL, errors.decode()
