"""The vault keeps transcripts through deletion, rewriting, truncation and replacement."""

import os

import pytest

from desktop_app.claude_code.errors import PutBackError
from desktop_app.claude_code.vault import Vault
from desktop_app.claude_code.vault.comparing import EXACT_BYTES
from desktop_app.claude_code.vault.tree import transcripts_to_watch
from tests.fakes.claude_code import sweep
from tests.fakes.vault import ONE, PROJECT, TWO, content_of, copy_of, link_of


def test_everything_of_a_session_is_linked_and_nothing_else(vault, write):
    kept = [
        write(f"{ONE}.jsonl"),
        write("agent-0a1b2c.jsonl"),
        write(f"{ONE}/subagents/agent-7.jsonl"),
        write(f"{ONE}/subagents/agent-7.meta.json"),
        write(f"{ONE}/tool-results/x.txt"),
        write(f"{ONE}/custom-title.json"),
    ]
    write("memory/MEMORY.md")
    done = vault.protect()
    assert (done.linked, done.copied, done.failures) == (6, 0, ())
    assert all(link_of(vault, path).samefile(path) for path in kept)
    assert len(content_of(vault.root)) == 6
    assert vault.protect().linked == 0


def test_the_transcripts_that_were_written_last_are_worth_a_watch(write, claude_dir):
    for age, name in enumerate((f"{ONE}.jsonl", f"{TWO}.jsonl", "agent-0a1b2c.jsonl")):
        os.utime(write(name), (1000 - age, 1000 - age))
    write(f"{ONE}/subagents/agent-7.jsonl")
    found = transcripts_to_watch(claude_dir / "projects", 2)
    assert [path.name for path in found] == [f"{ONE}.jsonl", f"{TWO}.jsonl"]


def test_the_vault_is_private(vault, write):
    write(f"{ONE}/tool-results/x.txt")
    vault.protect()
    vault.copy_links()
    modes = {path.stat().st_mode & 0o777 for path in vault.root.rglob("*") if path.is_dir()}
    assert modes == {0o700}
    copies = [path for path in vault.copies.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in copies} == {0o600}


