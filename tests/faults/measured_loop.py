"""Submits one prompt and measures how late the event loop comes round until it is saved.

    python measured_loop.py DATA CLAUDE_DIR CWD

Prints one JSON object with the figures.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from desktop_app.base.clock import SystemClock
from desktop_app.engines.registry import Registry
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

ROUND_S = 0.02


async def measure(data: Path, claude_dir: Path, cwd: Path) -> dict[str, float]:
    rounds, worst = 0, 0.0
    with Store(DataPaths(data), claude_dir, SystemClock()) as store:
        async with SessionManager(store, Registry(None, "recall")) as manager:
            ref = await manager.open_default(cwd)
            began = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                saving = group.create_task(manager.submit(ref, "a question"))
                while not saving.done():
                    due = time.perf_counter() + ROUND_S
                    await asyncio.wait({saving}, timeout=ROUND_S)
                    rounds += 1
                    if not saving.done():
                        worst = max(worst, time.perf_counter() - due)
            saved = time.perf_counter()
            await manager.wait_idle(ref)
            ending = time.perf_counter()
    return {
        "saved_after_s": saved - began,
        "rounds": rounds,
        "worst_lag_ms": worst * 1000,
        "leaving_s": time.perf_counter() - ending,
    }


if __name__ == "__main__":
    figures = asyncio.run(measure(*map(Path, sys.argv[1:])))
    sys.stdout.write(json.dumps(figures) + "\n")
