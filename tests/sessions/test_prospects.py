"""Findings about what is coming or missing: each comes when it must, and only then."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.base.messages import message
from desktop_app.sessions import vitals
from desktop_app.sessions.backup import make_backup
from desktop_app.sessions.health import LiveFigures, report
from desktop_app.sessions.health.damage_place import uuid_beside_damage
from desktop_app.sessions.health.growth import GrowthFigures
from desktop_app.sessions.health.prospects import of_growth
from desktop_app.sessions.health.report import DiskFigures
from desktop_app.sessions.records import RecordContext, new_uuid

DAY = timedelta(days=1)
REFUSED = message("Api", "{engine} can't be reached.", engine="Server")


def found(store, code, **live):
    health = report(store, LiveFigures(**live))
    return next((finding for finding in health.findings if finding.code == code), None)


def say(store, ref, text="hello"):
    record = RecordContext(ref.session_id, "/x").user(
        text, uuid=new_uuid(), parent_uuid=store.leaf(ref), now=store.clock.now()
    )
    store.append(ref, [record]).result()


def test_a_missing_backup_is_grave_after_a_week_of_conversations(store, ref, clock):
    say(store, ref)
    assert found(store, "no-backup").severity == "note"

    clock.advance(7 * DAY + DAY)
    finding = found(store, "no-backup")
    assert finding.severity == "attention"
    assert str(finding.sentence).startswith("There is no backup of your 1 conversations")

    make_backup(store)
    assert found(store, "no-backup") is None


def test_a_missing_backup_of_much_text_is_grave_at_once(store, ref):
    say(store, ref, "word " * 2_200_000)

    assert found(store, "no-backup").severity == "attention"


def test_an_old_backup_is_told_when_something_came_since(store, ref, clock):
    say(store, ref)
    make_backup(store)
    clock.advance(40 * DAY)
    assert found(store, "backup-old") is None

    say(store, ref)
    finding = found(store, "backup-old")
    assert finding.severity == "attention"
    assert "40 days ago" in str(finding.sentence)


def test_an_engine_that_did_not_answer_is_told_until_it_does(store, ref):
    vitals.note_engine(store, "openai", "Server", error=REFUSED, retries=4)

    finding = found(store, "engine-failing", engine="openai")
    assert finding.severity == "attention"
    assert str(finding.sentence) == (
        "The engine did not answer the last time: Server can't be reached."
    )
    assert "4 times more" in str(finding.hint)
    assert found(store, "engine-failing", engine="recall") is None

    vitals.note_engine(store, "openai", "Server")
    assert found(store, "engine-failing", engine="openai") is None


@pytest.mark.parametrize(("days", "is_told"), [(29, True), (31, False), (None, False)])
def test_a_disk_that_will_be_full_within_a_month_is_told(clock, days, is_told):
    when = None if days is None else clock.now() + days * DAY
    disk = DiskFigures(free_bytes=10 << 30, total_bytes=100 << 30, is_writable=True)

    unknown = replace(disk, total_bytes=0)
    growth = GrowthFigures(disk_full=when, period_days=30)
    young = replace(growth, period_days=2)

    assert bool(list(of_growth(growth, disk, clock.now()))) is is_told
    assert not list(of_growth(growth, unknown, clock.now()))
    assert not list(of_growth(young, disk, clock.now()))


def test_damage_names_the_conversation_that_has_it(store, ref):
    say(store, ref)
    with store.own_path(ref).open("ab") as file:
        file.write(b'{"torn\n')

    finding = found(store, "damaged-lines")

    assert finding.ref == ref
    assert finding.to_json()["session_id"] == ref.session_id
    prompt = store.tail(ref, 5).entries[0].uuid
    assert uuid_beside_damage(store, ref) == prompt


def test_the_place_of_damage_is_the_message_above_it_or_else_below(store, ref):
    assert uuid_beside_damage(store, ref) == ""
    store.own_path(ref).write_bytes(b'{"torn\n')
    assert uuid_beside_damage(store, ref) == ""

    say(store, ref, "first")
    first = store.tail(ref, 5).entries[-1].uuid
    assert uuid_beside_damage(store, ref) == first
    say(store, ref, "second")
    assert uuid_beside_damage(store, ref) == first

    store.own_path(ref).unlink()
    assert uuid_beside_damage(store, ref) == ""


def test_the_report_knows_the_growth_and_the_versions(store, ref, claude_dir):
    say(store, ref)
    theirs = claude_dir / "projects" / "-x" / "22222222-2222-4222-8222-222222222222.jsonl"
    theirs.parent.mkdir()
    theirs.write_bytes(b'{"type":"user","uuid":"1","version":"2.1.330"}\n{"torn')

    document = report(store, LiveFigures()).to_json()

    assert document["growth"]["points"][-1][1] == (
        Path(store.own_path(ref)).stat().st_size + theirs.stat().st_size
    )
    assert document["versions"]["claude_code"] == "2.1.330"
    assert document["versions"]["python"]
    assert document["process"] is None
    assert document["engines"] == {}