def test_a_swept_transcript_is_rescued_with_its_last_bytes(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    write(f"{ONE}/tool-results/x.txt", b"result")
    vault.protect()
    vault.copy_links()
    with path.open("ab") as file:
        file.write(b"second\n")  # behind the copy's back
    sweep(path)
    assert vault.path(PROJECT, ONE).read_bytes() == b"first\nsecond\n"
    report = vault.status()
    assert [file.session_id for file in report.rescued] == [ONE]
    assert (report.transcripts, report.copied, report.only_linked) == (1, 1, ())
    assert report.size_bytes == len(b"first\nsecond\n") + 2 * len(b"result") + len(b"first\n")


def test_another_vault_over_the_same_directory_knows_the_same(vault, write, paths, clock):
    path = write(f"{ONE}.jsonl")
    vault.protect()
    sweep(path)
    again = Vault(paths.vault, vault.claude_projects.parent, clock)
    assert again.protect().linked == 0
    assert again.status() == vault.status()
    assert [file.session_id for file in again.transcripts()] == [ONE]
    assert [file.project for file in again.find(ONE)] == [PROJECT]
    assert again.find(TWO) == []


def test_one_project_can_be_protected_alone(vault, write, claude_dir):
    write(f"{ONE}.jsonl")
    other = claude_dir / "projects" / "-other" / f"{TWO}.jsonl"
    other.parent.mkdir()
    other.write_bytes(b"x\n")
    assert vault.protect({"-other"}).linked == 1
    assert [file.session_id for file in vault.status().unprotected] == [ONE]


def test_a_link_alone_is_said_to_be_only_a_link(vault, write):
    write(f"{ONE}.jsonl")
    vault.protect()
    assert [file.session_id for file in vault.status().only_linked] == [ONE]
    assert vault.copy_links().copied == 1
    assert vault.status().only_linked == ()
    assert vault.copy_links().copied == 0


def test_growth_adds_only_the_new_bytes_to_the_copy(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    vault.protect()
    vault.copy_links()
    copy = copy_of(vault, path)
    node = copy.stat().st_ino
    with path.open("ab") as file:
        file.write(b"second\n")
    assert [file.session_id for file in vault.status().only_linked] == [ONE]
    assert vault.copy_links().copied == 1
    assert copy.read_bytes() == b"first\nsecond\n"
    assert copy.stat().st_ino == node
    assert not copy.samefile(path)


@pytest.mark.parametrize(
    "rewritten", [b"other\nlines\n", b"first\n", b"", b"first\nsecond!\nthird\n"]
)
def test_a_file_rewritten_in_place_keeps_its_older_version(vault, write, rewritten):
    path = write(f"{ONE}.jsonl", b"first\nsecond\n")
    vault.protect()
    vault.copy_links()
    node = path.stat().st_ino
    path.write_bytes(rewritten)
    assert path.stat().st_ino == node
    vault.protect()
    vault.copy_links()
    copy = copy_of(vault, path)
    assert copy.read_bytes() == rewritten
    assert copy.with_name(f"{ONE}.older-1.jsonl").read_bytes() == b"first\nsecond\n"
    assert vault.status().older_versions == 1
    assert len(list(vault.transcripts())) == 1


def test_a_rewrite_of_the_same_length_is_noticed(vault, write):
    path = write(f"{ONE}.jsonl", b"aaaa\n")
    vault.protect()
    vault.copy_links()
    path.write_bytes(b"bbbb\n")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    vault.copy_links()
    assert copy_of(vault, path).with_name(f"{ONE}.older-1.jsonl").read_bytes() == b"aaaa\n"


def test_a_rewritten_file_that_is_swept_at_once_keeps_both_versions(vault, write):
    path = write(f"{ONE}.jsonl", b"first\nsecond\n")
    vault.protect()
    vault.copy_links()
    path.write_bytes(b"short\n")
    sweep(path)
    vault.protect()
    vault.copy_links()
    held = set(content_of(vault.root).values())
    assert held == {b"first\nsecond\n", b"short\n"}


def test_a_replaced_file_keeps_its_older_version(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    vault.protect()
    other = path.with_name("new")
    other.write_bytes(b"quite another\n")
    other.replace(path)
    assert vault.protect().linked == 1
    link = link_of(vault, path)
    assert link.samefile(path)
    assert link.with_name(f"{ONE}.older-1.jsonl").read_bytes() == b"first\n"
    assert vault.protect().linked == 0
    assert len(content_of(vault.projects)) == 2


def test_a_file_replaced_by_a_longer_version_of_itself_leaves_no_older_one(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    vault.protect()
    other = path.with_name("new")
    other.write_bytes(b"first\nsecond\n")
    other.replace(path)
    vault.protect()
    assert content_of(vault.projects) == {f"{PROJECT}/{ONE}.jsonl": b"first\nsecond\n"}


def test_a_rewrite_at_the_end_of_a_huge_file_is_noticed(vault, write):
    path = write(f"{ONE}.jsonl")
    with path.open("wb") as file:
        file.truncate(EXACT_BYTES + (9 << 20))  # sparse
    vault.protect()
    vault.copy_links()
    with path.open("r+b") as file:
        file.seek(-100, os.SEEK_END)
        file.write(b"y" * 200)
    vault.copy_links()
    older = copy_of(vault, path).with_name(f"{ONE}.older-1.jsonl")
    assert older.stat().st_size == EXACT_BYTES + (9 << 20)
    assert copy_of(vault, path).stat().st_size == path.stat().st_size


def test_links_and_pipes_are_not_followed(vault, write, tmp_path):
    write(f"{ONE}.jsonl")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{TWO}.jsonl").write_bytes(b"secret\n")
    project = vault.claude_projects / PROJECT
    (project / f"{TWO}.jsonl").symlink_to(outside / f"{TWO}.jsonl")
    os.mkfifo(project / "agent-x.jsonl")
    (vault.claude_projects / "-elsewhere").symlink_to(outside)
    (project / TWO).symlink_to(outside)
    assert vault.protect().linked == 1
    assert list(content_of(vault.root)) == [f"projects/{PROJECT}/{ONE}.jsonl"]


def test_putting_back_gives_a_fresh_file_and_its_directory(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    result = write(f"{ONE}/tool-results/x.txt", b"result")
    os.utime(path, (0, 0))
    vault.protect()
    vault.copy_links()
    sweep(path)
    before = path.parent.stat().st_mtime
    assert vault.put_back(PROJECT, ONE) == path
    assert (path.read_bytes(), result.read_bytes()) == (b"first\n", b"result")
    assert path.stat().st_mtime >= before
    assert not path.samefile(link_of(vault, path))
    assert vault.status().rescued == ()


def test_a_transcript_that_is_put_back_goes_on_being_protected(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    vault.protect()
    sweep(path)
    vault.put_back(PROJECT, ONE)
    with path.open("ab") as file:
        file.write(b"second\n")
    vault.protect()
    sweep(path)
    assert vault.path(PROJECT, ONE).read_bytes() == b"first\nsecond\n"


def test_nothing_is_put_back_over_a_file(vault, write):
    path = write(f"{ONE}.jsonl", b"first\n")
    vault.protect()
    with pytest.raises(PutBackError):
        vault.put_back(PROJECT, ONE)
    sweep(path)
    write(f"{ONE}.jsonl", b"another\n")
    with pytest.raises(PutBackError):
        vault.put_back(PROJECT, ONE)
    assert path.read_bytes() == b"another\n"
    with pytest.raises(PutBackError):
        vault.put_back(PROJECT, TWO)


def test_a_vault_that_cannot_be_made_names_the_files_at_risk(vault, write, paths):
    write(f"{ONE}.jsonl")
    paths.root.write_bytes(b"in the way")
    failures = vault.protect().failures
    assert [failure.path.name for failure in failures] == [f"{ONE}.jsonl"]


def test_halves_of_copies_are_removed_when_nobody_can_be_writing_them(vault, write, clock):
    path = write(f"{ONE}.jsonl", b"first\n")
    vault.protect()
    vault.copy_links()
    now = clock.now().timestamp()
    old = copy_of(vault, path).with_name(f"{ONE}.jsonl.77.partial")
    new = copy_of(vault, path).with_name(f"{ONE}.jsonl.78.partial")
    for partial, age_s in ((old, 100_000), (new, 10)):
        partial.write_bytes(b"fir")
        os.utime(partial, (now - age_s, now - age_s))
    vault.copy_links()
    assert (old.exists(), new.exists()) == (False, True)


def test_an_interrupted_copy_is_completed(vault, write):
    path = write(f"{ONE}.jsonl", b"first\nsecond\n")
    vault.protect()
    copy = copy_of(vault, path)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"first\nsec")
    vault.copy_links()
    assert content_of(vault.copies) == {f"{PROJECT}/{ONE}.jsonl": b"first\nsecond\n"}


def test_copying_stops_between_files_when_told_to(vault, write):
    write(f"{ONE}.jsonl")
    write(f"{TWO}.jsonl")
    vault.protect()
    answers = iter([False, False, True])
    assert vault.copy_links(lambda: next(answers)).copied == 1
    assert len(vault.status().only_linked) == 1


def test_copying_stops_within_a_file_and_goes_on_from_there(vault, write):
    path = write(f"{ONE}.jsonl", b"x" * 100)
    vault.protect()
    vault.copy_links()
    with path.open("ab") as file:
        file.write(b"y" * (5 << 20))
    answers = iter([False, False, False, True])
    assert vault.copy_links(lambda: next(answers)).copied == 0
    held = copy_of(vault, path).read_bytes()
    assert 100 < len(held) < path.stat().st_size
    assert path.read_bytes().startswith(held)
    assert vault.copy_links().copied == 1
    assert content_of(vault.copies) == {f"{PROJECT}/{ONE}.jsonl": path.read_bytes()}
