"""Finds a model's server that already runs on this machine: Ollama, or whatever has its port.

A plain socket, so that no proxy is asked and nothing is loaded for it.
"""

import asyncio
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from desktop_app.engines.connection import is_loopback

# Where Ollama says that it is; otherwise it is here.
VARIABLE = "OLLAMA_HOST"
STANDARD = "127.0.0.1:11434"
PROBE_TIMEOUT_S = 0.3
_MAX_BYTES = 1 << 20


def local_address(environment: Mapping[str, str] = os.environ) -> str:
    """Return `http://host:port` of the server to look for; only ever on this machine."""
    told = environment.get(VARIABLE, "").strip()
    if told and "//" not in told:
        told = f"http://{told}"
    try:
        parts = urlsplit(told or f"http://{STANDARD}")
        host, port = parts.hostname or "127.0.0.1", parts.port or 11434
    except ValueError:
        return f"http://{STANDARD}"
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - where a server listens, not where we do
        host = "127.0.0.1"
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return address if is_loopback(address) else f"http://{STANDARD}"


async def find_local_server(address: str) -> str | None:
    """Return the base URL of the server at `address` where it offers a model, else None.

    Takes 0.3 s at most and never raises.
    """
    with suppress(OSError, ValueError, TimeoutError):
        async with asyncio.timeout(PROBE_TIMEOUT_S):
            body = await _get(address, "/v1/models")
        listed = json.loads(body)
        models = listed.get("data") if isinstance(listed, dict) else None
        if isinstance(models, list) and models:
            return f"{address}/v1"
    return None


async def _get(address: str, path: str) -> bytes:
    """Return the body of an answer 200; raises ValueError for any other, and OSError."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=_MAX_BYTES)
    try:
        # 1.0: the body ends with the connection and is not sent in chunks
        request = f"GET {path} HTTP/1.0\r\nHost: {parts.netloc}\r\nAccept: application/json\r\n\r\n"
        writer.write(request.encode("ascii"))
        await writer.drain()
        status = await reader.readline()
        if b" 200 " not in status:
            raise ValueError(status[:40])
        while (await reader.readline()).strip():
            pass
        body = b""
        while len(body) < _MAX_BYTES and (piece := await reader.read(_MAX_BYTES)):
            body += piece
        return body
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
