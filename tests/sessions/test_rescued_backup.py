"""What only the vault has is in the backup, and comes back to the vault by union."""

import json
import os
import shutil
import zipfile

import pytest

from desktop_app.sessions.backup import bytes_since_backup, check_backup, make_backup
from desktop_app.sessions.cleanup import force_cleanup_all, plan_cleanup
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.restore import restore_backup
from tests.fakes.claude_code import sweep, write_transcript
from tests.fakes.vault import ONE, PROJECT, TWO, content_of

LINE = b'{"type":"user","uuid":"u%d","message":{"role":"user","content":"hello %d"}}\n'
ADOPTED = "33333333-3333-4333-8333-333333333333"
SUB_AGENT = f"{ONE}/subagents/agent-a.jsonl"
RESULT = f"{ONE}/tool-results/result.txt"


def lines(count):
    return b"".join(LINE % (n, n) for n in range(count))


@pytest.fixture
def swept(store, claude_dir):
    """ONE is swept after a rewrite, with all beside it; TWO lives; a third is ours and swept."""
    one = write_transcript(claude_dir, PROJECT, f"{ONE}.jsonl", lines(3))
    write_transcript(claude_dir, PROJECT, SUB_AGENT, lines(2))
    write_transcript(claude_dir, PROJECT, RESULT, b"a result")
    write_transcript(claude_dir, PROJECT, f"{TWO}.jsonl", lines(4))
    adopted = write_transcript(claude_dir, PROJECT, f"{ADOPTED}.jsonl", lines(5))
    store.vault.protect()
    store.vault.copy_links()
    one.write_bytes(LINE % (77, 77) + lines(5))
    store.vault.protect()
    store.vault.copy_links()
    store.adopt(SessionRef(PROJECT, ADOPTED))
    sweep(one)
    sweep(adopted)
    return SessionRef(PROJECT, ONE)


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()[:-1]}


def versions(store):
    """Return every distinct content that the vault holds of each file, whatever its tree."""
    found = {}
    for root in (store.vault.projects, store.vault.copies):
        for name, content in content_of(root).items():
            found.setdefault(name.partition(".older-")[0].removesuffix(".jsonl"), set()).add(
                content
            )
    return found


def figures(report):
    return (
        report.restored_files,
        report.merged_files,
        report.unchanged_files,
        report.conversations,
        report.rescued,
    )


def test_a_backup_holds_what_only_the_vault_has_and_nothing_twice(store, swept):
    report = make_backup(store)

    held = members(report.path)
    rescued = {name: held[name] for name in held if name.startswith("vault/")}
    assert rescued == {
        f"vault/projects/{PROJECT}/{ONE}.jsonl": LINE % (77, 77) + lines(5),
        f"vault/projects/{PROJECT}/{SUB_AGENT}": lines(2),
        f"vault/projects/{PROJECT}/{RESULT}": b"a result",
        f"vault/copies/{PROJECT}/{ONE}.older-1.jsonl": lines(3),
    }
    assert (report.conversations, report.rescued, report.is_partial) == (1, 1, False)
    checked = check_backup(report.path)
    assert (checked.conversations, checked.rescued, checked.files) == (1, 1, 5)
    with zipfile.ZipFile(report.path) as archive:
        kinds = {i["kind"] for i in json.loads(archive.read("manifest.json"))["files"]}
    assert kinds == {"conversation", "rescued"}


def test_an_unchanged_vault_makes_no_new_backup_and_a_new_rescue_does(store, swept, claude_dir):
    first = make_backup(store)
    assert make_backup(store).is_unchanged
    assert bytes_since_backup(store) == 0

    sweep(claude_dir / "projects" / PROJECT / f"{TWO}.jsonl")

    assert bytes_since_backup(store) == len(lines(4))
    second = make_backup(store)
    assert (second.is_unchanged, second.rescued) == (False, 2)
    assert second.path != first.path


