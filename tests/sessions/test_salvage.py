"""Prompts of conversations that are nowhere become conversations, clearly incomplete, once."""

import json
import os

import pytest

from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.errors import NotSavedError, UnreadableSessionError
from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.salvage import salvage
from tests.fakes.claude_code import sweep, write_transcript

LOST = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"
REF = SessionRef("-home-ana-shop", LOST)
START_MS = 1_760_000_000_000


@pytest.fixture
def history(claude_dir):
    """Append lines to the list of typed prompts."""

    def write(*lines):
        with (claude_dir / "history.jsonl").open("ab") as file:
            for line in lines:
                raw = line if isinstance(line, bytes) else json.dumps(line).encode()
                file.write(raw + b"\n")

    return write


def typed(text, session_id=LOST, after_s=0, **more):
    fields = {
        "display": text,
        "pastedContents": {},
        "timestamp": START_MS + after_s * 1000,
        "project": "/home/ana/shop",
        "sessionId": session_id,
    }
    return fields | more


def test_a_lost_conversation_is_rebuilt_from_its_prompts(store, history):
    history(typed("How do I\nbake bread?"), typed("And cake?", after_s=60))
    report = salvage(store)
    assert (report.salvaged, report.prompts) == ((REF,), 2)
    (summary,) = store.summaries()
    assert summary.title == "How do I bake bread? (prompts only)"
    assert summary.cwd == "/home/ana/shop"
    assert summary.origin is Origin.CLAUDE_CODE
    assert summary.messages == 2
    assert summary.created.timestamp() * 1000 == START_MS
    assert (summary.last_activity - summary.created).total_seconds() == 60
    notice, first, second = store.tail(REF, 10).entries
    assert notice.kind is EntryKind.NOTICE
    assert notice.text.startswith("Incomplete: ")
    assert [entry.kind for entry in (first, second)] == [EntryKind.PROMPT, EntryKind.PROMPT]
    assert [entry.text for entry in (first, second)] == ["How do I\nbake bread?", "And cake?"]
    assert store.leaf(REF) == second.uuid
    assert all(verification.is_sound for verification in store.verify())
    store.refresh_index()
    assert [hit.ref for hit in store.search("bread")] == [REF]


def test_it_is_never_done_twice(store, history):
    history(typed("one"))
    salvage(store)
    before = store.path(REF).read_bytes()
    history(typed("two"))
    assert salvage(store).salvaged == ()
    assert store.path(REF).read_bytes() == before


@pytest.mark.parametrize("place", ["ours", "claude", "vault", "another project"])
def test_what_exists_anywhere_is_left_alone(store, history, claude_dir, tmp_path, place):
    history(typed("one"))
    if place == "ours":
        store.create(tmp_path, LOST)
    else:
        project = "-elsewhere" if place == "another project" else REF.project
        path = write_transcript(claude_dir, project, f"{LOST}.jsonl", b"{}\n")
        if place == "vault":
            store.vault.protect()
            sweep(path)
    assert salvage(store).salvaged == ()


def test_everything_odd_is_tolerated(store, history):
    history(
        b"",
        b"not json",
        b"[]",
        b"[" * 100_000,
        b"\xff\xfe",
        {},
        typed(5),
        typed("   "),
        typed("no project", project=None),
        typed("no time", timestamp="yesterday"),
        typed("beyond the calendar", timestamp=1e300),
        typed("/clear"),
        typed("/model opus"),
        typed("old version", session_id=None),
        typed("no canonical id", session_id="../../x"),
        typed("/home/ana/x.py fails, why?", session_id=OTHER),
        typed("lone \ud800 surrogate"),
    )
    report = salvage(store)
    assert {ref.session_id for ref in report.salvaged} == {LOST, OTHER}
    assert (report.prompts, report.unnamed_prompts) == (2, 2)
    texts = {store.tail(ref, 10).entries[-1].text for ref in report.salvaged}
    assert "/home/ana/x.py fails, why?" in texts


def test_pasted_text_is_put_where_it_was(store, history):
    pasted = {"1": {"id": 1, "type": "text", "content": "a\nb\\1"}, "2": {"type": "image"}}
    text = "see [Pasted text #1 +2 lines], [Pasted text #2] and [Pasted text #9]"
    history(typed(text, pastedContents=pasted))
    salvage(store)
    shown = store.tail(REF, 10).entries[-1].text
    assert shown == "see a\nb\\1, [Pasted text #2] and [Pasted text #9]"


def test_the_sentences_are_in_the_users_language(store, history):
    history(typed("one"))
    salvage(store, lambda sentence: f"<{sentence}>")
    assert store.summary(REF).title == "<one (prompts only)>"


def test_without_a_list_there_is_nothing_to_do(store):
    assert salvage(store).salvaged == ()


def test_a_list_that_is_a_pipe_is_a_clear_error(store, claude_dir):
    os.mkfifo(claude_dir / "history.jsonl")
    with pytest.raises(UnreadableSessionError):
        salvage(store)


def test_a_disk_that_refuses_is_a_clear_error(store, history):
    history(typed("one"))
    (store.paths.projects / REF.project).write_bytes(b"in the way")
    with pytest.raises(NotSavedError):
        salvage(store)
