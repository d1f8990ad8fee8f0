"""Transcripts aged and swept by Claude Code are still listed, found, read, resumed and adopted."""

import os
import shutil

import pytest

from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.store import Store
from tests.fakes.claude_code import sweep

AGED_S = 90 * 86_400


@pytest.fixture
def store(paths, claude_dir, real_claude_dir, clock):
    """A store over real transcripts, all of them protected, then aged and swept."""
    shutil.copytree(real_claude_dir, claude_dir, dirs_exist_ok=True)
    with Store(paths, claude_dir, clock) as store:
        yield store


@pytest.fixture
def swept(store):
    """What was there before the sweep: summaries and pages."""
    store.vault.protect()
    before = {s.ref: (s, store.tail(s.ref, 50)) for s in store.summaries() if not s.reason}
    for path in sorted(store.claude_projects.glob("*/*.jsonl")):
        aged = path.stat().st_mtime - AGED_S
        os.utime(path, (aged, aged))
        sweep(path)
    return before


def test_a_swept_conversation_is_listed_and_shown_as_before(store, swept):
    after = {summary.ref: summary for summary in store.summaries()}
    assert swept.keys() == after.keys()
    for ref, (before, page) in swept.items():
        now = after[ref]
        assert now.is_rescued
        assert not before.is_rescued
        assert (now.title, now.cwd, now.messages, now.created, now.last_activity) == (
            before.title,
            before.cwd,
            before.messages,
            before.created,
            before.last_activity,
        )
        assert now.origin is before.origin
        assert store.tail(ref, 50).entries == page.entries


def test_a_swept_conversation_is_found_by_id_and_by_text(store, swept):
    for ref in swept:
        assert ref in store.find_all(ref.session_id)
        assert store.summary(ref).is_rescued
    store.refresh_index()
    assert store.history_size().messages > 0
    assert {verification.ref for verification in store.verify()} == swept.keys()


def test_a_swept_conversation_is_adopted_and_continued_with_its_directory(store, swept):
    ref = next(
        ref for ref in swept if (store.vault.projects / ref.project / ref.session_id).is_dir()
    )
    before = store.path(ref).read_bytes()
    assert store.adopt(ref)
    own = store.own_path(ref)
    assert own.read_bytes() == before
    assert not own.samefile(store.vault.path(ref.project, ref.session_id))
    directory = store.vault.projects / ref.project / ref.session_id
    names = {path.relative_to(directory) for path in directory.rglob("*") if path.is_file()}
    copied = own.with_suffix("")
    assert names == {p.relative_to(copied) for p in copied.rglob("*") if p.is_file()}
    context = RecordContext(ref.session_id, store.cwd(ref))
    record = context.user(
        "again", uuid=new_uuid(), parent_uuid=store.leaf(ref), now=store.clock.now()
    )
    store.append(ref, [record]).result(10)
    assert not store.summary(ref).is_rescued
    assert store.vault.path(ref.project, ref.session_id).read_bytes() == before


def test_what_was_said_after_the_adoption_comes_from_the_vault(store):
    ref = next(s.ref for s in store.summaries() if s.origin is Origin.CLAUDE_CODE and not s.reason)
    store.adopt(ref)
    theirs = store.claude_projects / ref.project / f"{ref.session_id}.jsonl"
    store.vault.protect()
    late = b'{"type":"user","uuid":"late","message":{"role":"user","content":"late"}}\n'
    with theirs.open("ab") as file:
        file.write(late)
    sweep(theirs)
    assert store.adopt(ref)
    assert store.own_path(ref).read_bytes().endswith(late)
    assert not store.adopt(ref)


def test_a_conversation_that_was_put_back_is_claude_codes_again(store, swept):
    ref = next(iter(swept))
    store.vault.put_back(ref.project, ref.session_id)
    summary = store.summary(SessionRef(ref.project, ref.session_id))
    assert not summary.is_rescued
    assert summary.path.is_relative_to(store.claude_projects)
