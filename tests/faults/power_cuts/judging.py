"""What must be true of a data directory in every state after a power cut."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.backup import check_backup
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.recovery import read_checkpoint, recover_replies
from desktop_app.sessions.store import Store
from desktop_app.settings.paths import DataPaths
from tests.faults.power_cuts.states import Content, State

# Derived or nobody's history; the index has its own test.
NOT_HISTORY = r"^(index\.sqlite3|logs($|/)|\.maintenance\.lock|window\.json)"


def announced_events(state: State) -> list[dict[str, Any]]:
    """Return what `--json` had printed, line by line."""
    return [json.loads(announcement.line) for announcement in state.announced]


def transcripts(state: State) -> dict[str, bytes]:
    """Return the conversation files, the only ones that may bear their name."""
    return {
        path: content.data
        for path, content in state.files.items()
        if content and path.startswith("projects/") and path.endswith(".jsonl")
    }


def plain_records(data: bytes) -> list[dict[str, Any]]:
    """Read as any JSONL reader would that passes over broken lines."""
    found = []
    for line in data.split(b"\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


def missing_records(state: State) -> set[str]:
    """Return the uuids that were called saved and that a plain reader does not find."""
    announced = {e["uuid"] for e in announced_events(state) if e["event"] in {"saved", "reply"}}
    records = [r for data in transcripts(state).values() for r in plain_records(data)]
    return announced - {record.get("uuid") for record in records}


def kept_reply_text(state: State) -> str:
    """Return the longest text of a reply that the next start can show."""
    texts = [""]
    for data in transcripts(state).values():
        texts += (
            "".join(block["text"] for block in record["message"]["content"])
            for record in plain_records(data)
            if record.get("type") == "assistant"
        )
    for path, content in state.files.items():
        if content and path.startswith("inflight/") and path.endswith(".jsonl"):
            texts.append(_checkpoint_text(content.data))
    return max(texts, key=len)


def _checkpoint_text(data: bytes) -> str:
    try:
        lost = read_checkpoint(data)
    except ValueError:  # the header never arrived: the next start sets the file aside
        return ""
    return "".join(str(block["text"]) for block in lost.text.blocks()) if lost else ""


class Archives:
    """Judges backups, each distinct one once."""

    def __init__(self) -> None:
        self._members: dict[bytes, dict[str, bytes] | None] = {}

    def members(self, content: Content) -> dict[str, bytes] | None:
        """Return what an archive holds; None where it is not complete and sound."""
        if content.digest not in self._members:
            self._members[content.digest] = _members(content.data)
        return self._members[content.digest]

    def complete_in(self, state: State) -> list[dict[str, bytes]]:
        """Return the contents of the backups; fail where something only looks like one."""
        found = []
        for path, content in state.files.items():
            if content and path.endswith(".zip"):
                members = self.members(content)
                assert members is not None, f"{path} looks complete and is not: {state.label}"
                found.append(members)
        return found


def _members(data: bytes) -> dict[str, bytes] | None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "backup.zip")
        path.write_bytes(data)
        try:
            check_backup(path)
        except BackupError:
            return None
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


@contextmanager
def reopened(state: State, directory: Path, claude_dir: Path) -> Iterator[Store]:
    """Make the state real and open it as the next start does."""
    root = directory / "data"
    state.write_to(root)
    with Store(DataPaths(root), claude_dir, ManualClock()) as store:
        recover_replies(store)
        yield store


def assert_goes_on(state: State, directory: Path, claude_dir: Path) -> None:
    """Open the state: all that was announced is shown, and the conversation takes more."""
    with reopened(state, directory, claude_dir) as store:
        for ref, _ in store.our_files():
            before = store.own_path(ref).read_bytes()
            store.append(ref, [{"type": "mode", "mode": "after"}]).result()
            after = store.own_path(ref).read_bytes()
            assert after.startswith(before)
            assert plain_records(after)[-1] == {"type": "mode", "mode": "after"}
            assert list(store.verify(ref))
        shown = {
            entry.uuid: entry
            for ref, _ in store.our_files()
            for entry in store.tail(ref, 1000).entries
        }
        for event in announced_events(state):
            if event["event"] == "saved":
                assert event["uuid"] in shown, state.label
            if event["event"] == "reply":
                assert shown[event["uuid"]].text == event["text"], state.label
                assert not shown[event["uuid"]].is_interrupted, state.label
