"""Appends records one by one, then many that wait together: python grouped_writes.py ROOT ONE MANY.

Prints "saved" for each record, the moment it is acknowledged.
"""

import os
import sys
from pathlib import Path
from threading import Event

from desktop_app.sessions.journal import WriterThread, create_journal

RECORD = b'{"type":"user"}\n'
LARGE_RECORD = b'{"type":"user","x":"' + b"x" * 1_000_000 + b'"}\n'


def main(root: Path, one_by_one: int, together: int) -> None:
    path = root / "projects" / "-x" / "a.jsonl"
    create_journal(path)
    writer = WriterThread(root)
    for _ in range(one_by_one):
        writer.append(path, RECORD).result()
        os.write(1, b"saved\n")
    waiting = []
    all_wait = Event()

    def fill(_: object) -> None:
        """Runs on the writer's thread, which can't take any of these before all of them wait."""
        waiting.extend(writer.append(path, RECORD) for _ in range(together))
        all_wait.set()

    first = writer.append(path, LARGE_RECORD)  # on its way for long enough to add the callback
    first.add_done_callback(fill)
    all_wait.wait(10)
    for future in (first, *waiting):
        future.result(10)
        os.write(1, b"saved\n")
    writer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
