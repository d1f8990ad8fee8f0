"""FAULTS 45-50, 52: errors and delays of the disk, injected into the calls of a real process."""

import pytest

from desktop_app.sessions.refs import DEFAULT_SESSION_ID

PROMPT_AND_REPLY = 2


def test_45_full_only_when_syncing(processes, injecting):
    before = processes.send("before")
    sent = processes.send("refused", under=injecting("fdatasync:error=ENOSPC"))
    assert sent.status == 1
    assert sent.uuids() == set()
    assert "No space left" in sent.errors
    after = processes.send("after")
    assert after.status == 0
    assert before.uuids() | after.uuids() <= processes.uuids()


@pytest.mark.parametrize("call", ["fdatasync", pytest.param("write", marks=pytest.mark.slow)])
def test_46_47_49_after_one_io_error_the_whole_group_is_written_again(processes, injecting, call):
    """Success of a second sync alone would prove nothing: the pages are gone (fsyncgate)."""
    sent = processes.send("hi", under=injecting(f"{call}:error=EIO:when=1"))
    assert sent.status == 0
    assert len(sent.uuids()) == PROMPT_AND_REPLY
    assert sent.uuids() <= processes.uuids()
    (path,) = (processes.data_dir / "projects").glob("*/*.jsonl")
    prompts = [line for line in path.read_bytes().split(b"\n") if b'"type":"user"' in line]
    assert prompts == [prompts[0]] * (2 if call == "fdatasync" else 1)
    shown = processes.run("show", DEFAULT_SESSION_ID, "--tail", "10")
    assert shown.output.count(b"hi") == 1


def test_48_io_errors_for_ever_acknowledge_nothing(processes, injecting):
    sent = processes.send("refused", under=injecting("fdatasync:error=EIO"))
    assert sent.status == 1
    assert sent.uuids() == set()
    assert "Input/output error" in sent.errors
    after = processes.send("after")
    assert after.status == 0
    assert after.uuids() <= processes.uuids()


@pytest.mark.parametrize("error", ["ENOSPC", pytest.param("EIO", marks=pytest.mark.slow)])
def test_46_a_reply_that_is_refused_leaves_the_prompt_and_says_so(processes, injecting, error):
    sent = processes.send("hi", under=injecting(f"fdatasync:error={error}:when=2+"))
    assert sent.status == 1
    assert [event["event"] for event in sent.events] == ["saved", "delta", "error"]
    assert sent.uuids() <= processes.uuids()
    assert sent.events[-1]["saved"] is True


def test_50_interrupted_calls_are_made_again(processes, injecting):
    faults = ("write:error=EINTR:when=1+2", "fdatasync:error=EINTR:when=1+2")
    sent = processes.send("hi", under=injecting(*faults))
    assert sent.status == 0
    assert len(sent.uuids()) == PROMPT_AND_REPLY
    assert sent.uuids() <= processes.uuids()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mkdir", "fsync", "openat", "link"])
def test_the_directory_refuses_once(processes, injecting, name):
    """Whatever is refused while everything is made for the first time, nothing unsaved is told."""
    sent = processes.send("hi", under=injecting(f"{name}:error=EIO:when=3"))
    assert sent.uuids() <= processes.uuids()
    again = processes.send("again")
    assert again.status == 0
    assert again.uuids() | sent.uuids() <= processes.uuids()
