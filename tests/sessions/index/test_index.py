"""The index as the store uses it: summaries, search, incremental reading."""

import os
import sqlite3
import stat
import threading

import pytest

from desktop_app.sessions.index import Index, IndexFile
from desktop_app.sessions.index.index import MAX_UPDATE_BYTES
from desktop_app.sessions.lines import read_parsed
from desktop_app.sessions.records import DamageReason
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import SessionState, summarise
from tests.fakes.transcripts import encoded, prompt, record, reply, write_transcript


@pytest.fixture
def index(paths):
    with Index.open(paths.index) as opened:
        yield opened


@pytest.fixture
def projects(tmp_path):
    return tmp_path / "projects"


def conversation(projects, number, *records, project="-home-user-chat"):
    ref, path = write_transcript(projects, number, *records, project=project)
    return IndexFile(ref, path, is_ours=False)


def append(file, *records):
    with file.path.open("ab") as handle:
        handle.write(encoded(*records))


def found(index, text, **options):
    return [hit.text for hit in index.search(text, **options)]


def real_files(claude_dir):
    return [
        IndexFile(SessionRef(path.parent.name, path.stem), path, is_ours=False)
        for path in sorted((claude_dir / "projects").glob("*/*.jsonl"))
    ]


def test_summaries_are_those_of_the_files_themselves(index, real_claude_dir):
    files = real_files(real_claude_dir)
    expected = [summarise(file.ref, file.path, is_ours=False) for file in files]
    assert index.summaries(files) == expected
    assert index.summaries(files) == expected  # now from the cache


def test_real_transcripts_are_found(index, real_claude_dir):
    index.refresh(real_files(real_claude_dir))
    assert index.size().is_complete
    (hit, *others) = index.search('"hello tty"')
    assert hit.ref.project == "-home-user-tty"
    assert {hit.role, *(other.role for other in others)} == {"user", "assistant"}
    assert hit.title == "hello tty"
    assert hit.timestamp is not None
    # the same id under two projects is two conversations
    same_id = {hit.ref for hit in index.search("elsewhere OR hello*", limit=100)}
    assert index.search("elsewhere")[0].ref.project == "-home-user-other"
    assert all(ref.project != "-home-user-subagent" for ref in same_id)


def test_a_hit_says_where_it_is(index, projects):
    file = conversation(projects, 1, prompt("nothing"), prompt("the needle", uuid="u-1"))
    index.refresh([file])
    (hit,) = index.search("NEEDLE")
    assert (hit.ref, hit.uuid, hit.role) == (file.ref, "u-1", "user")
    assert hit.snippet == "the needle"
    assert hit.marks == ((4, 10),)
    raw = file.path.read_bytes()[hit.offset : hit.offset + hit.length]
    assert b'"u-1"' in raw


def test_only_messages_are_found(index, projects):
    file = conversation(
        projects,
        1,
        prompt("word meta", isMeta=True),
        prompt("word of an agent", isSidechain=True),
        record("user", [{"type": "tool_result", "content": "word result"}]),
        record("attachment", None, attachment={"type": "queued_command", "prompt": "word queued"}),
        reply("word reply"),
    )
    index.refresh([file])
    assert set(found(index, "word")) == {"word queued", "word reply"}


def test_search_in_some_conversations_only(index, projects):
    one = conversation(projects, 1, prompt("needle one"))
    two = conversation(projects, 1, prompt("needle two"), project="-home-user-other")
    index.refresh([one, two])
    assert len(found(index, "needle")) == 2
    assert found(index, "needle", refs=[two.ref]) == ["needle two"]
    assert found(index, "needle", refs=[]) == []


@pytest.mark.parametrize("text", ["", "?!", '"', "*", "(", "AND", "a" * 10_000, "\x00", "\ud800"])
def test_odd_queries_find_nothing_and_never_raise(index, projects, text):
    index.refresh([conversation(projects, 1, prompt("some text"))])
    assert index.search(text) == []


def test_match_any_ranks_and_leaves_the_question_out(index, projects):
    file = conversation(
        projects,
        1,
        prompt("journal journal sqlite", uuid="best"),
        prompt("journal of something else, told at some length", uuid="worse"),
        prompt("journal sqlite?", uuid="asked"),
        *(prompt(f"filler {n}") for n in range(20)),
    )
    index.refresh([file])
    hits = index.match_any(["journal", "SQLite"], limit=5, before_uuid="asked")
    assert [hit.uuid for hit in hits] == ["best", "worse"]
    assert hits[0].score > hits[1].score > 0
    assert index.match_any([], limit=5) == []
    assert index.match_any(['"', "*"], limit=5) == []


