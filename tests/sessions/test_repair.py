"""A repair is a new file beside the old one: every record's own bytes, and the rest in words."""

import errno
import stat

import pytest

from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Record
from desktop_app.sessions.repair import repair_to
from desktop_app.sessions.verification import verify_file
from tests.fakes.transcripts import encoded, prompt, write_transcript
from tests.faults.damaged_content import CASES

FIRST, SECOND = prompt("one", uuid="a"), prompt("two", uuid="b", parentUuid="a")
RECORD = encoded(FIRST)[:-1]
ODD = encoded(prompt("MARK", uuid="c")).replace(b"MARK", b"\xff\xfe")[:-1]


@pytest.fixture
def damaged(tmp_path):
    """Fused records, NULs, a torn line, bytes that are no UTF-8, a BOM, a blank line."""
    return write_transcript(
        tmp_path,
        1,
        b"\xef\xbb\xbf" + RECORD + b"\n",
        RECORD + encoded(SECOND),
        b"\0" * 16 + encoded(SECOND),
        b'{"type":"us\n',
        b"\n  \n",
        ODD + b"\n",
        RECORD,
    )


def test_every_record_goes_over_with_its_own_bytes(damaged, tmp_path):
    ref, path = damaged
    before = path.read_bytes()
    target = tmp_path / "repaired.jsonl"
    report = repair_to(path, target)
    second = encoded(SECOND)[:-1]
    assert target.read_bytes().split(b"\n") == [RECORD, RECORD, second, second, ODD, RECORD, b""]
    assert (report.records, report.left_out, report.left_out_bytes) == (6, 3, 3 + 16 + 11)
    assert path.read_bytes() == before
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert verify_file(ref, target).records == 6
    assert not list(tmp_path.glob("*.partial"))


def test_the_difference_can_be_read(damaged, tmp_path):
    _, path = damaged
    report = repair_to(path, tmp_path / "repaired.jsonl")
    text = report.difference.read_text()
    assert report.difference.name == "repaired.jsonl.diff.txt"
    assert stat.S_IMODE(report.difference.stat().st_mode) == 0o600
    offset = path.read_bytes().index(b'{"type":"us\n')
    assert f'left out: 11 bytes at {offset}: torn\n    {{"type":"us\n' in text
    assert "16 bytes at" in text
    assert "nul-bytes\n    ················\n" in text
    assert "left out: 3 bytes at 0: byte-order-mark" in text
    assert "kept as it is:" in text
    assert "invalid-utf8" in text
    assert text.endswith("kept: 6 records\nleft out: 3 pieces, 30 bytes\n")


@pytest.mark.parametrize("case", CASES)
def test_nothing_whole_is_ever_lost(tmp_path, case):
    between, records, _ = CASES[case]
    _, path = write_transcript(tmp_path, 1, FIRST, between, SECOND)
    target = tmp_path / "repaired.jsonl"
    repair_to(path, target)
    content, repaired = path.read_bytes(), target.read_bytes()
    found = [item for item in read_items(path) if isinstance(item, Record)]
    again = [item for item in read_items(target) if isinstance(item, Record)]
    assert len(found) == records + 2
    assert [content[r.offset : r.offset + r.length] for r in found] == [
        repaired[r.offset : r.offset + r.length] for r in again
    ]


@pytest.mark.parametrize("taken", ["repaired.jsonl", "repaired.jsonl.diff.txt"])
def test_no_file_is_ever_replaced(damaged, tmp_path, taken):
    _, path = damaged
    (tmp_path / taken).write_text("mine")
    with pytest.raises(FileExistsError):
        repair_to(path, tmp_path / "repaired.jsonl")
    assert (tmp_path / taken).read_text() == "mine"
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith("repaired")] == [taken]


def test_a_disk_that_refuses_leaves_nothing(damaged, tmp_path, monkeypatch):
    _, path = damaged

    def refuse(fd):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop_app.sessions.repair.sync_data", refuse)
    with pytest.raises(OSError, match="No space"):
        repair_to(path, tmp_path / "repaired.jsonl")
    assert not list(tmp_path.glob("repaired*"))


def test_where_links_are_unknown_the_file_is_renamed(damaged, tmp_path, monkeypatch):
    _, path = damaged

    def refuse(*names):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    report = repair_to(path, tmp_path / "repaired.jsonl")
    assert report.target.exists()
    assert report.difference.exists()
    assert not list(tmp_path.glob("*.partial"))
