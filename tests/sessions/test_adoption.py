"""Taking over a conversation of Claude Code's: a copy first, a union later, never a loss."""

import json
import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.files import NotARegularFileError
from desktop_app.sessions import adoption
from desktop_app.sessions.adoption import copy_directory, copy_durably, missing_lines
from desktop_app.sessions.transcript import read_leaf


def line(n, uuid=True):
    return json.dumps({"type": "user", "uuid": f"u{n}"} if uuid else {"title": n}).encode()


tokens = st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(common=tokens, theirs=tokens, mine=tokens)
def test_the_union_loses_nothing_and_is_reached_in_one_step(tmp_path, common, theirs, mine):
    source, own = tmp_path / "source", tmp_path / "own"
    source.write_bytes(b"".join(line(n, u) + b"\n" for n, u in common + theirs))
    own.write_bytes(b"".join(line(n, u) + b"\n" for n, u in common + mine))
    before = own.read_bytes()
    with own.open("ab") as file:
        file.writelines(list(missing_lines(source, own)))
    after = own.read_bytes()
    assert after.startswith(before)
    assert set(source.read_bytes().split(b"\n")) <= set(after.split(b"\n"))
    assert list(missing_lines(source, own)) == []


def test_a_record_without_uuid_that_occurs_again_is_taken_again(tmp_path):
    source, own = tmp_path / "source", tmp_path / "own"
    own.write_bytes(b'{"t":"A"}\n{"t":"mine"}\n')
    source.write_bytes(b'{"t":"A"}\n{"t":"B"}\n{"t":"A"}\n')
    assert list(missing_lines(source, own)) == [b'{"t":"B"}\n', b'{"t":"A"}\n']


def test_a_copy_is_private_identical_and_never_replaces(tmp_path):
    source, target = tmp_path / "source", tmp_path / "a" / "b" / "target"
    source.write_bytes(b"x" * 3_000_000)
    assert copy_durably(source, target)
    assert target.read_bytes() == source.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    source.write_bytes(b"other")
    assert not copy_durably(source, target)
    assert target.read_bytes() == b"x" * 3_000_000
    assert [p.name for p in target.parent.iterdir()] == ["target"]


def test_a_failed_copy_leaves_nothing(tmp_path, monkeypatch):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"x" * 100)

    def full(fd, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adoption, "write_all", full)
    with pytest.raises(OSError, match="space"):
        copy_durably(source, target)
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["source"]


def test_links_and_pipes_are_not_copied(tmp_path):
    source = tmp_path / "s"
    source.mkdir()
    (source / "real").write_bytes(b"1")
    (source / "link").symlink_to("/etc/passwd")
    os.mkfifo(source / "pipe")
    assert copy_directory(source, tmp_path / "t")
    assert [p.name for p in (tmp_path / "t").iterdir()] == ["real"]
    with pytest.raises(NotARegularFileError):
        copy_durably(source / "link", tmp_path / "x")


def test_a_file_that_grew_is_brought_up_to_date_and_a_different_one_is_kept(tmp_path):
    source, target = tmp_path / "s", tmp_path / "t"
    source.mkdir()
    (source / "grows").write_bytes(b"one\n")
    (source / "differs").write_bytes(b"short")
    assert copy_directory(source, target)
    assert not copy_directory(source, target)
    (source / "grows").write_bytes(b"one\ntwo\n")
    (source / "differs").write_bytes(b"something else")
    assert copy_directory(source, target)
    assert (target / "grows").read_bytes() == b"one\ntwo\n"
    assert (target / "differs").read_bytes() == b"short"


def chained(uuid, parent):
    return {"type": "user", "uuid": uuid, "parentUuid": parent}


def pointing(uuid):
    return {"type": "last-prompt", "leafUuid": uuid}


def next_parent(tmp_path, theirs, mine):
    """Return what the next prompt hangs on once ours took over what theirs has more."""
    source, own = tmp_path / "source", tmp_path / "own"
    for path, records in ((source, theirs), (own, mine)):
        path.write_text("".join(json.dumps(fields) + "\n" for fields in records))
    with own.open("ab") as file:
        file.writelines(list(missing_lines(source, own)))
    assert list(missing_lines(source, own)) == []
    return read_leaf(own)


FIRST, SECOND, THIRD = chained("a", None), chained("b", "a"), chained("c", "b")


def test_a_pointer_from_before_our_newest_turn_leads_nobody_back(tmp_path):
    theirs = [FIRST, SECOND, pointing("b"), {"type": "cost-state"}, THIRD, pointing("c")]
    assert next_parent(tmp_path, theirs, [FIRST, SECOND, THIRD, pointing("c")]) == "c"


def test_who_went_back_in_claude_code_is_followed(tmp_path):
    theirs = [FIRST, SECOND, THIRD, pointing("c"), pointing("a")]
    assert next_parent(tmp_path, theirs, [FIRST, SECOND, THIRD, pointing("c")]) == "a"


def test_who_went_back_in_claude_code_is_not_followed_once_we_went_on(tmp_path):
    theirs = [FIRST, SECOND, pointing("b"), pointing("a")]
    assert next_parent(tmp_path, theirs, [FIRST, SECOND, pointing("b"), THIRD]) == "c"


def test_what_they_answered_meanwhile_is_where_we_go_on(tmp_path):
    theirs = [FIRST, pointing("a"), SECOND, THIRD, pointing("c")]
    assert next_parent(tmp_path, theirs, [FIRST]) == "c"
