"""Lines forwards and backwards agree with a plain split, whatever the sizes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.files import NotARegularFileError
from desktop_app.sessions import lines
from desktop_app.sessions.records import Damage, DamageReason, Record

contents = st.lists(
    st.binary(max_size=40).map(lambda b: b.replace(b"\n", b"")), max_size=30
).flatmap(lambda parts: st.sampled_from([b"\n".join(parts), b"\n".join(parts) + b"\n"]))


def expected_lines(content):
    offset, found = 0, []
    for part in content.split(b"\n"):
        found.append((offset, part))
        offset += len(part) + 1
    return found[:-1] if not found[-1][1] else found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=contents, chunk=st.integers(1, 50))
def test_both_directions_agree_with_split(tmp_path, content, chunk):
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    old = lines.CHUNK_BYTES, lines.BACKWARD_CHUNK_BYTES
    lines.CHUNK_BYTES = lines.BACKWARD_CHUNK_BYTES = chunk
    try:
        forwards = list(lines.read_lines(path))
        backwards = list(lines.read_lines_backwards(path))
    finally:
        lines.CHUNK_BYTES, lines.BACKWARD_CHUNK_BYTES = old
    assert forwards == expected_lines(content)
    assert list(reversed(backwards)) == forwards


def test_range_is_respected(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"aa\nbb\ncc\ndd")
    assert list(lines.read_lines(path, 3, 6)) == [(3, b"bb")]
    assert list(lines.read_lines(path, 6)) == [(6, b"cc"), (9, b"dd")]
    assert list(lines.read_lines_backwards(path, 6)) == [(3, b"bb"), (0, b"aa")]


def test_a_line_beyond_the_limit_is_told_and_the_next_still_read(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_PARSED_LINE_BYTES", 100)
    monkeypatch.setattr(lines, "CHUNK_BYTES", 64)
    monkeypatch.setattr(lines, "BACKWARD_CHUNK_BYTES", 64)
    path = tmp_path / "x.jsonl"
    long = b'{"type":"user","x":"' + b"y" * 1000 + b'"}'
    path.write_bytes(b'{"type":"a"}\n' + long + b'\n{"type":"b"}\n')
    items = list(lines.read_items(path))
    assert [type(i) for i in items] == [Record, Damage, Record]
    assert items[1].reason is DamageReason.TOO_LARGE
    assert (items[1].offset, items[1].length) == (13, len(long))
    assert items == list(reversed(list(lines.read_items_backwards(path))))


def test_links_are_refused(tmp_path):
    (tmp_path / "real").write_bytes(b"{}\n")
    (tmp_path / "x.jsonl").symlink_to(tmp_path / "real")
    with pytest.raises(NotARegularFileError) as caught:
        list(lines.read_lines(tmp_path / "x.jsonl"))
    assert caught.value.kind == "symlink"
    assert caught.value.target == str(tmp_path / "real")
