"""Processes that stream lines, each killed at its own moment, with the time of every line."""

import json
import os
import selectors
import time
from dataclasses import dataclass, field
from subprocess import Popen
from typing import Any


@dataclass
class WatchedStream:
    """What one process printed and when, on the monotonic clock; when it was killed."""

    process: Popen[bytes]
    kill_at: float
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

    def kill_if_due(self) -> None:
        if self.killed_at is None and time.monotonic() >= self.kill_at:
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
    """Read all of them until each was killed at its moment and has nothing more to say."""
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream.process.stdout, selectors.EVENT_READ, stream)
        while selector.get_map():
            waiting = [stream.kill_at for stream in streams if stream.killed_at is None]
            timeout = max(0.0, min(waiting) - time.monotonic()) if waiting else None
            for key, _ in selector.select(timeout):
                if not key.data.take():
                    selector.unregister(key.fileobj)
            for stream in streams:
                stream.kill_if_due()
    for stream in streams:
        stream.process.communicate()
