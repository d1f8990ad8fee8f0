"""FAULTS 13, 14: one line of any length, and more lines than anybody reads, in bounded memory."""

import json
import subprocess
import time

import pytest

from desktop_app.sessions.records import MAX_PARSED_LINE_BYTES
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript

MIB = 1 << 20
TAIL_LIMIT_S = 2.0
WINDOW_LIMIT_S = 5.0

# Runs a command line and prints on stderr by how much its memory grew.
MEASURED = """
import resource, sys
from desktop_app.cli import main
import desktop_app.sessions.manager
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = main(sys.argv[1:], None)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("grown", after - before, file=sys.stderr)
sys.exit(status)
"""


@pytest.fixture
def growth(processes):
    """Run a command; return its result and by how many bytes its memory grew."""

    def growth(*arguments):
        command = processes.command(*arguments)
        code = [*command[:1], "-c", MEASURED, *command[3:]]
        done = subprocess.run(code, capture_output=True, timeout=60, check=False)
        grown = int(done.stderr.split()[-1]) * 1024
        return done, grown

    return growth


def write_with_large_line(paths, size_bytes):
    """Write needle, one line of that size, needle; the line is text, not a hole."""
    ref, path = write_transcript(paths.projects, 7, prompt("needle", uuid="before"))
    with path.open("ab") as file:
        file.write(b'{"type":"user","uuid":"large","message":{"content":"')
        for _ in range(size_bytes // MIB):
            file.write(b"w" * MIB)
        file.write(b'"}}\n' + encoded(prompt("needle", uuid="after")))
    return ref, path


@pytest.mark.parametrize("size_bytes", [70 * MIB, pytest.param(300 * MIB, marks=pytest.mark.slow)])
def test_13_a_line_beyond_the_limit_is_told_kept_and_never_held(paths, growth, size_bytes):
    ref, path = write_with_large_line(paths, size_bytes)
    before = path.stat()
    for command in (["show", ref.session_id], ["search", "needle", "--json"], ["verify", "--json"]):
        done, grown = growth(*command)
        assert grown < MAX_PARSED_LINE_BYTES + 32 * MIB, command
        if command[0] == "search":
            assert {hit["uuid"] for hit in json.loads(done.stdout)} == {"before", "after"}
        if command[0] == "verify":
            assert b'"too-large"' in done.stdout
        if command[0] == "show":
            assert done.stdout.count(b"needle") == 2
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.slow
def test_13_a_line_of_100_mb_takes_a_new_record_behind_it(paths, processes):
    ref, path = write_with_large_line(paths, 100 * MIB)
    size = path.stat().st_size
    sent = processes.send("behind it", session=ref.session_id)
    assert sent.status == 0
    with path.open("rb") as file:
        file.seek(size)
        added = [json.loads(line) for line in file.read().splitlines()]
    assert sent.uuids() <= {record.get("uuid") for record in added}


@pytest.mark.parametrize("lines", [20_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_14_many_tiny_lines_open_at_once_and_are_all_there(paths, sempre, lines):
    ref, path = write_transcript(paths.projects, 7, prompt("needle", uuid="before"))
    with path.open("ab") as file:
        file.writelines(b'{"n":%d}\n' % number for number in range(lines))
        file.write(encoded(prompt("needle", uuid="after")))
    began = time.perf_counter()
    assert b"needle" in sempre("show", ref.session_id, "--tail", "1").output
    assert time.perf_counter() - began < TAIL_LIMIT_S
    assert sempre("verify", "--json").json["conversations"][0]["records"] == lines + 2
    assert len(sempre("search", "needle", "--json").json) == 2


@pytest.mark.parametrize("size_mb", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_14_the_window_opens_and_closes_over_a_large_conversation(
    paths, tmp_path, processes, figure, size_mb
):
    ref, path = write_transcript(paths.projects, 7, prompt("begun", uuid="begun"))
    texts = "".join(f"word{number} " for number in range(200))
    with path.open("ab") as file:
        while file.tell() < size_mb * MIB:
            file.write(encoded(*(f(texts, cwd="/") for _ in range(100) for f in (prompt, reply))))
    before = path.stat()
    timings = tmp_path / "timings.json"
    began = time.monotonic()
    opened = processes.run("--session", ref.session_id, "--timings", timings, "--quit-when-painted")
    whole_s = time.monotonic() - began
    assert opened.status == 0, opened.errors
    painted_s = json.loads(timings.read_text())["transcript_painted"] / 1000
    figure("conversation (MB)", size_mb)
    figure("opened after (s)", round(painted_s, 2))
    figure("closed after (s)", round(whole_s - painted_s, 2))
    assert painted_s < WINDOW_LIMIT_S
    assert whole_s - painted_s < WINDOW_LIMIT_S
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


@pytest.mark.slow
def test_14_a_file_of_5_gb_opens_at_its_end(paths, sempre, processes):
    ref, path = write_transcript(paths.projects, 7, prompt("needle", uuid="before", cwd="/"))
    with path.open("ab") as file:
        # lines of a megabyte each, nearly all of it holes, so that it costs no disk
        for number in range(5 * 1024):
            file.truncate((number + 1) * MIB)
            file.seek(0, 2)
            file.write(b"\n")
        file.write(encoded(prompt("needle", uuid="after")))
    began = time.perf_counter()
    assert b"needle" in sempre("show", ref.session_id, "--tail", "1").output
    assert time.perf_counter() - began < TAIL_LIMIT_S
    assert processes.send("behind it", session=ref.session_id).status == 0
