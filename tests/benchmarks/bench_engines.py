"""How long a prompt takes from `submit` to the server, against the vendor's package by itself.

    python tests/benchmarks/bench_engines.py [--turns 30] [--history 200]

Both ask the same imitation of Anthropic's API on loopback, in turn, with the same messages and
warm connections. In between lies what Sempre does first: the prompt is made durable, the context
is chosen. The target is 20 ms more at most.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

import anthropic

from desktop_app.base.clock import SystemClock
from desktop_app.engines.anthropic_api import anthropic_engine
from desktop_app.engines.connection import Server, no_key
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.engines import FakeFactory

TARGET_MS = 20.0


async def measure(root: Path, turns: int, history: int) -> tuple[list[float], list[float]]:
    """Return milliseconds until the request had arrived: through Sempre, and directly."""
    ours, directly = [], []
    now = asyncio.get_running_loop().time
    with Store(DataPaths(root / "data"), root / "claude", SystemClock()) as store:
        ref = store.create(root)
        async with AnthropicApi() as api:
            client = anthropic.AsyncAnthropic(api_key="none", base_url=api.base_url, max_retries=0)
            make = lambda: anthropic_engine(Server("anthropic", "A", api.base_url, no_key))  # noqa: E731 - used once
            async with SessionManager(store, FakeFactory(make)) as manager:
                for number in range(history + turns):
                    begun_s = now()
                    await manager.submit(ref, f"Question {number}: what about the journal?")
                    await manager.wait_idle(ref)
                    sent = api.requests[-1]
                    if number < history:
                        continue
                    ours.append((sent.received_s - begun_s) * 1000)
                    begun_s = now()
                    stream = await client.messages.create(**sent.body)
                    async with stream:
                        async for _ in stream:
                            pass
                    directly.append((api.requests[-1].received_s - begun_s) * 1000)
            await client.close()
    return ours, directly


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--history", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        ours, directly = asyncio.run(measure(Path(root), given.turns, given.history))
    ours_ms, directly_ms = statistics.median(ours), statistics.median(directly)
    more_ms = ours_ms - directly_ms
    print(f"submit to request: {ours_ms:.1f} ms, package by itself: {directly_ms:.1f} ms")
    print(f"more: {more_ms:.1f} ms (target {TARGET_MS:.0f}), worst {max(ours):.1f} ms")
    return 0 if more_ms <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
