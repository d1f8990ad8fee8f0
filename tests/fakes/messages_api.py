"""The Messages API on loopback: says what a test has put down, and remembers what it was asked.

Answers are given in their order; when none is left, every further request gets `FALLBACK`.
"""

import json
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

HOLD_LIMIT_S = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API says to one request.

    Text blocks are streamed in pieces of one word. `holds_after` waits, after so many pieces, for
    `MessagesApi.go_on`; `cuts_after` closes the connection there; `error_after` sends an error as
    an event there. A `status` other than 200 is an error response.
    """

    blocks: tuple[Mapping[str, Any], ...] = ()
    stop_reason: str = "end_turn"
    status: int = 200
    error_type: str = "api_error"
    headers: Mapping[str, str] = field(default_factory=dict)
    holds_after: int | None = None
    cuts_after: int | None = None
    error_after: int | None = None


def says(text: str, **changes: Any) -> Answer:
    """Return a reply of one text."""
    return Answer(({"type": "text", "text": text},), **changes)


def uses(name: str, use_id: str, **fields: Any) -> Answer:
    """Return a reply that uses a tool."""
    block = {"type": "tool_use", "id": use_id, "name": name, "input": fields}
    return Answer(({"type": "text", "text": "Let me see."}, block), stop_reason="tool_use")


def refuses(status: int, error_type: str, **headers: str) -> Answer:
    """Return an error response."""
    return Answer(status=status, error_type=error_type, headers=headers)


FALLBACK = says("Nothing more was put down.")


class MessagesApi:
    """A server for as long as the `with` block lasts; `url` is its base URL."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []  # the bodies, in the order of arrival
        self.is_holding = threading.Event()
        self.go_on = threading.Event()
        self._answers: deque[Answer] = deque()
        self._numbers = count(1)

    def will(self, *answers: Answer) -> None:
        """Put down what the next requests get."""
        self._answers.extend(answers)

    def forget(self) -> None:
        """Drop what was put down and not asked for."""
        self._answers.clear()

    def next(self) -> tuple[Answer, int]:
        """Return the next answer and its number; called by the handler's threads."""
        return (self._answers.popleft() if self._answers else FALLBACK), next(self._numbers)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def texts(self, index: int = -1) -> str:
        """Return everything that one request told the model of the conversation."""
        return json.dumps(self.requests[index]["messages"], ensure_ascii=False)

    def __enter__(self) -> "MessagesApi":
        api = self

        class Handler(_Handler):
            messages_api = api

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    messages_api: MessagesApi
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._send(200, {})

    def do_GET(self) -> None:
        self._send(200, {"data": []})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])) or b"{}")
        if not self.path.startswith("/v1/messages") or "count_tokens" in self.path:
            self._send(200, {"input_tokens": 1})
            return
        api = self.messages_api
        api.requests.append(body)
        answer, number = api.next()
        if answer.status != 200:
            error = {"type": answer.error_type, "message": f"{answer.error_type} happened"}
            self._send(answer.status, {"type": "error", "error": error}, answer.headers)
        elif body.get("stream"):
            with suppress(ConnectionError):
                self._stream(answer, number, body["model"])
        else:
            self._send(200, _message(answer, number, body["model"]))

    def _send(
        self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _stream(self, answer: Answer, number: int, model: str) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        message = _message(answer, number, model) | {"content": [], "stop_reason": None}
        self._event("message_start", message=message)
        pieces = 0
        for index, block in enumerate(answer.blocks):
            start, deltas = _streamed(block)
            self._event("content_block_start", index=index, content_block=start)
            for delta in deltas:
                if self._ends_here(answer, pieces):
                    return
                self._event("content_block_delta", index=index, delta=delta)
                pieces += 1
            if self._ends_here(answer, pieces):
                return
            self._event("content_block_stop", index=index)
        delta = {"stop_reason": answer.stop_reason, "stop_sequence": None}
        self._event("message_delta", delta=delta, usage={"output_tokens": 7})
        self._event("message_stop")

    def _ends_here(self, answer: Answer, pieces: int) -> bool:
        api = self.messages_api
        if pieces == answer.holds_after:
            api.is_holding.set()
            api.go_on.wait(HOLD_LIMIT_S)
        if pieces == answer.error_after:
            self._event("error", error={"type": "overloaded_error", "message": "Overloaded"})
            return True
        return pieces == answer.cuts_after

    def _event(self, kind: str, **fields: Any) -> None:
        data = json.dumps({"type": kind, **fields})
        self.wfile.write(f"event: {kind}\ndata: {data}\n\n".encode())
        self.wfile.flush()


def _message(answer: Answer, number: int, model: str) -> dict[str, Any]:
    return {
        "id": f"msg_{number}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [dict(block) for block in answer.blocks],
        "stop_reason": answer.stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": 1},
    }


def _streamed(block: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a block's beginning and the deltas that complete it."""
    if block["type"] == "tool_use":
        arguments = json.dumps(block["input"])
        delta = {"type": "input_json_delta", "partial_json": arguments}
        return {**block, "input": {}}, [delta]
    if block["type"] == "thinking":
        start = {"type": "thinking", "thinking": "", "signature": ""}
        signature = {"type": "signature_delta", "signature": block["signature"]}
        return start, [{"type": "thinking_delta", "thinking": block["thinking"]}, signature]
    words = block["text"].split(" ")
    pieces = [word + " " for word in words[:-1]] + [words[-1]]
    return {"type": "text", "text": ""}, [{"type": "text_delta", "text": p} for p in pieces]