def test_appended_bytes_are_read_alone(index, projects, monkeypatch):
    file = conversation(projects, 1, prompt("first"), reply("answer"))
    index.refresh([file])
    size = file.path.stat().st_size
    append(file, prompt("second"), reply("another", message_id="m2"))
    starts = spy_on_starts(monkeypatch)
    assert index.update(file) == summarise(file.ref, file.path, is_ours=False)
    assert starts == [size]
    assert found(index, "second") == ["second"]
    assert index.size().messages == 4


def test_an_unchanged_file_is_not_read(index, projects, monkeypatch):
    file = conversation(projects, 1, prompt("first"))
    index.refresh([file])
    starts = spy_on_starts(monkeypatch)
    index.summaries([file])
    index.update(file)
    index.refresh([file])
    assert starts == []


def spy_on_starts(monkeypatch):
    starts = []

    def noting(path, start=0, end=None):
        starts.append(start)
        return read_parsed(path, start, end)

    monkeypatch.setattr("desktop_app.sessions.index.bookmark.read_parsed", noting)
    return starts


def test_a_torn_last_line_is_damage_until_its_newline_comes(index, projects):
    line = encoded(prompt("torn needle"))
    file = conversation(projects, 1, prompt("whole"), line[:40])
    index.refresh([file])
    (summary,) = index.summaries([file])
    assert (summary.state, summary.damaged, summary.messages) == (SessionState.DAMAGED, 1, 1)
    assert [damage.reason for damage in index.damages(file)] == [DamageReason.TORN]
    append(file, line[40:])
    summary = index.update(file)
    assert (summary.state, summary.damaged, summary.messages) == (SessionState.READY, 0, 2)
    assert index.damages(file) == ()
    assert found(index, "needle") == ["torn needle"]
    assert summary == summarise(file.ref, file.path, is_ours=False)


def test_a_last_line_without_newline_is_found_and_continued(index, projects):
    file = conversation(projects, 1, prompt("first"), encoded(prompt("needle"))[:-1])
    index.refresh([file])
    assert found(index, "needle") == ["needle"]
    append(file, b"\n", prompt("more"))
    assert index.update(file).messages == 3
    assert found(index, "needle") == ["needle"]


@pytest.mark.parametrize("keeps_size", [True, False])
def test_a_rewritten_file_is_read_anew(index, projects, keeps_size):
    file = conversation(projects, 1, prompt("oldest", uuid="u"), prompt("padding" * 90))
    index.refresh([file])
    content = file.path.read_bytes().replace(b"oldest", b"newest")
    file.path.write_bytes(content if keeps_size else content[: content.index(b"\n") + 1])
    os.utime(file.path, ns=(0, 12_345))
    index.refresh([file])
    assert found(index, "oldest") == []
    assert found(index, "newest") == ["newest"]
    assert index.size().messages == (2 if keeps_size else 1)


def test_a_file_that_grew_but_is_another_is_read_anew(index, projects):
    file = conversation(projects, 1, prompt("alpha"))
    index.refresh([file])
    file.path.write_bytes(encoded(prompt("beta"), prompt("gamma"), prompt("delta")))
    index.update(file)
    assert found(index, "alpha") == []
    assert found(index, "gamma") == ["gamma"]


def test_a_text_changed_behind_the_index_is_not_shown_as_a_hit(index, projects):
    file = conversation(projects, 1, prompt("needle", uuid="one"))
    index.refresh([file])
    file.path.write_bytes(encoded(prompt("needle", uuid="two")))
    assert found(index, "needle") == []


def test_files_that_are_gone_are_forgotten(index, projects):
    files = [conversation(projects, n, prompt(f"needle {n}")) for n in range(6)]
    index.refresh(files)
    assert index.size().conversations == 6
    index.refresh(files[:1])
    assert found(index, "needle") == ["needle 0"]
    assert index.size().conversations == 1
    files[0].path.unlink()
    index.refresh(files[:1])
    assert found(index, "needle") == []
    (summary,) = index.summaries(files[:1])
    assert summary.state is SessionState.UNREADABLE


def test_the_full_text_is_made_anew_when_a_third_of_it_is_gone(index, paths, projects):
    file = conversation(projects, 1, *(prompt(f"needle {n}") for n in range(10)))
    for number in range(5):
        file.path.write_bytes(encoded(*(prompt(f"needle {number} {n}") for n in range(10))))
        index.refresh([file])
    index.refresh([file])
    assert len(found(index, "needle")) == 10

    connection = sqlite3.connect(paths.index)
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, texts, row)")
    (texts,) = connection.execute("SELECT doc FROM words WHERE term = 'needle'").fetchone()
    connection.close()
    assert texts <= 15


