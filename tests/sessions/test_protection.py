"""Health and the manager tell what becomes of Claude Code's transcripts, and can act on it."""

import json
import os
import shutil
from datetime import timedelta

import pytest

from desktop_app.claude_code.errors import ClaudeSettingsError, PutBackError
from desktop_app.engines.registry import Registry
from desktop_app.sessions.events import ConversationsChanged
from desktop_app.sessions.health import HealthStatus, LiveFigures, report
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import SessionRef
from tests.fakes.claude_code import sweep, write_transcript

ONE = "11111111-1111-4111-8111-111111111111"
REF = SessionRef("-home-ana-shop", ONE)
LINE = b'{"type":"user","uuid":"1","cwd":"%s","message":{"role":"user","content":"hello"}}\n'


@pytest.fixture
def aged(claude_dir, clock, tmp_path):
    """A transcript that nobody touched for ninety days."""
    content = LINE % os.fsencode(tmp_path)
    path = write_transcript(claude_dir, REF.project, f"{ONE}.jsonl", content)
    moment = (clock.now() - timedelta(days=90)).timestamp()
    os.utime(path, (moment, moment))
    return path


def findings(store):
    found = report(store, LiveFigures()).findings
    return {finding.code: finding for finding in found}


def test_unprotected_transcripts_ask_for_attention_until_they_are_protected(store, aged):
    health = report(store, LiveFigures())
    assert health.status is not HealthStatus.WELL
    assert "transcripts-endangered" in findings(store)
    assert "1 transcripts at its next start" in str(
        findings(store)["transcripts-endangered"].sentence
    )
    store.vault.protect()
    found = findings(store)
    assert "transcripts-endangered" not in found
    assert found["transcripts-expiring"].severity.value == "note"


def test_a_sweep_that_has_just_been_is_not_announced_for_the_next_start(store, aged, claude_dir):
    marker = claude_dir / ".last-cleanup"
    marker.write_text("")
    now = store.clock.now().timestamp()
    os.utime(marker, (now, now))
    assert "cleans up next" in str(findings(store)["transcripts-endangered"].sentence)
    store.vault.protect()
    assert "cleans up next" in str(findings(store)["transcripts-expiring"].sentence)


def test_the_project_of_a_conversation_decides_as_well(store, aged, tmp_path, claude_dir):
    (claude_dir / "settings.json").write_text('{"cleanupPeriodDays": 36500}')
    assert "transcripts-endangered" not in findings(store)
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude" / "settings.local.json").write_text('{"cleanupPeriodDays": 60}')
    assert "transcripts-endangered" in findings(store)
    told = report(store, LiveFigures()).to_json()["claude_code"]["retention"]
    assert (told["effective_days"], told["scope"]) == (60, "local")


def test_a_deadly_zero_is_a_finding(store, claude_dir):
    (claude_dir / "settings.json").write_text('{"cleanupPeriodDays": 0}')
    assert findings(store)["claude-retention"].severity.value == "attention"


def test_links_are_not_counted_as_disk_that_is_used(store, aged):
    before = report(store, LiveFigures()).disk.data_bytes
    store.vault.protect()
    assert report(store, LiveFigures()).disk.data_bytes - before < aged.stat().st_size
    store.vault.copy_links()
    assert report(store, LiveFigures()).disk.data_bytes - before >= aged.stat().st_size


async def test_the_manager_protects_copies_and_puts_back(store, aged):
    events = []
    async with SessionManager(store, Registry()) as manager:
        manager.subscribe(events.append)
        assert (await manager.protection.status()).endangered == (aged,)
        assert (await manager.protection.link()).linked == 1
        assert (await manager.protection.copy()).copied == 1
        assert (await manager.protection.status()).endangered == ()
        sweep(aged)
        (summary,) = await manager.sessions()
        assert summary.is_rescued
        assert await manager.protection.put_back(REF) == aged
        assert ConversationsChanged() in events
        with pytest.raises(PutBackError):
            await manager.protection.put_back(REF)
        (summary,) = await manager.sessions()
        assert not summary.is_rescued


async def test_a_rescued_conversation_goes_on(store, aged):
    async with SessionManager(store, Registry()) as manager:
        await manager.protection.link()
        sweep(aged)
        assert (await manager.open(REF)).entries
        await manager.submit(REF, "and now?")
        await manager.wait_idle()
        (summary,) = await manager.sessions()
        assert not summary.is_rescued
    lines = store.own_path(REF).read_bytes().splitlines()
    assert json.loads(lines[0])["message"]["content"] == "hello"
    assert len(lines) > 2


async def test_retention_is_raised_and_taken_back(store, claude_dir):
    async with SessionManager(store, Registry()) as manager:
        assert (await manager.protection.raise_retention()).after == 36500
        assert (await manager.protection.status()).retention.effective_days == 36500
        assert (await manager.protection.revoke_retention()).after is None
        (claude_dir / "settings.json").write_text("{")
        with pytest.raises(ClaudeSettingsError):
            await manager.protection.raise_retention()


async def test_salvaged_prompts_are_listed_and_found(store, claude_dir):
    line = {"display": "bake bread", "timestamp": 1, "project": "/a", "sessionId": ONE}
    (claude_dir / "history.jsonl").write_text(json.dumps(line))
    events = []
    async with SessionManager(store, Registry()) as manager:
        manager.subscribe(events.append)
        assert len((await manager.protection.salvage()).salvaged) == 1
        assert [hit.ref.session_id for hit in await manager.search("bread")] == [ONE]
        assert events[-1] == ConversationsChanged()
        assert (await manager.protection.salvage()).salvaged == ()


def test_a_claude_directory_that_is_gone_takes_nothing_along(store, aged, claude_dir):
    store.vault.protect()
    shutil.rmtree(claude_dir)
    assert store.vault.protect().failures == ()
    assert [summary.is_rescued for summary in store.summaries()] == [True]
