"""FAULTS 53-57: SIGKILL at every call that changes anything, in a large write; polite signals."""

import json
import signal
import subprocess
import time

import pytest

from tests.faults.watched_streams import WatchedStream, watch_and_kill

# Every call by which `send` changes something, and how often it may make it.
CHANGING = {"mkdir": 6, "openat": 3, "write": 4, "fdatasync": 2, "fsync": 8, "pwrite64": 8}
SAMPLED = {"write": (1, 2), "fdatasync": (1, 2), "fsync": (3,)}
STREAM_S = 1.0
WORDS = [f"word{number} " for number in range(400)]
END_LIMIT_S = 5


def kill_points(counts):
    return [(name, number) for name, numbers in counts.items() for number in numbers]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *kill_points(SAMPLED),
        *(
            pytest.param(name, number, marks=pytest.mark.slow)
            for name, number in kill_points({n: range(1, c + 1) for n, c in CHANGING.items()})
            if number not in SAMPLED.get(name, ())
        ),
    ],
)
def test_53_killed_at_any_call(processes, injecting, name, number):
    killed = processes.send("killed", under=injecting(f"{name}:signal=KILL:when={number}"))
    assert killed.uuids() <= processes.uuids()
    before = [path.read_bytes() for path in processes.data_dir.glob("projects/*/*.jsonl")]
    again = processes.send("again")
    assert again.status == 0
    assert killed.uuids() | again.uuids() <= processes.uuids()
    after = [path.read_bytes() for path in processes.data_dir.glob("projects/*/*.jsonl")]
    assert all(new.startswith(old) for old, new in zip(before, after, strict=False))


def kill_while_streaming(processes, count):
    """Kill `count` replies, each at its own moment; return what was saved, found, lost at worst.

    The loss is in seconds: how long before the kill the first word that is gone had been printed.
    """
    steps = [{"after_ms": 10, "text": word} for word in WORDS]
    sessions = [f"00000000-0000-4000-8000-{number:012}" for number in range(count)]
    streams = [
        WatchedStream(
            processes.start(*processes.sending("hi", *steps, session=session)),
            kill_after_s=0.01 + number * 1.7 / count,
        )
        for number, session in enumerate(sessions)
    ]
    watch_and_kill(streams)
    processes.send("what was lost?")
    lost_s = []
    for session, stream in zip(sessions, streams, strict=True):
        kept = processes.reply_text(session)
        assert "".join(WORDS).startswith(kept)
        lost_s.append(max(stream.ages_of_deltas_s[kept.count("word") :], default=0.0))
    saved = set().union(*(stream.saved for stream in streams))
    return len(saved), len(saved & processes.uuids()), max(lost_s)


# As many at a time as two cores stream without being late; each round in a directory of its own.
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("rounds", "at_a_time"), [(1, 8), pytest.param(50, 4, marks=pytest.mark.slow)]
)
def test_54_kill_9_while_streaming(processes, tmp_path, figure, rounds, at_a_time):
    saved, found, worst_s = 0, 0, 0.0
    for number in range(rounds):
        processes.data_dir = tmp_path / f"data-{number}"
        newly_saved, newly_found, lost_s = kill_while_streaming(processes, at_a_time)
        saved, found, worst_s = saved + newly_saved, found + newly_found, max(worst_s, lost_s)
    figure("killed", rounds * at_a_time)
    figure("acknowledged", saved)
    figure("acknowledged and lost", saved - found)
    figure("most lost of a reply (s)", round(worst_s, 2))
    assert found == saved == rounds * at_a_time
    assert worst_s < STREAM_S


@pytest.mark.parametrize("size_mb", [8, pytest.param(100, marks=pytest.mark.slow)])
def test_55_killed_in_a_large_write(processes, tmp_path, size_mb):
    before = processes.send("before")
    (path,) = processes.data_dir.glob("projects/*/*.jsonl")
    content = path.read_bytes()
    text = tmp_path / "large.txt"
    text.write_bytes(b"w" * (size_mb << 20))
    arguments = processes.sending("-")
    with text.open("rb") as stdin, processes.start(*arguments, stdin=stdin) as process:
        while path.stat().st_size == len(content):
            assert process.poll() is None
        process.kill()
        told = process.communicate()[0].split(b"\n")
    assert path.read_bytes().startswith(content)
    again = processes.send("again")
    assert again.status == 0
    saved = {json.loads(line).get("uuid") for line in told if b"saved" in line}
    assert before.uuids() | again.uuids() | saved <= processes.uuids()


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_56_and_57_told_to_end_while_streaming(processes, number):
    steps = [{"text": "Partial answer"}, {"after_ms": 60_000, "text": " never"}]
    with processes.start(*processes.sending("hi", *steps)) as process:
        assert json.loads(process.stdout.readline())["event"] == "saved"
        assert json.loads(process.stdout.readline())["event"] == "delta"
        told_at = time.monotonic()
        process.send_signal(number)
        output, _ = process.communicate(timeout=END_LIMIT_S + 1)
        assert time.monotonic() - told_at < END_LIMIT_S
    events = [json.loads(line) for line in output.splitlines()]
    assert [event["event"] for event in events] == ["reply", "error"]
    assert events[0]["text"] == "Partial answer"
    (reply,) = [r for r in processes.records() if r.get("uuid") == events[0]["uuid"]]
    assert reply["interrupted"] is True
    assert not list(processes.data_dir.glob("inflight/*"))


def test_57_a_full_pipe_that_nobody_reads_and_then_closes(processes):
    steps = [{"text": "x" * 40_000} for _ in range(8)]  # more than a pipe holds
    with processes.start(*processes.sending("hi", *steps), stderr=subprocess.DEVNULL) as process:
        assert json.loads(process.stdout.readline())["event"] == "saved"
        process.stdout.close()
        assert process.wait(timeout=20) == 0
    assert sum(r["type"] == "assistant" for r in processes.records()) == 1
