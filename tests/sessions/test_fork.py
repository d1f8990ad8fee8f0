"""A copy of a conversation has everything, under an id of its own."""

import json

import pytest

from desktop_app.sessions.errors import SessionNotFoundError
from desktop_app.sessions.fork import fork
from desktop_app.sessions.records import RecordContext
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


def test_every_line_and_every_file_is_copied(store, tmp_path, clock):
    ref = store.create(tmp_path)
    context = RecordContext(ref.session_id, str(tmp_path))
    record = context.user("Hello", uuid="a", parent_uuid=None, now=clock.now())
    store.append(ref, [record, {"type": "unknown"}]).result()
    with store.own_path(ref).open("ab") as file:
        file.write(b"\x00 damaged\n")
    beside = store.own_path(ref).with_suffix("") / "tool-results" / "one.txt"
    beside.parent.mkdir(parents=True)
    beside.write_text("result")
    before = store.own_path(ref).read_bytes()
    copy = fork(store, ref)
    assert copy.session_id != ref.session_id
    assert store.own_path(ref).read_bytes() == before
    first, second, third = store.own_path(copy).read_bytes().splitlines()
    assert json.loads(first) == record | {"sessionId": copy.session_id}
    assert (json.loads(second), third) == ({"type": "unknown"}, b"\x00 damaged")
    copied = store.own_path(copy).with_suffix("") / "tool-results" / "one.txt"
    assert copied.read_text() == "result"
    assert store.leaf(copy) == "a"


def test_what_is_nowhere_is_not_copied(store):
    with pytest.raises(SessionNotFoundError):
        fork(store, SessionRef("-work", "00000000-0000-4000-8000-000000000009"))
    assert store.our_files() == []
