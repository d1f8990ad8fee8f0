"""A real HTTP server on 127.0.0.1 that answers what a test has planned, and keeps what it got."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Received:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    received_s: float  # of the loop's clock
    version: str = "HTTP/1.1"


@dataclass(frozen=True)
class Answer:
    """What is sent back.

    `pieces` are sent one after the other; an `asyncio.Event` among them is waited for. `is_cut`
    ends the connection in the middle of the body.
    """

    pieces: tuple[bytes | asyncio.Event, ...]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False


def json_answer(body: object, status: int = 200, **headers: str) -> Answer:
    """Return an answer with a JSON body; `retry_after="1"` is the header `retry-after`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(
        (json.dumps(body).encode(),), status, {"content-type": "application/json", **named}
    )


def stream_answer(pieces: Iterable[bytes | asyncio.Event], *, is_cut: bool = False) -> Answer:
    """Return an answer of server-sent events."""
    return Answer(tuple(pieces), headers={"content-type": "text/event-stream"}, is_cut=is_cut)


class LoopbackServer:
    """Open for as long as the `async with` block lasts.

    A POST gets the next planned answer, the last one again and again; a GET what `pages` holds.
    """

    def __init__(self) -> None:
        self.plan: list[Answer | Callable[[], Answer]] = []
        self.pages: dict[str, Answer] = {}
        self.requests: list[Received] = []
        self.arrived = asyncio.Event()  # of any POST; a test may clear it
        self.dropped = asyncio.Event()  # the other side ended a connection before its answer did
        self._next = 0

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._connections: set[asyncio.Task[Any]] = set()
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._server.close()
        for task in self._connections:
            task.cancel()
        if self._connections:
            await asyncio.wait(self._connections)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def posted(self) -> list[Any]:
        """The bodies of all POST requests."""
        return [request.body for request in self.requests if request.method == "POST"]

    def answer_to(self, request: Received) -> Answer:
        """Return the answer to one POST."""
        answer = self.plan[min(self._next, len(self.plan) - 1)]
        self._next += 1
        return answer if isinstance(answer, Answer) else answer()

    async def _serve(self, reader, writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while (request := await _read(reader)) is not None:
                    self.requests.append(request)
                    if request.version == "HTTP/1.0":
                        await _send_plainly(writer, self._choose(request))
                        break
                    if not await self._send(reader, writer, self._choose(request)):
                        break
        finally:
            writer.close()
            self._connections.discard(task)

    def _choose(self, request: Received) -> Answer:
        if request.method == "POST":
            self.arrived.set()
            return self.answer_to(request)
        missing = json_answer({"error": {"type": "not_found_error", "message": "no page"}}, 404)
        return self.pages.get(request.path.partition("?")[0], missing)

    async def _send(self, reader, writer, answer: Answer) -> bool:
        """Send an answer in chunks; return whether the connection goes on."""
        head = [f"HTTP/1.1 {answer.status} X", "transfer-encoding: chunked"]
        head += [f"{name}: {value}" for name, value in answer.headers.items()]
        writer.write("\r\n".join([*head, "", ""]).encode())
        for piece in answer.pieces:
            if isinstance(piece, asyncio.Event):
                if not await self._waited(reader, piece):
                    return False
            elif piece:
                writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
                await writer.drain()
        if answer.is_cut:
            return False
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True

    async def _waited(self, reader, event: asyncio.Event) -> bool:
        """Wait for the event; False where the other side went away first."""
        async with asyncio.TaskGroup() as group:
            gone = group.create_task(reader.read(1))
            awaited = group.create_task(event.wait())
            done, pending = await asyncio.wait({gone, awaited}, return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
        if gone in done:
            self.dropped.set()
            return False
        return True


async def _send_plainly(writer, answer: Answer) -> None:
    """Send an answer as before HTTP/1.1: its body ends with the connection."""
    writer.write(f"HTTP/1.0 {answer.status} X\r\n\r\n".encode())
    writer.writelines(piece for piece in answer.pieces if isinstance(piece, bytes))
    await writer.drain()


async def _read(reader) -> Received | None:
    line = await reader.readline()
    if not line.strip():
        return None
    received_s = asyncio.get_running_loop().time()
    method, path, version = line.decode().split()
    headers: dict[str, str] = {}
    while header := (await reader.readline()).decode().strip():
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(method, path, headers, json.loads(raw) if raw else None, received_s, version)


@contextmanager
def in_thread(server: LoopbackServer):
    """Run `server` on a loop of its own, for tests whose fixtures are not async."""
    is_up, is_over = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        async with server:
            is_up.set()
            await is_over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="loopback server")
    thread.start()
    is_up.wait()
    try:
        yield server
    finally:
        loops[0].call_soon_threadsafe(is_over.set)
        thread.join()
