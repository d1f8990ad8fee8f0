"""FAULTS 66, 67, 69: other programs write to, tear, or remove what we read and continue."""

import json
import subprocess
import sys

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.store import Store
from tests.fakes.transcripts import prompt, reply, write_transcript

# Appends whole or torn lines as fast as it can until its stdin ends; prints how many.
FOREIGN = """
import os, select, sys
path, torn = sys.argv[1], sys.argv[2] == "torn"
fd = os.open(path, os.O_WRONLY | os.O_APPEND)
number = 0
print("writing", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    line = b'{"type":"user","uuid":"foreign-%d","message":{"content":"x"}}\\n' % number
    os.write(fd, line[: 7 + number % 40] if torn and number % 2 else line)
    number += 1
    select.select([], [], [], 0.0005)
print(number)
"""


@pytest.fixture
def store(paths, claude_dir):
    with Store(paths, claude_dir, ManualClock()) as store:
        yield store


def append_beside(store, ref, how, count):
    """Append records one by one while another program writes; return how many lines it wrote."""
    command = [sys.executable, "-c", FOREIGN, store.own_path(ref), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as foreign:
        assert foreign.stdout.readline() == b"writing\n"
        offsets = []
        for number in range(count):
            (record,) = store.append(ref, [prompt("w" * 300, uuid=f"own-{number}")]).result(10)
            offsets.append(record.offset)
        return offsets, int(foreign.communicate(b"\n")[0])


def plain(data):
    found = []
    for line in data.split(b"\n"):
        try:
            found.append(json.loads(line)["uuid"])
        except ValueError:
            continue
    return found


@pytest.mark.parametrize("count", [150, pytest.param(3000, marks=pytest.mark.slow)])
def test_66_a_foreign_writer_and_we_keep_every_line(store, tmp_path, count):
    ref = store.create(tmp_path)
    offsets, foreign = append_beside(store, ref, "whole", count)
    data = store.own_path(ref).read_bytes()
    found = plain(data)
    assert {f"own-{n}" for n in range(count)} | {f"foreign-{n}" for n in range(foreign)} == set(
        found
    )
    for number, offset in enumerate(offsets):
        assert f'"own-{number}"'.encode() in data[offset:].split(b"\n", 1)[0]


@pytest.mark.parametrize("count", [150, pytest.param(3000, marks=pytest.mark.slow)])
def test_67_a_foreign_writer_that_tears_its_lines_never_reaches_ours(store, tmp_path, count):
    ref = store.create(tmp_path)
    _, foreign = append_beside(store, ref, "torn", count)
    assert foreign > 20
    data = store.own_path(ref).read_bytes()
    lost = {f"own-{n}" for n in range(count)} - set(plain(data))
    assert lost == set()
    uuids = {e.uuid for e in store.tail(ref, 100_000).entries if e.kind is EntryKind.PROMPT}
    assert {f"own-{n}" for n in range(count)} <= uuids


def test_69_what_claude_codes_sweep_removes_stays_where_it_was_adopted(
    sempre, claude_dir, tmp_path
):
    records = [prompt("begun there", cwd=str(tmp_path), uuid="p"), reply("answered", uuid="r")]
    ref, theirs = write_transcript(claude_dir / "projects", 7, *records)
    inside = theirs.with_suffix("") / "tool-results" / "one.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text("a result")
    before = theirs.read_bytes()
    assert sempre("send", "mine", "--session", ref.session_id).status == 0
    theirs.unlink()
    inside.unlink()
    (own,) = tmp_path.glob(f"data/projects/*/{ref.session_id}.jsonl")
    assert own.read_bytes().startswith(before)
    assert (own.with_suffix("") / "tool-results" / "one.txt").read_text() == "a result"
    assert sempre("send", "still there", "--session", ref.session_id).status == 0
    assert b"begun there" in sempre("show", ref.session_id).output


@pytest.mark.timeout(300)
@pytest.mark.parametrize("count", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_69_aged_by_touch_and_removed_by_rm(processes, claude_dir, tmp_path, figure, count):
    texts = {}
    for number in range(count):
        records = [prompt(f"question {number}", cwd=str(tmp_path)), reply(f"answer {number}")]
        ref, path = write_transcript(claude_dir / "projects", number, *records)
        texts[path] = (ref.session_id, f"answer {number}")
    subprocess.run(["touch", "-d", "90 days ago", *texts], check=True)
    assert processes.run("protect").status == 0
    subprocess.run(["rm", *texts], check=True)
    ids = {session_id for session_id, _ in texts.values()}
    listed = ids & {row["id"] for row in processes.run("sessions", "--json").json}
    shown = {
        session_id
        for session_id, answer in texts.values()
        if answer.encode() in processes.run("show", session_id).output
    }
    resumed = {
        session_id
        for session_id in ids
        if processes.send("go on", session=session_id).status == 0
        and processes.reply_text(session_id) != ""
    }
    for name, found in (("listed", listed), ("shown", shown), ("resumed", resumed)):
        figure(f"aged, removed and {name}", f"{len(found)} of {count}")
        assert found == ids


def test_69_removed_while_it_is_open(store, claude_dir, tmp_path):
    ref, theirs = write_transcript(claude_dir / "projects", 7, prompt("there", cwd=str(tmp_path)))
    assert store.adopt(ref)
    assert store.tail(ref, 5).entries[0].text == "there"
    theirs.unlink()
    assert not store.adopt(ref)
    store.append(ref, [prompt("mine", uuid="mine")]).result()
    assert [entry.text for entry in store.tail(ref, 5).entries] == ["there", "mine"]