def test_a_lost_vault_comes_back_whole_and_opens(store, swept, paths):
    before = versions(store)
    page = store.tail(swept, 50)
    backup = make_backup(store).path
    shutil.rmtree(paths.vault)

    report = restore_backup(store, backup)

    assert figures(report) == (4, 0, 1, 0, 1)
    gone = {name: found for name, found in before.items() if ONE in name}
    assert versions(store) == gone
    assert store.summary(swept).is_rescued
    assert store.tail(swept, 50).entries == page.entries
    for path in paths.vault.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
    assert figures(restore_backup(store, backup)) == (0, 0, 5, 0, 0)


def test_with_the_vault_in_place_nothing_changes(store, swept, paths):
    backup = make_backup(store).path
    before = content_of(paths.vault)

    assert figures(restore_backup(store, backup)) == (0, 0, 5, 0, 0)
    assert content_of(paths.vault) == before


def test_another_version_stays_and_gets_the_archived_one_beside_it(store, swept, paths):
    backup = make_backup(store).path
    shutil.rmtree(paths.vault)
    link = store.vault.projects / PROJECT / f"{ONE}.jsonl"
    link.parent.mkdir(parents=True)
    link.write_bytes(LINE % (99, 99))

    report = restore_backup(store, backup)

    assert figures(report) == (2, 2, 1, 0, 1)
    assert link.read_bytes() == LINE % (99, 99)
    assert versions(store)[f"{PROJECT}/{ONE}"] == {
        LINE % (99, 99),
        LINE % (77, 77) + lines(5),
        lines(3),
    }
    assert figures(restore_backup(store, backup)) == (0, 0, 5, 0, 0)


def test_claude_codes_own_file_is_never_written_through_the_vaults_link(store, swept, claude_dir):
    backup = make_backup(store).path
    live = write_transcript(claude_dir, PROJECT, f"{ONE}.jsonl", LINE % (77, 77))
    store.vault.protect()
    before = live.stat()

    restore_backup(store, backup)

    assert live.read_bytes() == LINE % (77, 77)
    assert live.stat().st_mtime_ns == before.st_mtime_ns
    assert LINE % (77, 77) + lines(5) in versions(store)[f"{PROJECT}/{ONE}"]


def test_a_copy_cut_off_by_a_crash_is_completed(store, swept, paths):
    backup = make_backup(store).path
    shutil.rmtree(paths.vault)
    restore_backup(store, backup)
    copy = store.vault.copies / PROJECT / f"{ONE}.jsonl"
    whole = copy.read_bytes()
    os.truncate(copy, len(whole) - 30)

    report = restore_backup(store, backup)

    assert copy.read_bytes() == whole
    assert figures(report) == (0, 1, 4, 0, 1)


def test_what_claude_code_wrote_after_it_was_adopted_is_in_the_backup(store, swept, claude_dir):
    later = write_transcript(claude_dir, PROJECT, f"{ADOPTED}.jsonl", lines(9))
    store.vault.protect()
    sweep(later)

    held = members(make_backup(store).path)

    assert held[f"vault/projects/{PROJECT}/{ADOPTED}.jsonl"] == lines(9)


def test_a_half_made_copy_is_left_out(store, swept):
    (store.vault.copies / PROJECT / f"{ONE}.jsonl.77.partial").write_bytes(b"half")

    assert not any("partial" in name for name in members(make_backup(store).path))


def test_what_is_no_file_in_the_vault_makes_the_backup_partial(store, swept):
    os.mkfifo(store.vault.copies / PROJECT / "strange")

    report = make_backup(store)

    assert [skipped.path for skipped in report.skipped] == [f"vault/copies/{PROJECT}/strange"]


def test_a_cleanup_counts_and_removes_ours_and_leaves_the_vault(store, swept, paths):
    before = content_of(paths.vault)
    plan = plan_cleanup(store)
    assert (plan.conversations, plan.size_bytes) == (1, len(lines(5)))

    result = force_cleanup_all(store, plan.phrase)

    assert (result.removed, result.backup.rescued) == (1, 1)
    assert content_of(paths.vault) == before
    assert store.summary(SessionRef(PROJECT, ADOPTED)).is_rescued
    assert make_backup(store).rescued == 2
