"""The process that brings the index up to date, so that no window waits for it.

    python -m desktop_app.sessions.store.indexer DATA_DIR CLAUDE_DIR

Tells what it has done as lines of JSON, `{"done": bytes, "total": bytes}`, on its output, and ends
when its work is done or its input closes: whoever started it has ended then, however that was.
"""

import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import orjson

from desktop_app.base.clock import SystemClock
from desktop_app.sessions.index import Index
from desktop_app.sessions.store.places import Places
from desktop_app.settings.paths import DataPaths

NICENESS = 10
# Whatever it does then ends here; SQLite's journal keeps the index whole.
MAX_END_S = 3.0


def main(arguments: Sequence[str]) -> int:
    """Bring the index of a data directory up to date; return the exit code."""
    data_dir, claude_dir = map(Path, arguments)
    with suppress(OSError):
        os.nice(NICENESS)
    gc.disable()  # records hold no cycles, and looking for some takes a tenth of the time
    is_ended = threading.Event()
    threading.Thread(target=_wait_for_end, args=(is_ended,), daemon=True).start()
    paths = DataPaths(data_dir)
    files = Places(paths, claude_dir, SystemClock()).files()
    with Index.open(paths.index, is_ended.is_set) as index:
        index.refresh(files, progress=_tell)
    return 0


def _tell(done_bytes: int, total_bytes: int) -> None:
    # a closed output means the same as a closed input, which is being waited for
    with suppress(OSError):
        os.write(1, orjson.dumps({"done": done_bytes, "total": total_bytes}) + b"\n")


def _wait_for_end(is_ended: threading.Event) -> None:
    with suppress(OSError):
        while os.read(0, 1):
            pass
    is_ended.set()
    threading.Event().wait(MAX_END_S)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
