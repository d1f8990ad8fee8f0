"""The enumerator itself: right writers pass, and each known way to lose data is caught."""

import sys
from pathlib import Path

import pytest

from tests.faults.power_cuts.model import Rules, UnmodelledCallError
from tests.faults.power_cuts.recording import record
from tests.faults.power_cuts.system_calls import strace_problem

WRITERS = Path(__file__).with_name("writers.py")
LINES = [b'{"n":%d,"text":"%s"}' % (n, b"word " * 120) for n in range(3)]
EIO_ONCE = "fdatasync:error=EIO:when=2"

pytestmark = pytest.mark.skipif(bool(strace_problem()), reason=strace_problem() or "runs")


@pytest.fixture
def recorded(tmp_path):
    def recorded(how, *injections):
        root = tmp_path / "root"
        root.mkdir()
        command = [sys.executable, WRITERS, how, root]
        return record(root, command, tmp_path / "trace", *injections, cwd=tmp_path)

    return recorded


def losses(states):
    """Return the states in which a line that was called durable is not there."""
    found = []
    for state in states:
        content = state.files.get("lines.jsonl")
        lines = content.data.split(b"\n") if content else []
        numbers = [int(a.line.removeprefix(b"saved ")) for a in state.announced]
        if any(LINES[number] not in lines for number in numbers):
            found.append(state.label)
    return found


def test_a_right_writer_loses_nothing_in_any_state(recorded):
    recording = recorded("right")
    for rules in Rules:
        states = recording.states(rules)
        assert len(states) > 30
        assert losses(states) == []
        assert {len(state.announced) for state in states} == {0, 1, 2, 3}


def test_torn_reordered_and_nul_states_are_among_them(recorded):
    files = [state.files.get("lines.jsonl") for state in recorded("right").states()]
    contents = {content.data for content in files if content}
    first = LINES[0] + b"\n"
    assert None in files
    assert {b"", first, first[:1], first[:512], bytes(len(first))} <= contents
    assert first[:512] + bytes(len(first) - 512) in contents
    assert bytes(512) + first[512:] in contents


@pytest.mark.parametrize(
    ("how", "injections"),
    [
        ("acknowledging_before_the_sync", ()),
        ("newline_after_the_sync", ()),
        ("retrying_a_failed_sync", (EIO_ONCE,)),
        ("replacing_without_a_sync", ()),
        ("without_syncing_the_directory", ()),
    ],
)
def test_a_wrong_writer_is_caught(recorded, how, injections):
    recording = recorded(how, *injections)
    assert recording.output.splitlines() == [b"saved 0", b"saved 1", b"saved 2"]
    assert losses(recording.states())


def test_a_missing_directory_sync_is_forgiven_by_ext4_only(recorded):
    recording = recorded("without_syncing_the_directory")
    assert losses(recording.states(Rules.POSIX))
    assert losses(recording.states(Rules.EXT4)) == []


def test_what_the_model_does_not_understand_is_no_silent_pass(recorded):
    recording = recorded("writing_through_a_mapping")
    with pytest.raises(UnmodelledCallError):
        recording.states()