def test_chinese_and_japanese_are_found_by_any_part(index, projects):
    file = conversation(
        projects, 1, prompt("我住在北京市"), reply("東京タワーが好きです"), prompt("京北")
    )
    index.refresh([file])
    assert found(index, "北京") == ["我住在北京市"]
    assert found(index, "京タワ") == ["東京タワーが好きです"]
    assert found(index, "大阪") == []


def test_letters_that_fall_apart_when_folded_are_found(index, projects):
    index.refresh([conversation(projects, 1, prompt("a\u0958b needle"))])
    assert len(found(index, "a\u0958b")) == len(found(index, "a\u0958b needle")) == 1


def test_unreadable_files_are_listed_and_the_rest_is_found(index, projects, tmp_path):
    sound = conversation(projects, 1, prompt("needle"))
    pipe = IndexFile(SessionRef("p", sound.ref.session_id), tmp_path / "pipe.jsonl", is_ours=False)
    os.mkfifo(pipe.path)
    link = IndexFile(SessionRef("l", sound.ref.session_id), tmp_path / "link.jsonl", is_ours=False)
    link.path.symlink_to(sound.path)
    index.refresh([pipe, link, sound])
    states = [summary.state for summary in index.summaries([pipe, link, sound])]
    assert states == [SessionState.UNREADABLE, SessionState.UNREADABLE, SessionState.READY]
    assert found(index, "needle") == ["needle"]
    assert index.size().is_complete


def test_progress_reaches_the_end_and_a_stop_is_heard(index, projects):
    files = [conversation(projects, n, prompt("needle " * 50)) for n in range(3)]
    told = []
    index.refresh(files, progress=lambda done, total: told.append((done, total)))
    total = sum(file.path.stat().st_size for file in files)
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert told == sorted(told)

    for file in files:
        append(file, prompt("straw"))
    calls = iter([False, True])
    index.refresh(files, should_stop=lambda: next(calls, True))
    assert len(found(index, "straw")) < 3
    index.refresh(files)
    assert len(found(index, "straw")) == 3


def test_summaries_do_not_wait_for_the_full_text(index, projects):
    file = conversation(projects, 1, prompt("needle"))
    index.refresh([])
    index.summaries([file])
    assert found(index, "needle") == []
    assert not index.size().is_complete
    index.refresh([file])
    assert index.size().is_complete


def test_an_update_leaves_a_whole_history_to_the_refresh(index, projects):
    line = prompt("x" * 1_000_000)
    file = conversation(projects, 1, *[line] * (MAX_UPDATE_BYTES // 1_000_000 + 1))
    assert index.update(file).records > 10
    assert not index.size().is_complete


def test_it_is_private_and_kept(paths, projects):
    file = conversation(projects, 1, prompt("needle"))
    old_mask = os.umask(0)
    try:
        with Index.open(paths.index) as index:
            index.refresh([file])
            assert index.is_persistent
            modes = {stat.S_IMODE(p.stat().st_mode) for p in paths.root.glob("index*")}
            assert modes == {0o600}
    finally:
        os.umask(old_mask)
    with Index.open(paths.index) as again:
        assert found(again, "needle") == ["needle"]


def test_threads_may_use_it_at_once(index, projects):
    files = [conversation(projects, n, *[prompt("needle")] * 20) for n in range(8)]
    problems = []

    def work(file):
        try:
            for _ in range(5):
                append(file, prompt("needle"))
                index.update(file)
                index.search("needle")
                index.summaries(files)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            problems.append(error)

    threads = [threading.Thread(target=work, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    index.refresh(files)
    for thread in threads:
        thread.join()
    assert problems == []
    assert index.size().messages == 8 * 25


def test_the_last_of_many_updates_at_once_leaves_nothing_out(index, projects):
    file = conversation(projects, 1, prompt("needle"))

    def work():
        for _ in range(10):
            append(file, prompt("needle"))
            index.update(file)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert index.size().messages == 41
    assert len(found(index, "needle", limit=100)) == 41
    assert index.summaries([file])[0].messages == 41


def test_two_indexes_on_one_file_agree(paths, projects):
    file = conversation(projects, 1, prompt("needle one"))
    with Index.open(paths.index) as one, Index.open(paths.index) as two:
        one.refresh([file])
        assert found(two, "needle") == ["needle one"]
        append(file, prompt("needle two"))
        two.update(file)
        one.update(file)
        assert one.size() == two.size()
        assert len(found(one, "needle")) == 2
