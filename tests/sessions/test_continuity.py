"""A file that is read on is the one that was read, or its change is told."""

import pytest

from desktop_app.sessions.errors import ConversationGoneError, FileChange
from desktop_app.sessions.store import Store
from desktop_app.sessions.store.continuity import change_since, mark_at, read_anew
from tests.fakes.transcripts import encoded, prompt, write_transcript


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


@pytest.fixture
def read(store, paths):
    """A conversation of 40 records, read to its end: its ref, file and mark."""
    ref, path = write_transcript(paths.projects, 3, *(prompt(f"words {n}") for n in range(40)))
    size = path.stat().st_size
    return ref, path, mark_at(store, ref, size), size


def test_growth_is_no_change(store, read):
    ref, path, mark, size = read
    with path.open("ab") as stream:
        stream.write(encoded(prompt("more")))

    assert change_since(store, ref, mark, size) is None


def test_a_copy_in_its_place_is_no_change(store, read):
    ref, path, mark, size = read
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)

    assert change_since(store, ref, mark, size) is None


@pytest.mark.parametrize("kept", [0, 1, -1])
def test_less_than_was_read_is_a_shortened_file(store, read, kept):
    ref, path, mark, size = read
    path.write_bytes(path.read_bytes()[:kept])

    assert change_since(store, ref, mark, size) is FileChange.SHORTENED
    assert change_since(store, ref, None, size) is FileChange.SHORTENED


@pytest.mark.parametrize("place", [0, 4000, -1, -250])
def test_other_bytes_at_either_end_are_another_file(store, read, place):
    ref, path, mark, size = read
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content + b"and longer\n")

    assert change_since(store, ref, mark, size) is FileChange.REPLACED


def test_no_file_at_all_is_told(store, read):
    ref, path, mark, size = read
    path.unlink()

    for ask in (
        lambda: change_since(store, ref, mark, size),
        lambda: mark_at(store, ref, size),
        lambda: read_anew(store, ref, 10, is_busy=False),
    ):
        with pytest.raises(ConversationGoneError):
            ask()


def test_the_next_append_goes_into_the_file_that_was_read_anew(store, read):
    ref, path, _, _ = read
    store.append(ref, [prompt("before")]).result()
    other = path.with_name("other")
    other.write_bytes(encoded(prompt("another file")))
    other.replace(path)

    assert [e.text for e in read_anew(store, ref, 10, is_busy=False).entries] == ["another file"]
    store.append(ref, [prompt("after")]).result()
    assert b"after" in path.read_bytes()
