"""The store over real transcripts and real damage: everything is listed, nothing is lost."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from desktop_app.sessions.errors import (
    DataDirectoryError,
    FileReplacedError,
    InvalidSessionIdError,
    NotSavedError,
    SessionNotFoundError,
    UnreadableSessionError,
)
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, Origin, SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.summary import SessionState

CHAT = SessionRef("-home-user-chat", DEFAULT_SESSION_ID)
OTHER = SessionRef("-home-user-other", DEFAULT_SESSION_ID)
AGENTS = SessionRef("-home-user-subagent", "00000000-0000-0000-0000-000000000060")


@pytest.fixture
def rich_store(paths, claude_dir, real_claude_dir, clock):
    shutil.copytree(real_claude_dir, claude_dir, dirs_exist_ok=True)
    with Store(paths, claude_dir, clock) as store:
        yield store


def say(store, ref, text, parent=None):
    context = RecordContext(ref.session_id, store.cwd(ref))
    record = context.user(text, uuid=new_uuid(), parent_uuid=parent, now=store.clock.now())
    return store.append(ref, [record]).result(10)[0]


def snapshot(directory):
    return {p: p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def test_a_new_data_directory_is_private(store, paths):
    for directory in (paths.root, paths.projects, paths.inflight):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_the_default_conversation_is_made_once_and_found_from_everywhere(store, tmp_path):
    ref = store.ensure_default(tmp_path)
    assert ref.session_id == DEFAULT_SESSION_ID
    assert store.ensure_default(tmp_path / "elsewhere") == ref
    assert store.own_path(ref).read_bytes() == b""
    assert store.summary(ref).state is SessionState.EMPTY
    assert store.summary(ref).cwd == str(tmp_path)
    assert store.find(DEFAULT_SESSION_ID) == ref


def test_what_is_appended_is_a_plain_jsonl_record(store, tmp_path):
    ref = store.create(tmp_path)
    first = say(store, ref, "olá\nmundo \u2028 fim")
    second = say(store, ref, "two", first.uuid)
    lines = store.own_path(ref).read_bytes().split(b"\n")
    assert [json.loads(line)["message"]["content"] for line in lines[:-1]] == [
        "olá\nmundo \u2028 fim",
        "two",
    ]
    assert store.leaf(ref) == second.uuid
    page = store.tail(ref, 10)
    assert [(e.offset, e.length) for e in page.entries] == [
        (first.offset, first.length),
        (second.offset, second.length),
    ]


def test_every_real_transcript_is_listed_and_whole(rich_store):
    summaries = {s.ref: s for s in rich_store.summaries()}
    assert len(summaries) == 12
    assert all(s.origin is Origin.CLAUDE_CODE and not s.is_ours for s in summaries.values())
    assert all(s.state is SessionState.READY for s in summaries.values())
    assert summaries[CHAT].title == "hello one"
    assert summaries[CHAT].cwd == "/home/user/chat"
    assert summaries[CHAT].messages == 4
    assert summaries[OTHER].cwd == "/home/user/other"
    for ref, summary in summaries.items():
        lines = list(rich_store.raw_lines(ref))
        assert b"\n".join(lines) + b"\n" == summary.path.read_bytes()
        assert all(v.is_sound for v in rich_store.verify(ref))


def test_the_same_id_in_two_projects_is_chosen_by_directory(rich_store):
    assert rich_store.find(DEFAULT_SESSION_ID, Path("/home/user/other")) == OTHER
    assert rich_store.find(DEFAULT_SESSION_ID, Path("/home/user/chat")) == CHAT
    assert rich_store.find_all(DEFAULT_SESSION_ID) == [CHAT, OTHER]  # the latest first


def test_claude_codes_conversation_never_becomes_our_default(rich_store, tmp_path):
    rich_store.adopt(CHAT)
    ref = rich_store.ensure_default(tmp_path)
    assert ref not in (CHAT, OTHER)
    assert rich_store.find(DEFAULT_SESSION_ID) == ref


def test_adopting_copies_everything_and_touches_nothing(rich_store, claude_dir, paths):
    before = snapshot(claude_dir)
    assert rich_store.adopt(AGENTS)
    assert not rich_store.adopt(AGENTS)
    assert snapshot(claude_dir) == before
    ours = {p.relative_to(paths.projects): b for p, b in snapshot(paths.projects).items()}
    theirs = {
        p.relative_to(claude_dir / "projects"): b
        for p, b in before.items()
        if AGENTS.project in p.parts
    }
    assert ours == theirs
    summary = rich_store.summary(AGENTS)
    assert summary.is_ours
    assert summary.origin is Origin.CLAUDE_CODE
    assert len(rich_store.summaries()) == 12


def test_both_sides_may_go_on_and_nothing_is_lost(rich_store):
    rich_store.adopt(CHAT)
    theirs = rich_store.claude_projects / CHAT.project / f"{CHAT.session_id}.jsonl"
    original = theirs.read_bytes()
    mine = say(rich_store, CHAT, "written here", rich_store.leaf(CHAT))
    with theirs.open("ab") as file:
        file.write(b'{"type":"user","uuid":"new","message":{"role":"user","content":"there"}}\n')
    assert rich_store.adopt(CHAT)
    assert not rich_store.adopt(CHAT)
    texts = [entry.text for entry in rich_store.tail(CHAT, 3).entries]
    assert texts == ["ECHO[2]: hello two", "written here", "there"]
    assert rich_store.own_path(CHAT).read_bytes().startswith(original)
    assert mine.uuid


@pytest.mark.parametrize(
    "bad",
    ["../../x", "/etc/passwd", "a\0b", "x" * 300, "CON", "", DEFAULT_SESSION_ID.replace("-", "")],
)
def test_ids_that_are_no_uuids_never_reach_a_path(store, tmp_path, bad):
    with pytest.raises(InvalidSessionIdError):
        store.find(bad)
    with pytest.raises(InvalidSessionIdError):
        store.create(tmp_path, bad or "x")


def test_an_unknown_id_is_a_clear_error(store):
    with pytest.raises(SessionNotFoundError, match="no conversation"):
        store.find("99999999-9999-4999-8999-999999999999")


def test_strange_files_are_listed_as_unreadable_and_the_others_load(store, paths, tmp_path):
    good = store.create(tmp_path)
    say(store, good, "fine")
    project = store.own_path(good).parent
    ids = [f"{n}{n}{n}{n}{n}{n}{n}{n}-1111-4111-8111-111111111111" for n in range(1, 5)]
    os.mkfifo(project / f"{ids[0]}.jsonl")
    (project / f"{ids[1]}.jsonl").symlink_to("/etc/passwd")
    (project / f"{ids[2]}.jsonl").mkdir()
    (project / f"{ids[3]}.jsonl").write_bytes(b"")
    states = {s.ref.session_id: s.state for s in store.summaries()}
    assert states[good.session_id] is SessionState.READY
    assert [states[i] for i in ids] == [SessionState.UNREADABLE] * 3 + [SessionState.EMPTY]
    for bad_id in ids[:3]:
        with pytest.raises(UnreadableSessionError):
            store.tail(SessionRef(good.project, bad_id), 10)
    with pytest.raises(UnreadableSessionError, match="/etc/passwd"):
        store.tail(SessionRef(good.project, ids[1]), 10)


def test_a_removed_file_is_told_and_nothing_is_written_elsewhere(store, tmp_path):
    ref = store.create(tmp_path)
    say(store, ref, "one")
    store.own_path(ref).unlink()
    with pytest.raises(FileReplacedError, match="removed"):
        say(store, ref, "two")
    assert not store.own_path(ref).exists()


def test_a_data_directory_that_is_a_file_is_a_clear_error(tmp_path, claude_dir, clock, paths):
    paths.root.write_text("I am a file")
    with (
        pytest.raises(DataDirectoryError, match="Not a directory"),
        Store(paths, claude_dir, clock),
    ):
        pass
    assert paths.root.read_text() == "I am a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_project_directory_is_a_clear_error(store, paths, tmp_path):
    paths.projects.chmod(0o500)
    try:
        with pytest.raises(NotSavedError, match="Permission"):
            store.create(tmp_path)
    finally:
        paths.projects.chmod(0o700)


def test_appended_text_is_found_at_once(store, tmp_path):
    ref = store.create(tmp_path)
    store.refresh_index()
    say(store, ref, "the quick brown capybara")
    assert [hit.ref for hit in store.search("CAPYBARA")] == [ref]


def test_verify_names_every_damage_and_changes_nothing(store, tmp_path):
    ref = store.create(tmp_path)
    record = say(store, ref, "one")
    path = store.own_path(ref)
    with path.open("ab") as file:
        file.write(
            b'{"type":"us\n' + b"\0" * 16 + b'\n{"type":"user","uuid":"x","parentUuid":"gone"}\n'
        )
    before = path.read_bytes()
    (found,) = store.verify(ref)
    assert [(d.offset, d.length, d.reason.value) for d in found.damages] == [
        (record.length + 1, 11, "torn"),
        (record.length + 13, 16, "nul-bytes"),
    ]
    assert found.records == 2
    assert found.missing_parents == ("gone",)
    assert not found.is_sound
    assert path.read_bytes() == before
    assert store.summary(ref).state is SessionState.DAMAGED


def test_an_empty_conversation_finds_its_directory_again_after_a_restart(
    paths, claude_dir, clock, tmp_path
):
    directory = tmp_path / "some project"
    directory.mkdir()
    with Store(paths, claude_dir, clock) as store:
        ref = store.create(directory)
    with Store(paths, claude_dir, clock) as store:
        assert store.cwd(ref) == str(directory)


def test_an_unchanged_source_is_not_read_again(rich_store, monkeypatch):
    rich_store.adopt(CHAT)
    monkeypatch.setattr("desktop_app.sessions.adoption.missing_lines", None)
    assert not rich_store.adopt(CHAT)
