"""One `write` and one `fdatasync` per acknowledged group, counted at the system calls."""

from pathlib import Path

import pytest

from tests.faults.grouped_writes import LARGE_RECORD, RECORD
from tests.faults.power_cuts.system_calls import read_calls, strace, strace_problem

SCRIPT = Path(__file__).with_name("grouped_writes.py")
CHANGING = {
    "write", "pwrite64", "writev", "pwritev", "pwritev2", "ftruncate", "truncate", "fallocate",
    "fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "sendfile", "copy_file_range",
}  # fmt: skip
ONE_BY_ONE, TOGETHER = 20, 100


@pytest.fixture
def traced(processes, tmp_path):
    """Run the script under strace; return what it did to the conversation, in order."""
    if problem := strace_problem():
        pytest.skip(problem)
    trace, root = tmp_path / "trace", tmp_path / "root"
    root.mkdir()
    output = processes.run_script(
        SCRIPT, root, str(ONE_BY_ONE), str(TOGETHER), under=tuple(strace(trace))
    )
    assert output.count(b"saved\n") == ONE_BY_ONE + 1 + TOGETHER
    calls = [call for call in read_calls(trace) if call.name in CHANGING]
    return [call for call in calls if call.descriptor_path(0).endswith("a.jsonl")], calls


def test_each_group_costs_one_write_and_one_sync(traced):
    calls, _ = traced
    groups = ONE_BY_ONE + 2  # one by one, the one they wait behind, and all that wait together
    assert [call.name for call in calls] == ["write", "fdatasync"] * groups
    written = [call.result for call in calls if call.name == "write"]
    one = len(RECORD)
    assert written == [one] * ONE_BY_ONE + [len(LARGE_RECORD), one * TOGETHER]


def test_each_acknowledgement_comes_after_its_sync(traced):
    _, calls = traced
    synced = said = 0
    for call in calls:
        if call.name == "fdatasync":
            synced += 1
        elif call.name == "write" and call.data(1) == b"saved\n":
            said += 1
            assert synced >= min(said, ONE_BY_ONE + 2)
    assert said == ONE_BY_ONE + 1 + TOGETHER
