"""Every damage of a file's content: nothing raises, and what is sound around it is found."""

import pytest

from desktop_app.sessions.index import Index, IndexFile
from desktop_app.sessions.records import MAX_PARSED_LINE_BYTES, DamageReason
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import summarise
from tests.fakes.transcripts import encoded, prompt, record, reply, write_transcript

TORN = encoded(prompt("torn"))[:30]
NUL = b"\x00"
SAME = prompt("same", uuid="same")


def text(raw):
    """A prompt's line whose text is the raw bytes `raw`."""
    return encoded(prompt("MARK", uuid="odd")).replace(b"MARK", raw)


# name, lines between two sound prompts, number of damages
FAULTS = {
    "1 torn last line": ([TORN], 1),
    "2 torn line in the middle": ([TORN + b"\n"], 1),
    "3 fused records": ([encoded(prompt("a"))[:-1] + encoded(prompt("b"))], 0),
    "4 a page of NULs": ([NUL * 4096 + b"\n"], 1),
    "5 NULs before a record": ([NUL * 7 + encoded(prompt("late"))], 1),
    "6 invalid UTF-8": ([text(b"\xff\xfe")], 1),
    "7 lone surrogate": ([text(b"\\ud800")], 0),
    "8 overlong bytes": ([text(b"\xc0\xaf\xed\xa0\x80")], 1),
    "9 control characters": ([text(b"a\x01\tb")], 0),
    "10 BOM": ([b"\xef\xbb\xbf" + encoded(prompt("bom"))], 0),
    "11 CRLF and blank lines": ([b"\r\n\n  \n", encoded(prompt("crlf"))[:-1] + b"\r\n"], 0),
    "12 line separators": ([text("\u2028\u0085\u2029".encode())], 0),
    "14 many tiny lines": ([b"1\n" * 5_000], 5_000),
    "15 nesting": ([b"[" * 1025 + b"]" * 1025 + b"\n", b'{"a":' * 100_000 + b"\n"], 2),
    "16 numbers": ([text(b"x").replace(b"null", b"1" * 5_000), b'{"n":1e400,"m":NaN}\n'], 0),
    "17 duplicate keys": ([b'{"type":"user","type":"mode","uuid":"1","uuid":"2"}\n'], 0),
    "18 duplicate uuids": ([encoded(SAME), encoded(SAME), encoded(SAME | {"x": 1})], 0),
    "19 missing parent": ([encoded(prompt("orphan", parentUuid="gone"))], 0),
    "20 parent cycle": ([encoded(prompt("c", uuid="c", parentUuid="c"))], 0),
    "21 two roots": ([encoded(prompt("r1")), encoded(prompt("r2"))], 0),
    "22 unknown types": ([b'{"type":"from-the-future","payload":[1]}\n'], 0),
    "23 no objects": ([b"5\n[1]\n{}\n"], 2),
    "24 wrong types": ([encoded(record("user", 5), record("assistant", {"a": 1}))], 0),
    "26 odd times": ([encoded(prompt("t", timestamp="1970-01-01T00:00:00Z"))], 0),
    "27 hostile text": ([encoded(prompt("<b>\x1b[31m\u202e\u200b" + "w" * 1_000_000))], 0),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_sound_around_it_is_found(tmp_path, paths, name):
    lines, damages = FAULTS[name]
    before, after = prompt("needle before"), reply("needle after")
    parts = [before, *lines] if name.startswith("1 ") else [before, *lines, after]
    ref, path = write_transcript(tmp_path / "projects", 1, *parts)
    file = IndexFile(ref, path, is_ours=False)
    content = path.read_bytes()
    with Index.open(paths.index) as index:
        index.refresh([file])
        (summary,) = index.summaries([file])
        assert summary.title == "needle before"
        assert summary.damaged == damages
        assert summary == summarise(ref, path, is_ours=False)
        assert len(index.damages(file)) == damages
        assert all(len(damage.digest) == 64 for damage in index.damages(file))
        expected = {"needle before"} if name.startswith("1 ") else {"needle before", "needle after"}
        assert {hit.text for hit in index.search("needle")} == expected
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"", TORN, b"\n", NUL * 4096])
def test_a_file_without_any_record(tmp_path, paths, content):
    ref, path = write_transcript(tmp_path / "projects", 1, content)
    with Index.open(paths.index) as index:
        index.refresh([IndexFile(ref, path, is_ours=False)])
        assert index.size().is_complete
        assert index.size().messages == 0


def test_one_line_beyond_the_limit(tmp_path, paths):
    ref, path = write_transcript(tmp_path / "projects", 1, prompt("needle"))
    with path.open("ab") as handle:
        handle.write(b'{"type":"user","x":"')
        handle.truncate(path.stat().st_size + MAX_PARSED_LINE_BYTES + 100)
        handle.seek(0, 2)
        handle.write(b'"}\n' + encoded(prompt("needle too")))
    file = IndexFile(ref, path, is_ours=False)
    with Index.open(paths.index) as index:
        index.refresh([file])
        assert [damage.reason for damage in index.damages(file)] == [DamageReason.TOO_LARGE]
        assert len(index.search("needle")) == 2


def test_the_same_index_whatever_the_pieces_in_which_a_file_came(tmp_path, paths):
    content = b"".join(line for lines, _ in FAULTS.values() for line in lines if len(line) < 9_999)
    ref, whole = write_transcript(tmp_path / "whole", 1, content)
    _, growing = write_transcript(tmp_path / "growing", 1, b"")
    pieces = [content[start : start + 701] for start in range(0, len(content), 701)]
    file = IndexFile(ref, growing, is_ours=False)
    with Index.open(paths.index) as index, Index.open(tmp_path / "other" / "index") as other:
        for piece in pieces:
            with growing.open("ab") as handle:
                handle.write(piece)
            index.update(file)
        other.refresh([IndexFile(ref, whole, is_ours=False)])
        summary, expected = index.update(file), summarise(ref, whole, is_ours=False)
        assert (summary.records, summary.damaged) == (expected.records, expected.damaged)
        assert summary.messages == expected.messages
        assert index.damages(file) == other.damages(IndexFile(ref, whole, is_ours=False))
        assert index.size().messages == other.size().messages


def test_a_session_named_like_another_projects_is_kept_apart(tmp_path, paths):
    one = write_transcript(tmp_path, 1, prompt("needle"), project="a")
    two = write_transcript(tmp_path, 1, prompt("needle"), project="b")
    with Index.open(paths.index) as index:
        index.refresh([IndexFile(ref, path, is_ours=False) for ref, path in (one, two)])
        refs = {hit.ref for hit in index.search("needle")}
        assert refs == {SessionRef("a", one[0].session_id), SessionRef("b", one[0].session_id)}
