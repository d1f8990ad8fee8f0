"""How fast a data export is imported, beside a bare reading of its JSON.

python tests/benchmarks/bench_import.py [--megabytes N]
"""

import argparse
import json
import tempfile
from pathlib import Path
from time import perf_counter

from desktop_app.base.clock import SystemClock
from desktop_app.sessions.importing import import_from
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths

MESSAGES = 40
WORDS = "some words of an answer that is about as long as answers are, " * 24


def conversation(number: int) -> dict[str, object]:
    mapping: dict[str, object] = {"n0": {"id": "n0", "parent": None, "message": None}}
    for index in range(1, MESSAGES + 1):
        message = {
            "author": {"role": "user" if index % 2 else "assistant"},
            "content": {"content_type": "text", "parts": [f"{number} {index} {WORDS}"]},
            "create_time": 1_700_000_000 + index,
        }
        mapping[f"n{index}"] = {"id": f"n{index}", "parent": f"n{index - 1}", "message": message}
    title = f"Conversation {number}"
    return {"id": str(number), "title": title, "mapping": mapping, "current_node": f"n{MESSAGES}"}


def write_export(path: Path, megabytes: int) -> int:
    one = len(json.dumps(conversation(0)))
    count = max(megabytes * 1_000_000 // one, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number in range(count):
            file.write("," if number else "")
            file.write(json.dumps(conversation(number)))
        file.write("]")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        export = root / "conversations.json"
        count = write_export(export, arguments.megabytes)
        size_mb = export.stat().st_size / 1e6
        start = perf_counter()
        json.loads(export.read_bytes())
        bare_s = perf_counter() - start
        with Store(DataPaths(root / "data"), root / "claude", SystemClock()) as store:
            start = perf_counter()
            report = import_from(store, export)
            import_s = perf_counter() - start
            start = perf_counter()
            again = import_from(store, export)
            again_s = perf_counter() - start
        assert (report.new, again.known) == (count, count)
    print(f"{size_mb:.0f} MB, {count} conversations")
    print(f"bare json.loads   {size_mb / bare_s:7.1f} MB/s")
    print(f"first import      {size_mb / import_s:7.1f} MB/s  {import_s / bare_s:5.1f} x bare")
    print(f"second, all known {size_mb / again_s:7.1f} MB/s  {again_s / bare_s:5.1f} x bare")


if __name__ == "__main__":
    main()
